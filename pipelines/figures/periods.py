"""Which period each figure speaks of: the nearest time that governs it.

Belongs here: how far a time reaches (clause, sentence, paragraph, section). Does not belong here: finding times
(`dates.py`) and lists in which years go by position (`lists.py`).

Nearest first: a time in the same sentence before the figure, or in brackets right after it; then the time that leads
an earlier sentence of the paragraph, as long as the text goes on about it; then the paragraph that introduces the
section (`一年来，主要做了6个方面工作：`) and the headings above, innermost first (`一、2025年工作回顾`). A figure
compared with the year or month before (同比, 环比) must have a period: the last that led a sentence of the section.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.figures.dates import Time, find_times
from pipelines.pages.model import Passage


@dataclass(frozen=True, slots=True)
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

_GOVERNS = ("period", "target")
_LEVELS = (
    re.compile(r"第[一二三四五六七八九十百\d]+[章编篇]"),
    re.compile(r"[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十]+[、,，]"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[、.．](?!\d)|[①-⑳]"),
)
_CLAUSE_ENDS = "，,。；;：:！？!?\n"
_GOES_ON = re.compile(r"(?:其中|分[产行类地经按]|按|在此基础上|具体[看来]|从.{2,10}[看来])")
_LEAD = re.compile(
    r"(?:[^，,；;。]{0,16}(?:显示|统计|数据|核算|消息|获悉|了解到|来看|看|中|方面|上|此外|同时|据悉|其中|截至|至|到))?"
    r"[\s　]*"
)
_LONGEST_SUBJECT = 6
_COMPARED = re.compile(r"同比|环比")
_REPORTING_KINDS = ("month", "quarter", "half", "ytd", "year")
_INTRODUCES = re.compile(r"(?:[：:]|(?:以下|如下|主要|重点|[一二三四五六七八九十\d]+个?方面)[一-龥]{0,8}工作[。：:])$")


def _level(text: str) -> int:
    """The rank of a heading by its mark, 0 the highest; len(_LEVELS) where it has none."""
    return next((n for n, mark in enumerate(_LEVELS) if mark.match(text)), len(_LEVELS))


def _stands_first(text: str, begin: int, time: Time) -> bool:
    """Whether `time` leads its clause: at its head, or after a short subject (陕西上半年…)."""
    start = time.end - len(time.said)
    while start > begin and text[start - 1] not in _CLAUSE_ENDS:
        start -= 1
    before = text[start : time.end - len(time.said)]
    return len(before.strip('“”"（( 　')) <= _LONGEST_SUBJECT or bool(_LEAD.fullmatch(before))


class TimeMap:
    """The times of one article laid over its passages."""

    def __init__(self, text: str, passages: Sequence[Passage], published_on: date | None) -> None:
        self.text = text
        self.times = find_times(text, published_on)
        self._passages = passages
        self._starts = [p.char_start for p in passages]
        self._time_starts = [t.start for t in self.times]
        self._led: dict[int, Time | None] = {}
        self._section: list[PeriodChoice | None] = self._sections()

    def at(self, start: int, end: int) -> PeriodChoice:
        """The period of the figure that stands at `start`–`end`; NO_PERIOD where nothing sets one."""
        index = bisect_right(self._starts, start) - 1
        if index < 0 or not self.times:
            return NO_PERIOD
        passage = self._passages[index]
        own = self._after(end) or self._in_sentence(passage, start)
        if own is not None:
            return _choice(own, own.basis)
        inherited = self._from_paragraph(index) or self._section[index]
        if inherited is None and _COMPARED.search(self.text, max(passage.char_start, start - 12), start):
            inherited = self._reported_before(index)
        return inherited or NO_PERIOD

    def _times_in(self, begin: int, end: int) -> list[Time]:
        first = bisect_right(self._time_starts, begin - 1)
        last = bisect_right(self._time_starts, end - 1)
        return self.times[first:last]

    def _after(self, end: int) -> Time | None:
        """A time in brackets right after the figure: 31个（2024年）."""
        if self.text[end : end + 1] not in ("（", "("):
            return None
        inside = self._times_in(end + 1, end + 4)
        if inside and inside[0].role in _GOVERNS and self.text[inside[0].end : inside[0].end + 1] in ("）", ")"):
            return inside[0]
        return None

    def _in_sentence(self, passage: Passage, start: int) -> Time | None:
        """The nearest time of the sentence before `start` that can govern."""
        for time in reversed(self._times_in(passage.char_start, start)):
            if time.role in _GOVERNS:
                return time
            if time.role == "from" and start - time.end <= 3:
                return time
        return None

    def _leader(self, index: int) -> Time | None:
        """The last time that leads a clause of passage `index`; an event's too, which ends what went before."""
        if index not in self._led:
            passage = self._passages[index]
            found = None
            for time in reversed(self._times_in(passage.char_start, passage.char_end)):
                if time.role in (*_GOVERNS, "event") and _stands_first(self.text, passage.char_start, time):
                    found = time
                    break
            self._led[index] = found
        return self._led[index]

    def _from_paragraph(self, index: int) -> PeriodChoice | None:
        """What an earlier sentence of the paragraph sets; of the paragraph before too, where this one goes on from it
        (`从投资看，…`)."""
        passage = self._passages[index]
        paragraph = passage.paragraph_no
        goes_on = bool(_GOES_ON.match(passage.text))
        opening = passage
        for before in range(index - 1, -1, -1):
            if self._passages[before].paragraph_no != paragraph:
                if not _GOES_ON.match(opening.text) or self._passages[before].is_heading:
                    return None
                paragraph = self._passages[before].paragraph_no
            opening = self._passages[before]
            leader = self._leader(before)
            if leader is None:
                continue
            if leader.role == "event":
                return NO_PERIOD
            if leader.kind == "as_of" and not goes_on:
                return NO_PERIOD
            return _choice(leader, "inherited")
        return None

    def _reported_before(self, index: int) -> PeriodChoice | None:
        """The reporting period that last led a sentence of the section."""
        section = self._passages[index].section_no
        for before in range(index - 1, -1, -1):
            if self._passages[before].section_no != section:
                return None
            leader = self._leader(before)
            if leader is not None and leader.role == "period" and leader.period_kind in _REPORTING_KINDS:
                return _choice(leader, "inherited")
        return None

    def _sections(self) -> list[PeriodChoice | None]:
        """For each passage, what its headings and introductions set."""
        scopes: list[tuple[float, PeriodChoice]] = []
        level = len(_LEVELS)
        chosen: list[PeriodChoice | None] = []
        for index, passage in enumerate(self._passages):
            mark = _level(passage.text)
            heads = passage.is_heading or (mark < len(_LEVELS) and self._begins_paragraph(index))
            if heads:
                level = mark
                scopes = [scope for scope in scopes if scope[0] < mark]
            chosen.append(scopes[-1][1] if scopes else None)
            introduces = self._ends_paragraph(index) and bool(_INTRODUCES.search(passage.text.rstrip()))
            if (passage.is_heading or introduces) and (leader := self._leader(index)) and leader.role in _GOVERNS:
                scopes.append((level if passage.is_heading else level + 0.5, _choice(leader, "inherited")))
        return chosen

    def _begins_paragraph(self, index: int) -> bool:
        return index == 0 or self._passages[index - 1].paragraph_no != self._passages[index].paragraph_no

    def _ends_paragraph(self, index: int) -> bool:
        after = index + 1
        return after == len(self._passages) or self._passages[after].paragraph_no != self._passages[index].paragraph_no


def _choice(time: Time, basis: str) -> PeriodChoice:
    if time.period_end is None:
        return PeriodChoice(role=time.role, time=time)
    return PeriodChoice(time.period_start, time.period_end, time.period_kind, time.said, basis, time.role, time)
