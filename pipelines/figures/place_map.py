"""Which place a figure speaks of: the places of an article laid over its clauses, sentences, paragraphs and sections.

Belongs here: choosing among the places that `figures.regions` finds. Does not belong here: finding them.
Nearest first: beside the figure, its clause, its sentence, its paragraph, the section's heading, the article's topic.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.figures.regions import (
    BASE, LOCATIVE, ORGANISATION, PARTNER, SCOPE, SUBJECT, Place, find_places, joined, resolve,
)  # fmt: skip
from pipelines.vocabulary.places import contains, gazetteer


class Scope(NamedTuple):
    """The place of a figure: short name, code, and how it is known (stated, inherited, topic, none)."""

    name: str | None
    code: str | None
    basis: str


NOWHERE = Scope(None, None, "none")
_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
_STOP = "，。；！？：,;!?:\n\t"
# What may stand before a place that opens a clause: time, connectives, reporting. The place is then what the clause is about.
_LEAD = re.compile(
    r"(?:[\s\d０-９年月日—～~\-至到前个第一二三四五六七八九十两近上下半全季度初末底当今去同期以来间时截止]|其中|此外|同时|另外|目前|如今|"
    r"据悉|据|了解|统计|显示|以及|并且|而|且|但|由于|通过|推动|支持|“十[一二三四五]五”|期间|按照|对照|从|看|报道|记者|获悉|"
    r"(?:党的)?[一二]?十[一二三四五六七八九]?大|党的|新时代|实施|建设|共建|联合|《|“|【|（|\()*"
)  # fmt: skip
_ROUND_UP = re.compile(r"快讯|联播|要闻|简讯|集锦|一览|速览|早报|周报|要点|摘要")
_WHOLE_KINDS = frozenset(("nation", "world"))
_WEAK_KINDS = frozenset(("nation", "world", "water", "country", "bloc"))
_DIGIT = re.compile(r"[0-9０-９]")


@dataclass(slots=True)
class Run:
    """Places named together, taken as one: `name` and `code` as a figure carries them."""

    start: int
    end: int
    name: str
    code: str | None
    kind: str
    role: str
    compared: bool
    places: tuple[Place, ...]


def _run(places: list[Place]) -> Run:
    """One run: the innermost of a chain (四川省宜宾市), the group of its members (四川、重庆), or the names joined by 、."""
    kept: list[Place] = []
    for place in places:
        if kept and (contains(kept[-1].code, place.code) or kept[-1].code == place.code):
            kept[-1] = place
        elif kept and contains(place.code, kept[-1].code) and place.kind == kept[-1].kind:
            continue
        else:
            kept.append(place)
    first, last = places[0], places[-1]
    role = first.role if first.role != SUBJECT else last.role
    group = gazetteer().by_members.get(frozenset(p.code or "" for p in kept)) if len(kept) > 1 else None
    if group is not None:
        name, code, kind = group.name, group.code, group.kind
    elif len(kept) > 1:
        name, code, kind = "、".join(dict.fromkeys(p.name for p in kept)), None, "list"
    else:
        name, code, kind = kept[0].name, kept[0].code, kept[0].kind
    return Run(first.start, last.end, name, code, kind, role, first.compared, tuple(places))


def runs_of(text: str, places: Sequence[Place]) -> list[Run]:
    """The places in runs; names that are no place, and deictic words that found nothing, are left out."""
    runs: list[Run] = []
    open_run: list[Place] = []
    for place in places:
        if place.kind in ("inside_name", "deictic"):
            continue
        if open_run and joined(text, open_run[-1], place):
            open_run.append(place)
            continue
        if open_run:
            runs.append(_run(open_run))
        open_run = [place]
    if open_run:
        runs.append(_run(open_run))
    return runs


class PlaceMap:
    """The places of one article. Built once; `at` is asked for each figure.

    `places` are all places in order, deictic words resolved where they could be. `topic` is the place that most of the
    sentences with figures name, or None for a round-up. Offsets are those of `text`.
    """

    def __init__(self, text: str, title: str | None = None, publisher: str | None = None, source: str | None = None) -> None:
        self.text = text
        title_places = [p for p in find_places(title or "") if p.role != ORGANISATION] or find_places(title or "")
        home = title_places + [p for name in (publisher, source) if name for p in find_places(name)]
        self.places = resolve(find_places(text), home)
        self.runs = runs_of(text, self.places)
        self._starts = [run.start for run in self.runs]
        self._heads: dict[int, bool] = {}
        self.topic = None if _ROUND_UP.search(title or "") else self._find_topic(runs_of(title or "", resolve(title_places)))

    def _sentence_has_digits(self, run: Run) -> bool:
        """Whether the sentence that goes on from the run states something in digits."""
        end = self.text.find("。", run.end)
        line = self.text.find("\n", run.end)
        stop = min(x for x in (end, line, len(self.text)) if x >= 0)
        return _DIGIT.search(self.text, run.end, stop) is not None

    def _find_topic(self, title_runs: list[Run]) -> Run | None:
        """The place of a one-topic article: named by the title and by the text, or by most of its sentences with figures."""
        stated = [r for r in self.runs if r.code and r.role in (SUBJECT, LOCATIVE, ORGANISATION) and self._sentence_has_digits(r)]
        counts = Counter(run.code for run in stated)
        total = sum(counts.values())
        if not total:
            return None
        held = Counter({code: sum(n for c, n in counts.items() if c == code or contains(code, c)) for code in counts})
        named = {run.code for run in title_runs if run.role not in (PARTNER, BASE)}
        best = max(counts, key=lambda code: (counts[code] + (code in named) * total * 0.3, code))
        own, share = counts[best], held[best] / total
        if (own >= 3 and own / total >= 0.35 and share >= 0.5) or (best in named and share >= 0.4):
            return next(run for run in stated if run.code == best)
        return None

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
        if char_end is not None:
            after = self._between(char_end, char_end + 2)
            if after and after[0].kind not in _WEAK_KINDS and after[0].role in (SUBJECT, LOCATIVE):
                if after[0].start == char_end or self.text[char_end] in "的“":
                    return after[0]
        return None

    def _bracketed_base(self, char_start: int) -> Run | None:
        """慢于全国水平（5.5%）: a number in brackets behind the base of a comparison is the base's own."""
        if self.text[max(0, char_start - 1) : char_start] not in ("（", "("):
            return None
        before = self._between(max(0, char_start - 12), char_start)
        return before[-1] if before and before[-1].role == BASE else None

    def _in_clause(self, start: int, end: int) -> Run | None:
        """The nearest run before the figure in its clause; a place where something happens gives way to one that acts."""
        runs = self._between(start, end)
        for roles in ((SUBJECT,), (LOCATIVE, ORGANISATION)):
            for run in reversed(runs):
                if run.role in roles:
                    return run
        return None

    def _earlier(self, start: int, end: int, heads_only: bool) -> Run | None:
        """The nearest run of earlier clauses that the text can be going on about."""
        runs = self._between(start, end)
        for run in reversed(runs):
            if run.role in (SUBJECT, LOCATIVE) and self._is_head(run) and not self._passing(run, start):
                return run
        if heads_only:
            return None
        for run in reversed(runs):
            if run.role == SUBJECT and run.kind not in _WEAK_KINDS and not self._inside_topic(run) and not self._in_title(run):
                return run
        return None

    def _passing(self, run: Run, start: int) -> bool:
        """Whether a head is named in passing: a part of the topic that does not open the passage by itself."""
        if not self._inside_topic(run):
            return False
        if self.text.startswith(("市", "县", "区", "州"), run.end - 1) and self.text[run.end : run.end + 1] in "，：":
            return False
        return run.start - start > 12 or bool(re.match(r"[一-鿿]{1,6}[、，入]", self.text[run.end : run.end + 8]))

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
        run = self._bracketed_base(char_start) or self._beside(char_start, char_end) or self._in_clause(clause_start, char_start)
        if run is None:
            run = self._earlier(sentence_start, clause_start, heads_only=False)
        if run is None:
            run = self._after(char_end or char_start)
        if run is not None:
            return Scope(run.name, run.code, "stated")
        run = self._paragraph(paragraph_start, sentence_start)
        if run is None and section_start is not None:
            heading_end = self.text.find("\n", section_start)
            run = self._earlier(section_start, heading_end if heading_end >= 0 else section_start, heads_only=False)
        if run is not None:
            return Scope(run.name, run.code, "inherited")
        if self.topic is not None:
            return Scope(self.topic.name, self.topic.code, "topic")
        return NOWHERE

    def _after(self, start: int) -> Run | None:
        """11项“一件事”在川渝地区跨域办理: a place later in the figure's clause."""
        match = _CLAUSE_END.search(self.text, start)
        for run in self._between(start, match.start() if match else len(self.text)):
            if run.role in (SUBJECT, LOCATIVE) and run.kind not in _WEAK_KINDS and not self._inside_topic(run):
                return run
        return None

    def _paragraph(self, start: int, end: int) -> Run | None:
        """The nearest run of earlier sentences of the paragraph that opens its clause."""
        for run in reversed(self._between(start, end)):
            if run.role in (SUBJECT, LOCATIVE) and self._is_head(run):
                if not self._inside_topic(run) or not self._passing(run, start):
                    return run
        return None


__all__ = ["NOWHERE", "PARTNER", "SCOPE", "PlaceMap", "Run", "Scope", "runs_of"]
