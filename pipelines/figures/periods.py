"""Which period each figure speaks of: the nearest time that governs it.

Belongs here: how far a time reaches (clause, sentence, paragraph, section). Does not belong here: finding times
(`dates.py`) and lists in which years go by position (`lists.py`).

Nearest first: a time in the same sentence before the figure, or in brackets right after it; then the time that leads
an earlier sentence of the paragraph, as long as the text goes on about it; then the paragraph that introduces the
section (`一年来，主要做了6个方面工作：`) and the headings above, innermost first (`一、2025年工作回顾`). A figure
compared with the year or month before (同比, 环比) must have a period: the last that led a sentence of the section.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from pipelines.figures.dates import Time, find_times
from pipelines.figures.period_headings import (
    CLAUSE_ENDS,
    GOVERNS,
    NO_PERIOD,
    REPORTING_KINDS,
    PeriodChoice,
    choice,
    section_periods,
    title_period,
)
from pipelines.pages.model import Passage

_LEADS = (*GOVERNS, "event")
_GOES_ON = re.compile(r"(?:其中|分[产行类地经按]|按|在此基础上|具体[看来]|从.{2,10}[看来])")
_LEAD = re.compile(
    r"(?:[^，,；;。]{0,16}(?:显示|统计|数据|核算|消息|获悉|了解到|来看|看|中|方面|上|此外|同时|据悉|其中|截至|至|到))?"
    r"[\s　]*"
)
_LONGEST_SUBJECT = 6
_LONGEST_LEAD = 24  # characters before a time that are looked at: 国家能源局发布数据显示
_TOUCHES = 6  # characters between the first end's time and its number: 2012年的近3万, 上月上涨1.1%
_DIGIT = re.compile(r"[0-9０-９]")
_COMPARED = re.compile(r"同比|环比")
_NEXT_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十][，,、]|首先|其次|再次|最后|[（(][一二三四五六七八九十\d]{1,2}[）)]"
)
_BESIDES = re.compile(r"此外|同时|另外")
_HAS_BECOME = re.compile(r"已(?!完工|竣工)|现有|仍有")
_ABLE = re.compile(r"可(?:[达实满带提节减增容接处为供年输发]|以|望)|能够?(?:带动|满足|提供|达)|设计|年产")
_ONCE_BUILT = re.compile(r"(?:建成|投产|投运|投用|达产|竣工|完工|运营|投入使用|投入运营)(?:投产|投运|使用|运营)?之?后")
_AHEAD = re.compile(r"(?:建成|投运|通车|投产|完工)后|规划|计划(?!生育|单列)|[，；]?(?:拟|将)[一-龥]")
_BREAKS_DOWN = re.compile(r"分(?:[产行类地经城区门领]|[一-龥]{1,3}看)|从.{2,10}[看来]")
_FRAMES = ("ytd", "quarter", "half", "year")
_ATTRIBUTIVE = re.compile(r"[^，,。；;：:、\d\n]{1,10}的")  # 7月20日开放的海洋馆
# 2008年，土楼列入名录: a year in which something was done once, not one that the text goes through.
_ONCE = re.compile(
    r"[,，]?[^，。；\d\n]{0,20}?(?:被[^，。；\d\n]{0,8}(?:列入|列为|评为|授予|认定|命名|确定)|列入|入选|荣获|获评|当选"
    r"|成立|诞生|出生|毕业|落户|出任|担任|任[^，。；\d\n]{2,12}(?:长|书记|主任|主席|委员)|调任)"
)
_GRANTS = re.compile(r"给予[^，。；]{0,16}(?:奖|补|贴|资助|支持)|[奖补]励?(?:比例|标准|金额)?(?:不超过|最高|上限)")
_RELEASE = re.compile(r"发布|公布|数据|获悉|统计|通报")
_LONGEST_RELEASE = 30  # characters after the day of a release in which its verb stands


def _stands_first(text: str, begin: int, time: Time) -> bool:
    """Whether `time` leads its clause: at its head, or after a short subject (陕西上半年…)."""
    end = time.end - len(time.said)
    start = end
    floor = max(begin, end - _LONGEST_LEAD)
    while start > floor and text[start - 1] not in CLAUSE_ENDS:
        start -= 1
    before = text[start:end]
    return len(before.strip('“”"（( 　')) <= _LONGEST_SUBJECT or bool(_LEAD.fullmatch(before))


class TimeMap:
    """The times of one article laid over its passages."""

    def __init__(
        self, text: str, passages: Sequence[Passage], published_on: date | None, title: str | None = None
    ) -> None:
        self.text = text
        self._titled = title_period(title or "", published_on)
        last = self._titled.period_end if self._titled.period_kind == "year" else None
        self.times = find_times(text, published_on, last.year if last is not None else None)
        self._passages = passages
        self._starts = [p.char_start for p in passages]
        self._time_starts = [t.start for t in self.times]

    def at(self, start: int, end: int) -> PeriodChoice:
        """The period of the figure that stands at `start`–`end`; NO_PERIOD where nothing sets one."""
        index = bisect_right(self._starts, start) - 1
        if index < 0:
            return NO_PERIOD
        passage = self._passages[index]
        at = bisect_left(self._time_starts, start)
        own = self._after(end) or self._in_sentence(passage.char_start, start, at) or self._is_now(end, at)
        if own is not None and not self._is_of_first_item(own, index, start):
            if self._once_built(own.end, start):
                return NO_PERIOD  # 去年开工，建成后年产6万吨: able from then on
            if own.period_kind in ("day", "as_of") and _ABLE.search(self.text, own.end, start):
                return NO_PERIOD  # 今天投产，年产值可达7亿元: able from then on
            if own.period_kind == "as_of" and self._turns_ahead(own.end, start):
                return NO_PERIOD  # 截至6月底，隧道完成45%；建成后车程缩短至40分钟
            if own.kind == "recent" and self._turns_ahead(own.end, start):
                return NO_PERIOD  # 近三年领先；宁德计划投资8亿元
            if self.text[start - 1] in "由从" and self.text.find("届时", own.end, start) >= 0:
                return NO_PERIOD  # 2027年通车，届时由90分钟缩短至10分钟: what is until then
            return choice(own, own.basis)
        inherited = self._inherited(index, passage, start)
        told = self._leaders[index] if inherited is not NO_PERIOD else None
        if (
            told is not None
            and told.role == "event"
            and told.kind in ("day", "lately", "calendar")
            and told.end <= start
        ):
            return inherited if self._tells_release(told) else NO_PERIOD  # 今天开工6个项目: not in the year before it
        return inherited

    def _inherited(self, index: int, passage: Passage, start: int) -> PeriodChoice:
        """What earlier sentences, headings or the title set for the figure at `start` in passage `index`."""
        carried, reported = self._reach[0][index], self._reach[1][index]
        if carried is not None:
            if self._once_built(passage.char_start, start):
                return NO_PERIOD  # 建成后年产6万吨: able from then on
            if _GRANTS.search(passage.text):
                return NO_PERIOD  # 对首次上市的企业给予奖励300万元: a rule, whenever it comes to that
            if carried.role == "event":
                return self._titled if self._tells_release(carried) else NO_PERIOD
            is_point = carried.kind == "as_of" or (carried.role == "target" and carried.period_kind == "as_of")
            ends = is_point and not _GOES_ON.match(passage.text) and not self._still_holds(carried, passage, start)
            return NO_PERIOD if ends else choice(carried, "inherited")
        if self._section[index] is not None:
            return self._section[index] or NO_PERIOD
        compared = reported is not None and _COMPARED.search(self.text, passage.char_start, start)
        if reported is not None and compared and not _is_within(reported, self._titled):
            return choice(reported, "inherited")
        return self._titled

    def _still_holds(self, point: Time, passage: Passage, start: int) -> bool:
        """Whether a point of the sentence before goes on: 目前…。已有主体10万家; 到2027年底，…。此外，标准超150项."""
        if point.role == "target":
            return _BESIDES.match(passage.text) is not None
        return point.kind == "as_of" and _HAS_BECOME.search(self.text, passage.char_start, start) is not None

    def _after(self, end: int) -> Time | None:
        """A time in brackets right after the figure: 31个（2024年）."""
        if self.text[end : end + 1] not in ("（", "("):
            return None
        at = bisect_left(self._time_starts, end + 1)
        if at == len(self.times) or self.times[at].start > end + 3:
            return None
        inside = self.times[at]
        closed = self.text[inside.end : inside.end + 1] in ("）", ")")
        return inside if closed and inside.role in GOVERNS else None

    def _in_sentence(self, begin: int, start: int, at: int) -> Time | None:
        """The nearest time from `begin` to `start`, before times[at], that can govern."""
        begins = self.text[start - 1] in "由从"  # 从2012年的6项增至2021年的9项，另一项从2项增至…: from 2012 again
        while at and self.times[at - 1].start >= begin:
            at -= 1
            time = self.times[at]
            if time.role == "from" and (begins or self._touches(time, start)):
                return time
            if time.role in GOVERNS:
                first = self.times[at - 1] if at else time
                return first if begins and first.role == "from" and first.start >= begin else time
        return None

    def _once_built(self, start: int, end: int) -> bool:
        """Whether text[start:end] says that something holds from when a thing is built."""
        after = self.text.find("后", start, end) >= 0
        return after and _ONCE_BUILT.search(self.text, start, end) is not None

    def _turns_ahead(self, start: int, end: int) -> bool:
        """Whether the part of the sentence behind the last ； speaks of what is to come or to be built."""
        at = self.text.rfind("；", start, end)
        return at >= 0 and _AHEAD.search(self.text, at, end) is not None

    def _tells_release(self, day: Time) -> bool:
        """Whether `day` is that on which figures of some other time were told."""
        return _RELEASE.search(self.text, day.end, day.end + _LONGEST_RELEASE) is not None

    def _is_now(self, end: int, at: int) -> Time | None:
        """700家企业目前已复工: the 目前 behind the figure in its clause; times[at] is the first behind its start."""
        while at < len(self.times) and self._time_starts[at] < end:
            at += 1
        time = self.times[at] if at < len(self.times) else None
        if time is None or time.kind != "as_of" or time.role != "period" or time.start > end + _LONGEST_LEAD:
            return None
        between = self.text[end : time.start]
        if self.text.startswith("的", time.end):
            return None  # 从16条增加到现在的148条
        return None if any(c in CLAUSE_ENDS for c in between) or _DIGIT.search(between) else time

    def _touches(self, time: Time, start: int) -> bool:
        """Whether the number at `start` is the one that the first end of a change has."""
        return start - time.end <= _TOUCHES and not _DIGIT.search(self.text, time.end, start)

    @cached_property
    def _section(self) -> list[PeriodChoice | None]:
        return section_periods(self._passages, self._leaders)

    @cached_property
    def _leaders(self) -> list[Time | None]:
        """For each passage the last time that leads one of its clauses; an event's too, which ends what went before.

        A day behind which nothing is counted in digits leads as that of a deed: 今天，大桥合龙.
        """
        leaders: list[Time | None] = [None] * len(self._passages)
        counting_nothing: set[int] = set()  # passages whose leader so far counts nothing: one before it may
        for at in range(len(self.times) - 1, -1, -1):
            time = self.times[at]
            if time.role not in _LEADS:
                continue
            index = bisect_right(self._starts, time.start) - 1
            if index < 0 or (leaders[index] is not None and index not in counting_nothing):
                continue
            if time.kind == "clock" and at and self.times[at - 1].end == time.start:
                continue  # 2月4日0—24时 is that day
            if _stands_first(self.text, self._passages[index].char_start, time) and not self._is_of_part(time):
                can_be = time.role in GOVERNS and time.kind in ("day", "calendar")
                is_deed = can_be and (time.kind == "day" or _ONCE.match(self.text, time.end) is not None)
                is_deed = is_deed and not self._has_digits(time.end, index)
                if index in counting_nothing:
                    counting_nothing.discard(index)
                    if is_deed or time.role not in GOVERNS or not self._has_digits(time.end, index):
                        continue
                elif not is_deed and time.role in GOVERNS and at and self.times[at - 1].start >= self._starts[index]:
                    counting_nothing |= {index} if not self._has_digits(time.end, index) else set()
                leaders[index] = replace(time, role="event") if is_deed else time
        return leaders

    def _has_digits(self, start: int, index: int) -> bool:
        """Whether passage `index` has a digit from `start` on, outside times."""
        end = self._passages[index].char_end
        at = bisect_left(self._time_starts, start)
        while (digit := _DIGIT.search(self.text, start, end)) is not None:
            while at < len(self.times) and self.times[at].end <= digit.start():
                at += 1
            if at == len(self.times) or self.times[at].start > digit.start():
                return True
            start = self.times[at].end
        return False

    @cached_property
    def _reach(self) -> tuple[list[Time | None], list[Time | None]]:
        """For each passage the leader before it in its paragraph (in the paragraph before too, where this one goes on
        from it: `从投资看，…`), and the reporting period that last led a sentence of its section."""
        carried: list[Time | None] = []
        reported: list[Time | None] = []
        before: Passage | None = None
        last: Time | None = None
        point: Time | None = None
        frame: Time | None = None
        report: Time | None = None
        whole: Time | None = None  # what ruled before the last leader
        led: Time | None = None  # the leader of the sentence before
        for passage, leader in zip(self._passages, self._leaders, strict=True):
            if before is not None and before.paragraph_no != passage.paragraph_no:
                if before.is_heading or not _GOES_ON.match(passage.text):
                    last = point = frame = None
                if before.section_no != passage.section_no:
                    report = None
                last, point = frame or last, None if frame else point
            before = passage
            if last is not None and last.role == "target" and _NEXT_ITEM.match(passage.text):
                last = None
            if (frame or led is not None) and _BREAKS_DOWN.match(passage.text):
                last = frame or (whole if led is not None and self._counts_before(led) else last)
            carried.append(point if point is not None and _GOES_ON.match(passage.text) else last)
            reported.append(report)
            if leader is None:
                point = led = None
                continue
            whole, led = last, leader
            within = frame or last or (report if leader.text.endswith("当月") else None)
            is_month = _is_month_of(leader, within)
            frame = within if is_month else None
            point = leader if self._is_aside(leader, last, report) else None
            last = last if point or self._ends_at_item(leader, last, passage, passage.char_end) else leader
            if leader.role == "period" and leader.period_kind in REPORTING_KINDS:
                report = report if is_month else leader
        return carried, reported

    def _counts_before(self, time: Time) -> bool:
        """Whether an amount stands in the sentence before `time`, so that the time is only of a clause of it."""
        start = self._starts[bisect_right(self._starts, time.start) - 1]
        for other in self.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, time.start)]:
            if _DIGIT.search(self.text, start, other.start):
                return True
            start = other.end
        return _DIGIT.search(self.text, start, time.start) is not None

    def _is_of_part(self, time: Time) -> bool:
        """其中2024年投资300亿元: whether `time` is only that of a part of what the sentence counts."""
        lead = time.end - len(time.said)
        at = self.text.rfind("其中", self._starts[bisect_right(self._starts, time.start) - 1], lead)
        return at >= 0 and self.text.find("；", at, lead) < 0 and self._counts_before(time)

    def _is_of_first_item(self, time: Time, index: int, start: int) -> bool:
        """Whether `time` stops at the ； before `start`: 前三季度…。其中，三季度生猪…；牛…"""
        whole = self._reach[0][index]
        return whole is not None and self._ends_at_item(time, whole, self._passages[index], start)

    def _ends_at_item(self, time: Time, whole: Time | None, passage: Passage, end: int) -> bool:
        """Whether a ； parts `time`, told of the first item of 其中…；…, from `end`, so that `whole` rules again."""
        parted = passage.text.startswith("其中") and self.text.find("；", time.end, end) >= 0
        return parted and whole is not None and _is_within(time, whole)

    def _is_aside(self, time: Time, last: Time | None, report: Time | None) -> bool:
        """Whether `time` rules no more than its own sentence, and what goes on from that: 年末 in a report on 全年, and
        the day of what an attribute tells (7月20日开放的海洋馆)."""
        if time.text.endswith("以来") and self._counts_before(time):
            return True  # 浓度为30微克，“十三五”以来累计下降28%
        if time.kind == "day" and last is not None and last.kind != "day":
            return last.role in GOVERNS and _ATTRIBUTIVE.match(self.text, time.end) is not None
        return _is_year_end_of(time, last or report)


def _is_month_of(time: Time, frame: Time | None) -> bool:
    """Whether `time` is the last month of the frame that the text goes through (前7个月 … 7月当月 …): the breakdowns
    and paragraphs after it go back to the frame."""
    if frame is None or frame.period_kind not in _FRAMES or time.period_kind != "month" or time.role != "period":
        return False
    if frame.period_start is None or frame.period_end is None or time.period_start is None:
        return False
    if time.text.endswith("当月"):
        return frame.period_start <= time.period_start <= frame.period_end
    return time.period_end == frame.period_end


def _is_within(time: Time, whole: Time | PeriodChoice) -> bool:
    """Whether the days of `time` lie in those of another period: 5月 in a report on the first half."""
    if time.period_start is None or time.period_end is None or whole.period_start is None or whole.period_end is None:
        return False
    return whole.period_start <= time.period_start and time.period_end <= whole.period_end


def _is_year_end_of(time: Time, frame: Time | None) -> bool:
    """Whether `time` is the end of the year that the text goes through."""
    if frame is None or frame.period_start is None or not time.text.endswith(("年末", "年底")):
        return False
    return time.period_kind == "as_of" and time.period_end == frame.period_end
