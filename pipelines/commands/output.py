"""How the command speaks: rows as a table, CSV or JSON; refusals as one sentence.

Belongs here: printing. Does not belong here: what is printed.
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

screen = Console(highlight=False)
errors = Console(stderr=True, highlight=False)

NARROWEST = 12  # characters a column needs to be read
WIDEST = 10_000


class RefusedError(Exception):
    """The command cannot do what was asked; the message is one sentence for people. Ends with exit code 1."""


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_rows(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format = Format.TABLE) -> None:
    """Print the rows on standard output."""
    if form is Format.JSON:
        print(json_text([dict(zip(columns, row, strict=True)) for row in rows]))
    elif form is Format.CSV:
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([["" if value is None else plain(value) for value in row] for row in rows])
    else:
        texts = [["" if value is None else plain(value) for value in row] for row in rows]
        if screen.is_terminal and len(columns) * NARROWEST > screen.width:
            print_records(columns, texts)
        else:
            print_table(columns, texts)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows below each other; on a terminal long cells are folded, elsewhere each row is one line."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=not screen.is_terminal)
    for row in rows:
        table.add_row(*map(escape, row))
    (screen if screen.is_terminal else Console(highlight=False, width=WIDEST)).print(table)


def print_records(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Each row as a block of lines, for rows that are too wide for the screen."""
    longest = max(map(len, columns))
    for number, row in enumerate(rows, 1):
        screen.rule(f"row {number}", align="left")
        for column, text in zip(columns, row, strict=True):
            screen.print(f"[bold]{column:<{longest}}[/]  {escape(text)}", soft_wrap=True)


def plain(value: Any) -> str:
    """A value as people read it: decimals exact and without idle zeros, lists with 、 between their members."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, list | tuple):
        return "、".join(plain(member) for member in value)
    return str(value)


def decimal_text(value: Decimal) -> str:
    """Every digit of the value, no exponent, no zeros after the last digit of its fraction."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def json_text(value: Any) -> str:
    """The value as JSON; decimals are numbers with all their digits, dates are ISO 8601."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json_text(str(key))}: {json_text(member)}" for key, member in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(json_text(member) for member in value) + "]"
    if isinstance(value, date | datetime):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False, default=str)
