"""A statistical table as a grid: its header rows, the labels of its rows and columns, which cells hold numbers.

Belongs here: the table's own shape. Does not belong here: what a number in it means (see `tables`).
"""

import re

from pipelines.figures.numerals import multiplier_value
from pipelines.figures.units import Unit, unit_at
from pipelines.pages.model import Cell, Table

NUMBER = re.compile(
    r"(?P<bound>[≥≤>＞<＜])?\s*(?P<sign>[-－−+＋])?\s*(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?|\d+(?:[.．]\d+)?)"
    r"(?P<scale>万亿|[万亿])?(?P<unit>[^\d\s.．,，]{0,12}?)(?P<tail>以上|以下|左右)?"
)
YEAR = re.compile(r"(?:19|20)\d\d")
UNIT_NOTE = re.compile(r"(?:计量)?单位\s*[:：]\s*(\S{1,30})")
UNIT_HEADER = re.compile(r"(?:计量)?单\s*位")
SERIAL_HEADER = re.compile(r"序\s*号|编\s*号|代\s*码|行\s*次")
PART = re.compile(r"^(?:其\s*中\s*[:：]?|[#＃]|[-—－·•]+)\s*")
SPACED = re.compile(r"(?<=[\u3400-\u9fff（）])\s+(?=[\u3400-\u9fff（）])")
SCALES = re.compile(r"万亿|百亿|十亿|千亿|百万|千万|十万|亿|万|千|百")


def number_in(text: str) -> re.Match[str] | None:
    """The number that fills a cell, with a unit or none; 2023年 and 8月 are times, other words are labels."""
    found = NUMBER.fullmatch(text)
    return (
        found
        if found and (not found["unit"] or (found["unit"] not in "年月日季" and named_unit(found["unit"])[0]))
        else None
    )


class Grid:
    """A table's cells by place, spans laid out, with its header rows and the groups that rows stand under."""

    def __init__(self, table: Table) -> None:
        self.at: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.column, cell.column + cell.column_span):
                    self.at.setdefault((row, column), cell)
        self.rows = 1 + max(row for row, _ in self.at)
        self.columns = 1 + max(column for _, column in self.at)
        self.header_rows = self._header_rows()
        self.caption = table.caption or self._caption_inside()
        headers = ["".join(self.column_path(column)) for column in range(self.columns)]
        self.serial_columns = {n for n, text in enumerate(headers) if SERIAL_HEADER.search(text)}
        self.unit_columns = {n for n, text in enumerate(headers) if UNIT_HEADER.fullmatch(text)}
        self.group = self._groups()

    def text(self, row: int, column: int) -> str:
        cell = self.at.get((row, column))
        return SPACED.sub("", cell.text) if cell else ""

    def is_value(self, cell: Cell) -> bool:
        """Whether a cell that holds a number states a value, and is no serial number or year that names its row."""
        if cell.column in self.serial_columns or cell.is_header:
            return False
        return not (cell.column == 0 and YEAR.fullmatch(cell.text))

    def column_path(self, column: int) -> tuple[str, ...]:
        """The headers above a column, outermost first; notes of a unit and rows over the whole table left out."""
        path: list[str] = []
        for row in range(self.header_rows):
            cell = self.at.get((row, column))
            text = self.text(row, column)
            if cell and text and not UNIT_NOTE.search(text) and cell.column_span < self.columns and text not in path:
                path.append(text)
        return tuple(path)

    def row_path(self, row: int, column: int) -> tuple[str, ...]:
        """The labels left of a cell in its row (past other numbers), with the rows they are parts of."""
        labels: list[str] = []
        for left in range(column - 1, -1, -1):
            text = self.text(row, left)
            is_label = (text and not number_in(text)) or (left == 0 and YEAR.fullmatch(text))
            if left in self.serial_columns or left in self.unit_columns or not text:
                continue
            if is_label and text not in labels:
                labels.insert(0, text)
            elif not is_label and labels:
                break
        return (*self.group.get(row, ()), *(PART.sub("", label) or label for label in labels))

    def row_unit(self, row: int) -> str:
        return next((self.text(row, column) for column in sorted(self.unit_columns)), "")

    def _header_rows(self) -> int:
        for row in range(self.rows):
            texts = [self.text(row, column) for column in range(1, self.columns)]
            numbers = [text for text in texts if number_in(text)]
            if (
                row
                and self.text(row, 0)
                and not any(texts)
                and any(self.text(row - 1, n) for n in range(1, self.columns))
            ):
                return row  # a label over the rows below it
            if numbers and not all(YEAR.fullmatch(text) for text in numbers):
                return row
        return self.rows

    def _caption_inside(self) -> str | None:
        """The text of a first row that stretches over the whole table."""
        first = self.at.get((0, 0))
        return first.text if first and self.header_rows and first.column_span == self.columns and first.text else None

    def _groups(self) -> dict[int, tuple[str, ...]]:
        """What each row is part of: the row of one label above it, and the row before a run of 其中 and #."""
        groups: dict[int, tuple[str, ...]] = {}
        heading = whole = ""
        for row in range(self.header_rows, self.rows):
            filled = {
                id(cell): cell for column in range(self.columns) if (cell := self.at.get((row, column))) and cell.text
            }
            first = self.text(row, 0)
            if len(filled) == 1 and first and not number_in(first):
                heading, whole = first, ""
                continue
            if not PART.match(first):
                whole = first
            parents = (heading, whole if PART.match(first) else "")
            groups[row] = tuple(parent for parent in parents if parent)
        return groups


def named_unit(words: str) -> tuple[Unit | None, int]:
    """`亿元` → 元 and 10**8; `千瓦时` → 千瓦时 and 1; nothing where the words are no unit."""
    words = re.sub(r"\s|^±", "", words)
    found = unit_at(words, 0)
    if found and found.end == len(words):
        return found.unit, 1
    scale = SCALES.match(words)
    if scale:
        found = unit_at(words, scale.end())
        if found and found.end == len(words):
            return found.unit, multiplier_value(scale[0])
    return None, 1
