"""Stated lists: a head, the count that the text gives it, and the members it names.

Belongs here: 打造A、B、C、D4个产业集群; A、B、C“三统一”; 包括A、B、C等. Does not belong here: lists of figures
(`lists.py`).
"""

import re
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick, Implementation

from pipelines.figures.following import behind
from pipelines.figures.lists import members
from pipelines.figures.model import Enumeration, Figure
from pipelines.figures.numerals import hanzi_value
from pipelines.figures.spans import passage_of
from pipelines.figures.subjects import segment_before, without_leading_verbs
from pipelines.figures.trimming import trim
from pipelines.pages.model import Passage

_INCLUDES = re.compile(
    r"(?P<head>[一-鿿“”（）()]{2,30})[，,]?(?:主要)?(?:包括|包含|涵盖|分别是|分别为|即)(?P<list>[^。；;！？，,\n]{4,200})"
)
_INCLUDING = AhoCorasick(("包括", "包含", "涵盖", "分别是"), implementation=Implementation.DFA)
_QUOTED_COUNT = re.compile(r"“([两二三四五六七八九十])(?:个|大|张|项|条|场|位)?([一-鿿]{1,8})”")
_QUOTED_NUMBER = re.compile(r"“([0-9]{1,2})”即[^“”]*$")
_END = re.compile(r"等(?=[一-鿿“]|$|[，,。；;])")


def enumerations_of(text: str, passages: Sequence[Passage], figures: Sequence[Figure]) -> tuple[Enumeration, ...]:
    """The stated lists of an article in text order. A member is text as written; figures give the stated count."""
    found: list[Enumeration] = []
    for number, figure in enumerate(figures):
        if figure.dimension == "count" and (
            listed := _before_count(text, passages[figure.passage_index], number, figure)
        ):
            found.append(listed)
    for match in _QUOTED_COUNT.finditer(text):
        index = passage_of(passages, *match.span())
        quoted = None if index is None else _quoted(text, passages[index], index, match)
        if quoted is not None:
            found.append(quoted)
    for index in {passage_of(passages, start, end) for _, start, end in _INCLUDING.find_matches_as_indexes(text)}:
        if index is not None:
            found.extend(_included(text, passages[index], index, figures))
    found.sort(key=lambda e: (e.char_start, e.char_end))
    return tuple(found)


def _clean(parts: Sequence[str]) -> tuple[str, ...]:
    return tuple(part for part in parts if part)


def _before_count(text: str, passage: Passage, number: int, figure: Figure) -> Enumeration | None:
    """A、B、C等8个X: the members stand right before the count."""
    if text.rfind("、", max(passage.char_start, figure.char_start - 80), figure.char_start) < 0:
        return None
    if figure.value is None or (count := int(figure.value)) != figure.value or not 2 <= count <= 60:
        return None
    start = segment_before(text, passage.char_start, figure.char_start)
    phrase = text[start : figure.char_start]
    if "、" not in phrase:
        return None
    is_open = phrase.endswith("等")
    parts = members(phrase.removesuffix("等"))
    if len(parts) < 2:
        return None
    parts[0] = without_leading_verbs(parts[0])
    named = _clean(parts)
    if not is_open and len(named) != count and len(named) < 3:
        return None  # 道路、桥梁5座: the count is the last one's
    head = trim(behind(text, figure.char_end, passage.char_end))
    if not head:
        return None
    return Enumeration(start, figure.char_end, figure.passage_index, head, count, named, is_open, number)


def _quoted(text: str, passage: Passage, index: int, match: re.Match[str]) -> Enumeration | None:
    """运营标识、基础运价、车辆调拨“三统一”: as many members as the quoted numeral says."""
    stated = hanzi_value(match[1])
    start = segment_before(text, passage.char_start, match.start())
    parts = members(text[start : match.start()])
    if not stated or len(parts) != stated or not all(parts):
        return None
    parts[0] = without_leading_verbs(parts[0]) or parts[0]
    parts[-1] = trim(parts[-1]) or parts[-1]
    return Enumeration(start, match.end(), index, match[0][1:-1], stated, tuple(parts), False)


def _included(text: str, passage: Passage, index: int, figures: Sequence[Figure]) -> list[Enumeration]:
    """X包括A、B、C等: open where 等 closes the list."""
    found = []
    for match in _INCLUDES.finditer(text, passage.char_start, passage.char_end):
        phrase = match["list"]
        closing = _END.search(phrase)
        named = _clean(members(phrase[: closing.start()] if closing else phrase))
        if len(named) < 2:
            continue
        counted = [
            (n, f)
            for n, f in enumerate(figures)
            if f.passage_index == index
            and f.dimension == "count"
            and match.start("head") - 2 <= f.char_start < match.start("list")
            and f.value is not None
        ]
        stated = int(counted[-1][1].value) if counted and counted[-1][1].value is not None else None
        if stated is None and (quoted := _QUOTED_NUMBER.search(text, passage.char_start, match.start("list"))):
            stated = int(quoted[1])
        found.append(
            Enumeration(
                match.start(),
                match.start("list") + len(phrase),
                index,
                trim(match["head"].rpartition("的")[2]),  # what is listed, without what is said of it
                stated,
                named,
                closing is not None,
                counted[-1][0] if counted else None,
            )
        )
    return found
