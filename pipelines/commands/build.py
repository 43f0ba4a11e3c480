"""The build on the screen: progress while it runs, a summary at its end, the reason where it fails."""

import gc
import logging
import os
import time
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from pipelines.commands.output import RefusedError, errors, json_text, screen
from pipelines.settings import Settings, prepare_dagster_home, settings

log = logging.getLogger("chengyu")

SHOWN_WARNINGS = 12
RARE_COLLECTIONS = 100_000, 50, 50
SUMMARY = """
select
    (select count(*) from marts.dim_articles) as articles,
    (select count(*) from marts.fct_figures) as figures,
    (select count(*) from marts.fct_numerals) as numerals,
    (select count(*) from marts.fct_numerals where disposition = 'unknown') as unread,
    (select count(distinct version_id) from parsed.quarantine) as failed_pages,
    (select count(distinct version_id) from extracted.quarantine) as quarantined,
    (select build_id from raw.build) as build
"""
BAD_PAGES = """
select raw_path, message from parsed.quarantine union all
select raw_path, message from extracted.quarantine where whole_article
order by all
"""


def build(
    raw: Annotated[Path | None, typer.Option("--raw", metavar="DIR", help="The archive's folder.")] = None,
    warehouse: Annotated[Path | None, typer.Option("--warehouse", metavar="FILE", help="The file to publish.")] = None,
    reread: Annotated[bool, typer.Option("--reread", help="Parse and read every page again.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Build even where nothing has changed.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Build the warehouse from the archive and publish it, as one Dagster run."""
    chosen = choose(raw, warehouse)
    started = time.monotonic()
    with Progress(quiet=as_json):
        summary = published_unchanged(chosen) if not (force or reread) else None
        unchanged = summary is not None
        summary = summary or run(chosen, reread)
    summary["seconds"] = round(time.monotonic() - started, 1)
    if as_json:
        print(json_text(summary))
    else:
        show(summary, unchanged, chosen)


def choose(raw: Path | None, warehouse: Path | None) -> Settings:
    """The settings with what the options say; Dagster's definitions read the same from the environment."""
    for name, path in (("CHENGYU_RAW_DIR", raw), ("CHENGYU_WAREHOUSE", warehouse)):
        if path:
            os.environ[name] = str(path.absolute())
    settings.cache_clear()
    return settings()


def published_unchanged(chosen: Settings) -> dict[str, Any] | None:
    """The summary of the published build, where it is what a build would make again."""
    from pipelines.tables.publish import published_build

    published = published_build(chosen.warehouse)
    if not published:
        return None
    from pipelines.defs.build_session import planned_build

    return summarise(chosen.warehouse) if planned_build(chosen) == published else None


def run(chosen: Settings, reread: bool) -> dict[str, Any]:
    """Build, and give the summary. Raises RefusedError with the reasons where the build was not published."""
    from pipelines.defs.build_session import opened

    # A build makes many objects that stay (modules, dbt's manifest): searching them for garbage is a tenth of its time.
    gc.set_threshold(*RARE_COLLECTIONS)
    with opened(chosen) as session:
        found = len(session.pages)
        log.info("%d pages in %s", found, chosen.raw_dir)
        prepare_dagster_home()
        from pipelines.definitions import defs
        from pipelines.defs.run import run_build

        outcome = run_build(defs, session, reread=reread)
        worked = dict(session.worked)
    if not outcome.published:
        kept = "The published warehouse is as it was." if chosen.warehouse.is_file() else "Nothing was published."
        raise RefusedError("The build failed. " + kept + "\n" + "\n".join(outcome.problems))
    return summarise(chosen.warehouse) | {"parsed_now": worked.get("parsed", 0), "read_now": worked.get("extracted", 0)}


def summarise(warehouse: Path) -> dict[str, Any]:
    """What the published build holds, and which pages are not in it."""
    from pipelines.tables import store

    answer = store.query(warehouse, SUMMARY)
    bad = store.query(warehouse, BAD_PAGES)
    pages = [{"page": page, "reason": reason} for page, reason in bad.rows]
    return dict(zip(answer.columns, answer.rows[0], strict=True)) | {"kept_out": pages}


def show(summary: dict[str, Any], unchanged: bool, chosen: Settings) -> None:
    """The summary on the screen."""
    for page in summary["kept_out"][:SHOWN_WARNINGS]:
        errors.print(f"[yellow]kept out[/] {escape(page['page'])}: {escape(page['reason'])}", soft_wrap=True)
    more = len(summary["kept_out"]) - SHOWN_WARNINGS
    if more > 0:
        errors.print(f'… and {more} more: chengyu query "select * from marts.quarantine"', soft_wrap=True)
    if unchanged:
        screen.print(f"Nothing has changed since build {summary['build']}, which is published.")
    else:
        screen.print(f"[green]Published[/] {escape(str(chosen.warehouse))} (build {summary['build']})", soft_wrap=True)
    screen.print(
        f"{summary['articles']:,} articles · {summary['figures']:,} figures · {summary['numerals']:,} numerals"
        f" · {summary['unread']:,} unread · {len(summary['kept_out']):,} quarantined · {summary['seconds']} s",
        soft_wrap=True,
    )


class Progress(logging.Handler):
    """Shows what the build says of itself, one line that changes on a terminal, nothing elsewhere."""

    def __init__(self, quiet: bool) -> None:
        super().__init__(logging.INFO)
        self.status = screen.status("building") if screen.is_terminal and not quiet else None

    def __enter__(self) -> "Progress":
        log.addHandler(self)
        log.setLevel(logging.INFO)
        log.propagate = False
        if self.status:
            self.status.start()
        return self

    def __exit__(self, *_: object) -> None:
        log.removeHandler(self)
        if self.status:
            self.status.stop()

    def emit(self, record: logging.LogRecord) -> None:
        """Show a message; Dagster, which listens too, has put the run's name before it."""
        meta = getattr(record, "dagster_meta", None) or {}
        text = meta.get("orig_message") if isinstance(meta, dict) else None
        message = escape(text or record.getMessage())
        if record.levelno >= logging.WARNING:
            errors.print(message, soft_wrap=True)
        elif self.status:
            self.status.update(message)
