"""The catalogue of indicators: loading and checking indicators.yml.

Belongs here: what an indicator is and the rules a catalogue must keep. Does not belong here: matching, see
`figures.indicators`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.vocabulary import VocabularyError, read_yaml
from pipelines.vocabulary.places import gazetteer

FILE = "indicators.yml"
MEASURES = ("level", "cumulative", "growth_rate", "change", "share", "rate", "average")
DIMENSIONS = (
    "count", "currency", "share", "length", "area", "volume", "mass", "energy", "power", "voltage", "speed",
    "duration", "frequency", "fraction", "other",
)  # fmt: skip
HIGHER_IS = ("better", "worse", "neutral")
_KEYS = {
    "id", "zh", "en", "names", "in_context", "not_in", "unit", "also", "dimension", "measures", "additive",
    "higher_is", "scope", "category", "initiative", "description",
}  # fmt: skip
_NEEDED = ("id", "zh", "en", "unit", "dimension", "measures", "additive", "higher_is", "category", "description")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One entry of the catalogue; the head of indicators.yml says what each field means."""

    indicator_id: str
    name_zh: str
    name_en: str
    names: tuple[str, ...]
    in_context: tuple[tuple[str, re.Pattern[str]], ...]
    not_in: re.Pattern[str] | None
    unit: str
    units: frozenset[str]
    dimension: str
    measures: tuple[str, ...]
    additive: bool
    higher_is: str
    scope: frozenset[str] | None
    category: str
    initiative_id: str | None
    description: str
    source: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All indicators by id, and what may stand before (words) or behind (patterns) a name without changing it."""

    indicators: dict[str, Indicator]
    neutral: tuple[str, ...]
    tails: tuple[str, ...]


def _pattern(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise VocabularyError(f"{where}: the pattern {text!r} cannot be read: {error}") from error


def _indicator(entry: dict[str, Any], scopes: dict[str, frozenset[str]], sources: dict[str, str]) -> Indicator:
    """One entry, checked. Raises VocabularyError that names it."""
    where = f"{FILE}, {entry.get('id')}"
    missing = [key for key in _NEEDED if entry.get(key) in (None, "", [])]
    unknown = sorted(set(entry) - _KEYS)
    if missing or unknown:
        raise VocabularyError(f"{where}: missing {missing}, unknown {unknown}")
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry["id"]):
        raise VocabularyError(f"{where}: an id has small letters, digits and _ only")
    checks = (
        (entry["dimension"], DIMENSIONS),
        (entry["higher_is"], HIGHER_IS),
        (entry["category"], tuple(sources)),
        (entry.get("scope") or next(iter(scopes)), tuple(scopes)),
        *((measure, MEASURES) for measure in entry["measures"]),
    )
    for value, allowed in checks:
        if value not in allowed:
            raise VocabularyError(f"{where}: {value!r} is not one of {', '.join(allowed)}")
    if not isinstance(entry["additive"], bool):
        raise VocabularyError(f"{where}: additive must be true or false")
    return Indicator(
        indicator_id=entry["id"],
        name_zh=entry["zh"],
        name_en=entry["en"],
        names=tuple(dict.fromkeys((entry["zh"], *entry.get("names", ())))),
        in_context=tuple((name, _pattern(text, where)) for name, text in entry.get("in_context", {}).items()),
        not_in=_pattern(entry["not_in"], where) if "not_in" in entry else None,
        unit=entry["unit"],
        units=frozenset((entry["unit"], *entry.get("also", ()))),
        dimension=entry["dimension"],
        measures=tuple(entry["measures"]),
        additive=entry["additive"],
        higher_is=entry["higher_is"],
        scope=scopes[entry["scope"]] if "scope" in entry else None,
        category=entry["category"],
        initiative_id=entry.get("initiative"),
        description=entry["description"],
        source=sources[entry["category"]],
    )


@cache
def catalogue() -> Catalogue:
    """The catalogue, read and checked once. Raises VocabularyError with the entry and what is wrong."""
    content = read_yaml(FILE)
    if not isinstance(content, dict) or set(content) != {"neutral", "tails", "scopes", "sources", "indicators"}:
        raise VocabularyError(f"{FILE}: it must have neutral, tails, scopes, sources and indicators")
    regions = gazetteer().regions
    scopes = {name: frozenset(codes) for name, codes in content["scopes"].items()}
    for name, codes in scopes.items():
        if not codes <= regions.keys():
            raise VocabularyError(f"{FILE}, scope {name}: unknown regions {sorted(codes - regions.keys())}")
    indicators: dict[str, Indicator] = {}
    owners: dict[tuple[str, str, frozenset[str]], str] = {}
    for entry in content["indicators"]:
        indicator = _indicator(entry, scopes, content["sources"])
        if indicator.indicator_id in indicators:
            raise VocabularyError(f"{FILE}, {indicator.indicator_id}: the id stands twice")
        for name in indicator.names:
            owner = owners.setdefault((name, indicator.dimension, indicator.units), indicator.indicator_id)
            if owner != indicator.indicator_id:
                raise VocabularyError(f"{FILE}, {indicator.indicator_id}: {name} already names {owner}")
        indicators[indicator.indicator_id] = indicator
    for tail in content["tails"]:
        _pattern(tail, f"{FILE}, tails")
    return Catalogue(indicators, tuple(content["neutral"]), tuple(content["tails"]))
