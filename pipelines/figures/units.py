"""Units: what a number counts or measures, as written and as a canonical code.

Belongs here: recognising the unit that follows a number, and its value in the base unit. The words stand in
`vocabulary/units.csv` and `vocabulary/measure_words.csv`. Does not belong here: the number itself.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pipelines.vocabulary import VocabularyError, read_rows

UNIT_COLUMNS = ("written", "unit", "unit_code", "dimension", "base_unit", "factor", "not_before", "label_en")
MEASURE_WORD_COLUMNS = ("word", "hanzi", "not_before")
_PHYSICAL = {"length", "area", "volume", "mass", "energy", "power", "voltage", "speed", "duration", "frequency"}
DIMENSIONS = frozenset(_PHYSICAL | {"count", "currency", "share", "fraction", "other"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a figure names it. `factor` is its value in `base_unit`; counts have the code of unity, `1`."""

    unit: str
    unit_code: str
    dimension: str
    base_unit: str
    factor: Fraction
    counts_hanzi: bool = True
    label_en: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    written: str
    unit: Unit
    not_before: tuple[str, ...]
    is_latin: bool


@dataclass(slots=True)
class UnitMatch:
    """The unit found at text[start:end]; `odd` is 多 or 余 inside or behind it (3个多月), `half` adds ½ (1年半)."""

    end: int
    unit: Unit
    odd: str | None = None
    half: bool = False


def _made(written: str, unit: Unit, not_before: str) -> _Entry:
    is_latin = written.isascii() and written.isalpha()
    return _Entry(written, unit, tuple(filter(None, not_before.split("|"))), is_latin)


def load_units() -> tuple[_Entry, ...]:
    """All units and measure words. Raises VocabularyError where a row is wrong."""
    entries = []
    for row in read_rows("units.csv", UNIT_COLUMNS):
        try:
            factor = Fraction(row["factor"])
        except ValueError as error:
            raise VocabularyError(f"units.csv: {row['written']}: factor {row['factor']!r} is no number") from error
        if row["dimension"] not in DIMENSIONS:
            raise VocabularyError(f"units.csv: {row['written']}: unknown dimension {row['dimension']!r}")
        hanzi = row["dimension"] in ("duration", "currency", "fraction", "share") or len(row["unit"]) > 1
        unit = Unit(row["unit"], row["unit_code"], row["dimension"], row["base_unit"], factor, hanzi, row["label_en"])
        entries.append(_made(row["written"], unit, row["not_before"]))
    known = {entry.written for entry in entries}
    for row in read_rows("measure_words.csv", MEASURE_WORD_COLUMNS):
        if row["word"] in known:
            continue
        unit = Unit(row["word"], "1", "count", "1", Fraction(1), row["hanzi"] == "y", "")
        entries.append(_made(row["word"], unit, row["not_before"]))
    return tuple(entries)


_ENTRIES = load_units()
_BY_FIRST: dict[str, tuple[_Entry, ...]] = {}
for _entry in sorted(_ENTRIES, key=lambda e: -len(e.written)):
    _BY_FIRST[_entry.written[0]] = (*_BY_FIRST.get(_entry.written[0], ()), _entry)
BY_NAME = {entry.unit.unit: entry.unit for entry in reversed(_ENTRIES)}
PERCENT, SPEED = BY_NAME["%"], BY_NAME["公里/小时"]

_UNIT_FOLLOWS = frozenset("（(/／多余半")  # what may go on a unit
_PER = re.compile(r"[/／]\s*([十百千万]?)")
_DENOMINATOR = re.compile(r"[人年月日季户]|(?:[kK][gG]|k?W)(?![A-Za-z0-9])")  # those that are no units by themselves
_BRACKET = re.compile(r"[（(](?:套|间|次|户|人|件|处|条|项|点|片|组|架|艘|辆|座|栋|幢|所|批|支|头|只|台|个|家)[)）]")
_BETWEEN = re.compile(r"个([多余])?(半)?(月|小时|星期|季度|学期|世纪|百分点|工作日)")
_YEARS = re.compile(r"(年|天|周|小时|分钟|岁|公里|里|米|倍|吨|亩|斤)(多|余|半)(?![年个数边元样种少])")
_COMPOSITE_DENOMINATOR = {
    "人",
    "户",
    "年",
    "月",
    "日",
    "天",
    "小时",
    "吨",
    "亩",
    "公里",
    "平方公里",
    "平方米",
    "公斤",
    "千瓦时",
    "度",
    "次",
    "台",
    "辆",
    "列",
    "秒",
    "分钟",
    "立方米",
    "公顷",
    "升",
    "家",
    "个",
    "斤",
    "张",
    "头",
    "套",
    "股",
    "桶",
    "克",
    "米",
    "盎司",
    "千克",
    "百公里",
    "标箱",
    "人次",
    "日均",
    "床",
    "标准煤",
    "桶油",
    "磅",
    "周",
    "季",
    "毫升",
    "方",
    "kWh",
    "km",
    "h",
    "s",
    "t",
    "kg",
    "㎡",
    "m2",
    "吉焦",
    "瓦时",
    "瓦",
    "箱",
    "包",
    "片",
    "只",
    "枚",
    "盒",
    "瓶",
    "尺",
    "折",
}


@lru_cache(maxsize=512)
def _count_unit(name: str, code: str = "1", dimension: str = "count") -> Unit:
    return Unit(name, code, dimension, "1", Fraction(1))


@lru_cache(maxsize=512)
def _per_unit(top: Unit, bottom: str, scale: str) -> Unit:
    name = f"{top.unit}/{scale}{bottom}"
    known = BY_NAME.get(name)
    if known:
        return known
    below = BY_NAME.get(bottom)
    code = (
        f"{top.unit_code}/{below.unit_code if below else bottom}" if not scale else f"{top.unit_code}/({scale}{bottom})"
    )
    return Unit(name, code, "other", name, Fraction(1))


def simple_unit(text: str, at: int) -> tuple[int, Unit] | None:
    """The longest unit of the vocabulary that begins at `at`, with its end."""
    for entry in _BY_FIRST.get(text[at : at + 1], ()):
        if text.startswith(entry.written, at):
            end = at + len(entry.written)
            if entry.not_before and text.startswith(entry.not_before, end):
                continue
            if entry.is_latin and text[end : end + 1].isascii() and text[end : end + 1].isalnum():
                continue
            return end, entry.unit
    return None


def unit_at(text: str, at: int) -> UnitMatch | None:
    """The unit that begins at `at`, with brackets (台(套)), per-units (元/吨) and inner 多 or 半 (3个多月, 1年半)."""
    if text.startswith("个", at):
        between = _BETWEEN.match(text, at)
        if between:
            written = between[3]
            name = {"月": "个月", "季度": "个季度", "百分点": "个百分点", "星期": "个星期", "工作日": "个工作日"}.get(
                written, written
            )
            unit = BY_NAME.get(name) or _count_unit(name)
            return UnitMatch(between.end(), unit, between[1], between[2] is not None)
    found = simple_unit(text, at)
    if found is None:
        return None
    end, unit = found
    follow = text[end : end + 1]
    if follow not in _UNIT_FOLLOWS:
        return UnitMatch(end, unit)
    if follow in "（(":
        bracket = _BRACKET.match(text, end)
        if bracket:
            name = text[at : bracket.end()].replace("（", "(").replace("）", ")")
            return UnitMatch(bracket.end(), _count_unit(name, unit.unit_code, unit.dimension))
    elif follow in "/／":
        per = _PER.match(text, end)
        below = simple_unit(text, per.end()) if per else None
        if (
            per
            and below
            and (below[1].unit in _COMPOSITE_DENOMINATOR or text[per.end() : below[0]] in _COMPOSITE_DENOMINATOR)
        ):
            return UnitMatch(below[0], _per_unit(unit, text[per.end() : below[0]], per[1]))
        if per:
            word = _DENOMINATOR.match(text, per.end())
            if word:
                return UnitMatch(word.end(), _per_unit(unit, word[0], per[1]))
    else:
        inner = _YEARS.match(text, at)
        if inner and inner.end() == end + 1:
            return UnitMatch(end + 1, unit, None if inner[2] == "半" else inner[2], inner[2] == "半")
    return UnitMatch(end, unit)


def in_base(value: Decimal, unit: Unit) -> Decimal:
    """`value` of `unit` in the unit's base unit, to ten decimals."""
    numerator, denominator = unit.factor.as_integer_ratio()
    if denominator == 1:
        return value if numerator == 1 else value * numerator
    return (value * numerator / denominator).quantize(Decimal("1e-10")).normalize() + Decimal(0)


__all__ = [
    "BY_NAME",
    "DIMENSIONS",
    "PERCENT",
    "SPEED",
    "Unit",
    "UnitMatch",
    "in_base",
    "load_units",
    "simple_unit",
    "unit_at",
]
