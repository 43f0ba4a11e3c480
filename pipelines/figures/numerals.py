"""Numerals: the ways a number is written in Chinese prose, and its exact value.

Belongs here: digits, Chinese numerals, multipliers, fractions, vague amounts (十几, 数十亿). Does not belong
here: units, qualifiers, and what a number stands for. Values are exact `Decimal`s; a vague amount has bounds
and no value.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

HANZI_DIGITS = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
HANZI_TENS = "十百千万亿兆拾佰仟廿卅"
HANZI_NUMERALS = HANZI_DIGITS + HANZI_TENS + "半"
ARABIC = "0-9０-９"

_GROUPED = rf"[{ARABIC}]+(?:[,，][{ARABIC}]{{3}}(?![{ARABIC}]))*"


def token_pattern(more: str = "") -> re.Pattern[str]:
    """Finds the tokens, each of which lies in exactly one row of the ledger, and the characters `more`.

    One class of first characters, so that the search skips along by that alone.
    """
    return re.compile(
        rf"[{ARABIC}{HANZI_NUMERALS}Ⅰ-ↈ①-⓿㈠-㈩{more}]"
        rf"(?:(?<=[{HANZI_NUMERALS}])[{HANZI_NUMERALS}]*"
        rf"|(?<=[{ARABIC}])[{ARABIC}]*(?:[,，][{ARABIC}]{{3}}(?![{ARABIC}]))*(?:[.．/／]{_GROUPED})*)?"
    )


TOKEN = token_pattern()

_DIGIT_VALUE = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_DIGIT_VALUE |= {c: i for i, c in enumerate("壹贰叁肆伍陆柒捌玖", 1)}
_UNIT_VALUE = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_ALONE = {c: (Decimal(i), (f"{c} → {i}",)) for c, i in _DIGIT_VALUE.items()}  # their values, and how they are told
_TENS = frozenset((*_UNIT_VALUE, *_MYRIADS, *"廿卅"))
_MULTIPLIER_VALUE = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SLASHES = frozenset("/／")
_HANZI_FOLLOWS = frozenset("分点来余多几")  # what may belong to the number before it
_ODD_FOLLOWS = frozenset("余多来几")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．／－，", "0123456789./-,")

_NUMBER = re.compile(rf"[{ARABIC}]+(?:[,，][{ARABIC}]{{3}}(?![{ARABIC}]))*(?:[.．][{ARABIC}]+)?")
_FRACTION = re.compile(rf"([{ARABIC}]{{1,4}})[/／]([{ARABIC}]{{1,4}})(?![/／{ARABIC}])")
# A prefix that belongs to a unit (千瓦, 千伏, 百分点) is not a multiplier.
_MULTIPLIER = re.compile(r"(?:千(?![瓦伏克米卡帕赫焦字分升])|百(?![分帕])|十(?!字|分)|[万亿])+")
_ODD_THEN_MULTIPLIER = re.compile(r"([余多])([十百千万亿]*)(?!分[之点])")
_HANZI_RUN = re.compile(f"[{HANZI_DIGITS}{HANZI_TENS}]+")
_HANZI_DECIMAL = re.compile(f"点([{HANZI_DIGITS}]+)")
_HANZI_FRACTION = re.compile(rf"([{HANZI_DIGITS}{HANZI_TENS}]+)分之")
_ABOUT = re.compile(r"来(?=[个人家户岁年天里亩斤条只头名位公米吨元块])")
_ADJACENT = re.compile(r"([十百]?)(一二|两三|二三|三四|三五|四五|五六|六七|七八|八九)([十百千万亿]*)$")
_FEW = re.compile(r"([十百千]?)几([十百千万亿]*)")
_TAIL_MULTIPLIER = re.compile(r"(?<=[一二三四五六七八九两])[百千万亿]+$")
_MULTIPLIERS_ONLY = re.compile(r"[十百千万亿]+$")


@dataclass(slots=True)
class Number:
    """A number as written in text[start:end].

    value is None for a vague amount, whose bounds are low and high. `relation` is eq, gt (余, 多), ge (上百) or
    range. `unit` is set where the wording carries it (百分之六 → %). `bare` marks a multiplier without a digit
    (千亿), which may be a size class.
    """

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    relation: str = "eq"
    unit: str | None = None
    bare: bool = False
    odd: str | None = None
    multiplier: int = 1
    steps: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Full-width digits as ASCII digits."""
    return text if text.isascii() else text.translate(_FULL_WIDTH)


def shown(value: Decimal) -> str:
    """`value` without idle zeros and never in exponent form."""
    written = f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def multiplier_value(text: str) -> int:
    """万亿 → 10**12: the product of the multipliers in `text`."""
    product = 1
    for character in text:
        product *= _MULTIPLIER_VALUE[character]
    return product


def hanzi_value(text: str) -> int | None:
    """The integer that a run of Chinese numerals writes (一百零五 → 105, 二〇二五 → 2025); None if it writes none."""
    if not any(c in _TENS for c in text):
        digits = [_DIGIT_VALUE.get(c) for c in text]
        if not digits or None in digits or (len(digits) > 1 and ("两" in text)):
            return None
        return int("".join(map(str, digits)))
    total = section = 0
    digit: int | None = None
    last_unit = 10**9
    for character in text:
        if character in _DIGIT_VALUE:
            if digit is not None and digit != 0:
                return None
            digit = _DIGIT_VALUE[character]
        elif character in _UNIT_VALUE:
            unit = _UNIT_VALUE[character]
            if unit >= last_unit:
                return None
            section += (1 if digit is None or (digit == 0 and unit == 10) else digit) * unit
            last_unit, digit = unit, None
        elif character in _MYRIADS:
            myriad = _MYRIADS[character]
            section += digit or 0
            if section == 0 and total == 0:
                section = 1
            if total and myriad > 10**4:
                total, section = (total + section) * myriad, 0
            else:
                total, section = total + section * myriad, 0
            last_unit, digit = 10**9, None
        elif character in "廿卅":
            section += 20 if character == "廿" else 30
            last_unit = 10
        else:
            return None
    return total + section + (digit or 0)


def arabic_number(text: str, start: int) -> Number | None:
    """The number that begins with the digit at `start`: `3.6万`, `1,234.5`, `2/3`, `1.4万余`, `10多亿`."""
    match = _NUMBER.match(text, start)
    if match is None:
        return None
    end = match.end()
    follow = text[end : end + 1]
    fraction = _FRACTION.match(text, start) if follow in _SLASHES else None
    if fraction:
        top, bottom = (Decimal(plain(g)) for g in fraction.groups())
        if bottom == 0:
            return None
        value = (top / bottom).quantize(Decimal("0.000001"))
        step = (f"{plain(fraction[0])} = {value}",)
        return Number(start, fraction.end(), value, value, value, steps=step)
    written = plain(match[0])
    if "," in written:
        written = written.replace(",", "")
    value = Decimal(written)
    multiplier, words = 1, ""
    odd = None
    relation = "eq"
    if follow in _MULTIPLIER_VALUE and (found := _MULTIPLIER.match(text, end)):
        words, end = found[0], found.end()
        multiplier = multiplier_value(words)
        # 3亿5千万: a smaller part goes on
        while (part := _NUMBER.match(text, end)) is not None:
            tail = _MULTIPLIER.match(text, part.end())
            if tail is None or multiplier_value(tail[0]) >= multiplier:
                break
            tail_value, stop = multiplier_value(tail[0]), tail.end()
            more = _ODD_THEN_MULTIPLIER.match(text, stop)
            if more and more[2]:  # 1亿3千多万
                tail_value, stop = tail_value * multiplier_value(more[2]), more.end()
                odd, relation = more[1], "gt"
            value = value * multiplier + Decimal(plain(part[0]).replace(",", "")) * tail_value
            written, words, multiplier, end = str(value), "", 1, stop
        follow = text[end : end + 1]
    if follow in _ODD_FOLLOWS:
        if follow in "余多":
            more = _ODD_THEN_MULTIPLIER.match(text, end)
            if more and not text.startswith(("多边", "多元化", "多元文", "多样"), end):
                odd, relation, end = more[1], "gt", more.end()
                if more[2]:
                    words += more[2]
                    multiplier *= multiplier_value(more[2])
        elif follow == "来" and _ABOUT.match(text, end):
            odd, relation, end = "来", "approx", end + 1
        elif follow == "几" and text[end + 1 : end + 2] in "万亿个":
            odd, relation, end = "几", "gt", end + 1
    exact = value * multiplier if multiplier != 1 else value
    steps = (f"{written} × {words} → {shown(exact)}",) if words else ()
    return Number(start, end, exact, exact, exact, relation, None, False, odd, multiplier, steps)


def _vague(start: int, end: int, low: Decimal, high: Decimal, written: str) -> Number:
    return Number(start, end, None, low, high, "range", steps=(f"{written} → {shown(low)}–{shown(high)}",))


def _odd_tail(text: str, end: int) -> tuple[str | None, int, int]:
    """余/多/几 after a numeral, with the multiplier behind it: (word, multiplier, end)."""
    more = _ODD_THEN_MULTIPLIER.match(text, end) if text.startswith(("余", "多"), end) else None
    if more and not text.startswith(("多边", "多元化", "多元文", "多样", "多方", "多年来"), end):
        return more[1], multiplier_value(more[2]), more.end()
    return None, 1, end


def hanzi_number(text: str, start: int, end: int) -> Number | None:
    """The number written by the run of Chinese numerals text[start:end], with the words that belong to it.

    Reads 一百零五, 六点五, 百分之六点五, 三分之二, 三成, 一半, 十余, 上百, 数十亿, 几百, 十几, 三四十; None where
    the run writes no number.
    """
    run = text[start:end]
    follow = text[end : end + 1]
    if run in _ALONE and follow not in _HANZI_FOLLOWS:
        digit, steps = _ALONE[run]
        return Number(start, end, digit, digit, digit, steps=steps)
    before = text[start - 1] if start else ""
    fraction = _HANZI_FRACTION.match(text, start) if text.startswith("分之", end) else None
    if fraction:
        return _hanzi_fraction(text, start, fraction)
    if (
        before in ("数", "几")
        and run[0] in "十百千万亿"
        and not (
            before == "数"
            and text[start - 2 : start] in ("位数", "人数", "总数", "指数", "次数", "户数", "件数", "系数")
        )
    ):
        multiplier = Decimal(multiplier_value(run)) if _MULTIPLIERS_ONLY.match(run) else None
        if multiplier is not None:
            odd, more, stop = _odd_tail(text, end)
            multiplier *= more
            return _vague(start - 1, stop, 2 * multiplier, 9 * multiplier, text[start - 1 : stop])
    few = _FEW.match(text, start) if text[start : start + 2].endswith("几") and len(run) == 1 else None
    if few:
        base, scale = _UNIT_VALUE[few[1]] if few[1] else 1, multiplier_value(few[2])
        return _vague(
            start, few.end(), Decimal((base + base // 10) * scale), Decimal((base + 9 * (base // 10)) * scale), few[0]
        )
    adjacent = _ADJACENT.match(run)
    if adjacent and (adjacent[1] or adjacent[3] or len(run) == 2):
        low, high = (_DIGIT_VALUE[c] for c in adjacent[2])
        scale = multiplier_value(adjacent[3])
        base = _UNIT_VALUE[adjacent[1]] if adjacent[1] else 0
        return _vague(start, end, Decimal((base + low) * scale), Decimal((base + high) * scale), run)
    if "半" in run:
        if run == "一半":
            value = Decimal(50)
            return Number(start, end, value, value, value, unit="%", steps=("一半 → 50 %",))
        if run == "半" and (before == "过" or text.startswith("数", end)):
            half, over = Decimal(50), before == "过"
            begin, stop = start - over, end + text.startswith("数", end)
            relation = "gt" if over else "eq"
            most = None if over else half
            return Number(
                begin, stop, half, half, most, relation, "%", odd="过" if over else None, steps=("半 → 50 %",)
            )
        if run != "半":
            return None
        value = Decimal("0.5")
        return Number(start, end, value, value, value, steps=("半 → 0.5",))
    whole = hanzi_value(run)
    if whole is None:
        return None
    value = Decimal(whole)
    decimals = _HANZI_DECIMAL.match(text, end) if text.startswith("点", end) else None
    if decimals and not text.startswith(("点钟", "点半", "点整"), end):
        value += Decimal("0." + "".join(str(_DIGIT_VALUE[c]) for c in decimals[1]))
        end = decimals.end()
        tail = _MULTIPLIER.match(text, end)
        if tail:
            value *= multiplier_value(tail[0])
            end = tail.end()
    bare = _MULTIPLIERS_ONLY.match(run) is not None and run not in ("十",)
    relation = "eq"
    if before == "上" and bare and text[max(0, start - 2)] not in "以向之登迈跨站跃踏走升攀":
        return Number(
            start - 1, end, value, value, value, "ge", odd="上", steps=(f"{text[start - 1 : end]} → ≥ {shown(value)}",)
        )
    if text.startswith("来", end) and _ABOUT.match(text, end):
        return Number(
            start, end + 1, value, None, None, "approx", odd="来", steps=(f"{text[start:end]} → {shown(value)}",)
        )
    odd, more, stop = _odd_tail(text, end)
    if odd and (run[-1] in "十百千万亿" or stop > end + 1):
        value *= more
        relation, end, bare = "gt", stop, False
    else:
        odd = None
    step = (f"{text[start:end]} → {shown(value)}",)
    tail = _TAIL_MULTIPLIER.search(run)
    scale = multiplier_value(tail[0]) if tail and not bare else 1
    return Number(start, end, value, value, value, relation, bare=bare, odd=odd, multiplier=scale, steps=step)


def _hanzi_fraction(text: str, start: int, match: re.Match[str]) -> Number | None:
    """百分之六点五, 千分之三, 三分之二; the top may be Arabic."""
    bottom = hanzi_value(match[1])
    at = match.end()
    arabic = _NUMBER.match(text, at)
    if arabic:
        top, end = Decimal(plain(arabic[0]).replace(",", "")), arabic.end()
    else:
        run = _HANZI_RUN.match(text, at)
        whole = hanzi_value(run[0]) if run else None
        if run is None or whole is None:
            return None
        top, end = Decimal(whole), run.end()
        decimals = _HANZI_DECIMAL.match(text, end)
        if decimals:
            top += Decimal("0." + "".join(str(_DIGIT_VALUE[c]) for c in decimals[1]))
            end = decimals.end()
    if not bottom:
        return None
    if bottom in (100, 1000):
        unit = "%" if bottom == 100 else "‰"
        return Number(start, end, top, top, top, unit=unit, steps=(f"{text[start:end]} → {shown(top)} {unit}",))
    value = (top / Decimal(bottom)).quantize(Decimal("0.000001"))
    return Number(start, end, value, value, value, steps=(f"{text[start:end]} = {value}",))
