"""Resolves calendar expressions: a year, a part of one, a month, a day, and ranges of them.

Belongs here: 2024年上半年, 前5个月, 3月5日—8日, 年底. Does not belong here: spans counted back from the publication
date and events that others count from (`relative_times.py`).
"""

import re
from datetime import date

from pipelines.figures.time_context import (
    SENTENCE_ENDS,
    Context,
    Found,
    first_day,
    is_deadline,
    last_day,
    latest_year,
    months_back,
    since,
    unresolved,
    whole_year,
)
from pipelines.figures.time_pattern import number

_YEAR_WORDS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_FROM_CONTEXT = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
EARLIEST, LATEST = 1000, 2100
_HALF_A_MONTH = 15


def iso(m: re.Match[str], context: Context) -> Found:
    """2025-12-29, 2025/12/29, 2025.12.29."""
    day = first_day(number(m["iso_year"]), number(m["iso_month"]), number(m["iso_day"]))
    return ("day", day, day, "day", "stated") if day else unresolved("day")


def years(m: re.Match[str], context: Context) -> Found:
    """2020年至2024年, 2023-2024年."""
    first, last = number(m["from_year"]), number(m["to_year"])
    if not first < last <= LATEST:
        return unresolved("span")
    context.year, context.year_at = last, m.end()
    return "span", date(first, 1, 1), last_day(last), "span", "stated"


def days(m: re.Match[str], context: Context) -> Found:
    """A day without its month: in the month that the sentence states, else the nearest to the day of publication."""
    on, day = context.published_on, number(m["day_alone"] or m["day_last"])
    word = m["month_word"]
    if word and word != "当月" and on:
        year, month = months_back(1, on.year, on.month) if word.startswith("上") else (on.year, on.month)
    elif context.month and context.year_stands(SENTENCE_ENDS, m.start()):
        month, year = context.month, context.year or 0
    elif on:
        year, month = (on.year, on.month) if day - on.day <= _HALF_A_MONTH else months_back(1, on.year, on.month)
    else:
        return unresolved("day")
    last = first_day(year, month, day)
    first = first_day(year, month, number(m["day_first"])) if m["day_first"] else last
    if not first or not last or first > last:
        return unresolved("day")
    return ("day", first, last, "day", "relative") if first == last else ("day", first, last, "span", "relative")


def calendar(m: re.Match[str], context: Context) -> Found:
    """A year or a word for one, and the part of it that is named."""
    year, basis = _year(m, context)
    if year is None and (m["year"] or m["year_word"]):
        return unresolved("calendar")
    if year is not None and not (
        m["year_word"] and m["part"] == "同期"
    ):  # 去年同期 is compared with, not gone on about
        context.year, context.year_at = year, m.end()
    return _PARTS[m.lastgroup or ""](m, context, year, basis)


def _year(m: re.Match[str], context: Context) -> tuple[int | None, str]:
    """The year that the expression itself names, if any, and its basis."""
    if m["year"]:
        year = number(m["year"])
        return (year if EARLIEST <= year <= LATEST else None), "stated"
    word = m["year_word"]
    if word == "上年" and context.last is not None and context.last[0] == "calendar" and context.last[2]:
        return context.last[2].year - 1, "relative"  # before the year that the text speaks of
    if word in _YEAR_WORDS and context.published_on:
        return context.published_on.year + _YEAR_WORDS[word], "relative"
    if word in _FROM_CONTEXT and context.year:
        return context.year + _FROM_CONTEXT[word], "stated"
    return None, "none"


def _part(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    part = m["part"] or m["year_tail"] or ""
    if part == "同期":
        return _same_period(context, year)
    if year is None:
        if part == "以来":
            began = context.clause_time(m.start())
            return since(began[1], context) if began else unresolved("vague")
        if is_deadline(context, m.end()) and context.published_on:
            year, basis = context.published_on.year, "relative"
        else:
            year, basis = whole_year(context, part, m.start())
        if year is None:
            return unresolved("calendar")
    if part in ("以来", "至今"):
        return since(first_day(year), context)
    if part[-1:] in ("末", "底"):
        return "calendar", None, last_day(year), "as_of", basis
    if part[-1:] == "初":
        return "calendar", date(year, 1, 1), last_day(year, 1), "month", basis
    return "calendar", date(year, 1, 1), last_day(year), "year", basis


def _same_period(context: Context, year: int | None) -> Found:
    """同期: the period last spoken of; 2021年同期: the same months of that year."""
    if context.last is None or context.last[2] is None:
        return (
            unresolved("calendar") if year is None else ("calendar", date(year, 1, 1), last_day(year), "year", "stated")
        )
    _, start, end, kind, basis = context.last
    if year is None or end is None:
        return "calendar", start, end, kind, basis
    begins = start and first_day(start.year + year - end.year, start.month)
    return "calendar", begins, last_day(year, end.month), kind, basis


def _half(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    first = 7 if m["half"] == "下" else 1
    if year is None:
        year, basis = latest_year(context, m, first)
    return (
        ("calendar", first_day(year, first), last_day(year, first + 5), "half", basis)
        if year
        else unresolved("calendar")
    )


def _day_range(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    month, day = number(m["range_month"]), number(m["range_day"])
    if year is None:
        year, basis = latest_year(context, m, month, day)
    if year is None:
        return unresolved("span")
    last_month = number(m["range_month2"]) if m["range_month2"] else month
    last_year = number(m["range_year2"]) if m["range_year2"] else year + (last_month < month)
    first, last = first_day(year, month, day), first_day(last_year, last_month, number(m["range_day2"]))
    if not first or not last or first > last:
        return unresolved("span")
    context.month = last_month
    return "day", first, last, "span", basis


def _month_range(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    first, last = number(m["first_month"]), number(m["last_month"])
    last_year = number(m["last_year"]) if m["last_year"] else year
    if year is None:
        if last_year is None:
            last_year, basis = latest_year(context, m, last)
        else:
            basis = "stated"
        year = last_year if last_year is None or first < last else last_year - 1
    if year is None or last_year is None or (year, first) >= (last_year, last):
        return unresolved("span")
    kind = "ytd" if first == 1 and year == last_year else "span"
    return "calendar", first_day(year, first), last_day(last_year, last), kind, basis


def _month(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    month = number(m["month"])
    day = number(m["day"]) if m["day"] else None
    if year is None:
        year, basis = latest_year(context, m, month, day or 1)
        if year is None:
            return unresolved("calendar")
        on = context.published_on
        if on and m["month_tail"] and month >= on.month and is_deadline(context, m.end()):
            year, basis = on.year, "relative"
    context.month = month
    if day is not None:
        that = first_day(year, month, day)
        return ("day", that, that, "day", basis) if that else unresolved("day")
    tail = m["month_tail"]
    if tail == "以来":
        return since(first_day(year, month), context)
    if tail in ("末", "底"):
        return "calendar", None, last_day(year, month), "as_of", basis
    return "calendar", first_day(year, month), last_day(year, month), "month", basis


def _first_months(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    months = number(m["months"])
    if not 2 <= months <= 12:  # 前一个月 is the month before
        return unresolved("calendar")
    if year is None:
        year, basis = latest_year(context, m, months)
    return ("calendar", first_day(year), last_day(year, months), "ytd", basis) if year else unresolved("calendar")


def _quarter(m: re.Match[str], context: Context, year: int | None, basis: str) -> Found:
    first = 1 if m["quarter"] == "首" else number(m["quarter"])
    last = number(m["last_quarter"]) if m["last_quarter"] else first
    if m["first_quarters"]:
        first = 1
    if year is None:
        year, basis = latest_year(context, m, last * 3 - 2)
    if year is None or not 1 <= first <= last <= 4:
        return unresolved("calendar")
    begins, ends = first_day(year, first * 3 - 2), last_day(year, last * 3)
    tail = m["quarter_tail"]
    if tail == "以来":
        return since(begins, context)
    if tail in ("末", "底"):
        return "calendar", None, ends, "as_of", basis
    kind = "quarter" if first == last else "ytd" if first == 1 else "span"
    return "calendar", begins, ends, kind, basis


# The group of the pattern that matched last says which part is named.
_PARTS = {
    **dict.fromkeys(("range_day2",), _day_range),
    **dict.fromkeys(("last_month",), _month_range),
    **dict.fromkeys(("month", "day", "month_tail"), _month),
    "months": _first_months,
    **dict.fromkeys(("quarter", "last_quarter", "quarter_tail"), _quarter),
    **dict.fromkeys(("half", "interim"), _half),
    **dict.fromkeys(("year", "year_word", "part", "year_tail"), _part),
}
CALENDAR_GROUPS = tuple(_PARTS)
