"""Which lines of a body are headings, and which of them open sections.

Belongs here: list markers, the shape of a heading. Does not belong here: offsets (see `passages`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.pages.markup import Block

DIGITS = "一二三四五六七八九十百"
# Markers by rank, the outermost first; a plain heading (no marker) ranks between 一、 and （一）.
MARKERS = (
    re.compile(rf"第[{DIGITS}\d]+(?:篇|编|部分|章)[\s、：:]*"),
    re.compile(rf"第[{DIGITS}\d]+节[\s、：:]*"),
    re.compile(rf"[{DIGITS}]{{1,3}}\s*[、.．](?!\d)\s*"),
    None,
    re.compile(rf"[（(]\s*[{DIGITS}]{{1,3}}\s*[)）]\s*[、.．]?\s*"),
    re.compile(r"\d{1,2}\s*[、.．](?!\d)\s*"),
    re.compile(r"[（(]\s*\d{1,2}\s*[)）]\s*|[\u2460-\u2473]\s*"),
)
PLAIN_RANK = MARKERS.index(None)
# A report's （一） and 1. begin paragraphs with a short sentence for a title; behind 一、 a paragraph is an item.
RUN_IN_RANKS = (PLAIN_RANK + 1, PLAIN_RANK + 2)
LONGEST_TITLE = 60  # characters, marker left out
LONGEST_PLAIN_TITLE = 45
LONGEST_RUN_IN = 40
PROSE = re.compile(r"[。！？；][”’」』）)》]*$|[。！？].*.$")
NO_TITLE_END = re.compile(r"[。；，、,;：:…]$")
NO_PLAIN_TITLE = re.compile(
    r"^(?:新华社|央视网消息|本报|本报讯|记者|作者|来源|图为|原标题|附[：:]|注[：:]|——|[-•·●■◆▲※])|(?:摄|资料图|供图)[）)]?$"
    r"|^(?:\d{2,4}\s*[-/.年]\s*\d{1,2}.{0,12})$|[一-鿿]\s*记者\s"
)
RUN_IN = re.compile(rf"([^。！？；：:\d]{{2,{LONGEST_RUN_IN}}})[。：:](?=.)")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its rank (0 outermost), its text without the marker, and whether it fills its whole line."""

    rank: int
    title: str
    is_line: bool


def headings_of(blocks: Sequence[Block], article_title: str) -> dict[int, Heading]:
    """The headings among a body's blocks, by the block's index."""
    start = _end_of_title_lines(blocks, article_title)
    found: dict[int, Heading] = {}
    for index in range(start, len(blocks)):
        heading = _marked(blocks[index])
        if heading:
            found[index] = heading
    plain = {index for index in range(start, len(blocks)) if index not in found and _looks_plain(blocks, index, found)}
    if plain and len(plain) < 2 and not any(blocks[index].is_bold for index in plain):
        plain.clear()  # one short line alone, with nothing that sets it off, is a line
    found.update({index: Heading(PLAIN_RANK, blocks[index].text, True) for index in plain})
    return found


def sectioning_rank(headings: dict[int, Heading]) -> int | None:
    """The rank whose headings open sections: the outermost one; one heading without a marker does not count."""
    ranks = [heading.rank for heading in headings.values()]
    lone = {PLAIN_RANK} if ranks.count(PLAIN_RANK) == 1 else set()
    return min((rank for rank in ranks if rank not in lone), default=min(ranks, default=None))


def squashed(text: str) -> str:
    """A title's letters and digits alone, for comparing."""
    return re.sub(r"[\W_]", "", text)


def _end_of_title_lines(blocks: Sequence[Block], article_title: str) -> int:
    """The index after the lines at the body's head that repeat the title, its author or its date."""
    title = squashed(article_title)
    end = 0
    for index, block in enumerate(blocks[:8]):
        if block.cells or PROSE.search(block.text) or _marked(block):
            break
        text = squashed(block.text)
        if text and (text in title or (title and title in text)):
            end = index + 1
    return end


def _marked(block: Block) -> Heading | None:
    if block.cells:
        return None
    for rank, marker in enumerate(MARKERS):
        found = marker.match(block.text) if marker else None
        if not found:
            continue
        rest = block.text[found.end() :].strip()
        if not rest:
            return None
        if len(rest) <= LONGEST_TITLE and "。" not in rest[:-1] and not NO_TITLE_END.search(rest):
            return Heading(rank, rest, True)
        run_in = RUN_IN.match(rest) if rank in RUN_IN_RANKS else None
        return Heading(rank, run_in[1], False) if run_in else None
    return None


def _looks_plain(blocks: Sequence[Block], index: int, marked: dict[int, Heading]) -> bool:
    """A short line without a full stop between prose and prose: a heading without a marker."""
    block = blocks[index]
    if not _has_title_shape(block) or index + 1 >= len(blocks):
        return False
    following = blocks[index + 1]
    if following.cells or not PROSE.search(following.text) or len(following.text) <= len(block.text):
        return False
    if index == 0:
        return True
    before = blocks[index - 1]
    is_heading_before = index - 1 in marked and marked[index - 1].is_line
    return is_heading_before or bool(before.cells) or bool(re.search(r"[。！？；：:”）)]$", before.text))


def _has_title_shape(block: Block) -> bool:
    text = block.text
    return (
        not block.cells
        and 4 <= len(text) <= LONGEST_PLAIN_TITLE
        and not NO_TITLE_END.search(text)
        and "。" not in text
        and not NO_PLAIN_TITLE.search(text)
    )
