"""Places in a text: found by a lexicon in one pass, guarded, and given the part they play.

Belongs here: strings to places. Does not belong here: which place a figure speaks of, see `figures.place_map`.
One Aho-Corasick pass (leftmost, longest) over names, traps, words that follow names, and words that stand for a place;
the guards look at the neighbouring characters only.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.figures.place_roles import (
    BASE,
    BREAKS,
    GOVERNMENT,
    LOCAL,
    LOCATIVE,
    ORGANISATION,
    PARTNER,
    SCOPE,
    SUBJECT,
    Place,
    role_of,
)
from pipelines.figures.place_zones import FOUNDING, with_zones
from pipelines.vocabulary.places import Form, Region, contains, gazetteer

_TRAP, _PLAIN, _PLACE, _LETTERS, _BEFORE, _DEICTIC, _ORGANISATION, _GOVERNMENT, _NAME = range(9)

# Characters after a district's name that take its last one away: 西安区域 is 西安, not 西安区.
_NOT_A_SUFFIX = {"区": "域间位块划别分", "州": "际"}
# Names of regions that are directions inside another place's name: 新疆西部. They count where a particle stands before.
_DIRECTIONS = frozenset(("东部", "中部", "西部"))
_BEFORE_DIRECTION = frozenset("在为占和与向从、国对的代及于该本此个")
_BETWEEN = ("之间", "间开", "间往", "间的")  # after two places: a route
_COUNTED_IN_LIST = re.compile(r"[0-9]+[个家条项人户亩][、，][一-龥]{2,4}[0-9]+[个家条项人户亩]")
_COUNT_BEFORE = re.compile(r"[0-9]+[个家条项人户亩][、，]")
_MOUNTAIN = re.compile(r"山(?![区海地水林村乡货歌西东北路城])")  # 缙云山 is not in 缙云
_CARRIED = frozenset("电水气煤")  # what a line is named for that leads from one province into another
_FROM = re.compile(r"[从由自]")
_JOINERS = frozenset(("、", "和", "与", "及", "以及", "—", "-", ""))
_DASHES = frozenset("—－–-")
_SHARED_ROLES = (BASE, PARTNER, LOCATIVE, LOCAL, SCOPE)
# What follows a direction in a list of places: 东部、西部地区. Else it begins a name: 长江文化、西部雪域天路.
_TOLD_OF_DIRECTION = re.compile(r"[^一-龥]|下降|上升|提高|回[升落]|增长|同比|比重|占比|分别|占|为|达|实现|较")
_AFTER_DIRECTION = re.compile(r"[^一-龥]|地区|区域|省|各|的|和|与|及|等|城市|农村|县|分别|占|增|均|共|都|合计|累计")


@cache
def _automaton() -> tuple[AhoCorasick, tuple[tuple[int, Any], ...]]:
    known = gazetteer()
    words = known.words
    entries: dict[str, tuple[int, Any]] = {}
    for letter in known.letters:
        for before in words.before:
            entries[before + letter] = (_BEFORE, letter)
    entries.update({letters: (_LETTERS, codes) for letters, codes in known.combinations.items()})
    entries.update({word: (_NAME, reach) for word, reach in words.name.items()})
    entries.update({word: (_GOVERNMENT, reach) for word, reach in words.government.items()})
    entries.update({word: (_ORGANISATION, reach) for word, reach in words.organisation.items()})
    entries.update({name: _named(name, form) for name, form in known.forms.items()})
    entries.update({word: (_DEICTIC, level) for word, level in words.deictic.items()})
    entries.update(dict.fromkeys(words.traps, (_TRAP, None)))
    # Small enough to stay in the processor's cache beside all else; a table of all transitions is slower in use.
    finder = AhoCorasick(
        list(entries), matchkind=MatchKind.LeftmostLongest, implementation=Implementation.ContiguousNFA
    )
    return finder, tuple(entries.values())


def _named(name: str, form: Form) -> tuple[int, Any]:
    """The entry of a name: its region where that is settled by the name alone, else the form."""
    is_plain = form.free and len(form.regions) == 1 and name[-1] not in _NOT_A_SUFFIX
    if is_plain and name not in _DIRECTIONS and name not in gazetteer().combinations:
        return _PLAIN, form.regions[0]
    return _PLACE, form


@cache
def _longest_form() -> int:
    return max(len(name) for name in gazetteer().forms)


def _choose(regions: Sequence[Region], placed: Sequence[Place]) -> Region | None:
    """The one of several regions of a name that lies in a place named shortly before; None where none does."""
    for place in reversed(placed[-12:]):
        inside = [region for region in regions if contains(place.code, region.code)]
        if len(inside) == 1:
            return inside[0]
    return None


def _admitted(text: str, start: int, end: int, form: Form, placed: list[Place], names: set[str]) -> bool:
    """Whether a name that is free only in company has it.

    Company is its superior or a list of places beside it, a telling word after it, or its full name anywhere in the
    text (`names` are the strings of the lexicon that the text holds).
    """
    words = gazetteer().words
    if text.startswith(words.admits, end) or any(region.full_name in names for region in form.regions):
        return True
    if text.startswith(("、", "和", "及"), end):
        for length in (2, 3, 4):
            beside = gazetteer().forms.get(text[end + 1 : end + 1 + length])
            if beside is not None and beside.free and beside.regions[0].level in ("county", "prefecture"):
                return True
    if _COUNTED_IN_LIST.match(text, end):
        return True  # 浦东45个、闵行30个
    if not placed or placed[-1].kind != "admin":
        return False
    last = placed[-1]
    gap = text[last.end : start]
    if _COUNT_BEFORE.fullmatch(gap):
        return last.level in ("county", "prefecture")
    if gap == "":
        return any(contains(last.code, region.code) for region in form.regions)
    return gap in ("、", "和", "及") and last.level in ("county", "prefecture")


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether 西部 is the west of the nation, and not of some place, nor before a place of its own."""
    before = text[start - 1] if start else "。"
    if before == "、" and end < len(text) and not _AFTER_DIRECTION.match(text, end):
        return False
    if text[start:end] in _DIRECTIONS and text[end : end + 1].isdigit():
        return True  # 结对帮扶西部7700多所学校
    return not "一" <= before <= "鿿" or before in _BEFORE_DIRECTION or text.endswith(FOUNDING, 0, start)


def _letters_place(text: str, start: int, end: int, codes: tuple[str, ...]) -> Place:
    """川渝, 陕皖, 京津冀: letters beside one another are so many places, or the group that they make up."""
    known = gazetteer()
    while text[end : end + 1] in known.letters and known.letters[text[end]].code not in codes:
        codes = (*codes, known.letters[text[end]].code)
        end += 1
    group = known.by_members.get(frozenset(codes))
    name = group.name if group else "、".join(known.regions[code].name for code in codes)
    kind = "inside_name" if text.startswith(known.words.lines, end) else group.kind if group else "list"
    return Place(start, end, name, group.code if group else None, "group", kind)


def _letter_place(text: str, end: int) -> tuple[int, Form | None, Region | None]:
    """The place that begins with the last character of 来川, 在渝南: a longer name if there is one, else the letter."""
    known = gazetteer()
    for length in range(min(_longest_form(), len(text) - end + 1), 1, -1):
        candidate = text[end - 1 : end - 1 + length]
        if candidate in known.words.traps:
            return end, None, None
        if candidate in known.forms:
            form = known.forms[candidate]
            return end - 1 + length, form, None
        if candidate in known.combinations:
            return end - 1 + length, None, None
    return end, None, known.letters[text[end - 1]]


def _form_at(text: str, start: int) -> tuple[Form, int] | None:
    """The longest name that begins at `start`, and where it ends."""
    forms = gazetteer().forms
    for end in range(min(len(text), start + 4), start + 1, -1):
        form = forms.get(text[start:end])
        if form is not None:
            return form, end
    return None


def _inner_form(text: str, start: int, end: int) -> tuple[int, int, Form] | None:
    """The free name that begins inside a name that was not admitted: 西藏 in 跨越西藏, where 越西 is none."""
    forms = gazetteer().forms
    for begin in range(start + 1, end):
        for stop in range(min(len(text), begin + 9), begin + 1, -1):
            form = forms.get(text[begin:stop])
            if form is not None and form.free:
                return begin, stop, form
    return None


def _name_on(text: str, place: Place, start: int, tag: int) -> None:
    """Makes `place` part of the name whose last word, of kind `tag`, begins at `start`, if nothing parts the two."""
    if not BREAKS.isdisjoint(text[place.end : start].lstrip("）)")):
        return
    if tag == _NAME:
        if place.kind != "deictic":
            place.kind = "inside_name"
    elif place.role in (SUBJECT, GOVERNMENT):
        place.role = ORGANISATION if tag == _ORGANISATION else GOVERNMENT


def _nowhere() -> Sequence[Place]:
    return ()


def find_places(text: str, home: Callable[[], Sequence[Place]] = _nowhere) -> list[Place]:
    """All places of the text in order, each once, with code, kind and role; deictic words stay unresolved.

    A name inside a name that is no place (北京时间, 京沪高铁) has kind `inside_name`; an organisation's (四川省统计局)
    has role `organisation`. `home` tells the places of the title and publisher, asked where several regions of a name
    lie in none of the places before.
    """
    automaton, entries = _automaton()
    known = gazetteer()
    placed: list[Place] = []
    last_end = 0
    matches = automaton.find_matches_as_indexes(text)
    names: set[str] | None = None
    for index, start, end in matches:
        tag, payload = entries[index]
        if start < last_end:
            beside = _form_at(text, last_end) if end > last_end and placed else None
            if beside is None:
                continue
            start, (tag, payload, end) = last_end, (_PLACE, *beside)  # 在浙江永康, where 江永 is none
        if tag == _TRAP:
            continue
        if tag >= _ORGANISATION:
            if placed and start - placed[-1].end <= payload:
                _name_on(text, placed[-1], start, tag)
            continue
        if text[start - 1 : start] == "涉":
            continue  # 涉港澳案件: what they are about
        if tag == _BEFORE:
            if text[start - 1 : start] in _CARRIED:
                continue  # 陇电入鄂
            form_end, form, region = _letter_place(text, end)
            start = end - 1
            if region is not None:
                if text.startswith(known.words.lines, end + 1):
                    continue  # 在京唐城际铁路: half of a line's name
                role = SUBJECT if text[start - 1] == "全" else LOCATIVE
                placed.append(Place(start, end, region.name, region.code, region.level, region.kind, role))
                last_end = end
                continue
            if form is None:
                codes = known.combinations.get(text[start:form_end])
                if codes is None:
                    continue
                tag, payload, end = _LETTERS, codes, form_end
            else:
                tag, payload, end = _PLACE, form, form_end
        if tag == _PLACE and text[end : end + 1] in known.letters and text[start:end] in known.combinations:
            tag, payload = _LETTERS, known.combinations[text[start:end]]
        if tag == _PLAIN:
            place = Place(start, end, payload.name, payload.code, payload.level, payload.kind)
        elif tag == _LETTERS:
            place = _letters_place(text, start, end, payload)
        elif tag == _DEICTIC:
            if payload == "group" and not _stands_alone(text, start, end):
                continue
            place = Place(start, end, text[start:end], None, payload, "deictic")
        else:
            if end < len(text) and text[end] in _NOT_A_SUFFIX.get(text[end - 1], ""):
                shorter = known.forms.get(text[start : end - 1])
                if shorter is None:
                    continue
                payload, end = shorter, end - 1
            if not payload.free:
                if names is None:
                    names = {text[one:two] for _, one, two in matches}
                if not _admitted(text, start, end, payload, placed, names):
                    inner = _inner_form(text, start, end)
                    if inner is None:
                        continue
                    start, end, payload = inner
            if text[start:end] in _DIRECTIONS and not _stands_alone(text, start, end):
                continue
            if text[start:end] in ("东部", "中部") and not _TOLD_OF_DIRECTION.match(text, end):
                continue  # 中部库布其沙漠, 东部新泽西州
            regions = payload.regions
            region = regions[0] if len(regions) == 1 else _choose(regions, placed) or _choose(regions, home())
            if region is None:
                continue
            place = Place(start, end, region.name, region.code, region.level, region.kind)
        if text[place.end : place.end + 1] == "山" and place.level == "county" and _MOUNTAIN.match(text, place.end):
            continue
        if text.startswith("段", place.end) and placed and placed[-1].kind == "water" and placed[-1].end == start:
            start, end = placed.pop().start, place.end + 1  # 淮河鲁豫段: the reach, not the river nor the provinces
            place = Place(start, end, text[start:end], None, "group", "reach")
        place.role, place.compared = role_of(text, start, place.end, place.kind, place.code)
        placed.append(place)
        last_end = place.end
    placed = with_zones(text, placed)
    _share_roles(text, placed)
    return placed


def joined(text: str, one: Place, two: Place) -> bool:
    """Whether two neighbouring places are named together: 四川、重庆 · 四川省宜宾市 · 四川和重庆."""
    if two.start - one.end > 2:
        return False
    between = text[one.end : two.start]
    if between == "与" and ((one.kind == "admin") != (two.kind == "admin") or one.kind == "nation"):
        return False  # 在京与德国总理会见, 我国与东盟贸易
    return between in _JOINERS


def _leave_route(placed: list[Place], two: Place) -> None:
    """宁夏中卫至甘肃兰州: the ends of a route, with what each lies in, are no places of a figure."""
    at = placed.index(two)
    first = at - 1
    while first and placed[first - 1].end == placed[first].start:
        first -= 1
    last = at
    while last + 1 < len(placed) and placed[last + 1].start == placed[last].end:
        last += 1
    for place in placed[first : last + 1]:
        place.kind = "inside_name"


def _is_end(text: str, place: Place) -> bool:
    """Whether a dash joins the place to another name (陇东—山东特高压), or it is only a brand's (“四川造”)."""
    before, behind = text[place.start - 2 : place.start], text[place.end : place.end + 2]
    if behind == "造”":
        return True  # “四川造”汽车
    led = before[1:] in _DASHES and "一" <= before[0] <= "鿿"
    return led or (len(behind) > 1 and behind[0] in _DASHES and "一" <= behind[1] <= "鿿")


def _share_roles(text: str, placed: list[Place]) -> None:
    """Places named together play one part: the first's before a list, the last's in an organisation's name."""
    near = [(one, two) for one, two in pairwise(placed) if two.start - one.end <= 2]
    for one, two in near:
        between = text[one.end : two.start]
        if two.role == SUBJECT and one.role in _SHARED_ROLES and between in _JOINERS:
            two.role, two.compared = one.role, one.compared
        if between == "至" or (between == "到" and _FROM.search(text, max(0, one.start - 8), one.start)):
            _leave_route(placed, two)
    for place in placed:
        if _is_end(text, place):
            place.kind = "inside_name"
    behind: Place | None = None  # the first of the pair behind, where that is one of a route
    for one, two in reversed(near):
        is_near = text[one.end : two.start] in _JOINERS
        is_route = is_near and (behind is two or text.startswith(_BETWEEN, two.end))
        if is_route:
            one.kind = two.kind = "inside_name"
        behind = one if is_route else None
        if is_near and two.role == LOCAL and one.role in (SUBJECT, LOCATIVE):
            one.role = LOCAL
        if two.role in (ORGANISATION, GOVERNMENT) and one.end == two.start and one.role == SUBJECT:
            one.role = two.role
