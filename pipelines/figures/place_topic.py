"""The places of an article as a whole: in order, and the one that the article is about.

Belongs here: the topic. Does not belong here: which place a single figure speaks of (`figures.place_map`).
"""

import re
from bisect import bisect_left
from collections import Counter
from functools import cached_property

from pipelines.figures.deictic_places import resolve
from pipelines.figures.place_roles import BASE, GOVERNMENT, LOCAL, LOCATIVE, ORGANISATION, PARTNER, SUBJECT, Place
from pipelines.figures.place_runs import runs_of
from pipelines.figures.regions import find_places
from pipelines.vocabulary.places import contains

_STOP = "，。；！？：,;!?:\n\t"
# What may stand before a place that opens a clause (time, connectives, reporting): the clause is about that place.
_LEAD = re.compile(
    r"(?:[\s\d０-９年月日—～~\-至到前个第一二三四五六七八九十两近上下半全季度初末底当今去同期以来间时截止]|其中|此外|同时|另外|目前|如今|"
    r"据悉|据|了解|统计|显示|以及|并且|而|且|但|由于|通过|推动|支持|“十[一二三四五]五”|期间|元旦|春节|清明|端午|中秋|国庆|春运|暑[运期]|假期|按照|对照|从|看|在|报道|记者|获悉|最近|近日|近期|近来|日前|连日来|昨[天日]|(?:今[天日]|如今|当下)的|今[天早晨]|本[周月季年]|眼下|此次|这个|会上|为此|针对|作为|"
    r"(?:党的)?[一二]?十[一二三四五六七八九]?大|党的|新时代|实施|建设|共建|联合|《|“|【|（|\()*"
)  # fmt: skip
# Titles of articles on many places: round-ups of news, and reports from here and there.
_ROUND_UP = re.compile(
    r"快讯|联播|要闻|简讯|集锦|一览|速览|早报|周报|要点(?<![（(]要点)|摘要(?<![（(]摘要)|各地|多地|各国|多国|世界"
)
_OF_NATION = re.compile(r"我国|全国|中国(?:经济|外贸|消费|市场)")
# Titles of what an authority reports on its own place; （摘要） at the end of one is that report abridged.
_OWN_REPORT = re.compile(r"报告|公报|计划执行|预算执行")
_NAMED_KINDS = frozenset(("list", "zone"))
_WHOLE_KINDS = frozenset(("nation", "world"))
_ABROAD = frozenset(("country", "bloc"))
# One class of first characters, so that the search skips along by that alone; the group is the end of a sentence.
_AMOUNT_OR_END = re.compile(r"[。\n；0-9０-９](?:((?<=[。\n；]))|[0-9０-９]*(?![0-9０-９年月日号.．]))")
_NO_TOPICS = frozenset(("water", "country", "bloc", "world"))
BESIDE_ACTING = (LOCATIVE, LOCAL, GOVERNMENT, ORGANISATION)


_CLAUSE_END = re.compile(r"[，。；！？,;!?\n]")
_OPENS_WITHIN = 16  # characters before a place that still opens its sentence: 记者从统计局获悉，
AMOUNT = re.compile(r"[0-9０-９]+(?![0-9０-９年月日号.．])")


def is_named(run: Place) -> bool:
    """Whether the run can be told by a name: several waters together cannot."""
    return run.code is not None or run.kind != "water"


class PlacesOfArticle:
    """The places of one article. Built once.

    `runs` are its places in order, deictic words resolved where they could be, and places named together taken as one.
    Offsets are those of `text`.
    """

    def __init__(
        self, text: str, title: str | None = None, publisher: str | None = None, source: str | None = None
    ) -> None:
        self.text = text
        self._title, self._publisher, self._source = title or "", publisher, source
        places = find_places(text, lambda: self._home)
        if any(place.kind == "deictic" for place in places):
            places = resolve(places, self._home)
        self._places = places
        self.runs = runs_of(text, places)
        self._starts = [run.start for run in self.runs]
        self._heads: dict[int, bool] = {}
        self._centre: str | None = None  # the place that most amounts stand with, where the title's holds it

    @cached_property
    def _title_places(self) -> list[Place]:
        in_title = find_places(self._title)
        return [p for p in in_title if p.role != ORGANISATION] or in_title

    @cached_property
    def _publishers(self) -> list[Place]:
        return [p for name in (self._publisher, self._source) if name for p in find_places(name)]

    @cached_property
    def _home(self) -> list[Place]:
        return self._title_places + self._publishers

    @cached_property
    def topic(self) -> Place | None:
        """The place that most of the sentences with figures name, or None for a round-up."""
        if _ROUND_UP.search(self._title):
            return None
        titled = runs_of(self._title, resolve(self._title_places))
        return (
            self._find_topic(titled)
            or self._reported_on(titled)
            or self._led_by_nation()
            or self._without_code()
            or self._titled_nation(titled)
        )

    def _titled_nation(self, title_runs: list[Place]) -> Place | None:
        """The nation, where the title tells of it and of no other place: 我国外汇市场平稳; not 中国空间站的中秋节."""
        if not title_runs or any(run.kind != "nation" or run.role != SUBJECT for run in title_runs):
            return None
        return next((run for run in title_runs if _OF_NATION.match(self._title, run.start)), None)

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
        runs, starts, at = self.runs, self._starts, 0
        acting: Place | None = None  # the last of the sentence so far, as in `_in_clause`
        other: Place | None = None
        for match in _AMOUNT_OR_END.finditer(self.text):
            stop = match.start()
            while at < len(runs) and starts[at] < stop:
                run = runs[at]
                if run.role == SUBJECT:
                    acting = run if is_named(run) else acting
                elif run.role in BESIDE_ACTING:
                    other = run if is_named(run) else other
                at += 1
            if match.lastindex:
                acting = other = None
                continue
            owner = acting or other
            if owner is not None and owner.code and owner.kind not in _NO_TOPICS:
                stated[owner.code] += 1
                first.setdefault(owner.code, owner)
        total = sum(stated.values())
        ranked = sorted(stated, key=lambda code: (-stated[code] - (code in named) * total * 0.25, first[code].start))
        needed = 0.75 if len(outermost) > 1 or None in named else 0.5
        for code in ranked[:2]:
            held = sum(n for other, n in stated.items() if other == code or contains(code, other)) / total
            own = stated[code] / total
            often = stated[code] >= 3 and own >= (0.3 if any(contains(code, other) for other in named) else 0.5)
            enough = code in named or often or (code == "CN" and stated[code] >= 2 and own >= 0.5)
            if code not in named and code != "CN" and first[code].start > len(self.text) / 2:
                continue  # named late, as an example: no report on it
            if held >= needed and enough and not self._outnumbered(code) and (code in named or self._is_told_of(code)):
                whole = self._titled_whole(title_runs, code)
                self._centre = code if whole else None
                return whole or first[code]
        return None

    def _titled_whole(self, title_runs: list[Place], code: str) -> Place | None:
        """The one place of the title that holds the place of `code`, which the title does not name: its province."""
        named = [run for run in title_runs if run.kind == "admin" and run.role not in (PARTNER, BASE)]
        holding = {run.code: run for run in named if run.role != ORGANISATION and contains(run.code, code)}
        if len(holding) != 1 or any(run.code == code for run in title_runs):
            return None
        return next(iter(holding.values()))

    def _without_code(self) -> Place | None:
        """Two places together, or a circle of cities, that the text names more often than all else."""
        if _NAMED_KINDS.isdisjoint([run.kind for run in self.runs]):
            return None
        named = Counter([run.name for run in self.runs if run.role == SUBJECT and run.kind not in _WHOLE_KINDS])
        name, often = next(iter(named.most_common(1)), ("", 0))
        first = next((run for run in self.runs if run.name == name and run.kind in _NAMED_KINDS), None)
        return first if first is not None and often >= 3 and 2 * often > named.total() else None

    def _led_by_nation(self) -> Place | None:
        """The nation, where the text opens with it and names no division of it before its second paragraph ends."""
        end = self.text.find("\n", self.text.find("\n") + 1)
        told = self._between(0, end if end > 0 else len(self.text))
        lead = [run for run in told if run.role not in (ORGANISATION, GOVERNMENT)]
        first = lead[0] if lead else None
        if first is None or first.kind != "nation" or first.role != SUBJECT or not self._is_head(first):
            return None
        return (
            first
            if all(run.kind in _WHOLE_KINDS or run.kind in _ABROAD or run.role == PARTNER for run in lead)
            else None
        )

    @cached_property
    def _times_named(self) -> Counter[str]:
        """How often the text names each division, country and group."""
        return Counter([run.code for run in self.runs if run.code and run.kind not in _WHOLE_KINDS])

    def _is_told_of(self, code: str) -> bool:
        """Whether one in three of the divisions that the text names is this one or in it: no scene among many."""
        if code == "CN":
            return True
        counts = self._times_named
        own = sum([n for other, n in counts.items() if other == code or contains(code, other)])
        return 3 * own >= counts.total()

    def _outnumbered(self, code: str) -> bool:
        """Whether the text names some other place, neither part nor whole of this one, twice as often."""
        if code == "CN":
            return False
        counts = self._times_named
        own = sum([n for other, n in counts.items() if other == code or contains(code, other)])
        apart = [n for other, n in counts.items() if not contains(other, code) and not contains(code, other)]
        return max(apart, default=0) >= 2 * own

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

    def _is_one_of_several(self, run: Place, start: int, end: int) -> bool:
        """东部…；中部…；西部…。总的看，…: whether the sentence of `run` tells of several places, each by itself."""
        if run.kind not in ("admin", "area"):
            return False
        sentence = max(start, self.text.rfind("。", start, run.start) + 1)
        stop = self.text.find("。", run.end, end)
        beside = self._between(sentence, stop if stop >= 0 else end)
        return any(
            other is not run
            and other.code != run.code
            and (other.kind, other.level, other.role) == (run.kind, run.level, SUBJECT)
            and self._is_head(other)
            and self._owns_amount(other)
            for other in beside
        )

    def _is_aside(self, run: Place, start: int, end: int) -> bool:
        """此外，甲县、乙县限电，…: whether `run` neither opens its sentence nor states an amount."""
        sentence = max(start, self.text.rfind("。", start, run.start) + 1)
        is_besides = run.kind == "list" or self.text.endswith(("此外，", "另外，"), 0, run.start)
        if not is_besides or run.start - sentence <= _OPENS_WITHIN or self._owns_amount(run):
            return False
        return self.text.find("。", run.end, end) >= 0

    def _owns_amount(self, run: Place) -> bool:
        """Whether the clause of `run` states an amount behind it, or is the name alone."""
        clause_end = _CLAUSE_END.search(self.text, run.end)
        stop = clause_end.start() if clause_end else len(self.text)
        return stop == run.end or AMOUNT.search(self.text, run.end, stop) is not None
