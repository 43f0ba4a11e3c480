"""The catalogue of initiatives: loading and checking initiatives.yml.

Belongs here: names, kinds, parents and themes. Does not belong here: what an initiative consists of and its figures,
which are found in the texts.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.vocabulary import VocabularyError, read_yaml

FILE = "initiatives.yml"
KINDS = (
    "principle", "plan", "positioning", "theme", "mechanism", "system", "platform", "zone", "service", "programme",
    "law", "project", "agreement", "corridor", "infrastructure", "reform",
)  # fmt: skip
_NEEDED = {"id", "zh", "en", "kind", "theme", "names", "description"}


@dataclass(frozen=True, slots=True)
class Initiative:
    """One entry of the catalogue. `names` are the words by which a text speaks of it, its own name among them."""

    initiative_id: str
    name_zh: str
    name_en: str
    kind: str
    theme: str
    parent_id: str | None
    names: tuple[str, ...]
    description: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All initiatives by id, and the words of the circle, without which a name that others use does not count."""

    initiatives: dict[str, Initiative]
    circle: tuple[str, ...]


def _initiative(entry: dict[str, Any], themes: dict[str, Any]) -> Initiative:
    where = f"{FILE}, {entry.get('id')}"
    keys = set(entry)
    if not keys >= _NEEDED or keys - _NEEDED - {"parent"}:
        raise VocabularyError(
            f"{where}: missing {sorted(_NEEDED - keys)}, unknown {sorted(keys - _NEEDED - {'parent'})}"
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]*", entry["id"]):
        raise VocabularyError(f"{where}: an id has small letters, digits and _ only")
    for value, allowed in ((entry["kind"], KINDS), (entry["theme"], tuple(themes))):
        if value not in allowed:
            raise VocabularyError(f"{where}: {value!r} is not one of {', '.join(allowed)}")
    own = () if entry["kind"] == "theme" else (entry["zh"].strip("《》“”"),)
    return Initiative(
        entry["id"],
        entry["zh"],
        entry["en"],
        entry["kind"],
        entry["theme"],
        entry.get("parent"),
        tuple(dict.fromkeys((*own, *entry["names"]))),
        entry["description"],
    )


def _words(content: object, key: str) -> tuple[str, ...]:
    words = content.get(key) if isinstance(content, dict) else None
    if not isinstance(words, list) or not all(isinstance(word, str) and word for word in words):
        raise VocabularyError(f"{FILE}: {key} must be a list of words")
    return tuple(words)


@cache
def catalogue() -> Catalogue:
    """The catalogue, read and checked once. Raises VocabularyError with the entry and what is wrong."""
    content = read_yaml(FILE)
    if not isinstance(content, dict) or set(content) != {"circle", "themes", "initiatives"}:
        raise VocabularyError(f"{FILE}: it must have circle, themes and initiatives")
    found: dict[str, Initiative] = {}
    owners: dict[str, str] = {}
    for entry in content["initiatives"]:
        initiative = _initiative(entry, content["themes"])
        if initiative.initiative_id in found:
            raise VocabularyError(f"{FILE}, {initiative.initiative_id}: the id stands twice")
        if initiative.parent_id is not None and initiative.parent_id not in found:
            raise VocabularyError(f"{FILE}, {initiative.initiative_id}: the parent must stand before it")
        for name in initiative.names:
            owner = owners.setdefault(name, initiative.initiative_id)
            if owner != initiative.initiative_id:
                raise VocabularyError(f"{FILE}, {initiative.initiative_id}: {name} already names {owner}")
        found[initiative.initiative_id] = initiative
    return Catalogue(found, _words(content, "circle"))


def initiatives() -> dict[str, Initiative]:
    """The catalogue's initiatives by id."""
    return catalogue().initiatives
