"""The unit that the numbers of a list have in common, said behind the last of them.

Belongs here: lists of numbers with one unit. Does not belong here: ranges, whose ends share one too
(`quantities.py`), and units themselves (`units.py`).
"""

import re

from pipelines.figures import numerals
from pipelines.figures.numerals import Number
from pipelines.figures.units import BY_NAME, UnitMatch, unit_at

JOINTS = frozenset("、和与及")
"""What stands between two numbers of a list."""
_SHARED = re.compile(
    r"(?:、[0-9]+(?:\.[0-9]+)?)*[、和与][0-9]+(?:\.[0-9]+)?(个百分点)|[和与][0-9]+(?:\.[0-9]+)?(%)"
)  # 3.6、6.4和7.8个百分点
_POINTS = re.compile(r"个[、和与](?:[0-9]+\.[0-9]+个[、和与])*[0-9]+(?:\.[0-9]+)?(个百分点)")
_LISTED = re.compile(r"(?:[、和与及][0-9]+(?:\.[0-9]+)?[万亿]+)+")  # 76万和40.1万标准箱
_LIST_ON = re.compile(r"(?:、[0-9]+(?:\.[0-9]+)?)*[、和与及](?=([0-9]))[0-9]+(?:\.[0-9]+)?")
_RESPECTIVELY = re.compile(r"(?:分别|依次)[^，。；]{0,40}$")


def points(text: str, at: int) -> UnitMatch | None:
    """3.3个、3.5个百分点: the points that 个 at `at` stands for; None where it counts things."""
    match = _POINTS.match(text, at)
    return UnitMatch(at + 1, BY_NAME[match[1]]) if match is not None else None


def shared(text: str, at: int, number: Number) -> UnitMatch | None:
    """The unit behind the last number of a list that goes on at `at`; None where it is told by 分别 alone."""
    if match := _SHARED.match(text, at):
        return UnitMatch(at, BY_NAME[match[1] or match[2]])
    if number.multiplier != 1 and (listed := _LISTED.match(text, at)) is not None:
        last = unit_at(text, listed.end())
        return UnitMatch(at, last.unit) if last else None
    return None


def respective(text: str, number: Number) -> UnitMatch | None:
    """分别为47、55和58万吨: the unit of a list's last number, whose multiplier `number` takes too; None in no list."""
    on = _LIST_ON.match(text, number.end)
    last = numerals.arabic_number(text, on.start(1)) if on is not None else None
    if last is None or _RESPECTIVELY.search(text, max(0, number.start - 60), number.start) is None:
        return None
    unit = unit_at(text, last.end)
    if unit is None:
        return None
    factor = last.multiplier if number.multiplier == 1 else 1
    if factor != 1 and number.value is not None:
        number.value = number.low = number.high = number.value * factor
        number.steps = (*number.steps, f"{text[number.start : number.end]} → {numerals.shown(number.value)}")
    return UnitMatch(number.end, unit.unit)
