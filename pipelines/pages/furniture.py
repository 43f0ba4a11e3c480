"""Which lines of a body are page furniture and no part of the article.

Belongs here: deciding by a line's words and its place. Does not belong here: boxes of markup (see `markup`).
"""

import re
from collections.abc import Sequence

from pipelines.pages.markup import Block
from pipelines.pages.templates import FURNITURE_LINES, INDEX_CELL

LONGEST = 90  # characters; a longer line is prose
EDGE_ONLY = re.compile(r"^(?:来源|信息来源|发布时间|发布日期|更新时间|日期)\s*[:：].{0,40}(?:编辑\s*[:：].{0,20})?$")
EDGE = 3  # lines at either end of a body in which the labels of `EDGE_ONLY` are furniture


def without_furniture(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks that belong to the article, and the texts of those left out, in order."""
    kept, left_out = [], []
    for index, block in enumerate(blocks):
        at_edge = index < EDGE or index >= len(blocks) - EDGE
        if is_index_table(block):
            left_out.append(" ".join(cell.text for cell in block.cells))
        elif not block.cells and is_furniture(block.text, at_edge):
            left_out.append(block.text)
        else:
            kept.append(block)
    return kept, left_out


def is_furniture(line: str, at_edge: bool = False) -> bool:
    """Whether a line is page furniture; some labels are only at the edge of a body."""
    if len(line) > LONGEST:
        return False
    return bool(FURNITURE_LINES.match(line) or (at_edge and EDGE_ONLY.match(line)))


def is_index_table(block: Block) -> bool:
    """Whether a table is the index of a document (索引号, 发文字号 …) and not a table of the article."""
    labels = {found[1] for cell in block.cells if (found := INDEX_CELL.match(re.sub(r"\s", "", cell.text)))}
    return len(labels) >= 2


def once(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The blocks of a body that a page holds twice, once; and a finding where it was so."""
    half = len(blocks) // 2
    if len(blocks) % 2 or half < 2 or blocks[:half] != blocks[half:]:
        return blocks, []
    return blocks[:half], [f"doubled: the body stands twice in the page, {half} lines each"]
