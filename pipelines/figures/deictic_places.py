"""What the words 全省, 我市, 两地, 城市群 stand for in an article.

Belongs here: the place that such a word takes up. Does not belong here: finding the words, see `figures.regions`.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from pipelines.figures.place_roles import PARTNER, Place
from pipelines.vocabulary.places import gazetteer

_PAIR_REACH = 300  # characters behind which 两地 takes up no two places that are only named side by side
_MUNICIPALITIES = frozenset(("110000", "120000", "310000", "500000"))


def _fits(place: Place, level: str, word: str) -> bool:
    """Whether `place` can be what a deictic of `level` stands for."""
    if level == "group" and place.kind == "zone":
        return place.name.endswith(word)
    if place.code is None or place.kind in ("inside_name", "deictic"):
        return False
    if level == "pair":
        members = gazetteer().regions[place.code].members
        return place.kind == "pair" and ("省" not in word or all(code.endswith("0000") for code in members))
    if level == "group":
        is_bay = word == "湾区" or word.startswith("内地")
        return place.kind in ("planning", "circle") and (not is_bay or "湾区" in place.name)
    if place.kind != "admin":
        return False
    if level == "prefecture":
        return place.level == "prefecture" or place.code in _MUNICIPALITIES
    if level == "region":
        full = gazetteer().regions[place.code].full_name
        return full.endswith("自治区") or (place.level == "county" and full.endswith("区"))
    if level == "province" and "省" in word:
        return place.level == level and gazetteer().regions[place.code].full_name.endswith("省")
    return place.level == level


def resolve(places: Iterable[Place], home: Iterable[Place] = ()) -> list[Place]:
    """The places with deictic words put in the name and code of what they stand for.

    全省 and the like: the place of that level named last before, else the first of `home` (title, publisher) that
    fits, else the first in the text; 两省市, 两地: the last group of two, or the last two places named together;
    城市群: the last cluster of cities. A word that finds nothing keeps its name and has no code.
    """
    out: list[Place] = []
    places = list(places)
    home = list(home)
    known = gazetteer()
    for place in places:
        if place.kind != "deictic":
            out.append(place)
            continue
        found = next((p for p in reversed(out) if p.role != PARTNER and _fits(p, place.level, place.name)), None)
        if place.level == "pair":
            near = max(found.end if found else 0, place.start - _PAIR_REACH)
            found = _named_pair(out, place.name, near) or found
        if found is None:
            found = next((p for p in (*home, *places) if _fits(p, place.level, place.name)), None)
        if found is None:
            out.append(place)
            continue
        if found.code is None:
            out.append(replace(place, name=found.name, level="group", kind=found.kind))
            continue
        region = known.regions[found.code]
        out.append(replace(place, name=region.name, code=region.code, level=region.level, kind=region.kind))
    return out


def _named_pair(before: list[Place], word: str, after: int) -> Place | None:
    """The last two places named side by side behind `after` that `word` can take up; their group if there is one."""
    known = gazetteer()
    for one, two in reversed(list(pairwise([None, *before]))):
        if two is None or two.end <= after:
            return None
        if two.kind == "list" and two.name.count("、") == 1 and "市" not in word:
            return two  # 皖鄂
        if one is None or not 0 < two.start - one.end <= 1 or one.level != two.level or one.code == two.code:
            continue
        are_of_word = one.kind == two.kind == "admin" and ("省" in word) == (one.level == "province")
        if not are_of_word and word != "两地":
            continue
        group = known.by_members.get(frozenset((one.code or "", two.code or "")))
        if group is not None:
            return Place(one.start, two.end, group.name, group.code, group.level, group.kind)
        return Place(one.start, two.end, f"{one.name}、{two.name}", None, "group", "list")
    return None
