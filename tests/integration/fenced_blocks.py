"""The examples of a Markdown page: its fenced blocks, and the answers shown with them.

A block of SQL is followed by its answer as a table. A block of console shows commands after `$ `, each followed by
what it prints; a command without output shows none. Blocks of sh hold commands alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipelines.commands.output import plain

FENCE = re.compile(r"^```(\w+)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
TABLE = re.compile(r"\n*((?:\|.*\|\n)+)")
PIPE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Query:
    """SQL, and the table that the page shows as its answer, the header first; None where it shows none."""

    line: int
    sql: str
    answer: list[list[str]] | None


@dataclass(frozen=True)
class Command:
    """A command as one types it, and the lines that the page says it prints."""

    line: int
    words: str
    output: list[str]


def queries(page: Path) -> Iterator[Query]:
    """The blocks of SQL."""
    for language, body, line, rest in _fenced(page):
        if language == "sql":
            shown = TABLE.match(rest)
            yield Query(line, body, table(shown[1]) if shown else None)


def commands(page: Path) -> Iterator[Command]:
    """The commands of the blocks of console and sh."""
    for language, body, line, _ in _fenced(page):
        lines = body.splitlines()
        if language == "sh":
            yield from (Command(line + at, typed, []) for at, typed in enumerate(lines, 1) if typed.strip())
        if language == "console":
            starts = [at for at, typed in enumerate(lines) if typed.startswith("$ ")]
            for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
                yield Command(line + start + 1, lines[start][2:], lines[start + 1 : end])


def _fenced(page: Path) -> Iterator[tuple[str, str, int, str]]:
    """Language, text, line and what follows, of each fenced block."""
    text = page.read_text(encoding="utf-8")
    for found in FENCE.finditer(text):
        yield found[1], found[2], text.count("\n", 0, found.start()) + 1, text[found.end() :]


def table(markdown: str) -> list[list[str]]:
    """The cells of a Markdown table, the header first; the line below it is left out."""
    rows = [[cell.strip().replace("\\|", "|") for cell in PIPE.split(row)[1:-1]] for row in markdown.splitlines()]
    return [rows[0], *rows[2:]]


def cells(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> list[list[str]]:
    """An answer as a page shows it: nothing for null, lists with 、 between their members."""
    return [list(columns), *(["" if value is None else plain(value) for value in row] for row in rows)]


def markdown(answer: Sequence[Sequence[str]]) -> str:
    """The answer as a Markdown table, ready to be put into a page."""
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in answer]
    return "\n".join([lines[0], "|" + "---|" * len(answer[0]), *lines[1:]])
