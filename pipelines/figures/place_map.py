"""Which place a figure speaks of: the places of an article laid over its clauses, sentences, paragraphs and sections.

Belongs here: choosing among the places that `figures.regions` finds. Does not belong here: finding them, or
taking them together (`figures.place_runs`).
Nearest first: beside the figure, its clause, its sentence, its paragraph, the section's heading, the article's topic.
"""

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from pipelines.figures.deictic_places import resolve
from pipelines.figures.place_runs import runs_of
from pipelines.figures.regions import (
    BASE,
    GOVERNMENT,
    LOCAL,
    LOCATIVE,
    ORGANISATION,
    PARTNER,
    SUBJECT,
    Place,
    find_places,
)
from pipelines.vocabulary.places import contains


class Scope(NamedTuple):
    """The place of a figure: short name, code, and how it is known (stated, inherited, topic, none)."""

    name: str | None
    code: str | None
    basis: str


NOWHERE = Scope(None, None, "none")
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
_STOP = "，。；！？：,;!?:\n\t"
# What may stand before a place that opens a clause (time, connectives, reporting): the clause is about that place.
_LEAD = re.compile(
    r"(?:[\s\d０-９年月日—～~\-至到前个第一二三四五六七八九十两近上下半全季度初末底当今去同期以来间时截止]|其中|此外|同时|另外|目前|如今|"
    r"据悉|据|了解|统计|显示|以及|并且|而|且|但|由于|通过|推动|支持|“十[一二三四五]五”|期间|按照|对照|从|看|在|报道|记者|获悉|最近|近日|近期|近来|日前|连日来|昨[天日]|今[天早晨]|本[周月季年]|眼下|此次|这个|会上|为此|针对|作为|"
    r"(?:党的)?[一二]?十[一二三四五六七八九]?大|党的|新时代|实施|建设|共建|联合|《|“|【|（|\()*"
)  # fmt: skip
# Titles of articles on many places: round-ups of news, and reports from here and there.
_ROUND_UP = re.compile(r"快讯|联播|要闻|简讯|集锦|一览|速览|早报|周报|(?<![（(])(?:要点|摘要)|各地|多地|各国|多国|世界")
# Titles of what an authority reports on its own place; （摘要） at the end of one is that report abridged.
_OWN_REPORT = re.compile(r"报告|公报|计划执行|预算执行")
_OWNING = (SUBJECT, LOCATIVE, GOVERNMENT)
_WHOLE_KINDS = frozenset(("nation", "world"))
_WEAK_KINDS = frozenset(("nation", "world", "water", "country", "bloc"))
_HEADING_END = re.compile(r"[\n。]")
_STATED_END = re.compile(r"[，。；！？,;!?\n0-9０-９]")
# One class of first characters, so that the search skips along by that alone; the group is the end of a sentence.
_AMOUNT_OR_END = re.compile(r"[。\n；0-9０-９](?:((?<=[。\n；]))|[0-9０-９]*(?![0-9０-９年月日号.．]))")
_AMOUNT = re.compile(r"[0-9０-９]+(?![0-9０-９年月日号.．])")
_BEFALLS = re.compile(r"的?[^，。；！？\n]{0,12}(?:造成|导致|致[0-9多数至超近约])")
_ONE_OF_REACH = 26
_ONE_OF = re.compile(r"[^，。；！？,;\n]{0,24}之一")
_NATION_WORDS = ("国家", "全国", "我国")
_NO_TOPICS = frozenset(("water", "country", "bloc", "world"))
_BESIDE_ACTING = (LOCATIVE, LOCAL, GOVERNMENT, ORGANISATION)
# Figures that end so are measured of the place before them, never of a place that the text goes on with.
_MEASURED = ("%", "％", "点", "元", "倍")


def _is_named(run: Place) -> bool:
    """Whether the run can be told by a name: several waters together cannot."""
    return run.code is not None or run.kind != "water"


class PlaceMap:
    """The places of one article. Built once; `at` is asked for each figure.

    `runs` are its places in order, deictic words resolved where they could be, and places named together taken as one.
    Offsets are those of `text`.
    """

    def __init__(
        self, text: str, title: str | None = None, publisher: str | None = None, source: str | None = None
    ) -> None:
        self.text = text
        self._title, self._publisher, self._source = title or "", publisher, source
        places = find_places(text)
        if any(place.kind == "deictic" for place in places):
            places = resolve(places, self._title_places + self._publishers)
        self.runs = runs_of(text, places)
        self._starts = [run.start for run in self.runs]
        self._heads: dict[int, bool] = {}

    @cached_property
    def _title_places(self) -> list[Place]:
        in_title = find_places(self._title)
        return [p for p in in_title if p.role != ORGANISATION] or in_title

    @cached_property
    def _publishers(self) -> list[Place]:
        return [p for name in (self._publisher, self._source) if name for p in find_places(name)]

    @cached_property
    def topic(self) -> Place | None:
        """The place that most of the sentences with figures name, or None for a round-up."""
        if _ROUND_UP.search(self._title):
            return None
        titled = runs_of(self._title, resolve(self._title_places))
        return self._find_topic(titled) or self._reported_on(titled) or self._led_by_nation()

    def _reported_on(self, title_runs: list[Place]) -> Place | None:
        """The place of the title, where that is a report by the authority of that place; the text need not name it."""
        if not _OWN_REPORT.search(self._title):
            return None
        reporting = {place.code for place in self._publishers if place.code and place.kind == "admin"}
        return next((run for run in title_runs if run.code in reporting), None)

    def _find_topic(self, title_runs: list[Place]) -> Place | None:
        """The place that most amounts of the text stand with, where it or what lies in it holds most of them.

        Three quarters of them where the title names several places; none where another is named twice as often.
        """
        named = {run.code for run in title_runs if run.role not in (PARTNER, BASE) and run.kind not in _WHOLE_KINDS}
        outermost = [code for code in named if not any(contains(other, code) for other in named)]
        named |= {run.code for run in title_runs if run.kind == "nation"}
        stated: Counter[str] = Counter()
        first: dict[str, Place] = {}
        runs, at = self.runs, 0
        acting: Place | None = None  # the last of the sentence so far, as in `_in_clause`
        other: Place | None = None
        for match in _AMOUNT_OR_END.finditer(self.text):
            stop = match.start()
            while at < len(runs) and runs[at].start < stop:
                if runs[at].role == SUBJECT:
                    acting = runs[at] if _is_named(runs[at]) else acting
                elif runs[at].role in _BESIDE_ACTING:
                    other = runs[at] if _is_named(runs[at]) else other
                at += 1
            if match.lastindex:
                acting = other = None
                continue
            run = acting or other
            if run is not None and run.code and run.kind not in _NO_TOPICS:
                stated[run.code] += 1
                first.setdefault(run.code, run)
        total = sum(stated.values())
        ranked = sorted(stated, key=lambda code: (-stated[code] - (code in named) * total * 0.25, first[code].start))
        needed = 0.75 if len(outermost) > 1 or None in named else 0.5
        for code in ranked[:2]:
            held = sum(n for other, n in stated.items() if other == code or contains(code, other)) / total
            own = stated[code] / total
            often = stated[code] >= 3 and own >= (0.3 if any(contains(code, other) for other in named) else 0.5)
            enough = code in named or often or (code == "CN" and stated[code] >= 2 and own >= 0.5)
            if held >= needed and enough and not self._outnumbered(code):
                return first[code]
        return None

    def _led_by_nation(self) -> Place | None:
        """The nation, where the text opens with it and names no division of it before its second paragraph ends."""
        end = self.text.find("\n", self.text.find("\n") + 1)
        lead = self._between(0, end if end > 0 else len(self.text))
        first = lead[0] if lead else None
        if first is None or first.kind != "nation" or first.role != SUBJECT or not self._is_head(first):
            return None
        return first if all(run.kind in _WHOLE_KINDS for run in lead) else None

    def _outnumbered(self, code: str) -> bool:
        """Whether the text names some other place, neither part nor whole of this one, twice as often."""
        counts = Counter(run.code for run in self.runs if run.code and run.kind not in _WHOLE_KINDS)
        own = sum(n for other, n in counts.items() if other == code or contains(code, other))
        apart = (n for other, n in counts.items() if not contains(other, code) and not contains(code, other))
        return code != "CN" and max(apart, default=0) >= 2 * own

    def _between(self, start: int, end: int) -> list[Place]:
        """The runs that begin in [start, end)."""
        return self.runs[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_head(self, run: Place) -> bool:
        """Whether the run opens its clause, time and connectives aside."""
        known = self._heads.get(run.start)
        if known is None:
            start = run.start
            while start > 0 and run.start - start < 40 and self.text[start - 1] not in _STOP:
                start -= 1
            known = self._heads[run.start] = _LEAD.fullmatch(self.text, start, run.start) is not None
        return known

    def _inside_topic(self, run: Place) -> bool:
        """Whether the run is only a part of what the article is about."""
        topic = self.topic
        return topic is not None and topic.code != "CN" and (contains(topic.code, run.code) or run.code is None)

    def _beside(self, at: int, char_start: int, char_end: int | None) -> Place | None:
        """全国31个省份 · 3家成都企业 · 来自亚洲44国: the place that touches the figure; 31个省 is one by itself.

        runs[at] is the first behind its start.
        """
        if at < len(self.runs) and self._starts[at] == char_start:
            return self.runs[at]
        if at:
            before = self.runs[at - 1]
            if before.end == char_start and not before.compared and (before.role != PARTNER or before.kind == "bloc"):
                return before
        if char_end is not None and not self.text.startswith(_MEASURED, char_end - 1):
            while at < len(self.runs) and self._starts[at] < char_end:
                at += 1
            after = self.runs[at] if at < len(self.runs) else None
            touches = after is not None and (
                after.start == char_end or (after.start == char_end + 1 and self.text[char_end] in "的“")
            )
            if after is not None and touches and after.kind not in _WEAK_KINDS and after.role in (SUBJECT, LOCATIVE):
                return after
        return None

    def _bracketed_base(self, at: int, char_start: int) -> Place | None:
        """慢于全国水平（5.5%）: a number in brackets behind the base of a comparison is the base's own."""
        if not at or self.text[char_start - 1] not in "（(":
            return None
        before = self.runs[at - 1]
        return before if before.role == BASE and before.start >= char_start - 12 else None

    def _in_clause(self, start: int, at: int) -> Place | None:
        """The nearest run from `start` on before runs[at]; a place of action gives way to one that acts."""
        other: Place | None = None
        while at and self._starts[at - 1] >= start:
            at -= 1
            run = self.runs[at]
            if run.role == SUBJECT:
                if _is_named(run):
                    return run
            elif other is None and run.role in _BESIDE_ACTING and _is_named(run):
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
        owners = [r for r in reversed(self._between(start, end)) if r.role in _OWNING and r.kind != "water"]
        for run in owners:
            if self._is_head(run) and not self._passing(run, start, end):
                return run
        for run in () if heads_only else owners:
            if run.kind not in _WEAK_KINDS and not self._inside_topic(run) and not self._in_title(run):
                return run
        return None

    def _passing(self, run: Place, start: int, end: int) -> bool:
        """Whether a head is named in passing, so that what follows does not go on about it.

        The nation is, in an article about a part of it, and a trading partner in one about the nation. A part of the
        topic is, unless its own clause states an amount, and for later sentences only where it opens the paragraph.
        """
        if run.kind in ("nation", "world", "country", "bloc") and self.topic is not None:
            return self.topic.code != run.code
        if run.kind == "bloc":
            return True
        if not self._inside_topic(run):
            return False
        clause_end = _CLAUSE_END.search(self.text, run.end)
        stop = clause_end.start() if clause_end else len(self.text)
        owns = stop == run.end or _AMOUNT.search(self.text, run.end, stop) is not None
        if self.text.find("。", run.end, end) < 0:
            return not owns
        return not (owns and run.start - start <= 12)

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
            or self._beside(at, char_start, char_end)
            or self._struck(at, sentence_start, char_start)
            or self._in_clause(clause_start, at)
            or self._earlier(sentence_start, clause_start, heads_only=False)
            or self._after(end)
        )
        if run is not None:
            return Scope(run.name, run.code, "stated")
        run = self._earlier(paragraph_start, sentence_start, heads_only=True) or self._heading(section_start)
        if run is not None:
            return Scope(run.name, run.code, "inherited")
        if self.topic is not None:
            return Scope(self.topic.name, self.topic.code, "topic")
        return NOWHERE

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
        for run in islice(self.runs, bisect_left(self._starts, start), None):
            if _STATED_END.search(self.text, start, run.start):
                return None
            start = run.start
            if run.role in (SUBJECT, LOCATIVE) and run.kind not in _WEAK_KINDS and not self._inside_topic(run):
                return run
        return None
