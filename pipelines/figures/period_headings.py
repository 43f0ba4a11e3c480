"""What headings, introductions and the title set for the figures beneath them, and the period that a figure gets.

Belongs here: sections and titles. Does not belong here: how far a time reaches in running text (`periods.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.figures.dates import Time, find_times
from pipelines.figures.measures import NEWS
from pipelines.pages.model import Passage


@dataclass(slots=True)
class PeriodChoice:
    """The period of a figure; days inclusive. `role` is `target` where the words speak of a time to come."""

    period_start: date | None = None
    period_end: date | None = None
    period_kind: str = "none"
    period_text: str | None = None
    basis: str = "none"
    role: str = "none"
    time: Time | None = None


NO_PERIOD = PeriodChoice()

GOVERNS = ("period", "target")
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百\d]+[章编篇]"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[、,，]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[、.．](?!\d)|[①-⑳]"),
)
_OPENS_MARK = frozenset("第一二三四五六七八九十（(①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
CLAUSE_ENDS = "，,。；;：:！？!?\n"
REPORTING_KINDS = ("month", "quarter", "half", "ytd", "year")
_NAMES_PERIOD = re.compile(r"[年月季]")
_BULLETIN = re.compile(r"[一-龥、]{0,16}公报")
_LONGEST_HEADING = 40
_INTRODUCES = re.compile(r"(?:[：:]|(?:以下|如下|主要|重点|[一二三四五六七八九十\d]+个?方面)[一-龥]{0,8}工作[。：:])$")
_ENDS_INTRODUCTION = ("：", ":", "工作。")


def _level(text: str) -> int:
    """The rank of a heading by its mark, 0 the highest; len(_LEVELS) where it has none."""
    first = text[:1]
    if first not in _OPENS_MARK and not first.isdigit():
        return len(_LEVELS)
    return next((n for n, mark in enumerate(_LEVELS) if mark.match(text)), len(_LEVELS))


def section_periods(passages: Sequence[Passage], leaders: Sequence[Time | None]) -> list[PeriodChoice | None]:
    """For each passage, what its headings and introductions set; `leaders` are the times that lead each."""
    scopes: list[tuple[float, PeriodChoice]] = []
    level = len(_LEVELS)
    chosen: list[PeriodChoice | None] = []
    paragraph = -1
    for index, (passage, leader) in enumerate(zip(passages, leaders, strict=True)):
        mark = _level(passage.text) if passage.paragraph_no != paragraph else len(_LEVELS)
        paragraph = passage.paragraph_no
        is_heading = passage.is_heading or (mark < len(_LEVELS) and _is_title(passages, index))
        if is_heading or mark < len(_LEVELS):
            level = mark
            scopes = [scope for scope in scopes if scope[0] < mark]
        chosen.append(scopes[-1][1] if scopes else None)
        if leader is None or leader.role not in GOVERNS:
            continue
        if is_heading and (leader.role == "period" or not NEWS.search(passage.text)):
            scopes.append((level, choice(leader, "inherited")))
        elif _ends_paragraph(passages, index) and _introduces(passage.text.rstrip()):
            scopes.append((level + 0.5, choice(leader, "inherited")))
    return chosen


def _introduces(words: str) -> bool:
    """Whether a paragraph that ends with `words` leads into those that follow it."""
    return words.endswith(_ENDS_INTRODUCTION) and _INTRODUCES.search(words) is not None


def _is_title(passages: Sequence[Passage], index: int) -> bool:
    """Whether the numbered paragraph that the passage opens is no more than a title."""
    words = passages[index].text.rstrip()
    return _ends_paragraph(passages, index) and 0 < len(words) <= _LONGEST_HEADING and words[-1] not in CLAUSE_ENDS


def _ends_paragraph(passages: Sequence[Passage], index: int) -> bool:
    after = index + 1
    return after == len(passages) or passages[after].paragraph_no != passages[index].paragraph_no


def title_period(title: str, published_on: date | None) -> PeriodChoice:
    """What the title of a report on a period that is over sets: 2024年国民经济和社会发展统计公报."""
    if published_on is None or not _NAMES_PERIOD.search(title):
        return NO_PERIOD
    for time in find_times(title, published_on):
        is_report = time.role == "period" or (time.role == "plan" and _BULLETIN.match(title, time.end))
        if is_report and time.period_kind in REPORTING_KINDS and time.period_end and time.period_end <= published_on:
            return choice(time, "inherited")
    return NO_PERIOD


def choice(time: Time, basis: str) -> PeriodChoice:
    if time.period_end is None:
        return PeriodChoice(role=time.role, time=time)
    return PeriodChoice(time.period_start, time.period_end, time.period_kind, time.said, basis, time.role, time)
