"""Which place a figure speaks of: the places of an article laid over its clauses, sentences, paragraphs and sections.

Belongs here: choosing among the places that `figures.regions` finds. Does not belong here: finding them, or
taking them together (`figures.place_runs`).
Nearest first: beside the figure, its clause, its sentence, its paragraph, the section's heading, the article's topic.
"""

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import NamedTuple

from pipelines.figures.deictic_places import resolve
from pipelines.figures.place_runs import Run, runs_of
from pipelines.figures.regions import (
    BASE,
    GOVERNMENT,
    LOCAL,
    LOCATIVE,
    ORGANISATION,
    PARTNER,
    SUBJECT,
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
_AMOUNT_OR_END = re.compile(r"[。\n；]|[0-9０-９]+(?![0-9０-９年月日号.．])")
_AMOUNT = re.compile(r"[0-9０-９]+(?![0-9０-９年月日号.．])")
_ONE_OF = re.compile(r"[^，。；！？,;\n]{0,24}之一")
_NATION_WORDS = ("国家", "全国", "我国")
# Figures that end so are measured of the place before them, never of a place that the text goes on with.
_MEASURED = ("%", "％", "点", "元", "倍")


class PlaceMap:
    """The places of one article. Built once; `at` is asked for each figure.

    `places` are all places in order, deictic words resolved where they could be. Offsets are those of `text`.
    """

    def __init__(
        self, text: str, title: str | None = None, publisher: str | None = None, source: str | None = None
    ) -> None:
        self.text = text
        in_title = find_places(title or "")
        title_places = [p for p in in_title if p.role != ORGANISATION] or in_title
        publishers = [p for name in (publisher, source) if name for p in find_places(name)]
        home = title_places + publishers
        self.places = resolve(find_places(text), home)
        self.runs = runs_of(text, self.places)
        self._starts = [run.start for run in self.runs]
        self._heads: dict[int, bool] = {}
        self._title, self._title_places, self._publishers = title or "", title_places, publishers

    @cached_property
    def topic(self) -> Run | None:
        """The place that most of the sentences with figures name, or None for a round-up."""
        if _ROUND_UP.search(self._title):
            return None
        titled = runs_of(self._title, resolve(self._title_places))
        return self._find_topic(titled) or self._reported_on(titled) or self._led_by_nation()

    def _reported_on(self, title_runs: list[Run]) -> Run | None:
        """The place of the title, where that is a report by the authority of that place; the text need not name it."""
        if not _OWN_REPORT.search(self._title):
            return None
        reporting = {place.code for place in self._publishers if place.code and place.kind == "admin"}
        return next((run for run in title_runs if run.code in reporting), None)

    def _find_topic(self, title_runs: list[Run]) -> Run | None:
        """The place that most amounts of the text stand with, where it or what lies in it holds most of them.

        Three quarters of them where the title names several places; none where another is named twice as often.
        """
        named = {run.code for run in title_runs if run.role not in (PARTNER, BASE) and run.kind not in _WHOLE_KINDS}
        outermost = [code for code in named if not any(contains(other, code) for other in named)]
        named |= {run.code for run in title_runs if run.kind == "nation"}
        stated: Counter[str] = Counter()
        first: dict[str, Run] = {}
        start = 0
        for match in _AMOUNT_OR_END.finditer(self.text):
            if not match[0].isdigit():
                start = match.end()
                continue
            run = self._in_clause(start, match.start())
            if run is not None and run.code and run.kind not in ("water", "country", "bloc", "world"):
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

    def _led_by_nation(self) -> Run | None:
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

    def _between(self, start: int, end: int) -> list[Run]:
        """The runs that begin in [start, end)."""
        return self.runs[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _is_head(self, run: Run) -> bool:
        """Whether the run opens its clause, time and connectives aside."""
        known = self._heads.get(run.start)
        if known is None:
            start = run.start
            while start > 0 and run.start - start < 40 and self.text[start - 1] not in _STOP:
                start -= 1
            known = self._heads[run.start] = _LEAD.fullmatch(self.text, start, run.start) is not None
        return known

    def _inside_topic(self, run: Run) -> bool:
        """Whether the run is only a part of what the article is about."""
        topic = self.topic
        return topic is not None and topic.code != "CN" and (contains(topic.code, run.code) or run.code is None)

    def _beside(self, char_start: int, char_end: int | None) -> Run | None:
        """全国31个省份 · 3家成都企业: the place that touches the figure."""
        before = self._between(max(0, char_start - 24), char_start)
        if before and before[-1].end == char_start and not before[-1].compared and before[-1].role != PARTNER:
            return before[-1]
        if char_end is not None and not self.text.startswith(_MEASURED, char_end - 1):
            after = self._between(char_end, char_end + 2)
            touching = [run for run in after if run.start == char_end or self.text[char_end] in "的“"]
            if touching and touching[0].kind not in _WEAK_KINDS and touching[0].role in (SUBJECT, LOCATIVE):
                return touching[0]
        return None

    def _bracketed_base(self, char_start: int) -> Run | None:
        """慢于全国水平（5.5%）: a number in brackets behind the base of a comparison is the base's own."""
        if self.text[max(0, char_start - 1) : char_start] not in ("（", "("):
            return None
        before = self._between(max(0, char_start - 12), char_start)
        return before[-1] if before and before[-1].role == BASE else None

    def _in_clause(self, start: int, end: int) -> Run | None:
        """The nearest run before the figure in its clause; a place of action gives way to one that acts."""
        runs = self._between(start, end)
        for roles in ((SUBJECT,), (LOCATIVE, LOCAL, GOVERNMENT, ORGANISATION)):
            for run in reversed(runs):
                if run.role in roles and (run.code is not None or run.kind != "water"):
                    return run
        return None

    def _earlier(self, start: int, end: int, heads_only: bool) -> Run | None:
        """The nearest run of earlier clauses that the text can be going on about."""
        owners = [r for r in reversed(self._between(start, end)) if r.role in _OWNING and r.kind != "water"]
        for run in owners:
            if self._is_head(run) and not self._passing(run, start, end):
                return run
        for run in () if heads_only else owners:
            if run.kind not in _WEAK_KINDS and not self._inside_topic(run) and not self._in_title(run):
                return run
        return None

    def _passing(self, run: Run, start: int, end: int) -> bool:
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

    def _in_title(self, run: Run) -> bool:
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
        whole = self._one_of(clause_start, char_start, char_end or char_start)
        if whole is not None:
            return whole
        run = (
            self._bracketed_base(char_start)
            or self._beside(char_start, char_end)
            or self._in_clause(clause_start, char_start)
        )
        if run is None:
            run = self._earlier(sentence_start, clause_start, heads_only=False)
        if run is None:
            run = self._after(char_end or char_start)
        if run is not None:
            return Scope(run.name, run.code, "stated")
        heading = self._heading(section_start)
        run = self._earlier(paragraph_start, sentence_start, heads_only=True)
        if run is None and heading and (self._is_head(heading[0]) or self.topic is None):
            run = heading[0]
        if run is not None:
            return Scope(run.name, run.code, "inherited")
        if self.topic is not None:
            return Scope(self.topic.name, self.topic.code, "topic")
        return NOWHERE

    def _heading(self, section_start: int | None) -> list[Run]:
        """The runs of the section's heading line that can own figures."""
        if section_start is None:
            return []
        end = _HEADING_END.search(self.text, section_start)
        runs = self._between(section_start, end.start() if end else len(self.text))
        return [run for run in runs if run.role in (SUBJECT, LOCATIVE) and run.kind != "water"]

    def _one_of(self, clause_start: int, char_start: int, char_end: int) -> Scope | None:
        """成为国家“东数西算”工程8个枢纽节点之一: the count is of the whole, not of the place that is one of it."""
        if not _ONE_OF.match(self.text, char_end):
            return None
        clause = self.text[clause_start:char_start]
        if any(word in clause for word in _NATION_WORDS):
            return Scope("全国", "CN", "stated")
        return Scope("全球", "001", "stated") if "全球" in clause or "世界" in clause else None

    def _after(self, start: int) -> Run | None:
        """11项“一件事”在川渝地区跨域办理: a place later in the figure's clause."""
        match = _STATED_END.search(self.text, start)
        for run in self._between(start, match.start() if match else len(self.text)):
            if run.role in (SUBJECT, LOCATIVE) and run.kind not in _WEAK_KINDS and not self._inside_topic(run):
                return run
        return None
