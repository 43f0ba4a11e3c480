"""Statistical tables → figures: one for each cell that holds a number, with what its headers and caption say of it.

Belongs here: header rows and columns, paths, where a cell's unit, period and place come from.
Does not belong here: finding tables in a page (see `pages/`), numbers in prose (see `read`).

A figure keeps its cell's place in the text, so that the quote law holds for it too. What no header says is null.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pipelines.figures.dates import Time, find_times
from pipelines.figures.deictic_places import resolve
from pipelines.figures.numerals import multiplier_value, plain
from pipelines.figures.regions import find_places
from pipelines.figures.table_grid import UNIT_NOTE, YEAR, Grid, named_unit, number_in
from pipelines.figures.units import Unit, in_base
from pipelines.pages.model import Cell, Table

RELATIONS = {
    "≥": "ge", ">": "gt", "＞": "gt", "≤": "le", "<": "lt", "＜": "lt", "以上": "ge", "以下": "le", "左右": "approx",
}  # fmt: skip
BRACKETED = re.compile(r"[（(]([^（()）]{1,20})[)）]")
AFTER_COMMA = re.compile(r"[,，]\s*([^\s,，]{1,8})$")
SETS_PERIOD = ("period", "target", "from")
# What the words of a header make of a figure, first match wins.
MEASURES = (
    (re.compile(r"百分点|增减量|增减额|净增"), "change"),
    (re.compile(r"增长|增速|增幅|涨跌|降幅|同比|环比|比上年|比上月|±|\+/-"), "growth_rate"),
    (re.compile(r"比重|占比|构成|份额|所占"), "share"),
    (re.compile(r"人均|户均|平均|日均|亩均"), "average"),
    (re.compile(r"率[（(]?|指数|普及"), "rate"),
    (re.compile(r"累计"), "cumulative"),
)
PERCENT_MEASURES = ("growth_rate", "share")
COMPARED = re.compile(r"(?:同比|环比|比(?:上年|去年|上月|20\d\d年)(?:同期|同月)?|较(?:上年|去年|20\d\d年)(?:同期)?)")
PRICES = re.compile(r"按?(?:可比价格?|不变价格?|现价|当年价格)")
TARGETS = re.compile(r"目标|预期|规划|计划")
GENERIC = re.compile(
    r"^(?:绝对[数值量]|数量|数值|总量|指标|项目|名称|合计|累计|本月|本年|当月|实际|完成|完成额|地区|年份|年度|月份|产量|单位)?$"
)


@dataclass(frozen=True, slots=True)
class TableFigure:
    """The number of one cell. Fields as in `Figure`; `row_path`/`column_path` are its headers, outermost first."""

    table_no: int
    row_no: int
    column_no: int
    char_start: int
    char_end: int
    figure_text: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    relation: str
    qualifier_text: str | None
    unit: str | None
    unit_code: str | None
    value_base: Decimal | None
    dimension: str
    measure: str
    is_target: bool
    compared_with: str | None
    price_basis: str | None
    subject: str | None
    region_name: str | None
    region_code: str | None
    region_basis: str
    period_start: date | None
    period_end: date | None
    period_kind: str
    period_text: str | None
    period_basis: str
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    rule: str


def table_figures(tables: Sequence[Table], published_on: date | None, title: str | None = None) -> list[TableFigure]:
    """The figures of an article's tables, in the order of their cells. `title` is the article's."""
    return [figure for table in tables for figure in _figures(table, published_on, title)]


def _figures(table: Table, published_on: date | None, title: str | None) -> list[TableFigure]:
    grid = Grid(table)
    found = []
    for cell in table.cells:
        number = number_in(cell.text) if cell.row >= grid.header_rows else None
        if number and grid.is_value(cell):
            found.append(_figure(_Place(table, grid, cell, published_on, title), number))
    return found


@dataclass(slots=True)
class _Place:
    """A cell in its table, with the words from which it takes its meaning."""

    table: Table
    grid: Grid
    cell: Cell
    published_on: date | None
    title: str | None

    def __post_init__(self) -> None:
        self.row_path: tuple[str, ...] = self.grid.row_path(self.cell.row, self.cell.column)
        self.column_path: tuple[str, ...] = self.grid.column_path(self.cell.column)

    row_path: tuple[str, ...] = ()
    column_path: tuple[str, ...] = ()


def _figure(place: _Place, number: re.Match[str]) -> TableFigure:
    row, column = " ".join(place.row_path), " ".join(place.column_path)
    measure = _measure(column) or _measure(row) or "level"
    unit, scale, source = _unit(place, measure, number["unit"])
    if unit and unit.unit == "个百分点":
        measure = "change"
    digits = plain(number["digits"]).replace(",", "").replace("，", "").replace("．", ".")
    value = Decimal(digits) * scale * multiplier_value(number["scale"] or "")
    value = -value if number["sign"] in ("-", "－", "−") else value
    qualifier = number["bound"] or number["tail"]
    relation = RELATIONS.get(qualifier or "", "eq")
    region = _region(place)
    period = _period(place)
    start = place.cell.char_start
    return TableFigure(
        table_no=place.table.table_no,
        row_no=place.cell.row,
        column_no=place.cell.column,
        char_start=start,
        char_end=start + len(place.cell.text),
        figure_text=place.cell.text,
        value=value,
        value_low=value if relation in ("eq", "ge", "gt") else None,
        value_high=value if relation in ("eq", "le", "lt") else None,
        relation=relation,
        qualifier_text=qualifier,
        unit=unit.unit if unit else None,
        unit_code=unit.base_unit if unit else None,
        value_base=in_base(value, unit) if unit else None,
        dimension=unit.dimension if unit else "other",
        measure=measure,
        is_target=bool(TARGETS.search(column)),
        compared_with=_first(COMPARED, column, row, place.grid.caption),
        price_basis=_first(PRICES, column, row, place.grid.caption),
        subject=_subject(place),
        region_name=region[0],
        region_code=region[1],
        region_basis=region[2],
        period_start=period[0].period_start if period else None,
        period_end=period[0].period_end if period else None,
        period_kind=period[0].period_kind if period else "none",
        period_text=period[0].said if period else None,
        period_basis=period[1] if period else "none",
        row_path=place.row_path,
        column_path=place.column_path,
        rule=f"table cell; unit from {source}",
    )


def _measure(header: str) -> str | None:
    return next((measure for words, measure in MEASURES if words.search(header)), None)


def _unit(place: _Place, measure: str, written: str) -> tuple[Unit | None, int, str]:
    """The unit, the multiplier in it, and where it stands: the cell, its column, its row, the table's own note."""
    if written:
        unit, scale = named_unit(written)
        return unit, scale, "the cell"
    column, row = place.column_path, place.row_path
    for source, headers in (("the column", column), ("the row", (*row, place.grid.row_unit(place.cell.row)))):
        for header in reversed(headers):
            for candidate in _unit_words(header):
                unit, scale = named_unit(candidate)
                if unit:
                    return unit, scale, source
    caption = place.grid.caption
    notes = place.table.unit_text or _first(UNIT_NOTE, *column, caption) or _first(BRACKETED, caption) or ""
    named = [named_unit(note) for note in re.split(r"[、，,；;/和]", notes.strip("（）()")) if note]
    named = [(unit, scale) for unit, scale in named if unit]
    is_percent = measure in PERCENT_MEASURES
    fitting = {(unit.unit, scale): (unit, scale) for unit, scale in named if unit and (unit.unit == "%") == is_percent}
    if len(fitting) == 1:
        return *next(iter(fitting.values())), "the table"
    return None, 1, "nowhere"


def _unit_words(header: str) -> list[str]:
    """The pieces of a header that may name a unit: in brackets, after its last comma, %, the whole of it."""
    pieces = [found[1] for found in BRACKETED.finditer(header)][::-1]
    if comma := AFTER_COMMA.search(header):
        pieces.append(comma[1])
    if header.endswith(("%", "％")):
        pieces.append("%")
    return [*pieces, header]


def _subject(place: _Place) -> str | None:
    """What is measured: the row's label where it names no place or time, with the header that is no mere label."""
    named = [_bare(label) for label in place.row_path]
    subject = next((label for label in reversed(named) if label and not _is_place_or_time(label, place)), "")
    headers = [_bare(header) for header in place.column_path]
    telling = [header for header in headers if not GENERIC.match(header) and not _is_place_or_time(header, place)]
    telling = [header for header in telling if _measure(header) not in (*PERCENT_MEASURES, "change")]
    if not subject:
        return telling[-1] if telling else _bare(place.grid.caption or "") or None
    return subject


def _bare(label: str) -> str:
    """A label without its unit and its list marker."""
    return re.sub(
        r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、])\s*", "", BRACKETED.sub("", label)
    ).strip()


def _is_place_or_time(label: str, place: _Place) -> bool:
    places = find_places(label)
    if places and places[0].start == 0 and len(label) - places[-1].end <= 1:
        return True
    times = find_times(label, place.published_on)
    return bool(YEAR.fullmatch(label)) or sum(time.end - time.start for time in times) >= len(label) - 2 > 0


def _region(place: _Place) -> tuple[str | None, str | None, str]:
    """The place that the row, the column or the caption names (`stated`), else section and title (`inherited`)."""
    home = find_places(place.title or "")
    stated = (*reversed(place.row_path), *reversed(place.column_path), place.grid.caption)
    for basis, words in (("stated", stated), ("inherited", (place.table.section_title, place.title))):
        for label in words:
            places = resolve(find_places(label or ""), home)
            if len({one.name for one in places}) == 1:
                return places[0].name, places[0].code, basis
    return None, None, "none"


def _period(place: _Place) -> tuple[Time, str] | None:
    """The time that the column, the row or the caption names, else section and title; a bare year counts there."""
    caption = place.grid.caption or ""
    for label in (*reversed(place.column_path), *reversed(place.row_path), caption):
        if time := _time(label, caption, place.published_on):
            return time, "stated" if caption else time.basis
    for above in (place.table.section_title, place.title):
        if time := _time(above or "", "", place.published_on):
            return time, "inherited"
    return None


@lru_cache(maxsize=1024)  # the cells of a column share their header
def _time(label: str, caption: str, published_on: date | None) -> Time | None:
    """The time in a label; one without a year is that of the caption's year."""
    if not label:
        return None
    words = f"{label}年" if YEAR.fullmatch(label) else label
    before = f"{caption}，" if caption and caption != label else ""
    times = [time for time in find_times(before + words, published_on) if time.start >= len(before)]
    return next((time for time in times if time.role in SETS_PERIOD and time.period_end), None)


def _first(pattern: re.Pattern[str], *texts: str | None) -> str | None:
    return next((found[found.re.groups and 1] for text in texts if text and (found := pattern.search(text))), None)
