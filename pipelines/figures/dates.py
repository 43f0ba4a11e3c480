"""Finds the time expressions of a text and resolves each to days.

Belongs here: going through the text and choosing the rule for each shape. Does not belong here: the shapes of the words
(`time_pattern.py`), the rules (`calendar_times.py`, `relative_times.py`), whether a time may set the period of a figure
(`time_roles.py`), and which figure it governs (`periods.py`).
The settled readings are those of the contract: `N年来` is the N whole calendar years before the year of publication,
`目前` is as of the month of publication, `X以来` runs from the first day of X's month or year to the month of
publication.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pipelines.figures import calendar_times, relative_times
from pipelines.figures.holidays import holiday
from pipelines.figures.time_context import SENTENCE_ENDS, Context, Found, since, unresolved
from pipelines.figures.time_openings import beginnings
from pipelines.figures.time_pattern import LIST_MARKER, TIME_OF_DIGITS, TIME_OF_WORDS, number
from pipelines.figures.time_roles import role_of

_LED_BY_AS_OF = re.compile(r"截[至止][到至]?(?:(?:北京|当地)时间)?(?:[今昨]天)?[（(]?$")
_THIS_YEAR = ("今年", "今年以来", "本年度")
_COMMAS = ("，", ",", "")
_LONGEST_LEAD = 14
_DURATION_BEFORE = (
    "历时",
    "用时",
    "耗时",
    "长达",
    "已有",
    "持续",
    "为期",
    "连续",
    "时隔",
    "超",
    "超过",
    "共",
    "总计",
    "每",
    "仅",
    "中断",
    "暂停",
    "停运",
    "停航",
    "停产",
    "关闭",
    "等待",
    "坚守",
    "扎根",
    "工作",
    "奋斗",
    "生活",
    "从事",
    "筹备",
    "修建",
    "经过",
    "过了",
    "经历",
    "服役",
)
_MAY_BEGIN = ("year", "quarter", "month")
_FROM, _ON = re.compile(r"(?<!每年)[自从]$"), re.compile(r"(?:起|开始)(?:[，,]|累计|已|共|先后)")  # 从2017年开始，投入…
_UP_TO = ("至", "到")
_AND = ("和", "、", "与", "及", "以及", "或")
_REPORT = re.compile(r"(?:年度|财年)?(?:[经审计未]{0,4})(?:财务|业绩|定期)?(?:报告|财报|年报|业绩|报(?![道名考告价]))")
_BEGINS_BEST = frozenset("的首最")
_BEST_OF = re.compile(r"的?(?:首[次例场]|最[强长早晚])")  # 今年首次, 今年以来最强
_BEST_SINCE = re.compile(r"[一-鿿]{1,4}以来的?最")  # 创下自2017年开通以来最快突破…的纪录
_FIRST_SINCE = re.compile(r"[一-鿿]{0,8}首次")  # 自2000年以来加息幅度首次达到…
_HOLIDAY_OF = re.compile(r"的?(?:[“\"]?五一[”\"]?)?")
_MAY_LAST = frozenset(("year", "recent_unit"))
_LENGTH_BEFORE = ("约", "近", "距今", "超", "超过", "长达", "有着", "逾")
_MODERN = 1990  # years that a text compares itself with
_DURATION_AFTER = re.compile(r"的?(?:时间|历史|努力|之久)")


@dataclass(slots=True)
class Time:
    """A time expression. `start`/`end` are offsets of `text`; `said` adds the words that lead it (截至2024年底).

    `period_start`/`period_end` are inclusive days or None. `kind` is the shape: calendar, span, since, recent, plan
    (“十四五”, whose numeral the ledger calls a code), holiday, as_of, day, clock, anniversary, vague, lately (近日),
    future. `period_kind` and `basis` as in the contract. `role`: period, base (较2020年), plan (in the name of a plan
    or an event), target (到2027年), event (the day of a report or a deed), from (first end of a change). Only period
    and target, and from for the number that it touches, set a figure's period.
    """

    start: int
    end: int
    text: str
    kind: str
    period_start: date | None
    period_end: date | None
    period_kind: str
    basis: str
    role: str
    said: str


def _always(shape: str) -> Callable[[re.Match[str], Context], Found]:
    return lambda m, context: unresolved(shape)


def _word(rule: Callable[[Context], Found]) -> Callable[[re.Match[str], Context], Found]:
    return lambda m, context: rule(context)


# The group of the pattern that matched last names the shape.
_RULES: dict[str, Callable[[re.Match[str], Context], Found]] = {
    **dict.fromkeys(calendar_times.CALENDAR_GROUPS, calendar_times.calendar),
    "iso_day": calendar_times.iso,
    **dict.fromkeys(("to_year", "to_tail"), calendar_times.years),
    **dict.fromkeys(("day_last", "day_alone"), calendar_times.days),
    **dict.fromkeys(("recent_unit", "recent_tail"), relative_times.recent),
    "count_tail": relative_times.counted,
    **dict.fromkeys(("century", "decade", "decade_alone", "decade_year", "century_tail"), relative_times.century),
    "era": relative_times.era,
    **dict.fromkeys(("plan", "old_plan", "plan_tail"), relative_times.plan),
    "anniversary": _always("anniversary"),
    "word_as_of": relative_times.now,
    "word_last_month": relative_times.last_month,
    "word_report_period": relative_times.report_period,
    "future": _always("future"),
    "clock": _always("clock"),
    **dict.fromkeys(
        ("season", "holiday", "holiday_days", "holiday_all", "holiday_day", "may_day", "may_day_bare"), holiday
    ),
    **{group: _word(rule) for group, rule in relative_times.WORD_TIMES.items()},
}


def find_times(text: str, published_on: date | None, titled_year: int | None = None) -> list[Time]:
    """The time expressions of `text` in order, none overlapping another, each as long as it goes.

    Relative ones are resolved against `published_on`; where that is None they stay without days. `titled_year` is the
    year that the title reports on, if any: 全年 in a bulletin on 2024.
    """
    context = Context(published_on, text, "截" in text, "《" in text, titled_year)
    times: list[Time] = []
    before: Time | None = None
    position = 0
    for begin in beginnings(text):
        if begin < position:
            continue
        if text[begin].isdigit():
            m = TIME_OF_DIGITS.match(text, begin)
            if m is None and (marker := LIST_MARKER.match(text, begin)):
                m = TIME_OF_DIGITS.match(text, marker.end())
        else:
            m = TIME_OF_WORDS.match(text, begin)
        if m is None:
            position = begin + 1
            continue
        position = m.end()
        if m.lastgroup not in _MAY_LAST or not _is_duration(m, text):
            before = _time(m, text, context, before)
            times.append(before)
    return times


def _time(m: re.Match[str], text: str, context: Context, before: Time | None) -> Time:
    year_before = context.year, context.year_at
    shape, first, last, kind, basis = _RULES[m.lastgroup or ""](m, context)
    start, end = m.span()
    words = said = m[0]
    if context.has_lead and (lead := _LED_BY_AS_OF.search(text, max(0, start - _LONGEST_LEAD), start)):
        said = lead[0] + words
        if last is not None:
            first, kind = None, "as_of"
    if before is not None and before.period_kind == "as_of" and words in _THIS_YEAR and first and last:
        until = before.period_end
        if until is not None and first <= until < last and text[before.end : start] in _COMMAS:
            last, kind = until, "span"  # 截至5月2日，今年: up to then
    if kind in _MAY_BEGIN and _ON.match(text, end) and _FROM.search(text, max(0, start - 3), start):
        began = since(first, context)
        shape, first, last, kind, basis = began if began[1] else (shape, first, last, kind, basis)
    if before is not None and first and text[before.end : start] in _UP_TO and _begins(before, first):
        first, kind, before.role = before.period_start, "span", "from"  # 2021年至2024年11月
    time = Time(start, end, words, shape, first, last, kind, basis, "period", said)
    best = _BEST_SINCE.match(text, end) or (words.endswith("年以来") and _FIRST_SINCE.match(text, end))
    time.role = "base" if best else role_of(time, context)
    if time.role == "period" and before is not None:
        if before.role == "base" and _is_joined(text, before.end, start, shape):
            time.role = "base"  # 比去年同期和全年都提高, 较2024年中秋假期
        elif _is_record(text, end) and not SENTENCE_ENDS.search(text, before.end, start):
            time.role = "base"
    if time.role == "base":
        context.year, context.year_at = year_before  # what is compared with is not gone on about: 比去年多9万人次
    found = (shape, first, last, kind, basis)
    context.before, context.before_at = found, end
    if last is not None:
        if time.role in ("period", "target"):
            context.last, context.last_at = found, end
        if kind == "day":
            context.day = found
        elif shape == "holiday":
            context.holiday = found
    if kind in ("year", "half", "quarter", "ytd") and _REPORT.match(text, end):
        context.reported = found
    return time


def _begins(time: Time, end: date) -> bool:
    """Whether `time` is the first end of a span that ends in a period from `end` on."""
    return time.kind == "calendar" and time.role != "base" and time.period_start is not None and time.period_start < end


def _is_joined(text: str, end: int, start: int, shape: str) -> bool:
    """Whether the time that begins at `start` is named together with the one that ends at `end`."""
    return text[end:start] in _AND or (shape == "holiday" and _HOLIDAY_OF.fullmatch(text, end, start) is not None)


def _is_record(text: str, end: int) -> bool:
    """Whether a time that ends at `end` is that within which something is a first or a record."""
    return text[end : end + 1] in _BEGINS_BEST and _BEST_OF.match(text, end) is not None


def _is_duration(m: re.Match[str], text: str) -> bool:
    """`历时近3年`, `近3年时间`, `距今约2500年`: how long, not when."""
    before = text[max(0, m.start() - 2) : m.start()]
    if m.lastgroup == "year":
        year = number(m["year"])
        is_lately = year >= _MODERN and before.endswith(("超", "超过"))  # 远超2021年的67个
        return year > calendar_times.LATEST or (before.endswith(_LENGTH_BEFORE) and not is_lately)
    return before.endswith(_DURATION_BEFORE) or _DURATION_AFTER.match(text, m.end()) is not None
