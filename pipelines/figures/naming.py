"""Names the subject of each figure of a sentence, from its clause, its list, or the figure before it.

Belongs here: which phrase is whose, over the clauses of one sentence. Does not belong here: the rules that name one
figure (`naming_rules.py`), how a phrase is found and trimmed (`subjects.py`), and lists themselves (`lists.py`).
"""

import re
from collections.abc import Sequence

from pipelines.figures import lists
from pipelines.figures.aligning import Name, aligned, own_nouns
from pipelines.figures.clause import clause_of
from pipelines.figures.kinds import Expression
from pipelines.figures.measures import Sense
from pipelines.figures.naming_rules import single
from pipelines.figures.scope import Scope
from pipelines.pages.model import Passage

_PARTED = re.compile(r"(?:从|分|按)[^，。；]{1,12}?(?:来看|看|分)，")
_NEXT_ITEM = re.compile(
    r"[与同]上年(?:末|同期)?相?比较?，|[二三四五六七八九十]是|第[二三四五六七八九十]，|其[次二三四]，"
)


def _is_of_whole(text: str, drafts: Sequence[Expression], senses: Sequence[Sense], i: int, unit: str | None) -> bool:
    """Whether figure i is of the whole again, the parts behind 其中 told: 企业213户，其中上市28户，产值680亿元."""
    amount = senses[i].measure in ("level", "cumulative") and lists.unit_of(drafts[i]) != unit
    return amount and drafts[i].clause_start > drafts[i - 1].end and text[drafts[i - 1].end] == "，"


def subjects_of(
    text: str,
    passage: Passage,
    drafts: Sequence[Expression],
    senses: Sequence[Sense],
    in_series: dict[int, lists.Series],
    pairs: set[int],
    scope: Scope,
) -> list[Name]:
    """One Name for each figure of the sentence, in order."""
    names: list[Name] = []
    if _NEXT_ITEM.match(text, passage.char_start, passage.char_end):
        scope.forget()
    parted = _PARTED.match(text, passage.char_start, passage.char_end) is not None
    of_part = parted or text.startswith("其中", passage.char_start)
    topic = scope.whole_of(passage) if parted else scope.topic_of(passage)
    last_run: list[Name] = []
    part: tuple[str | None, str | None] | None = None  # what the sentence was about before its 其中, and in what unit
    while len(names) < len(drafts):
        i = len(names)
        if i - 1 in pairs:
            names.append(names[i - 1])
            continue
        floor = drafts[i - 1].end if i else passage.char_start
        run = in_series.get(i)
        if run is not None and run.first == i:
            members = aligned(text, passage, floor, drafts, run, names, topic, last_run, scope)
            if members:
                names.extend(members)
                last_run, topic = members, members[0].topic or topic
                continue
        if part is not None and i and _is_of_whole(text, drafts, senses, i, part[1]):
            topic, part = part[0], None
        if i and text.startswith("其中", drafts[i].clause_start):
            part = (topic, lists.unit_of(drafts[i]))
        name = single(clause_of(text, passage, drafts, i, floor, senses, names, topic, scope, i in pairs))
        topic = name.topic or topic
        names.append(name)
        if run is not None and run.first == i:
            last_run = []
            name.rule = (
                "unaligned" if lists.respectively(text[max(floor, drafts[i].start - 24) : drafts[i].start]) else ""
            )
            if not own_nouns(text, drafts, run):
                names.extend(Name(name.subject, name.topic, rule=name.rule) for _ in range(len(run) - 1))
    for i in range(len(names) - 2, -1, -1):
        if not names[i].subject and drafts[i + 1].start - drafts[i].end <= 2:
            names[i].subject = names[i + 1].subject
    for name in names:
        name.subject = name.subject or topic
    if of_part and len({name.subject for name in last_run}) > 1:
        topic = scope.whole_of(passage) or topic  # 其中，甲、乙、丙分别…: what comes next is of the whole again
    if topic:
        scope.remember(passage, topic, None if of_part else names[0].topic or topic)
    return names
