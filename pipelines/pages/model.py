"""The values that `pages/` makes from one page: plain data, no behaviour.

Belongs here: what a parsed page is. Does not belong here: how it is found in the markup.
Offsets count Unicode code points in `Article.body_text`, end exclusive.
"""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the body. `section_no` is 0 before the first heading."""

    section_no: int
    section_title: str | None
    paragraph_no: int
    sentence_no: int
    char_start: int
    char_end: int
    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; `row`/`column` are positions in the grid after spans are laid out."""

    row: int
    column: int
    row_span: int
    column_span: int
    is_header: bool
    text: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the body. It stands in `body_text`, one row a line, cells parted by a tab."""

    table_no: int
    caption: str | None
    unit_text: str | None
    section_no: int
    section_title: str | None
    char_start: int
    char_end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """What a page says of itself, its canonical text, and the text's parts."""

    title: str
    body_text: str
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...] = ()
    authors: str | None = None
    publisher: str | None = None
    source_name: str | None = None
    published_on: date | None = None
    column_path: str | None = None
    source_url: str | None = None
    template: str = "generic"
    encoding: str = "utf-8"
    findings: tuple[str, ...] = field(default=())
