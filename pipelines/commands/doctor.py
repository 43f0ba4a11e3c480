"""Is everything in its place? Each check is a sentence, and where something is wrong it says what to do."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version

import typer
from rich.markup import escape

from pipelines.commands.archive import JsonOption
from pipelines.commands.output import json_text, screen
from pipelines.settings import DBT_PROJECT, prepare_dagster_home, settings

NEEDED = ("dagster", "dagster-dbt", "dbt-core", "dbt-duckdb", "duckdb", "polars", "pandera")


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found; `advice` where something is wrong."""

    subject: str
    good: bool
    found: str
    advice: str | None = None


def doctor(as_json: JsonOption = False) -> None:
    """Check the installation, the archive, the warehouse and Dagster's runs, and say what to do."""
    findings = [finding for check in CHECKS for finding in check()]
    if as_json:
        print(json_text([asdict(finding) for finding in findings]))
    else:
        for one in findings:
            mark = "[green]good[/]" if one.good else "[red]bad [/]"
            advice = f" → {one.advice}" if one.advice else ""
            screen.print(f"{mark} {one.subject}: {escape(one.found + advice)}", soft_wrap=True)
    if not all(finding.good for finding in findings):
        raise typer.Exit(1)


def installation() -> Iterator[Finding]:
    """Python, the packages, the dbt project."""
    missing = []
    for name in NEEDED:
        try:
            version(name)
        except PackageNotFoundError:
            missing.append(name)
    found = f"Python {sys.version.split()[0]}, {len(NEEDED) - len(missing)} of {len(NEEDED)} packages"
    advice = f"install {', '.join(missing)}: `make run` sets up .venv" if missing else None
    yield Finding("installation", not missing, found, advice)
    there = (DBT_PROJECT / "dbt_project.yml").is_file()
    advice = None if there else "install with `pip install -e .` from a clone"
    yield Finding("dbt project", there, str(DBT_PROJECT), advice)


def archive() -> Iterator[Finding]:
    """The pages and their manifest."""
    from pipelines.pages.archive import ArchiveError, pages_in

    raw = settings().raw_dir
    try:
        pages = pages_in(raw)
    except ArchiveError as error:
        yield Finding("archive", False, str(error))
        return
    advice = None if pages else "`chengyu add` puts pages in"
    yield Finding("archive", bool(pages), f"{len(pages)} pages in {raw}", advice)
    for page in pages:
        for problem in filter(None, (page.problem, *page.findings)):
            yield Finding("archive", False, f"{page.raw_path}: {problem}", "put the page or its manifest row right")


def warehouse() -> Iterator[Finding]:
    """The published file, the kept builds, what killed builds left."""
    from pipelines.tables import publish, store

    path = settings().warehouse
    if not path.is_file():
        yield Finding("warehouse", False, f"there is none at {path}", "`chengyu build` makes it")
        return
    try:
        figures = store.query(path, "select count(*) from marts.fct_figures").rows[0][0]
    except store.QueryError as error:
        yield Finding("warehouse", False, str(error), "`chengyu rollback` to a kept build, or `chengyu build --force`")
        return
    published = publish.published_build(path)
    kept = publish.builds(path)
    yield Finding("warehouse", True, f"build {published} with {figures} figures; {len(kept)} builds kept")
    left = [entry.name for entry in (path.parent / publish.BUILDS).glob(".*")]
    yield Finding(
        "unfinished builds",
        not left,
        f"{len(left)} left by builds that were killed or are at work",
        "the next build clears them" if left else None,
    )


def writable() -> Iterator[Finding]:
    """The folders that hold state."""
    for folder in (settings().state_dir, prepare_dagster_home()):
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        try:
            probe.write_text("")
            probe.unlink()
        except OSError as error:
            yield Finding("state", False, f"{folder} cannot be written: {error.strerror}", "give yourself the right to")
        else:
            yield Finding("state", True, f"{folder} can be written")


def runs() -> Iterator[Finding]:
    """Dagster runs that stand as started."""
    history = prepare_dagster_home() / "runs.db"
    if not history.is_file():
        yield Finding("runs", True, "no run yet")
        return
    with sqlite3.connect(f"file:{history}?mode=ro", uri=True) as connection:
        stale = connection.execute("select count(*) from runs where status in ('STARTED', 'STARTING')").fetchone()[0]
    advice = "if nothing is building, the next `chengyu build` marks them failed" if stale else None
    yield Finding("runs", not stale, f"{stale} stand as started", advice)


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (installation, archive, warehouse, writable, runs)
