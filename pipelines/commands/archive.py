"""Taking pages in: add, fetch. Belongs here: what is said of each page that was offered."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from pipelines.commands.output import RefusedError, errors, json_text, screen
from pipelines.settings import settings

RawOption = Annotated[
    Path | None, typer.Option("--raw", metavar="DIR", help="The archive's folder.", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WORDS = {"new": "new", "version": "new version", "unchanged": "unchanged", "refused": "refused"}


def add(
    offered: Annotated[
        list[str], typer.Argument(metavar="PATH_OR_URL…", help="Pages, folders, .zip or .tar archives, addresses.")
    ],
    raw: RawOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take pages into the archive, each with a row of the manifest."""
    from pipelines.defs.intake import add_all

    results = add_all(raw or settings().raw_dir, offered)
    report(results, as_json, "Nothing to take in: there is no .html, .htm or .shtml page.")


def fetch(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="SOURCE…", help="Sources by id; without any, all switched on.")
    ] = None,
    raw: RawOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read the configured sources and archive what is new or changed."""
    from pipelines.defs.intake import fetch_all

    report(
        fetch_all(raw or settings().raw_dir, ids or ()),
        as_json,
        "No source is switched on; set `enabled: true` in pipelines/sources.yml, or name a source.",
    )


def report(results: Iterator, as_json: bool, when_empty: str) -> None:
    """Say what became of each page. Raises RefusedError where none was taken in or known."""
    seen = []
    for taken in results:
        seen.append(taken)
        if as_json:
            continue
        if taken.outcome == "refused":
            errors.print(f"[yellow]refused[/] {escape(taken.reason or taken.source)}", soft_wrap=True)
        else:
            screen.print(f"{WORDS[taken.outcome]}  {escape(taken.raw_path or taken.source)}", soft_wrap=True)
    if as_json:
        print(json_text([asdict(taken) for taken in seen]))
    if not seen:
        raise RefusedError(when_empty)
    counts = Counter(taken.outcome for taken in seen)
    if not as_json:
        screen.print(", ".join(f"{counts[outcome]} {word}" for outcome, word in WORDS.items() if counts[outcome]))
    if counts["refused"] == len(seen):
        raise RefusedError("No page was taken in.")
