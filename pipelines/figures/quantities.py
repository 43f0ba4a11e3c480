"""Quantities: a number with its unit and the words that bound it, as one span of the text.

Belongs here: joining number, unit, qualifiers and ranges. Does not belong here: whether it is a figure at all,
its sign, and what it measures.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pipelines.figures import numerals, qualifiers, unit_lists
from pipelines.figures.numerals import Number
from pipelines.figures.units import BY_NAME, PERCENT, SPEED, Unit, UnitMatch, unit_at

_CONNECTOR = re.compile(r"(?:——|[—–\-－~～─至到])(?=\s?[0-9０-９一二三四五六七八九十两百])")
_FROM = re.compile(r"[由从自](?:[^，,。；;、]{0,4}|[^，,。；;、]{0,10}的)$")
_RATIO_MARKS = frozenset("∶:：︰比")
_SPECIAL_FOLLOWS = frozenset("/／成 、和与及位")
_CONNECTORS = frozenset("—–-－~～─至到")
_LONGEST_NUMBER = 40
_LARGEST = Decimal(10) ** 26  # what DECIMAL(38,10) holds with room for a unit's factor
# A bound that a whole stands behind: 不到全国4%, 约为全省的1.2倍.
_WHOLE = re.compile(r"(?<!于)(?:全[国省市县区州球]|世界|总[数量])的?$")
_WITHIN = re.compile(r"内(?![容部外地蒙存需循陆河涵在])")
_ODD = ("多", "余")
_BOUNDED = ("eq", "range")  # the relations whose bounds the number has already
_MINUS = frozenset("-－−")
_PLUS = frozenset("+＋")
_SIGNS = _MINUS | _PLUS | frozenset("±翻负")
_BEFORE_SIGN = frozenset("（(、，：:")  # 出口（-9.3%）; not 3%-5%
_ARABIC = frozenset("0123456789０１２３４５６７８９")
_RATIO = re.compile(r"([0-9]+(?:\.[0-9]+)?)[∶:：︰比]([0-9]+(?:\.[0-9]+)?)(?![0-9:：︰∶])")
_SPEED_BEFORE = re.compile(r"(?:(?:最高|设计)?时速|每小时(?:行驶|运行)?)(?:可?达到?|为|约为?|超过?|可?超|不低于|近)?$")
_TENTHS = r"成(?:半|[一二三四五六七八九](?=[，,。；;的以左、]|$))?"
# 成 begins a word of its own behind 一 (一成立就) more often than behind others, and hardly behind a bounded number.
_ONE_TENTH = re.compile(_TENTHS + "(?![立都为功果本效就员交分长熟品绩型材人渝套片群德规贤行形千安康县武华志吉龙飞])")
_SOME_TENTHS = re.compile(_TENTHS + "(?![立都为功果渝套片群德安康县武华志吉龙飞])")
_LED_TENTHS = re.compile(_TENTHS + "(?![都渝])")
_LEADS_TENTHS = frozenset("近超约逾有达足占")
_BELOW_ZERO = re.compile(f"零下([0-9.]+|[{numerals.HANZI_DIGITS}{numerals.HANZI_TENS}]+)")
_DEGREES = ("℃", "摄氏度", "度")
_TIMES = ("小时", "分", "分钟")
_TIME_TAKEN = re.compile(
    r"(?:(?P<hours>[0-9]{1,3})个?小时)?(?P<minutes>[0-9]{1,2})分(?:(?P<seconds>[0-9]{1,2})秒(?![0-9])|(?(hours)钟?|(?!)))"
)
_PER_MANY = re.compile(r"[/／]((?:10)?[十百千万]+)(?![一-鿿]?[0-9])")
_THRESHOLDS = ("台阶", "大关", "关口", "门槛", "新台阶")
_REACHED = re.compile(r"(?:迈[上过入]|跨[上过越入]|登上|站上|跃上|踏上)了?$")
_DIGIT_COUNT = {"两": 2, "三": 3, "四": 4}
_OF_RATE = re.compile(r"(?:率|增速|增幅|涨幅)(?:首次|再次|已|也|均|仍|都)*(?:突破|达到?|保持|升至|降至|为)了?$")
_GROWTH_AFTER = ("增长", "的增长", "以上增长", "增速", "的增速", "增幅")
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
    negative: bool = False


def number_at(text: str, start: int, end: int) -> Number | None:
    """The number of the token text[start:end], Arabic or Chinese."""
    if end - start > _LONGEST_NUMBER:
        return None
    is_arabic = text[start] in _ARABIC
    number = numerals.arabic_number(text, start) if is_arabic else numerals.hanzi_number(text, start, end)
    return None if number is not None and number.high is not None and number.high >= _LARGEST else number


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
    follow = text[at : at + 1]
    if follow in _SPECIAL_FOLLOWS or number.unit:
        return _special_unit(text, at, number, follow)
    if follow == "个" and text[at - 2] == "." and (points := unit_lists.points(text, at)):
        return points
    return unit_at(text, at)


def _special_unit(text: str, at: int, number: Number, follow: str) -> UnitMatch | None:
    """A unit that the number carries itself, or whose first character may mean something else."""
    if follow in "/／" and (per := _PER_MANY.match(text, at)):
        factor = Fraction(1, many(per[1]))
        return UnitMatch(per.end(), Unit(f"/{per[1]}", f"1/({per[1]})", "fraction", "1", factor))
    if number.unit:
        return UnitMatch(at, BY_NAME[number.unit])
    if follow == "成" and number.high is not None and number.high <= 10:
        led = text[number.start - 1 : number.start] in _LEADS_TENTHS
        tenths = (_LED_TENTHS if led else _ONE_TENTH if number.high == 1 else _SOME_TENTHS).match(text, at)
        if tenths:
            return UnitMatch(tenths.end(), PERCENT)
    if follow == " " and text[at + 1 : at + 2] not in ("", " "):
        spaced = unit_at(text, at + 1)
        return spaced if spaced and text[at - 1].isdigit() else None
    if follow in unit_lists.JOINTS and (shared := unit_lists.shared(text, at, number)):
        return shared
    return None if text.startswith("位数", at) else unit_at(text, at)


def quantity(text: str, start: int, end: int) -> Quantity | None:
    """The quantity whose number is the token text[start:end]; None where the token writes no number."""
    if text[start] == "零" and (below := _BELOW_ZERO.match(text, start)) is not None:
        return _below_zero(text, start, *below.span(1))
    number = number_at(text, start, end)
    if number is None:
        return None
    hanzi = text[start] not in _ARABIC
    if not hanzi and text[number.end : number.end + 1] in _RATIO_MARKS and (ratio := _ratio(text, start, number)):
        return ratio
    match = _unit(text, number.end, number)
    if match is None and not hanzi and text[number.end : number.end + 1] in unit_lists.JOINTS:
        match = unit_lists.respective(text, number)
    found = Quantity(
        number.start,
        match.end if match else number.end,
        number.start,
        number.value,
        number.low,
        number.high,
        number.relation,
        None,
        match.unit if match else None,
        number.steps,
        number.bare,
        hanzi,
    )
    words = [number.odd] if number.odd else []
    if number.relation != "range" and text[found.end : found.end + 1] in _CONNECTORS:
        match = _joined(text, number, match, found)
    relations = [found.relation]
    if match:
        if match.half or match.unit is PERCENT:
            _tenths_and_halves(text, number, match, found)
        if match.odd:
            relations.append("gt")
            words.append(match.odd)
    _qualify(text, match, found, words, relations)
    if found.unit is not None and found.unit.unit == "公里":
        _speed(text, found)
    elif found.unit is not None and found.unit.unit in _TIMES and text[found.end : found.end + 1].isdigit():
        _time_taken(text, found)
    if len(relations) > 1:
        found.relation = qualifiers.combine(relations)
    if found.relation not in _BOUNDED:
        found.low, found.high = qualifiers.bounds(found.value, found.low, found.high, found.relation)
    if words:
        found.qualifier = "…".join(words)
        found.steps = (*found.steps, f"{found.qualifier} → {found.relation}")
    return found


def _below_zero(text: str, start: int, number_start: int, number_end: int) -> Quantity | None:
    """零下22℃ is −22 ℃, and what is said to lie below it lies below."""
    found = quantity(text, number_start, number_end)
    if found is None or found.unit is None or found.unit.unit not in _DEGREES or found.start != number_start:
        return None
    found.start, found.negative, found.hanzi = start, True, True
    if found.relation not in _BOUNDED:
        found.low, found.high = found.high, found.low
    return found


def of_digits(text: str, start: int, end: int) -> Quantity | None:
    """两位数: 10 to 99. None where the numeral text[start:end] is not how many digits a number has."""
    digits = _DIGIT_COUNT.get(text[start:end])
    if digits is None:
        return None
    low, high = Decimal(10) ** (digits - 1), Decimal(10) ** digits - 1
    steps = (f"{text[start:end]}位数 → {low}–{high}",)
    is_rate = text.startswith(_GROWTH_AFTER, end + 2) or _OF_RATE.search(text, max(0, start - 10), start)
    unit = PERCENT if is_rate else None
    return Quantity(start, end + 2, start, None, low, high, "range", None, unit, steps, hanzi=True)


def _ratio(text: str, start: int, number: Number) -> Quantity | None:
    """3∶7, 1:3: the first as a fraction of the second."""
    match = _RATIO.match(text, start)
    if match is None or number.end >= match.end() or not Decimal(match[2]):
        return None
    value = (Decimal(match[1]) / Decimal(match[2])).quantize(Decimal("1e-10"))
    steps = (f"{match[0]} = {numerals.shown(value)}",)
    return Quantity(start, match.end(), start, value, value, value, "eq", None, None, steps, ratio=True)


def _joined(text: str, number: Number, match: UnitMatch | None, found: Quantity) -> UnitMatch | None:
    """Takes in the second end of a range, and returns the unit that then holds."""
    connector = _CONNECTOR.match(text, found.end)
    joined = _range(text, number, match, connector) if connector else None
    if joined is None:
        return match
    second, unit, found.low, found.high = joined
    found.value, found.relation = None, "range"
    found.end = unit.end if unit else second.end
    found.unit = unit.unit if unit else found.unit
    found.steps = (f"{text[number.start : found.end]} → {numerals.shown(found.low)}–{numerals.shown(found.high)}",)
    return unit


def _tenths_and_halves(text: str, number: Number, match: UnitMatch, found: Quantity) -> None:
    """三成 is 30 %, 两成半 25 %, 八成五 85 %, 1年半 1.5 年."""
    if match.unit is PERCENT and number.unit is None and "成" in (written := text[number.start : found.end]):
        ones = {"成": 0, "半": 5}.get(written[-1], numerals.hanzi_value(written[-1]))
        found.value, found.low, found.high = (
            None if x is None else x * 10 + (ones or 0) for x in (found.value, found.low, found.high)
        )
        if found.value is not None:
            found.steps = (f"{text[number.start : found.end]} → {numerals.shown(found.value)} %",)
    elif match.half and found.value is not None:
        found.value += Decimal("0.5")
        found.low = found.high = found.value
        found.steps = (
            *found.steps,
            f"{text[number.start : found.end]} → {numerals.shown(found.value)} {match.unit.unit}",
        )


def _qualify(text: str, match: UnitMatch | None, found: Quantity, words: list[str], relations: list[str]) -> None:
    """Takes in the words that touch the number on either side, a minus sign, 翻, and 台阶 at a distance."""
    start, unit = found.start, found.unit
    lead = text[start - 1 : start]
    if unit is not None and lead in _SIGNS:
        led = text[start - 2 : start - 1]
        if lead == "负" and led != "正" and unit.dimension in ("share", "fraction"):
            found.start -= 1
            found.negative = True  # 从负0.1%提高到
        elif lead in _MINUS and ("一" <= led <= "鿿" or led in _BEFORE_SIGN):
            found.start -= 1
            found.negative = True
        elif lead == "±" or (lead in _PLUS and led in _BEFORE_SIGN) or (lead == "翻" and unit.unit == "番"):
            found.start -= 1
    before = qualifiers.before(text, found.start)
    if before:
        found.start, word, relation = before
        words.insert(0, word)
        relations.append(relation)
    elif unit is not None and unit.dimension in ("share", "fraction") and unit.unit[0] != "个":
        whole = _WHOLE.search(text, max(0, found.start - 4), found.start)
        if whole and (apart := qualifiers.before(text, whole.start())):
            words.insert(0, apart[1])
            relations.append(apart[2])
    behind = qualifiers.after(text, found.end)
    if behind is None and unit is not None and unit.dimension == "duration":
        within = _WITHIN.match(text, found.end)
        behind = (within.end(), within[0], "le") if within else None
    if behind and (behind[1] not in _ODD or _closes(text, match, behind[0])):
        found.end, word, relation = behind
        words.append(word)
        relations.append(relation)
    if (
        len(relations) == 1
        and relations[0] == "eq"
        and text.startswith(_THRESHOLDS, found.end)
        and _REACHED.search(text, max(0, found.start - 4), found.start)
    ):
        relations.append("ge")
        found.steps = (*found.steps, "台阶 → ge")


def _closes(text: str, match: UnitMatch | None, end: int) -> bool:
    """Whether 多 or 余 behind a unit ends the quantity (5年多), rather than beginning the next word."""
    if match is None or match.odd or match.unit.dimension == "count":
        return False
    return text[end : end + 1] in "，,。；;、的（( \n"


def _time_taken(text: str, found: Quantity) -> None:
    """4小时23分 is 263 分钟, 2小时13分02秒 is 7982 秒: one length of time, in the smallest of its units."""
    said = _TIME_TAKEN.match(text, found.number_start)
    if said is None or found.value is None:
        return
    minutes = int(said["hours"] or 0) * 60 + int(said["minutes"])
    seconds = said["seconds"]
    found.value = Decimal(minutes if seconds is None else minutes * 60 + int(seconds))
    found.low = found.high = found.value
    found.unit, found.end = BY_NAME["分钟" if seconds is None else "秒"], said.end()
    found.steps = (*found.steps, f"{said[0]} = {numerals.shown(found.value)} {found.unit.unit}")


def _speed(text: str, found: Quantity) -> None:
    """时速400公里 is a speed, and 时速 belongs to it where it touches."""
    speed = _SPEED_BEFORE.search(text, max(0, found.start - 8), found.start)
    if speed:
        found.unit = SPEED
        found.steps = (*found.steps, "时速 → 公里/小时")
        if speed[0].endswith("时速"):
            found.start = speed.end() - 2


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
    varies = text.startswith("不等", unit.end if unit else second.end)  # 从1.27%到2.24%不等
    if connector[0] in "至到" and not varies and _FROM.search(text, max(0, first.start - 16), first.start):
        return None
    scale = _inherits(first, second)
    low, high = first.value * scale, second.value
    if first.unit and not unit:
        unit = UnitMatch(second.end, BY_NAME[first.unit])
    if low >= high and connector[0] in "-－至到":
        return None
    return second, unit, low, high
