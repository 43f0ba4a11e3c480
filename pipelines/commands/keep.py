"""The kept builds: builds, rollback, gc."""

from typing import Annotated

import typer

from pipelines.commands.archive import JsonOption
from pipelines.commands.ask import WarehouseOption
from pipelines.commands.output import Format, RefusedError, print_rows, screen
from pipelines.settings import settings
from pipelines.tables import publish


def builds(warehouse: WarehouseOption = None, as_json: JsonOption = False) -> None:
    """The kept builds, newest first; the published one is marked."""
    kept = publish.builds(warehouse or settings().warehouse)
    if not kept and not as_json:
        raise RefusedError("There are no builds yet; `chengyu build` makes the first.")
    rows = [(one.build_id, one.finished_at, one.size, one.is_published) for one in kept]
    print_rows(("build", "finished_at", "bytes", "published"), rows, Format.JSON if as_json else Format.TABLE)


def rollback(
    build: Annotated[str, typer.Argument(metavar="BUILD", help="The build's id, or the beginning of it.")],
    warehouse: WarehouseOption = None,
) -> None:
    """Publish a kept build again."""
    path = warehouse or settings().warehouse
    with publish.builder_lock(path, settings().lock_wait_seconds, "rollback"):
        found = publish.rollback(path, build)
    screen.print(f"Published build {found.build_id} of {found.finished_at:%Y-%m-%d %H:%M} UTC again.")


def gc(warehouse: WarehouseOption = None) -> None:
    """Delete what no kept build needs."""
    path = warehouse or settings().warehouse
    with publish.builder_lock(path, settings().lock_wait_seconds, "gc"):
        gone = publish.gc(path, settings().kept_builds)
    screen.print(
        f"Deleted {len(gone)} builds and parts that nothing needs." if gone else "There was nothing to delete."
    )
