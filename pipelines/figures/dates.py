"""Finds the time expressions of a text and resolves each to days.

Belongs here: which days an expression means, given the date of publication and the years stated before it.
Does not belong here: the shapes of the words (`time_pattern.py`), whether a time may set the period of a figure
(`time_roles.py`), and which figure it governs (`periods.py`).
The settled readings are those of the contract: `N年来` is the N whole calendar years before the year of publication,
`目前` is as of the month of publication, `X以来` runs from the first day of X's month or year to the month of
publication.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from pipelines.figures.time_pattern import ERAS, TIME, number
from pipelines.figures.time_roles import role_of

_OLD_PLANS = {"七": 1986, "八": 1991, "九": 1996, "十": 2001}
_NEW_PLANS = {"十一": 2006, "十二": 2011, "十三": 2016, "十四": 2021, "十五": 2026}
_YEAR_WORDS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
_FROM_CONTEXT = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}
_LED_BY_AS_OF = ("截至", "截止", "截止到", "截至到", "截止至")
_DURATION_BEFORE = re.compile(r"(?:历时|用时|耗时|长达|已有|持续|为期|连续|时隔|超过?|达|了|共|总计|每)$")
_DURATION_AFTER = re.compile(r"的?(?:时间|历史|努力|之久)")


@dataclass(slots=True)
class Time:
    """A time expression. `start`/`end` are offsets of `text`; `said` adds the words that lead it (截至2024年底).

    `period_start`/`period_end` are inclusive days or None. `kind` is the shape: calendar, span, since, recent, plan
    (“十四五”), era, as_of, day, clock, anniversary, vague, future. `period_kind` and `basis` as in the contract.
    `role`: period, base (较2020年), plan (in a plan's or event's name), target (到2027年), event (day of a report or
    a deed), from (first end of a change). Only period, target and, for its own figure, from set a figure's period.
    """

    start: int
    end: int
    text: str
    kind: str
    period_start: date | None
    period_end: date | None
    period_kind: str
    basis: str
    role: str = "period"
    said: str = ""


@dataclass(slots=True)
class _Context:
    """What the text has said of time so far."""

    published_on: date | None
    text: str
    year: int | None = None
    year_at: int = 0
    month: int | None = None
    last: Time | None = None

    def same(self, stops: str, position: int) -> bool:
        """Whether the year last stated stands before `position` with none of `stops` between."""
        return self.year is not None and not any(c in self.text[self.year_at : position] for c in stops)


Found = tuple[str, date | None, date | None, str, str]
"""Shape, first day, last day, period kind, basis."""


def _first(year: int, month: int = 1, day: int = 1) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last(year: int, month: int = 12) -> date:
    return date(year, month, monthrange(year, month)[1])


def _back(months: int, year: int, month: int) -> tuple[int, int]:
    """The year and month that lie `months` before."""
    at = year * 12 + month - 1 - months
    return at // 12, at % 12 + 1


def _none(shape: str) -> Found:
    return shape, None, None, "none", "none"


def _since(first: date | None, context: _Context) -> Found:
    """From `first` to the end of the publication month."""
    on = context.published_on
    if first is None or on is None or first > on:
        return _none("since")
    return "since", first, _last(on.year, on.month), "span", "relative"


def _years_before(count: int, context: _Context) -> Found:
    """The `count` whole calendar years before the year of publication."""
    on = context.published_on
    if on is None or not 0 < count < on.year:
        return _none("recent")
    kind = "year" if count == 1 else "span"
    return "recent", date(on.year - count, 1, 1), _last(on.year - 1), kind, "relative"


def _months_before(count: int, context: _Context) -> Found:
    on = context.published_on
    if on is None or not 0 < count < 600:
        return _none("recent")
    first, last = _back(count, on.year, on.month), _back(1, on.year, on.month)
    return "recent", date(*first, 1), _last(*last), "month" if count == 1 else "span", "relative"


def _latest_year(context: _Context, position: int, month: int, day: int = 1) -> tuple[int | None, str]:
    """The year of a month that is named without one, and the basis: the year that the sentence states, else the
    latest one in which that month had begun on the day of publication."""
    on = context.published_on
    if context.same("。！？\n", position) and (on is None or (context.year, month) <= (on.year, on.month)):
        return context.year, "stated"
    if on is None:
        return (context.year, "stated") if context.same("\n", position) else (None, "none")
    begun = (month, day) <= (on.month, on.day)
    return (on.year if begun else on.year - 1), "relative"


def _whole_year(context: _Context, position: int, words: str) -> tuple[int | None, str]:
    """The year of a bare 全年 or 年底: the year last stated, if it is this or the last; else by the date: a text of
    the first four months looks back on the year before."""
    on = context.published_on
    if on is None:
        return (context.year, "stated") if context.year else (None, "none")
    if context.year in (on.year, on.year - 1) and not (words[-1] in "末底" and context.year == on.year):
        return context.year, "stated"
    looks_back = on.month <= 4 or words[-1] in "末底"
    return (on.year - 1 if looks_back and words != "年初" else on.year), "relative"


def _iso(m: re.Match[str], context: _Context) -> Found:
    day = _first(number(m["iso_year"]), number(m["iso_month"]), number(m["iso_day"]))
    return ("day", day, day, "day", "stated") if day else _none("day")


def _years(m: re.Match[str], context: _Context) -> Found:
    first, last = number(m["from_year"]), number(m["to_year"])
    if not first < last:
        return _none("span")
    context.year, context.year_at = last, m.end()
    return "span", date(first, 1, 1), _last(last), "span", "stated"


def _recent(m: re.Match[str], context: _Context) -> Found:
    count = number(m["recent_count"])
    return _years_before(count, context) if m["recent_unit"] == "年" else _months_before(count, context)


def _counted(m: re.Match[str], context: _Context) -> Found:
    count, on = number(m["count"]), context.published_on
    if m["odd"] or m["odd_after"] or on is None:
        return _none("vague")
    years = m["count_unit"] == "年"
    if m["count_tail"] != "前":
        return _years_before(count, context) if years else _months_before(count, context)
    if years:
        year = on.year - count
        return ("calendar", date(year, 1, 1), _last(year), "year", "relative") if year > 0 else _none("vague")
    then = _back(count, on.year, on.month)
    return "calendar", date(*then, 1), _last(*then), "month", "relative"


def _century(m: re.Match[str], context: _Context) -> Found:
    if m["decade_year"]:
        first = number(m["decade_year"])
    else:
        words = m["century"]
        century = {"上": 20, "本": 21}.get(words) or (number(words) if words else 20)
        decade = m["decade"] or m["decade_alone"]
        if decade is None:
            return _none("vague")
        first = (century - 1) * 100 + number(decade)
    if m["century_tail"] == "以来":
        return _since(_first(first), context)
    return "span", date(first, 1, 1), _last(first + 9), "span", "stated"


def _era(m: re.Match[str], context: _Context) -> Found:
    year, month = ERAS[m["era"]]
    return _since(_first(year, month or 1), context)


def _plan(m: re.Match[str], context: _Context) -> Found:
    first = _NEW_PLANS[m["plan"]] if m["plan"] else _OLD_PLANS[m["old_plan"]]
    tail = m["plan_tail"] or ""
    if tail == "以来":
        return ("plan", *_since(_first(first), context)[1:])
    if tail == "末":
        return "plan", None, _last(first + 4), "as_of", "stated"
    last = first + number(tail[1]) - 1 if tail.startswith("前") else first + 4
    return "plan", date(first, 1, 1), _last(last), "span", "stated"


def _calendar_year(m: re.Match[str], context: _Context) -> tuple[int | None, str]:
    """The year that the expression itself names, if any, and its basis."""
    if m["year"]:
        year = number(m["year"])
        return (year if 1000 <= year <= 2100 else None), "stated"
    word = m["year_word"]
    if word in _YEAR_WORDS and context.published_on:
        return context.published_on.year + _YEAR_WORDS[word], "relative"
    if word in _FROM_CONTEXT and context.year:
        return context.year + _FROM_CONTEXT[word], "stated"
    return None, "none"


def _calendar(m: re.Match[str], context: _Context) -> Found:
    named = m["year"] or m["year_word"]
    year, basis = _calendar_year(m, context)
    if named and year is None:
        return _none("calendar")
    if year is not None:
        context.year, context.year_at = year, m.end()
    if m["range_month"]:
        return _day_range(m, context, year, basis)
    if m["first_month"]:
        return _month_range(m, context, year, basis)
    if m["month"]:
        return _month(m, context, year, basis)
    if m["months"]:
        return _first_months(m, context, year, basis)
    if m["quarter"]:
        return _quarter(m, context, year, basis)
    if m["half"]:
        first = 1 if m["half"] == "上" else 7
        if year is None:
            year, basis = _latest_year(context, m.start(), first)
        return ("calendar", _first(year, first), _last(year, first + 5), "half", basis) if year else _none("calendar")
    return _year_part(m, context, year, basis)


def _year_part(m: re.Match[str], context: _Context, year: int | None, basis: str) -> Found:
    part = m["part"] or m["year_tail"] or ""
    if part == "同期":
        return _same_period(context, year)
    if year is None:
        if part in ("以来", ""):
            return _none("vague")
        year, basis = _whole_year(context, m.start(), part)
        if year is None:
            return _none("calendar")
    if part in ("以来", "至今"):
        return _since(_first(year), context)
    if part[-1:] in ("末", "底"):
        return "calendar", None, _last(year), "as_of", basis
    if part[-1:] == "初":
        return "calendar", date(year, 1, 1), _last(year, 1), "month", basis
    return "calendar", date(year, 1, 1), _last(year), "year", basis


def _same_period(context: _Context, year: int | None) -> Found:
    """同期: the period last spoken of; 2021年同期: the same months of that year."""
    last = context.last
    if last is None or last.period_end is None:
        return _none("calendar") if year is None else ("calendar", date(year, 1, 1), _last(year), "year", "stated")
    if year is None:
        return "calendar", last.period_start, last.period_end, last.period_kind, last.basis
    shift = year - last.period_end.year
    start = last.period_start and _first(last.period_start.year + shift, last.period_start.month)
    return "calendar", start, _last(year, last.period_end.month), last.period_kind, last.basis


def _day_range(m: re.Match[str], context: _Context, year: int | None, basis: str) -> Found:
    month, day = number(m["range_month"]), number(m["range_day"])
    if year is None:
        year, basis = _latest_year(context, m.start(), month, day)
    if year is None:
        return _none("span")
    last_month = number(m["range_month2"]) if m["range_month2"] else month
    last_year = number(m["range_year2"]) if m["range_year2"] else year + (last_month < month)
    first, last = _first(year, month, day), _first(last_year, last_month, number(m["range_day2"]))
    if not first or not last or first > last:
        return _none("span")
    context.month = last_month
    return "span", first, last, "span", basis


def _month_range(m: re.Match[str], context: _Context, year: int | None, basis: str) -> Found:
    first, last = number(m["first_month"]), number(m["last_month"])
    if m["last_year"]:
        last_year = number(m["last_year"])
        year = last_year - 1 if year is None else year
    elif year is None:
        year, basis = _latest_year(context, m.start(), last)
        last_year = year
    else:
        last_year = year
    if year is None or last_year is None or (year, first) >= (last_year, last):
        return _none("span")
    kind = "ytd" if first == 1 and year == last_year else "span"
    return "calendar", _first(year, first), _last(last_year, last), kind, basis


def _month(m: re.Match[str], context: _Context, year: int | None, basis: str) -> Found:
    month = number(m["month"])
    day = number(m["day"]) if m["day"] else None
    if year is None:
        year, basis = _latest_year(context, m.start(), month, day or 1)
        if year is None:
            return _none("calendar")
    context.month = month
    if day is not None:
        on = _first(year, month, day)
        return ("day", on, on, "day", basis) if on else _none("day")
    tail = m["month_tail"]
    if tail == "以来":
        return _since(_first(year, month), context)
    if tail in ("末", "底"):
        return "calendar", None, _last(year, month), "as_of", basis
    return "calendar", _first(year, month), _last(year, month), "month", basis


def _first_months(m: re.Match[str], context: _Context, year: int | None, basis: str) -> Found:
    months = number(m["months"])
    if not 1 <= months <= 12:
        return _none("calendar")
    if year is None:
        year, basis = _latest_year(context, m.start(), months)
    return ("calendar", _first(year), _last(year, months), "ytd", basis) if year else _none("calendar")


def _quarter(m: re.Match[str], context: _Context, year: int | None, basis: str) -> Found:
    first = 1 if m["quarter"] == "首" else number(m["quarter"])
    last = number(m["last_quarter"]) if m["last_quarter"] else first
    if m["first_quarters"]:
        first = 1
    if year is None:
        year, basis = _latest_year(context, m.start(), last * 3 - 2)
    if year is None or not 1 <= first <= last <= 4:
        return _none("calendar")
    end = _last(year, last * 3)
    tail = m["quarter_tail"]
    if tail == "以来":
        return _since(_first(year, first * 3 - 2), context)
    if tail in ("末", "底"):
        return "calendar", None, end, "as_of", basis
    kind = "quarter" if first == last else "ytd" if first == 1 else "span"
    return "calendar", _first(year, first * 3 - 2), end, kind, basis


def _days(m: re.Match[str], context: _Context) -> Found:
    """A day without its month: in the month last stated in the paragraph, else the latest such day."""
    on, day = context.published_on, number(m["day_alone"] or m["day_last"])
    if context.month and context.same("\n", m.start()):
        month, year = context.month, context.year
    elif on:
        year, month = (on.year, on.month) if day <= on.day else _back(1, on.year, on.month)
    else:
        return _none("day")
    last = _first(year or 0, month, day)
    first = _first(year or 0, month, number(m["day_first"])) if m["day_first"] else last
    if not first or not last or first > last:
        return _none("day")
    return ("day", first, last, "day", "relative") if first == last else ("span", first, last, "span", "relative")


def _day_of(offset: int) -> Callable[[_Context], Found]:
    def resolve(context: _Context) -> Found:
        on = context.published_on
        if on is None:
            return _none("day")
        day = on + timedelta(days=offset)
        return "day", day, day, "day", "relative"

    return resolve


def _month_of(back: int) -> Callable[[_Context], Found]:
    def resolve(context: _Context) -> Found:
        on = context.published_on
        if on is None:
            return _none("calendar")
        then = _back(back, on.year, on.month)
        return "calendar", date(*then, 1), _last(*then), "month", "relative"

    return resolve


def _now(context: _Context) -> Found:
    on = context.published_on
    return ("as_of", None, _last(on.year, on.month), "as_of", "relative") if on else _none("as_of")


def _that(kind: str) -> Callable[[_Context], Found]:
    def resolve(context: _Context) -> Found:
        last = context.last
        if last is None or last.period_end is None:
            return _none("vague")
        first = last.period_end if kind == "day" else last.period_end.replace(day=1)
        end = last.period_end if kind == "day" else _last(first.year, first.month)
        return "calendar", first, end, kind, last.basis

    return resolve


_WORDS: dict[str, Callable[[_Context], Found]] = {
    "word_as_of": _now,
    "word_today": _day_of(0),
    "word_yesterday": _day_of(-1),
    "word_day_before": _day_of(-2),
    "word_tomorrow": _day_of(1),
    "word_this_month": _month_of(0),
    "word_last_month": _month_of(1),
    "word_same_month": _that("month"),
    "word_same_day": _that("day"),
    "word_vague": lambda context: _none("vague"),
}
_SHAPES: tuple[tuple[str, Callable[[re.Match[str], _Context], Found]], ...] = (
    ("iso_year", _iso),
    ("from_year", _years),
    ("recent", _recent),
    ("count", _counted),
    ("anniversary", lambda m, context: _none("anniversary")),
    ("era", _era),
    ("future", lambda m, context: _none("future")),
    ("plan", _plan),
    ("old_plan", _plan),
    ("century", _century),
    ("decade_alone", _century),
    ("decade_year", _century),
    ("day_alone", _days),
    ("day_last", _days),
    ("clock", lambda m, context: _none("clock")),
)


def _resolve(m: re.Match[str], context: _Context) -> Found:
    last_group = m.lastgroup or ""
    if last_group in _WORDS:
        return _WORDS[last_group](context)
    for group, resolve in _SHAPES:
        if m[group] is not None:
            return resolve(m, context)
    return _calendar(m, context)


def _is_duration(m: re.Match[str], text: str) -> bool:
    """`历时近3年`, `近3年时间`: how long, not when."""
    if m["recent"] is None or m["recent_tail"]:
        return False
    return bool(_DURATION_AFTER.match(text, m.end()) or _DURATION_BEFORE.search(text[max(0, m.start() - 4) : m.start()]))


def find_times(text: str, published_on: date | None) -> list[Time]:
    """The time expressions of `text` in order, none overlapping another, each as long as it goes.

    Relative ones are resolved against `published_on`; where that is None they stay without days.
    """
    context = _Context(published_on, text)
    times: list[Time] = []
    for m in TIME.finditer(text):
        if _is_duration(m, text):
            continue
        shape, first, last, kind, basis = _resolve(m, context)
        start, end = m.span()
        lead = next((words for words in _LED_BY_AS_OF if text.endswith(words, max(0, start - 3), start)), "")
        if lead and last is not None:
            first, kind = None, "as_of"
        time = Time(start, end, m[0], shape, first, last, kind, basis, "period", lead + m[0])
        time.role = role_of(text, time, published_on)
        if time.role in ("period", "target") and last is not None:
            context.last = time
        times.append(time)
    return times
