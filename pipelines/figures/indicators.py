"""Which indicator a figure states: its subject, unit, measure and place held against the catalogue.

Belongs here: matching. Does not belong here: the catalogue itself, see `vocabulary.indicators`.
The indicator is the thing measured; the measure tells how it is seen. A wrong link is worse than none, so a name must
be met whole: in full, or behind words that change nothing (`neutral`). Anything else is null with a suggestion.
"""

import re
from functools import cache
from typing import NamedTuple

from pipelines.vocabulary.indicators import Indicator, catalogue
from pipelines.vocabulary.places import gazetteer

EXACT, BEHIND_NEUTRAL = 1.0, 0.9


class Match(NamedTuple):
    """The indicator met, how sure (1 exact, 0.9 among neutral words, 0 none), and the nearest where none fits."""

    indicator_id: str | None
    score: float
    suggestion: str | None


NONE = Match(None, 0.0, None)
_DROPPED = str.maketrans("（）", "()", "“”\"'‘’《》 \u3000的了")
_BRACKETS = re.compile(r"\([^()]*(?:\)|$)")
# Ends that name the counting, not the thing counted: 企业数量 and 企业 are one. Longer ones first.
_COUNTING = (
    "总数量", "总人数", "批次数", "总规模", "数量", "人数", "户数", "家数", "个数", "次数", "届数", "类数", "套数",
    "册数", "总数", "总量", "总额", "总值", "规模", "额", "数",
)  # fmt: skip
# Ends that say how it is seen: 进出口同比增速 is 进出口 seen as a growth rate.
_SEEN = ("名义", "实际", "同比", "环比", "年均", "增长速度", "增加额", "增长率", "增速", "增幅", "增长", "降幅", "涨幅")
# Ends that look like those and are part of the name, and words too general to name anything without their end.
_WHOLE_WORDS = ("生产总值", "自然增长率")
_TOO_GENERAL = frozenset(("企业", "民营企业", "私营企业", "项目", "人口"))
_SHARE = re.compile(r"占(?P<whole>[^占]*?)(?:总值|总额|总量|总数)?(?:比重|比例|份额|比)$")
_OWN_WHOLE = re.compile(r"全市|全省|全区|全县|本市|我省|我市")
# Subjects that speak of a gap, a contribution or a change of change: never the indicator itself.
_DERIVED = re.compile(r"高于|低于|高出|快于|慢于|拉动|贡献|回落|收窄|扩大|差距|同比多|同比少|多增|少增|倍数|幅度|连续")


def _without_end(text: str, ends: tuple[str, ...]) -> str:
    """`text` without any of `ends` at its end, as often as one stands there; never emptied, never made too general."""
    while text.endswith(ends) and not text.endswith(_WHOLE_WORDS):
        shorter = text[: -next(len(end) for end in ends if text.endswith(end))]
        if not shorter or shorter in _TOO_GENERAL:
            return text
        text = shorter
    return text


def normalise(subject: str, of_nation: bool = False) -> str:
    """The subject without marks, brackets, counting words and words of growth, so that its spellings meet.

    `of_nation`: the figure is the nation's, so that 占我国 is a share of its own whole.
    """
    text = subject.translate(_DROPPED)
    if "(" in text:
        text = _BRACKETS.sub("", text)
    text = _without_end(text.replace("累计", ""), _SEEN)
    share = _SHARE.search(text) if "占" in text else None
    if share is None:
        return _without_end(text, _COUNTING)
    whole = _OWN_WHOLE.sub("", share["whole"])
    if of_nation:
        whole = whole.replace("我国", "").replace("全国", "")
    return f"{_without_end(text[: share.start()], _COUNTING)}占{_without_end(whole, _COUNTING)}比重"


@cache
def _by_name() -> dict[str, tuple[tuple[Indicator, re.Pattern[str] | None], ...]]:
    """Indicators by normalised name, each with the pattern that its sentence must match, if any."""
    found: dict[str, list[tuple[Indicator, re.Pattern[str] | None]]] = {}
    for indicator in catalogue().indicators.values():
        for name in indicator.names:
            entries = found.setdefault(normalise(name), [])
            if (indicator, None) not in entries:
                entries.append((indicator, None))
        for name, pattern in indicator.in_context:
            found.setdefault(normalise(name), []).append((indicator, pattern))
    return {name: tuple(entries) for name, entries in found.items()}


@cache
def _name_ends() -> frozenset[str]:
    """The last two characters of all names: what ends otherwise names no indicator."""
    return frozenset(name[-2:] for name in _by_name())


@cache
def _neutral() -> re.Pattern[str]:
    """Words, any number of them, that stand before a name without changing what it names."""
    words = sorted((normalise(word) or word for word in catalogue().neutral), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, words))})+")


@cache
def _tail() -> re.Pattern[str]:
    """Words behind a name that do not change what it names."""
    return re.compile(f"(?:{'|'.join(catalogue().tails)})$")


def _is_neutral(prefix: str) -> bool:
    """Whether what stands before a name leaves it what it is: neutral words, a place, or a name that came before it."""
    if prefix.endswith("、"):
        return prefix[:-1] in _by_name()
    return prefix in gazetteer().forms or _neutral().fullmatch(prefix) is not None


def _unit_fits(indicator: Indicator, unit: str | None, dimension: str) -> bool:
    if indicator.dimension != dimension:
        return False
    return dimension != "count" or unit in indicator.units


def _fits(indicator: Indicator, unit: str | None, dimension: str, measure: str, region_code: str | None) -> bool:
    """Whether a figure of this unit, measure and place can state the indicator."""
    measures = indicator.measures
    if indicator.scope is not None and region_code not in indicator.scope:
        return False
    if measure == "growth_rate":
        return "growth_rate" in measures and (dimension in ("share", "fraction"))
    if measure == "change":
        return "change" in measures and _unit_fits(indicator, unit, dimension)
    if measure in ("level", "cumulative"):
        allowed = "level" in measures or measure in measures or measures[0] in ("average", "rate", "share")
    elif measure in ("rate", "share"):
        allowed = "rate" in measures or "share" in measures
    else:
        allowed = measure in measures
    return allowed and _unit_fits(indicator, unit, dimension)


def match(
    subject: str | None,
    unit: str | None,
    dimension: str,
    measure: str,
    region_code: str | None = None,
    sentence: str = "",
) -> Match:
    """The indicator that a figure states, or none with the nearest entry as a suggestion.

    `unit` as written without its multiplier, `dimension` and `measure` as in `fct_figures`; `sentence` decides between
    names that mean the same thing only in their context.
    """
    if not subject:
        return NONE
    name = normalise(subject, region_code == "CN")
    found = _named(name, unit, dimension, measure, region_code, sentence)
    if found.indicator_id is None and (tail := _tail().search(name)) is not None and tail.start():
        behind = _named(name[: tail.start()], unit, dimension, measure, region_code, sentence)
        if behind.indicator_id is not None:
            found = Match(behind.indicator_id, BEHIND_NEUTRAL, None)
        elif found.suggestion is None:
            found = behind
    if found.indicator_id is not None and found.score < EXACT and _DERIVED.search(subject):
        return Match(None, 0.0, found.indicator_id)
    return found


def _named(name: str, unit: str | None, dimension: str, measure: str, region_code: str | None, sentence: str) -> Match:
    """The indicator whose name is `name`, or its end behind neutral words, and that the figure can state."""
    if name[-2:] not in _name_ends():
        return NONE
    known = _by_name()
    suggestion: str | None = None
    for start in range(max(1, len(name) - 1)):
        entries = known.get(name[start:])
        if entries is None:
            continue
        if start and not _is_neutral(name[:start]):
            return Match(None, 0.0, suggestion or entries[0][0].indicator_id)
        for indicator, pattern in entries:
            fits = (
                (pattern is None or pattern.search(sentence) is not None)
                and (indicator.not_in is None or indicator.not_in.search(sentence) is None)
                and _fits(indicator, unit, dimension, measure, region_code)
            )
            if fits:
                return Match(indicator.indicator_id, BEHIND_NEUTRAL if start else EXACT, None)
            suggestion = suggestion or indicator.indicator_id
    return Match(None, 0.0, suggestion)
