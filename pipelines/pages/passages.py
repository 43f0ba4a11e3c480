"""Blocks → the canonical text of an article, its sentences and its tables, with offsets.

Belongs here: how lines make the text, where sentences end. Does not belong here: markup.
Every passage reproduces its words: `body_text[char_start:char_end] == text`; the same for every cell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.pages.headings import headings_of, sectioning_rank
from pipelines.pages.markup import Block, GridCell
from pipelines.pages.model import Cell, Passage, Table

CLOSERS = "”’」』）)》〉】\"'"
# A sentence runs to 。！？ with what closes after it, or to the line's end; half-width ?! count after an ideograph.
SENTENCE = re.compile(rf"\S(?:[^。！？?!]|(?<![\u3400-\u9fff”])[?!])*(?:[。！？?!]+[{CLOSERS}]*)?", re.S)
UNIT_NOTE = re.compile(r"单位\s*[:：]\s*([^\s）)\t]{1,30})")
CAPTION = re.compile(r"^[^。！？；]{2,60}$")


@dataclass(frozen=True, slots=True)
class Layout:
    """The canonical text and its parts."""

    body_text: str
    passages: tuple[Passage, ...]
    tables: tuple[Table, ...]


def lay_out(blocks: Sequence[Block], article_title: str) -> Layout:
    """The canonical text of the blocks: one line each, a table one line a row with its cells parted by tabs."""
    headings = headings_of(blocks, article_title)
    rank = sectioning_rank(headings)
    lines: list[str] = []
    passages: list[Passage] = []
    tables: list[Table] = []
    offset = section_no = paragraph_no = 0
    section_title: str | None = None
    for index, block in enumerate(blocks):
        heading = headings.get(index)
        if heading and heading.rank == rank:
            section_no, section_title = section_no + 1, heading.title
        if block.cells:
            rows, cells = _table_lines(block.cells, offset)
            caption, unit_text = _caption(block, blocks[:index], rows)
            end = offset + sum(map(len, rows)) + len(rows) - 1
            tables.append(Table(len(tables) + 1, caption, unit_text, section_no, section_title, offset, end, cells))
            lines += rows
            offset = end + 1
            continue
        paragraph_no += 1
        is_heading = heading is not None and heading.is_line
        for sentence_no, (start, end) in enumerate(sentences(block.text), 1):
            passages.append(
                Passage(
                    section_no,
                    section_title,
                    paragraph_no,
                    sentence_no,
                    offset + start,
                    offset + end,
                    block.text[start:end],
                    is_heading,
                )
            )
        lines.append(block.text)
        offset += len(block.text) + 1
    return Layout("\n".join(lines), tuple(passages), tuple(tables))


def sentences(line: str) -> list[tuple[int, int]]:
    """Where the sentences of one line stand. They leave out nothing but white space between them."""
    spans = []
    for found in SENTENCE.finditer(line):
        end = found.start() + len(found[0].rstrip())
        spans.append((found.start(), end))
    return spans


def _table_lines(grid: Sequence[GridCell], offset: int) -> tuple[list[str], tuple[Cell, ...]]:
    """The table's lines, rows without text left out, and its cells with their offsets."""
    rows: dict[int, list[GridCell]] = {}
    for cell in grid:
        rows.setdefault(cell.row, []).append(cell)
    lines, placed = [], []
    for row in rows.values():
        if not any(cell.text for cell in row):
            continue
        at = offset
        for cell in row:
            placed.append(
                Cell(
                    cell.row,
                    cell.column,
                    cell.row_span,
                    cell.column_span,
                    cell.is_header,
                    cell.text,
                    at,
                    at + len(cell.text),
                )
            )
            at += len(cell.text) + 1
        lines.append("\t".join(cell.text for cell in row))
        offset = at
    return lines, tuple(placed)


def _caption(block: Block, before: Sequence[Block], rows: Sequence[str]) -> tuple[str | None, str | None]:
    """The table's caption (its own, or the short lines just above it) and its note of a unit."""
    above = [line.text for line in before[-3:] if not line.cells]
    places = [block.text, *reversed(above), *rows[:3]]
    unit = next((found[1] for text in places if (found := UNIT_NOTE.search(text))), None)
    if block.text:
        return block.text, unit
    for text in reversed(above):
        title = UNIT_NOTE.sub("", text).strip(" （）()\u3000")
        if title:
            return (title if CAPTION.search(title) else None), unit
    return None, unit
