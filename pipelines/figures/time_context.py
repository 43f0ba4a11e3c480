"""What resolving a time expression needs: the days of months and years, and what the text has said before.

Belongs here: arithmetic of days, the context, and rules that several shapes share. Does not belong here: the shapes.
"""

import re
from calendar import isleap
from dataclasses import dataclass
from datetime import date

Found = tuple[str, date | None, date | None, str, str]
"""Shape, first day, last day, period kind, basis; as in `dates.Time`."""


SENTENCE_ENDS = re.compile(r"[。！？\n]")
PARAGRAPH_ENDS = re.compile(r"\n")
_LONGEST_CLAUSE = 24
_LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months, in days
_LATE_IN_MONTH = 20  # from this day on a bare month that is the next is still to come
_HOPED = ("力争", "争取", "预计", "确保", "有望")  # before 全年: the year that runs
_LOOKS_BACK_ONLY = 2  # until this month such words too are of the year before
_SOON = 45  # days ahead within which a date without a year is still to come
_WILL = re.compile(r"[，,]?[^。；，,\n]{0,10}将(?!近)")
_TO_COME = ("将于", "将在", "拟于", "拟在", "定于", "预计", "计划于", "计划在", "预计在", "预计于", "将")


@dataclass(slots=True)
class Context:
    """What the text has said of time so far.

    `has_lead` is whether the text says 截至 or the like anywhere, `has_title` whether it names a work in 《》;
    `titled_year` is the year that the article's title reports on.
    `year` is the year last stated and `year_at` where its words end; `month` the month last stated; `last` the last
    period that could govern a figure and `last_at` where its words end; `reported` the period of the report last named;
    `holiday` the holiday last named, `day` the day;
    `before` the time just before, whatever its part, and `before_at` where it ends.
    """

    published_on: date | None
    text: str
    has_lead: bool
    has_title: bool
    titled_year: int | None = None
    year: int | None = None
    year_at: int = 0
    month: int | None = None
    last: Found | None = None
    last_at: int = 0
    reported: Found | None = None
    holiday: Found | None = None
    day: Found | None = None
    before: Found | None = None
    before_at: int = 0

    def year_stands(self, stops: re.Pattern[str], position: int) -> bool:
        """Whether the year last stated stands before `position` with none of `stops` between."""
        return self.year is not None and not stops.search(self.text, self.year_at, position)

    def clause_time(self, position: int) -> Found | None:
        """The time just before, where it stands in the same clause: 1976年启动｜以来."""
        between = self.text[self.before_at : position]
        if self.before is None or len(between) > _LONGEST_CLAUSE or any(c in between for c in "，,。；;！？\n"):
            return None
        return self.before


def first_day(year: int, month: int = 1, day: int = 1) -> date | None:
    """That day; None where there is none (30 February)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def last_day(year: int, month: int = 12) -> date:
    """The last day of a month, or of the year."""
    return date(year, month, 29 if month == 2 and isleap(year) else _LENGTHS[month - 1])


def months_back(months: int, year: int, month: int) -> tuple[int, int]:
    """The year and month that lie `months` before."""
    at = year * 12 + month - 1 - months
    return at // 12, at % 12 + 1


def unresolved(shape: str) -> Found:
    """A time that names no days that could be known."""
    return shape, None, None, "none", "none"


def since(first: date | None, context: Context) -> Found:
    """From `first` to the end of the publication month."""
    on = context.published_on
    if first is None or on is None or first > on:
        return unresolved("since")
    return "since", first, last_day(on.year, on.month), "span", "relative"


def years_before(count: int, context: Context) -> Found:
    """The `count` whole calendar years before the year of publication."""
    on = context.published_on
    if on is None or not 0 < count < on.year:
        return unresolved("recent")
    kind = "year" if count == 1 else "span"
    return "recent", date(on.year - count, 1, 1), last_day(on.year - 1), kind, "relative"


def months_before(count: int, context: Context) -> Found:
    """The `count` whole months before the month of publication."""
    on = context.published_on
    if on is None or not 0 < count < 600:
        return unresolved("recent")
    first, last = months_back(count, on.year, on.month), months_back(1, on.year, on.month)
    return "recent", date(*first, 1), last_day(*last), "month" if count == 1 else "span", "relative"


def latest_year(context: Context, words: re.Match[str], month: int, day: int = 1) -> tuple[int | None, str]:
    """The year of a month or day that is named without one, and the basis: the year that the sentence states, else the
    latest one in which it had begun on the day of publication. What is said to come (将于), and a day that lies only
    weeks ahead, is in the next."""
    on, text, position = context.published_on, context.text, words.start()
    if context.year_stands(SENTENCE_ENDS, position) and (on is None or (context.year, month) <= (on.year, on.month)):
        is_since = context.before is not None and context.before[0] == "since"
        if not is_since and text[max(0, position - 2) : position] not in ("截至", "截止"):
            return context.year, "stated"
    if on is None:
        return (context.year, "stated") if context.year_stands(PARAGRAPH_ENDS, position) else (None, "none")
    if (month, day) <= (on.month, on.day) or (day == 1 and month == on.month + 1 and on.day >= _LATE_IN_MONTH):
        return on.year, "relative"
    ahead = first_day(on.year, month, day)
    if (
        text.endswith(_TO_COME, 0, position)
        or _WILL.match(text, words.end())
        or (day > 1 and ahead is not None and (ahead - on).days <= _SOON)
    ):
        return on.year, "relative"
    return on.year - 1, "relative"


def is_deadline(context: Context, end: int) -> bool:
    """Whether `前` follows: 年底前, 6月底之前."""
    return context.text.startswith(("前", "之前", "以前"), end)


def whole_year(context: Context, words: str, position: int) -> tuple[int | None, str]:
    """The year of a bare 全年 or 年底 at `position`: the year last stated, if it is this or the last; else by the date:
    a text of the first four months looks back on the year before. What is hoped for (力争全年) is of the year that
    runs."""
    on = context.published_on
    if on is None:
        return (context.year, "stated") if context.year else (None, "none")
    if on.month > _LOOKS_BACK_ONLY and words == "全年" and context.text.endswith(_HOPED, 0, position):
        return on.year, "relative"
    if words == "全年" and context.year_stands(SENTENCE_ENDS, position):
        return context.year, "stated"
    is_end = words[-1] in "末底"
    for year, basis in ((context.year, "stated"), (context.titled_year, "inherited")):
        if year in (on.year, on.year - 1) and not (is_end and year == on.year):
            return year, basis
    looks_back = on.month <= 4 or is_end
    return (on.year - 1 if looks_back and words != "年初" else on.year), "relative"
