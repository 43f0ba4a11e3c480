"""Quantities: a number with its unit and the words that bound it, as one span of the text.

Belongs here: joining number, unit, qualifiers and ranges. Does not belong here: whether it is a figure at all,
its sign, and what it measures.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipelines.figures import numerals, qualifiers
from pipelines.figures.numerals import Number
from pipelines.figures.units import BY_NAME, PERCENT, SPEED, Unit, UnitMatch, unit_at

_CONNECTOR = re.compile(r"(?:——|[—–\-－~～─至到])(?=\s?[0-9０-９一二三四五六七八九十两百])")
_FROM = re.compile(r"[由从自](?:[^，,。；;、]{0,12})$")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)[∶:：比]([0-9]+(?:\.[0-9]+)?)(?![0-9:：∶])")
_SPEED_BEFORE = re.compile(r"(?:最高|设计)?时速(?:可?达到?|为|约为?|超过?|可?超|不低于|近)?$")
_TENTHS = re.compile(r"成(半)?(?![立都为功果本效就员交分长熟品绩型材人渝套片群德规贤行形千安康县武华志吉龙飞])")
_PER_MANY = re.compile(r"[/／]((?:10)?[十百千万]+)(?![一-鿿]?[0-9])")
_THRESHOLDS = ("台阶", "大关", "关口", "门槛", "新台阶")
_REACHED = re.compile(r"(?:迈[上过入]|跨[上过越入]|登上|站上|跃上|踏上)$")
_HANZI_NEXT = re.compile(f"[{numerals.HANZI_DIGITS}{numerals.HANZI_TENS}]+")


@dataclass(slots=True)
class Quantity:
    """A number in its unit. Values are unsigned; start and end take in the touching qualifiers."""

    start: int
    end: int
    number_start: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: str
    qualifier: str | None
    unit: Unit | None
    steps: tuple[str, ...]
    bare: bool = False
    hanzi: bool = False
    ratio: bool = False


def number_at(text: str, start: int, end: int) -> Number | None:
    """The number of the token text[start:end], Arabic or Chinese."""
    first = text[start]
    if first.isdigit() and (first.isascii() or "０" <= first <= "９"):
        return numerals.arabic_number(text, start)
    return numerals.hanzi_number(text, start, end)


def _second(text: str, at: int) -> Number | None:
    if at < len(text) and text[at] == " ":
        at += 1
    if at >= len(text):
        return None
    if text[at].isdigit() and text[at] not in numerals.HANZI_NUMERALS:
        return numerals.arabic_number(text, at)
    run = _HANZI_NEXT.match(text, at)
    return numerals.hanzi_number(text, at, run.end()) if run else None


def many(written: str) -> int:
    """10万 → 100000."""
    return (10 if written.startswith("10") else 1) * numerals.multiplier_value(written.removeprefix("10"))


def _inherits(first: Number, second: Number) -> int:
    """The multiplier that a range's first number takes from its second (1.2-1.5万); 1 where it has none to take."""
    if first.multiplier != 1 or second.multiplier == 1 or first.value is None or second.value is None:
        return 1
    return second.multiplier if first.value * second.multiplier < second.value else 1


def _unit(text: str, at: int, number: Number) -> UnitMatch | None:
    per = _PER_MANY.match(text, at)
    if per:
        return UnitMatch(per.end(), Unit(f"/{per[1]}", f"1/({per[1]})", "fraction", "1", Fraction(1, many(per[1]))))
    if number.unit:
        return UnitMatch(at, BY_NAME[number.unit])
    tenths = _TENTHS.match(text, at)
    if (
        tenths
        and number.value is not None
        and number.value < 10
        or tenths
        and number.relation == "range"
        and number.high
        and number.high <= 10
    ):
        return UnitMatch(tenths.end(), PERCENT, half=tenths[1] is not None)
    if text.startswith("位数", at):
        return None
    return unit_at(text, at)


def quantity(text: str, start: int, end: int) -> Quantity | None:
    """The quantity whose number is the token text[start:end]; None where the token writes no number."""
    number = number_at(text, start, end)
    if number is None:
        return None
    hanzi = text[start] in numerals.HANZI_NUMERALS
    if not hanzi:
        ratio = _RATIO.match(text, start)
        if ratio and number.end < ratio.end() and Decimal(ratio[2]):
            value = (Decimal(ratio[1]) / Decimal(ratio[2])).quantize(Decimal("1e-10"))
            step = f"{ratio[0]} = {value:f}"
            return Quantity(start, ratio.end(), start, value, value, value, "eq", None, None, (step,), ratio=True)
    value, low, high = number.value, number.low, number.high
    relations, words, steps = [number.relation], [], list(number.steps)
    if number.odd:
        words.append(number.odd)
    match = _unit(text, number.end, number)
    stop = match.end if match else number.end
    unit = match.unit if match else None
    if number.relation != "range":
        connector = _CONNECTOR.match(text, stop)
        if connector:
            joined = _range(text, number, match, connector)
            if joined:
                second, second_unit, low, high = joined
                value, relations = None, ["range"]
                stop = second_unit.end if second_unit else second.end
                unit, match = (second_unit.unit if second_unit else unit), second_unit
                steps = [f"{text[number.start : stop]} → {low:f}–{high:f}"]
    if unit is PERCENT and number.unit is None and text[stop - 1] in "成半" and match is not None:
        scale, half = Decimal(10), Decimal(5) if match.half else Decimal(0)
        value, low, high = (None if x is None else x * scale + half for x in (value, low, high))
        steps = [f"{text[number.start : stop]} → {value if value is not None else low:f} %"]
    elif match and match.half and value is not None:
        value += Decimal("0.5")
        low = high = value
        steps.append(f"{text[number.start : stop]} → {value:f} {match.unit.unit}")
    if match and match.odd:
        relations.append("gt")
        words.append(match.odd)
    begin = number.start
    found = qualifiers.before(text, begin)
    if found:
        begin, word, relation = found
        words.insert(0, word)
        relations.append(relation)
    behind = qualifiers.after(text, stop)
    if behind and not (behind[1] in ("多", "余") and (match is not None and match.odd or not match)):
        follow = text[behind[0] : behind[0] + 1]
        if behind[1] not in ("多", "余") or (
            match is not None and match.unit.dimension != "count" and follow in "，,。；;、的（( \n"
        ):
            stop, word, relation = behind
            words.append(word)
            relations.append(relation)
    if relations == ["eq"] and text.startswith(_THRESHOLDS, stop) and _REACHED.search(text, max(0, begin - 4), begin):
        relations.append("ge")
        steps.append("台阶 → ge")
    if unit is not None and unit.unit == "公里":
        speed = _SPEED_BEFORE.search(text, max(0, begin - 8), begin)
        if speed:
            unit = SPEED
            steps.append("时速 → 公里/小时")
            if speed.group().endswith("时速"):
                begin = speed.end() - 2
    relation = qualifiers.combine(relations)
    if relation != "range":
        low, high = qualifiers.bounds(value, low, high, relation)
    if words:
        steps.append(f"{'…'.join(words)} → {relation}")
    return Quantity(
        begin,
        stop,
        number.start,
        value,
        low,
        high,
        relation,
        "…".join(words) or None,
        unit,
        tuple(steps),
        number.bare,
        hanzi,
    )


def _range(
    text: str, first: Number, first_unit: UnitMatch | None, connector: re.Match[str]
) -> tuple[Number, UnitMatch | None, Decimal, Decimal] | None:
    """The second end of a range, if the connector joins one: (number, its unit, low, high)."""
    second = _second(text, connector.end())
    if second is None or second.value is None or first.value is None or second.relation != "eq":
        return None
    unit = _unit(text, second.end, second)
    if first_unit and (unit is None or unit.unit.dimension != first_unit.unit.dimension):
        return None
    if connector[0] in "至到" and first_unit and unit and first_unit.unit.unit != unit.unit.unit:
        return None
    if connector[0] in "至到" and _FROM.search(text, max(0, first.start - 16), first.start):
        return None
    scale = _inherits(first, second)
    low, high = first.value * scale, second.value
    if first.unit and not unit:
        unit = UnitMatch(second.end, BY_NAME[first.unit])
    if low >= high and connector[0] in "-－至到":
        return None
    return second, unit, low, high
