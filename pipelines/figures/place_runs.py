"""Places named together, taken as one: 四川省宜宾市 is the city, 四川、重庆 the group of the two.

Belongs here: joining the places of a text. Does not belong here: finding them (`figures.regions`) and choosing among
them (`figures.place_map`).
"""

import re
from collections.abc import Sequence

from pipelines.figures.place_roles import PARTNER, SCOPE, SUBJECT, Place
from pipelines.figures.regions import joined
from pipelines.vocabulary.places import contains, gazetteer

_LONGEST_MEMBER = 18
_MEMBER = re.compile(r"[一-龥]{2,8}、(?:[一-龥]{3,8}、)?")  # a fellow whose place is not known may stand between
_COUNT = re.compile(r"[0-9][^0-9、，]{1,4}、\Z")  # 天府新区项目40个、两江新区项目30个
_LAST_MEMBER = re.compile(r"(?!.{0,8}(?:分别|[为达超共均有]))[一-龥“”]{2,8}?等?[0-9]+[个大项条类种]")
# 覆盖北京、上海等43个城市: some of those that are counted.
_AMONG_PLACES = re.compile(r"等[0-9]+[多余]?个?[一-龥]{0,2}(?:[省市县区州盟旗镇乡村](?!值)|城市|国家|地区|省份|经济体)")
_AMONG_THINGS = re.compile(r"等[0-9]+[多余]?[座条项处]")  # 送湖北等7条输电通道: the end of a name among others
# Regions that directly behind another place are a part of it.
_WITHIN = frozenset(("X-OLDAREA", "X-SOUTHWEST", "X-NORTHWEST", "X-NORTHEAST", "X-WEST", "X-EAST", "X-CENTRAL"))


def _run(places: list[Place]) -> Place:
    """One place: the last of a chain (四川省宜宾市), the group of members (四川、重庆), or the names joined by 、."""
    if len(places) == 1:
        return places[0]
    kept: list[Place] = []
    for place in places:
        if kept and place.code == "CN" and kept[-1].kind == "country" and kept[-1].end == place.start:
            continue  # 加拿大全国
        if kept and place.code in _WITHIN and kept[-1].end == place.start:
            continue  # 陕北革命老区, 陕西西南地区
        if kept and (contains(kept[-1].code, place.code) or kept[-1].code == place.code):
            kept[-1] = place
        elif kept and place.kind == "zone" and kept[-1].end == place.start:
            kept[-1] = place  # 陕西省洛川县旧县镇
        elif kept and contains(place.code, kept[-1].code) and place.kind == kept[-1].kind:
            continue
        else:
            kept.append(place)
    first, last = places[0], places[-1]
    if first.kind == "nation" and len(kept) > 1 and kept[0].kind == "water":
        kept = [first]
    role = first.role if first.role != SUBJECT else last.role
    group = gazetteer().by_members.get(frozenset(p.code or "" for p in kept)) if len(kept) > 1 else None
    if group is not None:
        name, code, kind = group.name, group.code, group.kind
    elif len(kept) > 1:
        kind = "water" if kept[0].kind == "water" else "list"
        name, code = "、".join(dict.fromkeys(name for p in kept for name in p.name.split("、"))), None
    else:
        name, code, kind = kept[0].name, kept[0].code, kept[0].kind
    return Place(first.start, last.end, name, code, kept[-1].level, kind, role, first.compared)


def _in_work(text: str, place: Place) -> bool:
    """Whether the place belongs to the title of a book or a show (《青海风物》), not of a document on the place."""
    opened = text.rfind("《", max(0, place.start - 30), place.start)
    if opened < 0:
        return False
    closed = text.find("》", opened, place.end + 40)
    return closed >= place.end and not text.endswith(gazetteer().words.document, opened, closed)


def runs_of(text: str, places: Sequence[Place]) -> list[Place]:
    """The places in runs, each a place with the name and code that a figure carries.

    Names that are no place, and deictic words that found nothing, are left out.
    """
    runs: list[Place] = []
    open_run: list[Place] = []
    has_titles = "《" in text
    for place in places:
        if place.kind in ("inside_name", "deictic") or (has_titles and _in_work(text, place)):
            continue
        if open_run and joined(text, open_run[-1], place):
            open_run.append(place)
            continue
        if open_run:
            runs.append(_run(open_run))
        open_run = [place]
    if open_run:
        runs.append(_run(open_run))
    _leave_members(text, runs)
    _take_nation_abroad(text, runs)
    return runs


def _take_nation_abroad(text: str, runs: list[Place]) -> None:
    """缅甸强震造成全国2万栋住宅损毁: the whole of the country that the line tells of, where it names no other place."""
    country: Place | None = None
    line_end = -1
    for run in runs:
        if run.start > line_end:
            line_end = text.find("\n", run.start)
            line_end = len(text) if line_end < 0 else line_end
            country = run if run.kind == "country" and run.role != PARTNER else None
        elif country is not None and run.kind == "nation" and text.startswith("全国", run.start):
            run.name, run.code, run.level, run.kind = country.name, country.code, country.level, country.kind
        elif country is not None and run.code != country.code:
            country = None


def _leave_members(text: str, runs: list[Place]) -> None:
    """昆明生物医药、玉溪烟草等5个产业: places that only begin the names of what is counted, or are, own no figure."""
    behind: Place | None = None  # the member behind, where that is one
    for run in reversed(runs):
        if text[run.end : run.end + 1] == "等" and (
            _AMONG_PLACES.match(text, run.end) or (run.role == SUBJECT and _AMONG_THINGS.match(text, run.end))
        ):
            run.role = SCOPE
        is_listed = text[run.start - 1 : run.start] == "、" and not _COUNT.search(
            text[max(0, run.start - 7) : run.start]
        )
        if run.kind != "admin" or (behind is None and not is_listed):
            behind = None
            continue
        gap = behind.start - run.end if behind is not None else 0
        begins_member = 0 < gap <= _LONGEST_MEMBER and _MEMBER.fullmatch(text, run.end, run.end + gap)
        begins_last = is_listed and _LAST_MEMBER.match(text, run.end)
        behind = run if begins_member or begins_last else None
        if behind is not None:
            run.role = SCOPE
