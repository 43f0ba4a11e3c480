"""Which place a figure speaks of: the places of an article laid over its clauses, sentences, paragraphs and sections.

Belongs here: choosing among the places that `figures.regions` finds. Does not belong here: finding them, or
taking them together (`figures.place_runs`).
Nearest first: beside the figure, its clause, its sentence, its paragraph, the section's heading, the article's topic.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from pipelines.figures.place_roles import BASE, GOVERNMENT, LOCATIVE, ORGANISATION, PARTNER, SUBJECT, Place
from pipelines.figures.place_topic import AMOUNT, BESIDE_ACTING, PlacesOfArticle, is_named
from pipelines.figures.regions import joined
from pipelines.vocabulary.places import contains


class Scope(NamedTuple):
    """The place of a figure: short name, code, and how it is known (stated, inherited, topic, none)."""

    name: str | None
    code: str | None
    basis: str


NOWHERE = Scope(None, None, "none")
_OWNING, _COMMAS = (SUBJECT, LOCATIVE, GOVERNMENT), frozenset("，,")
_PARTS_SENTENCE = re.compile(r"[。；;\n]")
_WEAK_KINDS = frozenset(("nation", "world", "water", "country", "bloc"))
_WHOLE_KINDS = frozenset(("nation", "world"))
_HEADING_END = re.compile(r"[\n。]")
_STATED_END = re.compile(r"[，。；！？,;!?\n0-9０-９]")
_THIS_EVENT = re.compile(
    r"本届|[本此这][次场][一-龥]{0,4}?(?:[会展节赛坛]|活动)|(?:展会|大会|博览会)(?!堂)|论坛(?:期间|以|上)"
)
_IS_HELD = re.compile(r"[^，。；！？\n]{0,14}(?:开幕|举行|举办|召开|启幕|开赛|启动|闭幕|拉开帷幕|落幕|开展)")
_VENUE_REACH = 300  # characters before a sentence on an event in which its venue is looked for
_MADE_UP_OF = ("包括", "涵盖", "包含", "覆盖", "囊括", "包括了")
_COMPOSE = re.compile(r"[0-9]+[一-龥]{1,6}?(?:组成|构成)")
_HONOUR = (
    "重点",
    "示范",
    "龙头",
    "先进",
    "文明",
    "优秀",
    "美丽",
)  # 建成全国重点文保单位30处: the nation in a title of honour
_SCENE = re.compile(r"[一-龥]{0,6}?这[家座里间艘片处]")
_SCENE_REACH = 300  # characters that a scene goes on for
_SHARED = re.compile(r"[^，。；！？\n]{0,10}的")
_JOINED_TO_OTHERS = 3
_OF_PROVINCES = re.compile(r"省份|省区|省（|个省(?!属|级|内|重|政)")
_HERE = re.compile(r"[^，。；！？\n]{0,6}?(?:当地|这里|该[市县区镇村]|全[市县])")
_EVERYWHERE = re.compile(r"[^，。；！？\n]{0,6}[，,]?(?:各地(?!块)|主产区|全国各)")
_BEFALLS = re.compile(r"的?[^，。；！？\n]{0,12}(?:造成|导致|致[0-9多数至超近约])")
_ONE_OF_REACH = 26
_ONE_OF = re.compile(r"[^，。；！？,;\n]{0,24}之一")
_NATION_WORDS = ("国家", "全国", "我国")
# Figures that end so are measured of the place before them, never of a place that the text goes on with.
_MEASURED = ("%", "％", "点", "元", "倍")


class PlaceMap(PlacesOfArticle):
    """The places of one article laid over its text; `at` is asked for each figure."""

    _sentence = -1
    """Where the sentence begins that `_carried` was last found for."""
    _carried: Place | None = None

    def _inside_topic(self, run: Place) -> bool:
        """Whether the run is only a part of what the article is about."""
        topic = self.topic
        if topic is None or topic.code == "CN" or (run.code is not None and run.code == self._centre):
            return False
        return contains(topic.code, run.code) or (run.code is None and run.name != topic.name)

    def _beside(self, at: int, char_start: int, char_end: int | None, clause_start: int) -> Place | None:
        """全国31个省份 · 3家成都企业 · 来自亚洲44国: the place that touches the figure; 31个省 is one by itself.

        runs[at] is the first behind its start.
        """
        if at < len(self.runs) and self._starts[at] == char_start:
            return self.runs[at]
        counts = char_end is not None and not self.text.startswith(_MEASURED, char_end - 1)
        if at:
            before = self.runs[at - 1]
            touches = before.end == char_start and not before.compared
            if touches and (before.role != PARTNER or before.kind == "bloc" or (before.kind == "country" and counts)):
                is_members = self.text.endswith(_MADE_UP_OF, 0, before.start) or (
                    self.text.endswith("由", 0, before.start) and _COMPOSE.match(self.text, char_start) is not None
                )
                return (self._acting(clause_start, char_start) if is_members else None) or before
        if char_end is not None and counts:
            while at < len(self.runs) and self._starts[at] < char_end:
                at += 1
            after = self.runs[at] if at < len(self.runs) else None
            touches = after is not None and (
                after.start == char_end or (after.start == char_end + 1 and self.text[char_end] in "的“")
            )
            if after is not None and touches and after.kind not in _WEAK_KINDS and after.role in (SUBJECT, LOCATIVE):
                return self._acting(clause_start, char_start) or after
        return None

    def _acting(self, start: int, end: int) -> Place | None:
        """湾区已建成5个港澳青年基地: the place that opens the clause from `start` to `end` and is no whole."""
        run = next(iter(self._between(start, end)), None)
        if run is None or run.role != SUBJECT or run.kind in _WEAK_KINDS or not self._is_head(run):
            return None
        return run

    def _bracketed_base(self, at: int, char_start: int) -> Place | None:
        """慢于全国水平（5.5%）: a number in brackets behind the base of a comparison is the base's own."""
        if not at or self.text[char_start - 1] not in "（(":
            return None
        before = self.runs[at - 1]
        return before if before.role == BASE and before.start >= char_start - 12 else None

    def _names_member(self, run: Place, end: int) -> bool:
        """建设珲春示范区等9个平台: whether `run` only stands in the name of one of those that are counted at `end`."""
        return self.text[end - 1] == "等" and end - run.end > _JOINED_TO_OTHERS and not self._is_head(run)

    def _in_clause(self, start: int, at: int, end: int) -> Place | None:
        """The nearest run from `start` on before runs[at]; a place of action gives way to one that acts.

        `end` is where the figure begins.
        """
        other: Place | None = None
        while at and self._starts[at - 1] >= start:
            at -= 1
            run = self.runs[at]
            if run.role == SUBJECT and self._names_member(run, end):
                other = other or run
            elif run.role == SUBJECT:
                if run.kind == "nation" and self.text.startswith(_HONOUR, run.end):
                    other = other or run
                elif is_named(run):
                    return run
            elif other is None and run.role in BESIDE_ACTING and is_named(run):
                other = run
        return other

    def _struck(self, at: int, start: int, char_start: int) -> Place | None:
        """对伊朗的袭击造成6人死亡: the last run before the figure where it is what suffers."""
        run = self.runs[at - 1] if at else None
        if run is None or run.role != PARTNER or run.start < start:
            return None
        return run if _BEFALLS.search(self.text, run.end, char_start) else None

    def _earlier(self, start: int, end: int, heads_only: bool) -> Place | None:
        """The nearest run of earlier clauses that the text can be going on about."""
        at = bisect_left(self._starts, end)
        if not at or self._starts[at - 1] < start:
            return None
        nearby = self.runs[bisect_left(self._starts, start, 0, at) : at]
        owners = [run for run in reversed(nearby) if run.role in _OWNING and run.kind != "water"]
        for run in owners:
            if heads_only and self.text.endswith("其中", 0, run.start):
                continue  # 其中河北、浙江等8省…: what comes after is again of the whole
            if self._is_head(run) and not self._passing(run, start, end):
                if heads_only and (self._is_one_of_several(run, start, end) or self._is_aside(run, start, end)):
                    continue
                goes_up = heads_only and not _HERE.match(self.text, end)
                return self._opener(run, start) if goes_up else run
        for run in () if heads_only else owners:
            if run.kind not in _WEAK_KINDS and not self._inside_topic(run) and not self._in_title(run):
                return run
        return None

    def _home_of_actor(self, start: int, end: int) -> Place | None:
        """黑龙江某集团启用新机器，占比升至…: where whoever acts in an earlier clause of the sentence is at home."""
        for run in reversed(self._between(start, end)):
            if run.role == ORGANISATION and run.kind == "admin" and self._is_head(run) and not self._inside_topic(run):
                return run
        return None

    def _opener(self, run: Place, start: int) -> Place:
        """What a later sentence goes on about: the place that opens the sentence of `run`, where that holds `run`."""
        sentence = max(start, self.text.rfind("。", start, run.start) + 1)
        first = next((r for r in self._between(sentence, run.start) if r.role in _OWNING), None)
        if first is None or not self._is_head(first) or first.kind in _WEAK_KINDS:
            return run
        is_pair = first.kind == "list" and run.kind == "admin" and run.level != "province"
        return first if is_pair or contains(first.code, run.code) else run

    def _passing(self, run: Place, start: int, end: int) -> bool:
        """Whether a head is named in passing, so that what follows does not go on about it.

        The nation is, in an article about a part of it, unless it has an amount of its own earlier in the sentence; a
        trading partner is in an article about the nation. A part of the topic is, unless its own clause states an
        amount, and for later sentences only where it opens the paragraph.
        """
        is_abroad = run.kind in ("country", "bloc") or (run.kind == "list" and run.level == "country")
        within = self.text.find("。", run.end, end) < 0
        if (is_abroad or run.kind in _WHOLE_KINDS) and self.topic is not None:
            owns = run.kind == "nation" and within and self._owns_amount(run)
            return self.topic.code != run.code and not owns
        if run.kind == "bloc":
            return True
        if not self._inside_topic(run) or (run.kind == "zone" and self.text.startswith("作为", run.end)):
            return False
        owns = self._owns_amount(run)
        return not owns if within else not (owns and run.start - start <= 12)

    def _in_title(self, run: Place) -> bool:
        """Whether the run stands in 《》."""
        opened = self.text.rfind("《", max(0, run.start - 30), run.start)
        return opened >= 0 and self.text.find("》", opened, run.start) < 0

    def at(
        self,
        char_start: int,
        clause_start: int,
        sentence_start: int,
        paragraph_start: int,
        section_start: int | None = None,
        char_end: int | None = None,
    ) -> Scope:
        """The place of the figure at `char_start`; the other offsets are where its clause, sentence … begin.

        `section_start` is where the section's heading line begins, None before the first heading.
        """
        end = char_end or char_start
        if self.text.find("之一", end, end + _ONE_OF_REACH) >= 0:
            whole = self._one_of(clause_start, char_start, end)
            if whole is not None:
                return whole
        at = bisect_left(self._starts, char_start)
        run = (
            self._bracketed_base(at, char_start)
            or self._beside(at, char_start, char_end, clause_start)
            or self._struck(at, sentence_start, char_start)
            or self._in_clause(clause_start, at, char_start)
            or self._earlier(sentence_start, clause_start, heads_only=False)
            or self._after(end)
            or (self._after(end + 1) if char_start == sentence_start and self.text.startswith("，", end) else None)
            or self._home_of_actor(sentence_start, clause_start)
        )
        if run is not None:
            return Scope(run.name, run.code, "stated")
        run = self._carried_into(sentence_start, paragraph_start, section_start)
        if run is not None and run.kind in ("admin", "list") and _OF_PROVINCES.match(self.text, end):
            run = None  # 分地区看，11个省份…: of no single one
        if run is not None:
            return Scope(run.name, run.code, "inherited")
        if self.topic is None or self.topic.kind in _WHOLE_KINDS:
            run = self._scene(char_start, paragraph_start, section_start) or (
                None if self.topic else self._shared(sentence_start)
            )
            if run is not None:
                return Scope(run.name, run.code, "inherited")
        if self.topic is not None:
            return Scope(self.topic.name, self.topic.code, "topic")
        return NOWHERE

    def _scene(self, char_start: int, paragraph_start: int, section_start: int | None) -> Place | None:
        """走进宁德的这座渔场…: where an earlier paragraph is set, the text having named no other place since."""
        at = bisect_left(self._starts, char_start)
        run = self.runs[at - 1] if at else None
        if run is None or run.kind != "admin" or run.start >= paragraph_start:
            return None
        if run.start < max(paragraph_start - _SCENE_REACH, section_start or 0):
            return None
        return run if _SCENE.match(self.text, run.end) else None

    def _shared(self, sentence_start: int) -> Place | None:
        """用电3100亿千瓦时，占东部地区用电总量的两成: the whole that the sentence tells its own share of."""
        end = self.text.find("。", sentence_start)
        for run in self._between(sentence_start, end if end >= 0 else len(self.text)):
            if self.text.endswith(("占", "占同期"), 0, run.start) and _SHARED.match(self.text, run.end):
                return run
        return None

    def listed(self, sentence_start: int, start: int, count: int) -> list[Place] | None:
        """前三位依次是甲县、乙县和丙县，实现税收…: the divisions of a clause before `start`, if they are just `count`.

        Other rows of as many figures may stand between, no other place.
        """
        at = bisect_left(self._starts, start)
        if not at or self._starts[at - 1] < sentence_start:
            return None
        places = self._places
        last = bisect_left(places, start, key=lambda place: place.start)
        first = last - 1
        while first > 0 and self._side_by_side(places[first - 1], places[first]):
            first -= 1
        own = places[max(first, 0) : last]
        if len(own) != count or own[0].start < sentence_start:
            return None
        if any(place.kind != "admin" or place.role != SUBJECT or place.level != own[0].level for place in own):
            return None
        between = self.text[own[-1].end : start]
        if _COMMAS.isdisjoint(between) or _PARTS_SENTENCE.search(between):
            return None
        return own if len(AMOUNT.findall(between)) % count == 0 else None

    def _side_by_side(self, one: Place, two: Place) -> bool:
        return 0 < two.start - one.end <= 2 and joined(self.text, one, two)

    def _carried_into(self, sentence: int, paragraph: int, section: int | None) -> Place | None:
        """What the text before a sentence hands down to its figures; found once for all of them."""
        if sentence != self._sentence:
            self._sentence = sentence
            self._carried = self._venue(sentence) or self._before(paragraph, sentence) or self._heading(section)
        return self._carried

    def _venue(self, start: int) -> Place | None:
        """本届展会设10个展馆: the place where the event that the sentence goes on about was said to be held."""
        if not _THIS_EVENT.match(self.text, start):
            return None
        for run in reversed(self._between(max(0, start - _VENUE_REACH), start)):
            if run.role == LOCATIVE and run.kind == "admin" and _IS_HELD.match(self.text, run.end):
                return run
        return None

    def _before(self, start: int, sentence_start: int) -> Place | None:
        """What the paragraph goes on about; a division no longer where the sentence turns to all places (各地)."""
        run = self._earlier(start, sentence_start, heads_only=True)
        turns = run is not None and run.kind in ("admin", "list") and _EVERYWHERE.match(self.text, sentence_start)
        return None if turns else run

    def _heading(self, section_start: int | None) -> Place | None:
        """The first run of the section's heading line that can own figures, if it opens the line or nothing else is
        the topic."""
        if section_start is None:
            return None
        end = _HEADING_END.search(self.text, section_start)
        runs = self._between(section_start, end.start() if end else len(self.text))
        owner = next((run for run in runs if run.role in (SUBJECT, LOCATIVE) and run.kind != "water"), None)
        return owner if owner is not None and (self._is_head(owner) or self.topic is None) else None

    def _one_of(self, clause_start: int, char_start: int, char_end: int) -> Scope | None:
        """成为国家“东数西算”工程8个枢纽节点之一: the count is of the whole, not of the place that is one of it."""
        if not _ONE_OF.match(self.text, char_end):
            return None
        clause = self.text[clause_start:char_start]
        if any(word in clause for word in _NATION_WORDS):
            return Scope("全国", "CN", "stated")
        return Scope("全球", "001", "stated") if "全球" in clause or "世界" in clause else None

    def _after(self, start: int) -> Place | None:
        """11项“一件事”在川渝地区跨域办理: a place later in the figure's clause."""
        for at in range(bisect_left(self._starts, start), len(self.runs)):
            run = self.runs[at]
            if _STATED_END.search(self.text, start, run.start):
                return None
            start = run.start
            if run.role in (SUBJECT, LOCATIVE) and run.kind not in _WEAK_KINDS and not self._inside_topic(run):
                return run
        return None
