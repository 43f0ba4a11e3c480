"""A figure that stands in no list, with the words before and behind it that may name what it measures.

Belongs here: cutting those words out, and the figures before that they go on from. Does not belong here: which of
them names the figure (`naming_rules.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.figures import counting, following, lists, trimming
from pipelines.figures.aligning import Name
from pipelines.figures.kinds import Expression
from pipelines.figures.measures import Sense
from pipelines.figures.quantities import Quantity
from pipelines.figures.scope import Scope
from pipelines.pages.model import Passage

JOINTS = ("和", "及", "以及", "与", "、")
_TOGETHER = ("与", "同", "跟", "将", "把", "对", "在")
_IN_ALL = re.compile(r"^共(?=(?:新[开建增签]|完成|实现|建成|培育|认定|引进|组织|举办))")
_ASIDE = re.compile(r"[（(]([^（）()]{2,}[^（）()，,])$")  # （拆分后共569项）: nothing goes on about what it names
_FROM = re.compile(r"也?[由从自][^由从自]*$")
_EVERYWHERE = re.compile(r"(?<=[一-鿿]{2})(?<![是于出占在比较])全[国省市县区]$")  # 做好全省300万亩小麦的管理
_ONCE_FROM = re.compile(r"[从由][^，从由]{0,8}(?:(?<!公元)前|初)的?[^，从由]{0,10}$")  # 从搬迁前的不足4000元


@dataclass(slots=True)
class Clause:
    """Figure `i` of a sentence, what its clause says before it (`cue`) and what stands behind it (`after`).

    `floor` is where the figure before ends, `start` where the words begin that may be this figure's own, `limit` where
    the next figure stands. `names` are those of the figures before, `topic` what the text goes on about. `said` is
    all that stands behind the figure, `after` what of it is still asked, `owned` whether 的 joins the two, `whole`
    whether no figure cuts it short. `is_aside` tells of a figure in brackets with words of its own. `before` is `cue`
    trimmed, `bare` the same without place.
    """

    text: str
    passage: Passage
    drafts: Sequence[Expression]
    i: int
    floor: int
    senses: Sequence[Sense]
    names: Sequence[Name]
    topic: str | None
    scope: Scope
    draft: Expression
    quantity: Quantity
    sense: Sense
    unit: str | None
    start: int
    cue: str
    limit: int
    is_aside: bool
    before: str = ""
    said: str = ""
    after: str = ""
    owned: bool = False
    whole: bool = True
    alone: bool = False
    bare: str = ""

    @property
    def is_money(self) -> bool:
        return is_money(self.draft)

    @property
    def is_next_same(self) -> bool:
        """Whether the figure before stands in the same clause, with nothing but words between."""
        return self.i > 0 and self.start == self.floor

    @property
    def same_unit(self) -> bool:
        return self.i > 0 and lists.unit_of(self.draft) == lists.unit_of(self.drafts[self.i - 1])

    def look_behind(self) -> None:
        """Cuts out what stands behind the figure, and what before it is its own where that has a noun."""
        before = "" if counting.opens(self.text, self.draft, self.cue) else trimming.trim(self.cue)
        self.before = _EVERYWHERE.sub("", _IN_ALL.sub("", before))
        self.said = self.after = following.behind(self.text, self.draft.end, self.limit)
        self.owned = self.text[self.draft.end : self.draft.end + 1] == "的"
        # The noun before is another figure's, or does something together with those counted: 联盟与14个区县签约.
        self.alone = self.cue.startswith(JOINTS) or self.cue.endswith(_TOGETHER) or self.is_next_same

    def last_in_unit(self) -> str | None:
        """What the last figure but the one before counts in the same unit: 植树840万株，投资37亿元；已栽植610万株."""
        unit = lists.unit_of(self.draft)
        if unit is None or lists.unit_of(self.drafts[self.i - 1]) == unit:
            return None
        earlier = range(self.i - 2, -1, -1)
        return next((self.names[n].subject for n in earlier if lists.unit_of(self.drafts[n]) == unit), None)

    def item_start(self) -> int | None:
        """Where a new item of the sentence begins, if a semicolon parts it from what was said before."""
        return max(self.text.rfind(mark, self.floor, self.start) for mark in "；;") + 1 or None


def is_money(draft: Expression) -> bool:
    unit = draft.quantity.unit
    return unit is not None and unit.dimension == "currency"


def clause_of(
    text: str,
    passage: Passage,
    drafts: Sequence[Expression],
    i: int,
    floor: int,
    senses: Sequence[Sense],
    names: Sequence[Name],
    topic: str | None,
    scope: Scope,
    paired: bool,
) -> Clause:
    """The clause of figure i; `paired` where it begins a change from A to B."""
    draft = drafts[i]
    assert draft.quantity is not None
    start = draft.clause_start
    joint = text.rfind("、", floor, draft.start) if i and start == floor else -1
    listed = joint > floor and "等" in text[joint : draft.start]  # 发放补贴、补助等资金: one list, all of this figure
    if joint >= 0 and not listed and not any(c in text[joint : draft.start] for c in "）)”》"):
        start = joint + 1  # what stands before 、 is the noun of the figure before
    aside = _ASIDE.search(text, start, draft.start)
    start = aside.start(1) if aside is not None else start
    cue = scope.without_times(start, draft.start)
    if paired or _ONCE_FROM.search(cue) is not None:
        cue = _FROM.sub("", cue)
    unit = draft.quantity.unit.unit if draft.quantity.unit is not None else None
    limit = drafts[i + 1].start if i + 1 < len(drafts) else passage.char_end
    return Clause(
        text, passage, drafts, i, floor, senses, names, topic, scope, draft, draft.quantity, senses[i], unit, start,
        cue, limit, aside is not None,
    )  # fmt: skip
