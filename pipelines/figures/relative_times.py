"""Resolves times told from another: N年来, 近五年, 党的十八大以来, “十四五”期间, 目前, 上月, 当月.

Belongs here: spans counted back from the publication date, five-year plans, events that others count from, single
words. Does not belong here: years, months and days as such (`calendar_times.py`).
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from pipelines.figures.time_context import (
    SENTENCE_ENDS,
    Context,
    Found,
    first_day,
    last_day,
    months_back,
    months_before,
    since,
    unresolved,
    years_before,
)
from pipelines.figures.time_pattern import ERAS, number

_OLD_PLANS = {"七": 1986, "八": 1991, "九": 1996, "十": 2001}
_NEW_PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_AFTER_WHICH = ("后的", "后", "之后的", "以后的", "之后", "以后")
_AGES = 100  # 300年前 tells of no one year
_CENTURIES = {"上": 20, "本": 21}


def recent(m: re.Match[str], context: Context) -> Found:
    """近五年, 过去三年, 刚刚过去的一年."""
    count = number(m["recent_count"])
    if count == 1 and m["recent_unit"] == "年" and context.published_on and m.string.endswith("即将", 0, m.start()):
        year = context.published_on.year  # 即将过去的一年
        return "recent", date(year, 1, 1), last_day(year), "year", "relative"
    return years_before(count, context) if m["recent_unit"] == "年" else months_before(count, context)


def counted(m: re.Match[str], context: Context) -> Found:
    """5年来, 十年间, 三年前; `30多年来` and `两年内` say no first year."""
    words, on = m["count"], context.published_on
    count = _AGES if words[-1] in "百千万" else number(words)
    if m["odd"] or m["odd_after"] or on is None or m["count_tail"] == "内":
        return unresolved("vague")
    in_years = m["count_unit"] == "年"
    began = context.before
    follows = in_years and m["count_tail"] != "前" and m.string[context.before_at : m.start()] in _AFTER_WHICH
    if follows and began is not None and began[1] is not None and began[3] == "year":  # 2013年后的十年间
        year = began[1].year
        return "span", date(year, 1, 1), last_day(year + count), "span", "stated"
    if m["count_tail"] != "前":
        return years_before(count, context) if in_years else months_before(count, context)
    if in_years:
        year = on.year - count
        if count >= _AGES:
            return unresolved("vague")
        return "calendar", date(year, 1, 1), last_day(year), "year", "relative"
    then = months_back(count, on.year, on.month)
    return "calendar", date(*then, 1), last_day(*then), "month", "relative"


def century(m: re.Match[str], context: Context) -> Found:
    """20世纪90年代, 上世纪八十年代, 90年代, 1990年代; a century alone is too wide to be a period."""
    if m["decade_year"]:
        first = last = number(m["decade_year"])
    else:
        words, decade = m["century"], m["decade"] or m["decade_alone"]
        if decade is None:
            return unresolved("vague")
        which = _CENTURIES.get(words) or number(words) if words else 20
        begins, ends = (decade[0] + "十", decade[-2:]) if decade[-1] == "十" else (decade, decade)  # 二三十, 三十, 30
        first, last = (which - 1) * 100 + number(begins), (which - 1) * 100 + number(ends)
    if m["century_tail"] == "以来":
        return since(first_day(first), context)
    return "span", date(first, 1, 1), last_day(last + 9), "span", "stated"


def era(m: re.Match[str], context: Context) -> Found:
    """党的十八大以来: from the month of the event in `eras.csv`."""
    year, month = ERAS[m["era"]]
    return since(first_day(year, month or 1), context)


def plan(m: re.Match[str], context: Context) -> Found:
    """“十四五”期间, “十三五”末, “十四五”前三年, “十三五”后两年."""
    first = _NEW_PLANS[m["plan"]] if m["plan"] else _OLD_PLANS[m["old_plan"]]
    tail = m["plan_tail"] or ""
    if tail == "以来":
        return ("plan", *since(first_day(first), context)[1:])
    if tail == "末":
        return "plan", None, last_day(first + 4), "as_of", "stated"
    last = first + number(tail[1]) - 1 if tail.startswith("前") else first + 4
    if tail.startswith("后"):
        first = last - number(tail[1]) + 1
    return "plan", date(first, 1, 1), last_day(last), "span", "stated"


def now(m: re.Match[str], context: Context) -> Found:
    """目前: as of the month of publication; `1995年开馆至今` runs from that year."""
    if m[0] == "至今" and (began := context.clause_time(m.start())) and began[1]:
        return since(began[1], context)
    on = context.published_on
    return ("as_of", None, last_day(on.year, on.month), "as_of", "relative") if on else unresolved("as_of")


def _day_of(offset: int) -> Callable[[Context], Found]:
    away = timedelta(days=offset)

    def resolve(context: Context) -> Found:
        if context.published_on is None:
            return unresolved("day")
        day = context.published_on + away
        return "day", day, day, "day", "relative"

    return resolve


def _this_year_and_next(context: Context) -> Found:
    if context.published_on is None:
        return unresolved("year")
    year = context.published_on.year
    return "span", date(year, 1, 1), last_day(year + 1), "span", "relative"


def _today_and_tomorrow(context: Context) -> Found:
    if context.published_on is None:
        return unresolved("day")
    return "day", context.published_on, context.published_on + timedelta(days=1), "span", "relative"


def _month_of(back: int) -> Callable[[Context], Found]:
    def resolve(context: Context) -> Found:
        on = context.published_on
        if on is None:
            return unresolved("calendar")
        then = months_back(back, on.year, on.month)
        return "calendar", date(*then, 1), last_day(*then), "month", "relative"

    return resolve


def _this_month(context: Context) -> Found:
    """本月: the month that the text reports on, where that is the one before publication; else that of publication."""
    told, before = context.last, _month_of(1)(context)
    return before if told is not None and told[1:3] == before[1:3] else _month_of(0)(context)


def last_month(m: re.Match[str], context: Context) -> Found:
    """由上月…转为: before the month that the sentence speaks of; else 上月 is before that of publication."""
    spoken, start = context.last, m.start()
    is_told_from_it = m.string.endswith(("由", "从", "自"), 0, start) and not SENTENCE_ENDS.search(
        m.string, context.last_at, start
    )
    if spoken is None or spoken[1] is None or spoken[3] != "month" or not is_told_from_it:
        return _month_of(1)(context)
    then = months_back(1, spoken[1].year, spoken[1].month)
    return "calendar", date(*then, 1), last_day(*then), "month", "relative"


def report_period(m: re.Match[str], context: Context) -> Found:
    """报告期内, 报告期末: the period of the report last named."""
    if context.reported is None or context.reported[2] is None:
        return unresolved("report_period")
    _, first, last, kind, basis = context.reported
    return ("calendar", None, last, "as_of", basis) if m[0].endswith("末") else ("calendar", first, last, kind, basis)


def _that_month(context: Context) -> Found:
    if context.last is None or context.last[2] is None:
        return unresolved("vague")
    end = context.last[2]
    return "calendar", end.replace(day=1), last_day(end.year, end.month), "month", context.last[4]


def _new_year(context: Context) -> Found:
    """新的一年: that of publication, or in the last months of a year the next."""
    on = context.published_on
    if on is None or 3 < on.month < 11:
        return unresolved("vague")
    year = on.year + (on.month >= 11)
    return "calendar", date(year, 1, 1), last_day(year), "year", "relative"


def _that_holiday(context: Context) -> Found:
    return context.holiday or unresolved("vague")


def _that_day(context: Context) -> Found:
    """The day last named, though it be that of a report: 1日称，俄军当天…"""
    return context.day or unresolved("day")


WORD_TIMES: dict[str, Callable[[Context], Found]] = {
    "word_today": _day_of(0),
    "word_yesterday": _day_of(-1),
    "word_day_before": _day_of(-2),
    "word_tomorrow": _day_of(1),
    "word_two_days": _today_and_tomorrow,
    "word_two_years": _this_year_and_next,
    "word_this_month": _this_month,
    "word_same_month": _that_month,
    "word_same_day": _that_day,
    "word_new_year": _new_year,
    "word_same_holiday": _that_holiday,
    "word_lately": lambda context: unresolved("lately"),
    "word_mean": lambda context: unresolved("mean"),
    "word_vague": lambda context: unresolved("vague"),
}
