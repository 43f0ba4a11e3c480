"""The rules that name a figure by the form of its clause alone, before what stands behind it is read.

Belongs here: figures that go on from the one before, and forms that tell what is counted. Does not belong here: the
order of the rules and those that weigh the words around the figure (`naming_rules.py`).
"""

import re

from pipelines.figures import counting, owners, trimming
from pipelines.figures.aligning import Name
from pipelines.figures.clause import Clause

_TOLL = {"死": "死亡人数", "伤": "受伤人数"}
_OF_BASE = re.compile(r"(?:约?为|达到?|是|相当于|只有|仅有)([^，,、为是]{2,14})的$")
_OF_BOTH = re.compile(r"的(?:规模|体量|总量|水平|数量)?(?:和|与|及|、)")
_OF_GOAL = re.compile(r"[^，占]{0,6}(?:目标|任务|计划|预算)+的")
_OTHER_WHOLE = re.compile(r"[、和，]?((?:全[国省市球区州县]|世界|我国)[^，、的]{0,8})的?")
_NEXT = 48  # characters of the next sentence, where the figure is a sentence: 3亿人！这是参保人数
_THIS_IS = re.compile(r"[，,！!](?:这|它)(?:就|正|便)?是(?:截至[^，。]{2,12}，)?([^，；。！]{3,40})")
_RATIOS = ("rate", "share", "growth_rate")


def going_on(c: Clause) -> Name | None:
    """The words before the figure say how far something said before has come, or what it is a part of."""
    if c.topic and owners.goes_on(c.cue, c.text, c.draft.end, bool(c.i), c.sense.measure):
        is_part = bool(c.i) and c.sense.measure in ("share", "rate")
        return Name((c.names[-1].subject if is_part else None) or c.topic, c.topic)  # 投资90亿元，完成计划的69%
    if c.is_next_same and c.sense.measure == "rate" and _OF_GOAL.fullmatch(c.cue):
        return c.names[-2 if c.i > 1 else -1]  # 投资1726亿元，完成全年1.8万亿元目标的9.6%
    if c.i and c.sense.measure == "share" and (other := _OTHER_WHOLE.fullmatch(c.cue)):
        holder, takes, _ = (c.names[-1].subject or "").partition("占")
        if takes:
            return Name(f"{holder}占{other[1]}比重", holder)  # 占全省的61%、全国的7%
    if c.cue.endswith("的") and c.sense.measure in ("share", "rate") and (base := _OF_BASE.search(c.cue)):
        c.cue = c.cue[: base.start()]  # 补贴标准为成交价格的15%
        owner = c.scope.without_place(trimming.trim(c.cue)) or c.topic
        if not c.cue and c.i and c.start > c.floor and c.senses[c.i - 1].measure in ("level", "cumulative"):
            owner = c.names[-1].subject  # 完成投资45亿元，为全年预算的31%: a share of the amount just said
        if c.unit == "倍" and owner:
            return Name(f"{owner}相当于{base[1]}", owner)
        if not c.cue:
            return Name(owner, c.topic)
    if c.i and c.sense.measure == "change" and c.cue.startswith("超") and c.senses[c.i - 1].measure in _RATIOS:
        return c.names[-1]  # 完成率74.3%，超时序进度7.6个百分点
    return None


def by_form(c: Clause) -> Name | None:
    """What the form of the sentence alone tells: a toll, the parts of a whole, counts of what was just counted."""
    if c.unit is None and (fate := _TOLL.get(c.text[c.draft.end : c.draft.end + 1])):
        return Name(fate, fate)  # 枪击案2死7伤
    if after_whole := counting.composing(c.text, c.draft, c.cue):
        return after_whole
    if not c.cue and (told := _THIS_IS.match(c.text, c.draft.end, c.passage.char_end + _NEXT)) is not None:
        meant = c.scope.without_place(trimming.trim(c.scope.without_times(*told.span(1))))
        return Name(meant, meant)  # 12.4%，这是某项增加值所占的比重
    if c.i and _OF_BOTH.fullmatch(c.cue) and c.text.startswith(("的增长", "的增速", "的增幅"), c.draft.end):
        return c.names[-1]  # 以7.8万亿元的规模和9.5%的增速
    if (
        c.i
        and c.cue.endswith("的有")
        and len(said := trimming.trim(c.cue[:-1]).removeprefix("中")) > 2
        and c.names[-1].subject
    ):
        return Name(f"{said}的{c.names[-1].subject}", c.names[-1].subject)  # 19个湖泊中，水质达到优良的有17个
    if c.is_next_same:
        return counting.begun(c.text, c.drafts, c.i, c.cue, c.names[-1].subject)
    return None
