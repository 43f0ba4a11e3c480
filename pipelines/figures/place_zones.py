"""Places that no gazetteer has, by the shape of their names: new areas, circles of cities, ports of entry, villages.

Belongs here: names that end in a word for such a place. Does not belong here: the places of the gazetteer
(`figures.regions`).
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.figures.place_roles import LOCATIVE, SUBJECT, Place
from pipelines.vocabulary.places import gazetteer

# The words that names of zones, circles and ports end in, each with what must not, or must, come behind.
_ZONE_ENDS = ("高新区", "经开区", "新区", "开发区", "示范区", "园区")
_CIRCLE_ENDS = ("都市圈", "城市群", "经济圈", "区域合作区", "区域合作示范区", "跨省合作区", "跨省合作示范区")
_ACTING = "作为"  # a zone of whatever name that acts: 临空区作为新平台
_ACTOR_ENDS = ("区作为", "园作为", "港作为")
_ZONE, _CIRCLE, _PORT, _ACTOR = "zone", "circle", "port", "actor"
_ENDS = (*_ZONE_ENDS, *_CIRCLE_ENDS, "口岸", *_ACTOR_ENDS)
_FINDER = AhoCorasick(_ENDS, matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA)
_KINDS = (*(_ZONE for _ in _ZONE_ENDS), *(_CIRCLE for _ in _CIRCLE_ENDS), _PORT, *(_ACTOR for _ in _ACTOR_ENDS))
_BEHIND = {
    _ZONE: re.compile(r"(?!建设|内|外|数|的数|面积|个数|管理办法|总数|等|之)"),
    _CIRCLE: re.compile(r"(?!建设|内|外|等|之|众|体)"),
    _PORT: re.compile(r"[日月年]均|平均通关|全年|[去今]年|[0-9]{4}年"),
    _ACTOR: re.compile(r""),
}
_LONGEST = {_ZONE: 6, _CIRCLE: 7, _PORT: 4, _ACTOR: 4}  # characters before the ending
_AT = ("在", "经", "从")  # before a port
# A name stands where it opens a clause, or in a list with counts (两江新区项目30个、湘江新区项目20个).
_OPENS = frozenset("，,。；;：:！？!?\n")
_COUNTED = frozenset("个家项元吨亩人户次条")
# What follows a city or cities in the name of their circle: 太原现代化都市圈.
_CIRCLE_TAIL = re.compile(r"(?:现代化)?(?:都市圈|城市群(?![众体])|经济圈)|(?:区域|跨省)合作(?:示范)?区")
_NO_NAME = (
    r"(?:其中|全|各|该|本|此|这|其|多|两|几|我|国|省|市|县|区|产业|工业|农业|科技|现代|高新|经济|技术|综合|创新|生态|物流|建|创|推|支持"
    r"|在|对|从|由|依托|围绕|聚焦|打造|获批|入选|累计|新增|培育|加快|以|把|将|通过|随着|目前|如今|同时|此外|和|与|及|不少|部分|一些|许多|有|为"
    r"|是|今|去|当|同|重点|示范|先行|共建|合作|构建|形成|推进|跨|边境|陆路|水运|航空|公路|铁路|开放|主要|沿边|一类|空港|陆地|海港|整车"
    r"|进境|指定|通商|内陆|出入境|通关|绿色|零碳|低碳|智慧|数字|特色|孵化|物流|省级|市级)"
)
_NO_NAME_WITHIN = r"|.*(?:[自在于向从到入]|落户|走进|建设|打造|入驻|投资|布局|支持|覆盖|服务|培育|构建|形成)"
# What begins or ends the words before 新区 in no name of one: 各类开发区, 国家级新区, 产业园区.
_NO_ZONE = re.compile(
    _NO_NAME
    + r"|.*(?:[级类个家的大各批座处上下半年月日]|产业|合作|试验|建设|实验|创新|自主|农业|物流|科技|工业|经济|技术"
    r"|绿色|零碳|低碳|智慧)"
    r"(?:高新区|经开区|新区|开发区|示范区|园区)" + _NO_NAME_WITHIN
)
# Verbs that take 都市圈 for their object, or for the first word of it: 设立都市圈基金.
FOUNDING = ("成立", "设立", "组建", "发布", "印发", "出台", "编制", "制定", "举办", "召开", "开通", "深化", "签署")
_NO_ACTOR = re.compile(
    r"(?!先行区)" + _NO_NAME + r"|.*[地社山库景城市老灾校街片辖小牧林校花公田家学][区园]|.*香港" + _NO_NAME_WITHIN
)
_NO_CIRCLE = re.compile(rf"(?:{'|'.join(FOUNDING)})|" + _NO_NAME + _NO_NAME_WITHIN)
_NO_NAMES = {_ZONE: _NO_ZONE, _CIRCLE: _NO_CIRCLE, _PORT: _NO_CIRCLE, _ACTOR: _NO_ACTOR}
# 喜洲镇周城村, directly behind its county: no function words, and none of the words before 村 that name a kind.
_PLAIN = r"(?:(?![的在了有和与及各多个全为是把将从对以用到已等所])[一-龥])"
_KIND_OF_VILLAGE = (
    r"(?![回返下离还家故侨水他异]乡|农|乡|城|部分|一些|不少|美丽|特色|传统|古|试点|重点|示范|幸福|和美|贫困|脱贫|移民|易地|智慧|基层|老旧|空心|行政|自然|边境|红色|小|山|新"
    r"|未来|村|社区|街道|镇)"
)
_VILLAGE = re.compile(
    rf"(?P<town>{_KIND_OF_VILLAGE}{_PLAIN}{{1,4}}?(?:镇|乡|街道|苏木))?"
    rf"(?P<village>{_KIND_OF_VILLAGE}{_PLAIN}{{1,4}}?(?:村|社区|嘎查)(?![镇庄居落民]|集体|级|务))?"
)
_OPENING_VILLAGE = re.compile(
    rf"(?<=[，。；：！？\n])(?P<name>{_KIND_OF_VILLAGE}{_PLAIN}{{2,3}}(?:村|(?<![小古重集乡城])镇))(?![镇庄居落民里上]|集体|级|务)"
)
_NO_VILLAGES = ("农村", "乡村", "全村")
_ENDS_VILLAGE = re.compile(r"[村镇乡苏社街嘎]")
_STOPS = frozenset("，。、；：的在有和与")
_HAS_VILLAGES = frozenset("县市区旗")


def with_zones(text: str, placed: list[Place]) -> list[Place]:
    """The places with those that no gazetteer has, each where no place that is known stands or as a part of it."""
    if placed:
        placed = _with_villages(text, placed)
    if "村" in text or "镇" in text:
        free = [v for v in _named_villages(text) if all(p.end <= v.start or p.start >= v.end for p in placed)]
        placed = sorted([*placed, *free], key=lambda place: place.start) if free else placed
    endings = _FINDER.find_matches_as_indexes(text)
    if not endings:
        return placed
    if placed and any(_KINDS[index] == _CIRCLE for index, _, _ in endings):
        placed = _with_circles(text, placed)
    zones = [
        zone
        for index, zone in _opening_zones(text, endings)
        if all(place.end <= zone.start or place.start >= zone.end for place in placed)
        and (_KINDS[index] != _CIRCLE or _is_circle(text, zone.name, _ENDS[index], placed))
    ]
    return sorted([*placed, *zones], key=lambda place: place.start) if zones else placed


@cache
def _city_letters() -> frozenset[str]:
    """The first characters of the cities: what 呼包鄂, 长株潭 are made of."""
    regions = gazetteer().regions.values()
    return frozenset(region.name[0] for region in regions if region.level in ("prefecture", "province"))


def _is_circle(text: str, name: str, ending: str, placed: list[Place]) -> bool:
    """Whether what stands before 都市圈 is its name, and no verb (成立都市圈, 发布城市群规划).

    Three cities or more in short, or a name that the text has twice where no circle of a known name is told of.
    """
    cities = name.removesuffix(ending)
    if len(cities) >= 3 and _city_letters().issuperset(cities):
        return True
    return text.count(name) >= 2 and not any(place.name.endswith(ending) for place in placed)


def _opening_zones(text: str, endings: Sequence[tuple[int, int, int]]) -> Iterator[tuple[int, Place]]:
    """The zones, circles and ports that open a clause of `text`, each with the number of its ending."""
    last_end = 0
    for index, end, stop in endings:
        kind = _KINDS[index]
        if not _BEHIND[kind].match(text, stop):
            continue
        start, floor = end, max(last_end, end - _LONGEST[kind] - 3)
        while start > floor and "一" <= text[start - 1] <= "龥":
            start -= 1
        inner = max(text.rfind(word, start, end) for word in _AT) if kind == _PORT else -1
        among = text.rfind("其中", start, end)
        if inner >= 0:
            start = inner + 1
        elif among >= 0:
            start = among + 2
        elif not _is_open(text, start):
            continue
        if kind == _ACTOR:
            stop -= len(_ACTING)
        name = text[start:stop]
        if 2 <= end - start <= _LONGEST[kind] and not _NO_NAMES[kind].match(name):
            last_end = stop
            yield index, Place(start, stop, name, None, "zone", "zone", LOCATIVE if inner >= 0 else SUBJECT)


def _is_open(text: str, start: int) -> bool:
    """Whether a name can begin at `start`: a clause does, or a member of a list with counts."""
    before = text[start - 1] if start else "\n"
    return before in _OPENS or (before == "、" and text[start - 2 : start - 1] in _COUNTED)


def _named_villages(text: str) -> Iterator[Place]:
    """The villages and towns that open a clause and are named more than once: 神山村年接待游客3万人次."""
    for found in _OPENING_VILLAGE.finditer(text):
        name = found["name"]
        if not name.endswith(_NO_VILLAGES) and text.count(name) > 1:
            yield Place(found.start("name"), found.end("name"), name, None, "zone", "zone", SUBJECT)


def _with_circles(text: str, placed: list[Place]) -> list[Place]:
    """The places with each city, or cities, before 现代化都市圈 as that circle."""
    tails = {found.start(): found.end() for found in _CIRCLE_TAIL.finditer(text)}
    out: list[Place] = []
    end = 0
    for place in placed:
        if place.start < end:
            continue  # the 都市圈 of a circle is no word for another
        tail = tails.get(place.end)
        if tail is None or place.kind == "deictic":
            out.append(place)
            continue
        first, end = place, tail
        while out and out[-1].end == first.start:
            first = out.pop()
        out.append(Place(first.start, end, text[first.start : end], None, "group", "zone", first.role, first.compared))
    return out


def _with_villages(text: str, placed: list[Place]) -> list[Place]:
    """The places with each county or city as the town or village that follows it: 大理市喜洲镇周城村."""
    villages: dict[int, Place] = {}
    for place in placed:
        if (
            text[place.end - 1] not in _HAS_VILLAGES
            or place.kind != "admin"
            or text[place.end : place.end + 1] in _STOPS
        ):
            continue
        found = _VILLAGE.match(text, place.end) if _ENDS_VILLAGE.search(text, place.end, place.end + 10) else None
        if found is not None and found[0]:
            name = found["village"] or found["town"]
            villages[place.start] = Place(place.start, found.end(), name, None, "zone", "zone", place.role)
    if not villages:
        return placed
    out: list[Place] = []
    for place in placed:
        if not out or place.start >= out[-1].end:
            out.append(villages.get(place.start, place))
    return out
