"""Public holidays and seasons of travel as times: 春节假期, 国庆黄金周, “五一”假期, 春运, 暑期.

Belongs here: the table of holidays and which one a text means. Does not belong here: the shapes of the words
(`time_pattern.py`).
"""

import re
from datetime import date, timedelta

from pipelines.figures.time_context import Context, Found, unresolved
from pipelines.figures.time_pattern import number
from pipelines.vocabulary import VocabularyError, read_rows

_SOON = timedelta(days=20)  # how long before a holiday texts speak of it as this one
_ADJACENT = re.compile(r'的?(?:[“"]?五一[”"]?)?')  # between a year and the holiday it names: 今年的“五一”假期


def _load() -> dict[str, list[tuple[date, date]]]:
    """Name → first and last days, oldest first. Raises VocabularyError with the row."""
    holidays: dict[str, list[tuple[date, date]]] = {}
    for row in read_rows("holidays.csv", ("name", "first", "last")):
        try:
            first, last = date.fromisoformat(row["first"]), date.fromisoformat(row["last"])
        except ValueError as error:
            raise VocabularyError(f"holidays.csv: {row}: {error}") from error
        if not row["name"] or not first <= last:
            raise VocabularyError(f"holidays.csv: {row}: needs a name, and `first` not after `last`")
        holidays.setdefault(row["name"], []).append((first, last))
    return {name: sorted(days) for name, days in holidays.items()}


HOLIDAYS = _load()


def holiday(m: re.Match[str], context: Context) -> Found:
    """The holiday, or its first days: of the year that stands just before, else the latest begun or about to be."""
    name = m["holiday"] or m["season"] or "五一"
    name = "暑运" if name[0] == "暑" else name
    known = HOLIDAYS.get("五一" if name.startswith("劳动") else name, [])
    year = context.year if context.year_at and _ADJACENT.fullmatch(m.string, context.year_at, m.start()) else None
    on = context.published_on
    if year is not None:
        chosen = [days for days in known if days[1].year == year]
    elif on is not None:
        chosen = [days for days in known if days[0] <= on + _SOON and (on - days[0]).days < 366]
    else:
        chosen = []
    if not chosen:
        return unresolved("holiday")
    first, last = chosen[-1]
    if days := m["holiday_days"]:
        last = min(last, first + timedelta(days=number(days[1]) - 1))
    elif day := m["holiday_day"]:
        first = last = first + timedelta(days=0 if day == "首日" else number(day[1]) - 1)
    return "holiday", first, last, "span", "relative" if year is None else "stated"
