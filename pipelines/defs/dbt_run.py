"""Runs dbt inside this process: one import and one parse instead of a second Python start and a second parse.

Belongs here: dbt's programmatic interface and its files. Does not belong here: Dagster's view of the models (`dbt`).
The manifest is kept per version of the project, so that loading the definitions does not parse; `make` parses at
set-up (`python -m pipelines.defs.dbt_run`), as it compiles byte-code.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.settings import DBT_PROJECT, PROJECT_ROOT
from pipelines.tables.store import DATABASE_NAME
from pipelines.tables.versions import versions

PARSED = PROJECT_ROOT / ".dagster" / "dbt"
KEPT_MANIFESTS = 3
DATABASE_VARIABLE = "CHENGYU_BUILD_FILE"
# Artefacts that nobody reads take a second to write.
UNWRITTEN = "--no-write-json"
QUIET = ("--log-level", "none", "--log-level-file", "none", "--no-use-colors", "--no-version-check")


class DbtError(RuntimeError):
    """dbt could not parse or run the project at all; the message is dbt's own."""


@dataclass(frozen=True, slots=True)
class NodeResult:
    """What became of a model or test: `status` is dbt's word, `sql` what was run, `failures` the rows a test found."""

    unique_id: str
    status: str
    seconds: float
    failures: int
    message: str
    sql: str


_parsed: dict[str, Any] = {}


@cache
def manifest_path() -> Path:
    """The manifest of the project as it stands, parsed if it has changed. Raises DbtError."""
    folder = PARSED / versions().models
    if not (folder / "manifest.json").exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=folder.parent, prefix="."))
        try:
            _parsed[versions().models] = _parse(scratch)
            with suppress(OSError):  # another process was first
                scratch.rename(folder)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        older = sorted(folder.parent.glob("[!.]*"), key=lambda one: one.stat().st_mtime)[:-KEPT_MANIFESTS]
        for one in older:
            shutil.rmtree(one, ignore_errors=True)
    return folder / "manifest.json"


def run(database: Path, target: Path, select: Sequence[str], on_node: Callable[[str, str], None]) -> list[NodeResult]:
    """Build `select` (all, when empty) and its tests in the DuckDB file `database`; compiled SQL goes to `target`.

    `on_node` hears of each model as it is done, by its name and dbt's status. A failed test is a result, not an error.
    Raises DbtError when dbt itself could not run.
    """
    folder = manifest_path().parent
    # A manifest serves one build: dbt writes into it what it has compiled.
    parsed = _parsed.pop(versions().models, None) or _parse(folder, UNWRITTEN)
    arguments = ["build", UNWRITTEN, "--exclude-resource-type", "unit_test", "--target-path", str(target)]
    # Of a part, only those tests can run whose tables are all in it.
    arguments += ["--indirect-selection", "cautious", "--select", *select] if select else []

    def listen(event: Any) -> None:
        if event.info.name == "LogModelResult":
            on_node(event.data.node_info.node_name, event.data.node_info.node_status)

    with _database(database), _released():
        outcome = _invoke(arguments, parsed, [listen])
    return [
        NodeResult(
            unique_id=result.node.unique_id,
            status=str(result.status),
            seconds=result.execution_time,
            failures=result.failures or 0,
            message=result.message or "",
            sql=getattr(result.node, "compiled_code", None) or "",
        )
        for result in outcome.results
    ]


def _parse(target: Path, *options: str) -> Any:
    """dbt's own manifest object, for a file of the published one's name; the file itself is not touched."""
    with _database(Path(DATABASE_NAME)):
        return _invoke(["parse", *options, "--target-path", str(target)])


def _invoke(arguments: list[str], manifest: Any = None, callbacks: Sequence[Callable[[Any], None]] = ()) -> Any:
    from dbt.cli.main import dbtRunner  # two seconds of import that only a build pays

    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT)]
    outcome = dbtRunner(manifest=manifest, callbacks=list(callbacks)).invoke([*arguments, *folders, *QUIET])
    if outcome.exception or outcome.result is None:
        raise DbtError(f"dbt {arguments[0]}: {outcome.exception}") from outcome.exception
    return outcome.result


@contextmanager
def _database(path: Path) -> Iterator[None]:
    """The profile reads the file's path from the environment."""
    before = os.environ.get(DATABASE_VARIABLE)
    os.environ[DATABASE_VARIABLE] = str(path)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATABASE_VARIABLE]
        else:
            os.environ[DATABASE_VARIABLE] = before


@contextmanager
def _released() -> Iterator[None]:
    """Close the DuckDB file afterwards, which the adapter would hold until the process ends."""
    try:
        yield
    finally:
        from dbt.adapters.duckdb.connections import DuckDBConnectionManager
        from dbt.adapters.factory import reset_adapters

        reset_adapters()
        with suppress(Exception):  # dbt-duckdb's word for "nothing was opened"
            DuckDBConnectionManager.env().close()
        DuckDBConnectionManager.close_all_connections()


if __name__ == "__main__":
    manifest_path()
