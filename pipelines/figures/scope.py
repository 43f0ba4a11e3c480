"""Place and time in scope of a figure, and the words of place and time that are cut from its subject.

Belongs here: asking the maps of places and times for one figure. Does not belong here: the maps themselves
(`place_map.py`, `periods.py`).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from itertools import pairwise

from pipelines.figures.dates import Time
from pipelines.figures.lists import respectively
from pipelines.figures.model import Figure
from pipelines.figures.periods import TimeMap
from pipelines.figures.place_map import PlaceMap
from pipelines.figures.regions import find_places
from pipelines.figures.subjects import segment_before
from pipelines.figures.trimming import is_relational
from pipelines.pages.model import Passage
from pipelines.vocabulary.places import Region, gazetteer

_PLACE_HEADS = frozenset(form[:2] for form in (*gazetteer().forms, *gazetteer().words.deictic)) | frozenset(
    gazetteer().letters
)


_ZONES = frozenset(("高新区", "经开区", "开发区", "自贸区", "综保区", "保税区", "示范区", "产业园"))
"""What a place is followed by where the two are one place: 武汉 高新区."""
_AND_OTHERS = re.compile(r"[^，。；]{2,40}?等(?:地(?:区|市|州)?|省份?|省区市|市县?|多地)(?:的?(?:部分|局部|大部)地区)?")
"""黑龙江中南部、吉林东部等地: several places named together."""
_APPOSED = re.compile(r"[一-鿿]{2,8}?(?:[大强][省市县区镇]|[名古]城|之[乡都城州])")
"""水稻大市湖南益阳: what a place is, said before its name."""
# 总量列第二的江苏省GDP, 位于大巴山腹地的城口县平均海拔: what is told of a place before its name.
_TOLD_OF = re.compile(r"[^的，]{0,8}[排列居]第[一二三四五六七八九十]+位?的|(?:位于|地处|坐落[于在])[^，的]{2,16}的")
_BETWEEN = re.compile(r"^之?间(?![接隔距])(?=..)")
_AND_SUCH = re.compile(r"^等(?![级效候待额量])(?:[省市区县](?![域际级块间长委直]))?(?=.{2}|$)")  # not 四川等级公路
_SPAN_OF_YEARS = re.compile(r"([12][0-9]{3})年?[底末]?[到至—－–-]+([12][0-9]{3})年")
_TELLS_KIND = frozenset("大强名古乡都城州")  # whatever _APPOSED matches holds one of these
_COMPOUNDS = frozenset("相对之占环同率值")
"""相比, 对比, 占比: the characters before 比 and 较 where they are one word."""
_HUBS, _HUB_WORDS = (
    frozenset("港站"),
    frozenset(("港口", "港澳", "港股", "港资", "港商", "港人", "港台", "站点", "站位")),
)
"""What makes a name of the place before it: 苏州港, 昆明站; and words that begin alike."""
_STOPS = frozenset("站至到")  # 苏州北站, 郑州东至濮阳东
_WHOLE = ("我国", "全国", "全省", "全市", "我省", "我市")
_TURNS = frozenset("净增上下提回减降升涨跌扩缩收多少高低快慢翻")  # the first characters of how two times compare
_UNIVERSITY = re.compile(
    r"(?:医科|理工|科技|师范|农业|工业|交通|财经|政法|民族|外国语|中医药|工程|电子科技|职业)?大学(?!生|城)"
)
_PART_OF = frozenset("的前后之内中里以间期")  # what makes more of a time than when: 在2022年前
_PARTNERS = re.compile(r"伙伴|市场|来源[地国]|目的[地国]|买家|客商|客户")
_BEFORE_LIST = 12  # characters in which 分别 stands before a list
_CLAUSE_REACH = 200  # characters; keeps long sentences linear


class Scope:
    """The places and times of one article, asked figure by figure in text order."""

    def __init__(
        self,
        text: str,
        passages: Sequence[Passage],
        published_on: date | None,
        title: str | None,
        publisher: str | None,
    ) -> None:
        self.text = text
        self.published_on = published_on
        self._times = TimeMap(text, passages, published_on, title)
        self._named = (title, publisher)
        self.times: Sequence[Time] = self._times.times
        self._time_starts = [t.start for t in self.times]
        self._topic: str | None = None
        self._whole: str | None = None
        self._topic_paragraph = -1
        self._passages = passages

    @cached_property
    def _places(self) -> PlaceMap:
        return PlaceMap(self.text, *self._named)

    @cached_property
    def _paragraph_start(self) -> dict[int, int]:
        return {passage.paragraph_no: passage.char_start for passage in reversed(self._passages)}

    @cached_property
    def _section_start(self) -> dict[int, int]:
        return {passage.section_no: passage.char_start for passage in reversed(self._passages)}

    def topic_of(self, passage: Passage) -> str | None:
        """What the paragraph's last sentence was about; None at a paragraph's head."""
        return self._topic if self._topic_paragraph == passage.paragraph_no else None

    def whole_of(self, passage: Passage) -> str | None:
        """What the paragraph's last sentence began with that parts nothing: 从分布看 goes on about the whole."""
        return self._whole if self._topic_paragraph == passage.paragraph_no else None

    def forget(self) -> None:
        """The next item of an enumeration (二是…) goes on about nothing that the one before was about."""
        self._topic = self._whole = None

    def remember(self, passage: Passage, topic: str, whole: str | None) -> None:
        """What a sentence ends with, and began with; `whole` is None where it tells parts of the one before."""
        if whole is not None or self._topic_paragraph != passage.paragraph_no:
            self._whole = whole
        self._topic, self._topic_paragraph = topic, passage.paragraph_no

    def without_times(self, start: int, end: int) -> str:
        """text[start:end] with the time expressions cut out."""
        first = bisect_left(self._time_starts, start)
        if first == len(self.times) or self._time_starts[first] >= end:
            return self.text[start:end]
        parts, at = [], start
        for time in self.times[first : bisect_right(self._time_starts, end)]:
            if time.end <= end and time.start >= at:
                lead = time.end - len(time.said)
                if time.role == "base" and self._is_compared(lead, time.end):
                    lead -= 1  # 价格比上年上涨: no 价格比
                kept = self.text[at : lead if at <= lead else time.start]
                if kept.endswith("在") and time.role == "period" and self.text[time.end : time.end + 1] not in _PART_OF:
                    kept = kept[:-1]  # 公司在2022年收到的订单
                parts.append(kept)
                at = time.end + (time.role == "base" and self.text.startswith(("末", "底"), time.end))
        parts.append(self.text[at:end])
        return "".join(parts)

    def _is_compared(self, start: int, end: int) -> bool:
        """Whether 比 or 较 stands before the base of a comparison at `start`–`end`, and how it compares behind it."""
        behind = end + self.text.startswith(("末", "底"), end)
        is_led = self.text[start - 1 : start] in ("比", "较") and self.text[start - 2 : start - 1] not in _COMPOUNDS
        return is_led and self.text[behind : behind + 1] in _TURNS

    def without_place(self, phrase: str) -> str:
        """`phrase` without the places that lead it (四川省高速公路 → 高速公路), unless nothing is left."""
        if "等" in phrase and (listed := _AND_OTHERS.match(phrase)) and find_places(listed[0][:16]):
            phrase = phrase[listed.end() :] or phrase
        if (
            not _TELLS_KIND.isdisjoint(phrase)
            and (told := _APPOSED.match(phrase))
            and phrase[told.end() : told.end() + 2] in _PLACE_HEADS
        ):
            rest = self.without_place(phrase[told.end() :])
            return phrase if is_relational(rest) else rest  # 辣椒大省贵州种植面积
        if "的" in phrase and (told := _TOLD_OF.match(phrase)) and phrase[told.end() :][:2] in _PLACE_HEADS:
            phrase = phrase[told.end() :]
        if phrase[:1] == "在" and any(p.start == 0 and p.kind != "inside_name" for p in find_places(phrase[1:16])):
            phrase = phrase[1:]  # 在海南新设外商投资企业
        while phrase[:2] in _PLACE_HEADS or phrase[:1] in _PLACE_HEADS:
            places = [p for p in find_places(phrase[:16]) if p.start == 0 and p.kind != "inside_name"]
            if not places:
                return phrase
            rest = phrase[places[0].end :].lstrip("的、和与及 　").removeprefix("以及")
            if rest[:1] == "等":
                rest = _AND_SUCH.sub("", rest)  # 宁夏、甘肃等GDP增速
            if places[0].level in ("pair", "group") and rest[:1] in "之间":
                rest = _BETWEEN.sub("", rest)  # 川渝间高速公路通道
            if rest[:3] in _ZONES and len(rest) > 4:
                rest = rest[3:].lstrip("的、和与及 　")
            if rest[:1] == "区" and places[0].kind in ("nation", "country"):
                return phrase  # 中国区收入
            if "大" in rest[:5] and _UNIVERSITY.match(rest):
                return phrase  # 重庆大学科研经费
            if (rest[:1] in _HUBS and rest[:2] not in _HUB_WORDS) or (rest[1:2] in _STOPS and rest[0] in "东南西北"):
                return phrase  # 苏州港货物吞吐量
            if not rest or rest[0] in "“（(":
                if rest and phrase[:2] in _WHOLE and phrase[2] == rest[0]:
                    return rest  # 我国“5G+工业互联网”项目
                return phrase if rest else ""
            phrase = rest
        return phrase

    def place(self, figure: Figure, floor: int, clause_start: int, passage: Passage, member: str | None) -> None:
        """Sets the figure's region: its list member's own place, or the nearest that governs it.

        `floor` is where the figure before ends, `clause_start` where the part of the clause behind it begins.
        """
        if member:
            own = [
                p
                for p in find_places(member)
                if p.start == 0 and p.kind not in ("inside_name", "deictic") and p.role == "subject"
            ]
            if own and not self._is_partner(own[0].kind, passage, figure):
                figure.region_name, figure.region_code, figure.region_basis = own[0].name, own[0].code, "stated"
                return
        start = figure.char_start
        if clause_start == floor > passage.char_start:
            clause_start = segment_before(self.text, max(passage.char_start, start - _CLAUSE_REACH), start)
        section = self._section_start.get(passage.section_no) if passage.section_no else None
        found = self._places.at(
            start,
            max(clause_start, start - _CLAUSE_REACH),
            passage.char_start,
            self._paragraph_start[passage.paragraph_no],
            section,
            figure.char_end,
        )
        figure.region_name, figure.region_code, figure.region_basis = found

    def _is_partner(self, kind: str, passage: Passage, figure: Figure) -> bool:
        """越南、日本是我省两大买家，采购额分别为…: whether a country is only whom the topic trades with."""
        topic = self._places.topic if kind in ("country", "bloc") else None
        if topic is None:
            return False
        said = self.text[passage.char_start : figure.char_start]
        return topic.kind == "admin" or (topic.kind == "nation" and _PARTNERS.search(said) is not None)

    def place_by_position(self, figure: Figure, start: int, position: int, count: int, passage: Passage) -> None:
        """Sets the region of a list's figure, where the clause before names as many places as the list has figures.

        `start` is where the first figure of the list begins; `position` counts from 0.
        """
        places = self._places.listed(passage.char_start, start, count) or self._lettered(figure, start, count)
        if places:
            place = places[position]
            figure.region_name, figure.region_code, figure.region_basis = place.name, place.code, "stated"

    def _lettered(self, figure: Figure, start: int, count: int) -> Sequence[Region]:
        """川渝两地生产总值分别为…: the members of the group that holds the figure, in the order of its letters."""
        name, letters = figure.region_name or "", gazetteer().letters
        cue = self.text[max(0, start - _BEFORE_LIST) : start]
        if len(name) != count or figure.region_basis != "stated" or not respectively(cue):
            return ()
        named = [letters[c] for c in name if c in letters]
        group = gazetteer().by_members.get(frozenset(region.code for region in named))
        return named if len(named) == count and group is not None and group.code == figure.region_code else ()

    def period(self, figure: Figure) -> bool:
        """Sets the figure's period from the nearest time that governs it; whether that time lies ahead as a goal."""
        choice = self._times.at(figure.char_start, figure.char_end)
        figure.period_start, figure.period_end = choice.period_start, choice.period_end
        figure.period_kind, figure.period_text, figure.period_basis = (
            choice.period_kind,
            choice.period_text,
            choice.basis,
        )
        return choice.role == "target"

    def ends_of_span(self, first: Figure, last: Figure) -> None:
        """从2012年到2021年，规模从11万亿元增长到45万亿元: gives each end of a change its own year."""
        start, end = first.period_start, first.period_end
        if start is None or end is None or (start, end) != (last.period_start, last.period_end):
            return
        said = _SPAN_OF_YEARS.search(first.period_text or "")
        if said is None or (start.year, end.year) != (int(said[1]), int(said[2])):
            return
        for figure, year in ((first, start.year), (last, end.year)):
            figure.period_start, figure.period_end, figure.period_kind = date(year, 1, 1), date(year, 12, 31), "year"

    def _named_together(self, times: Sequence[Time]) -> bool:
        """Whether nothing but joints stands between the times: 2023年和2024年."""
        return all(self.text[one.end : two.start] in ("、", "和", "与", "及") for one, two in pairwise(times))

    def _times_before(self, start: int, end: int) -> Sequence[Time]:
        return self.times[bisect_left(self._time_starts, start) : bisect_left(self._time_starts, end)]

    def times_by_position(self, run: Sequence[Figure], passage: Passage) -> bool:
        """Gives each figure of a list its own time, where the times said before are as many; whether they are.

        2023年和2024年…30亿元、40亿元; 2020年至2024年…31个、67个…: one year each.
        """
        first = run[0]
        own = [t for t in self._times_before(passage.char_start, first.char_start) if t.role == "period"]
        own = own[-len(run) :]  # 前三季度，第一季度、第二季度分别为7亿元、8亿元
        if len(own) == len(run) and self._named_together(own):
            for figure, said in zip(run, own, strict=True):
                figure.period_start, figure.period_end = said.period_start, said.period_end
                figure.period_kind, figure.period_text = said.period_kind, said.said
            return True
        start, end = first.period_start, first.period_end
        if first.period_kind != "span" or start is None or end is None:
            return False
        if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31) or end.year - start.year + 1 != len(run):
            return False
        for offset, figure in enumerate(run):
            year = start.year + offset
            figure.period_start, figure.period_end, figure.period_kind = date(year, 1, 1), date(year, 12, 31), "year"
            figure.steps = (*figure.steps, f"year by position {offset + 1} of {len(run)} → {year}")
        return True
