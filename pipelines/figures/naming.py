"""Names the subject of each figure of a sentence, from its clause, its list, or the figure before it.

Belongs here: which phrase is whose, over the clauses of one sentence. Does not belong here: how a phrase is found
and trimmed (`subjects.py`), and lists themselves (`lists.py`).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.figures import lists, subjects
from pipelines.figures.kinds import Expression
from pipelines.figures.measures import Sense
from pipelines.figures.scope import Scope
from pipelines.pages.model import Passage

_ETC = re.compile(r"等(?:[“”一-鿿]{0,10}?)(?=(?:%s)$)" % "|".join(map(re.escape, subjects.LIST_HEADS)))
_NUMERAL_ONLY = re.compile(r"^[一二三四五六七八九十]")
_VERB_HEAD = re.compile(
    r"^(?:释放|带动|惠及|覆盖|涉及|吸引|完成|到位|实现|累计|新增|投入|辐射|服务|节约|节省|创造|签约|总计)"
)
_LEADING_VERB_TAGS = ("v", "vd", "d", "ad", "p", "c", "a", "vn", "r", "u", "uz", "ul")
_CLAUSE = re.compile(r"[，,；;：:]")


@dataclass(slots=True)
class Name:
    """The subject of a figure. `member` is its own member of an aligned list; `topic` is what later figures go on about."""

    subject: str | None
    topic: str | None = None
    member: str | None = None
    aligned: bool = False
    rule: str = ""


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
    topic = scope.topic_of(passage)
    last_run: list[Name] = []
    for i, draft in enumerate(drafts):
        if len(names) > i:
            continue
        if i - 1 in pairs:
            names.append(names[i - 1])
            continue
        floor = drafts[i - 1].end if i else passage.char_start
        run = in_series.get(i)
        if run is not None and run.first == i:
            aligned = _aligned(text, floor, drafts, run, senses, topic, last_run, scope)
            if aligned:
                names.extend(aligned)
                last_run = aligned
                topic = aligned[0].topic or topic
                continue
        name = _single(text, passage, drafts, i, floor, senses[i], topic, scope)
        topic = name.topic or topic
        names.append(name)
        if run is not None and run.first == i:
            cue = text[floor : draft.start]
            name.rule = "unaligned" if lists.respectively(cue[-24:]) else ""
            names.extend(Name(name.subject, name.topic, rule=name.rule) for _ in range(len(run) - 1))
    for i in range(len(names) - 2, -1, -1):
        if not names[i].subject and drafts[i + 1].start - drafts[i].end <= 1:
            names[i].subject = names[i + 1].subject
    for name in names:
        if not name.subject:
            name.subject = topic
    if topic:
        scope.remember(passage, topic)
    return names


def _aligned(
    text: str,
    floor: int,
    drafts: Sequence[Expression],
    run: lists.Series,
    senses: Sequence[Sense],
    topic: str | None,
    last_run: list[Name],
    scope: Scope,
) -> list[Name] | None:
    """The members that the figures of a list belong to by position; None where the counts do not match."""
    first = drafts[run.first]
    start = subjects.segment_before(text, floor, first.start)
    cue = scope.without_times(start, first.start)
    head, marker, tail = cue.partition("分别")
    head, tail = subjects.trim(head), subjects.trim(tail)
    parts = lists.fitted_members(head, len(run)) if head else None
    if parts is None:
        if not head and len(last_run) == len(run):
            return [Name(name.subject, name.topic, name.member, True, "aligned") for name in last_run]
        return None
    if not marker and len(run) > 1 and "、" not in head and "和" not in head and "与" not in head:
        return None
    parts[-1] = _ETC.sub("", parts[-1])
    parts = lists.completed(parts, subjects.LIST_HEADS)
    if parts[0].startswith("第") and all(_NUMERAL_ONLY.match(p) for p in parts[1:]):
        parts = [parts[0], *(f"第{p}" for p in parts[1:])]
    names = []
    for part in parts:
        bare = scope.without_place(part)
        subject = f"{bare}{tail}" if tail else bare
        if not bare or subjects.is_relational(subject):
            subject = f"{topic or ''}{subject}" if not (topic or "").endswith(subject or "-") else topic
        names.append(Name(subject or part, subject or part, part, True, "aligned"))
    return names


def _single(
    text: str,
    passage: Passage,
    drafts: Sequence[Expression],
    i: int,
    floor: int,
    sense: Sense,
    topic: str | None,
    scope: Scope,
) -> Name:
    draft = drafts[i]
    assert draft.quantity is not None
    start = subjects.segment_before(text, floor, draft.start)
    cue = scope.without_times(start, draft.start)
    before = subjects.trim(cue)
    limit = drafts[i + 1].start if i + 1 < len(drafts) else passage.char_end
    after = subjects.behind(text, draft.end, limit)
    if sense.measure == "share":
        share = subjects.share_phrase(cue)
        lead = subjects.trim(cue[: cue.find("占")]) if share and "占" in cue else ""
        if share:
            owner = scope.without_place(lead) if lead else topic
            if lead and subjects.is_relational(lead):
                owner = f"{topic or ''}{lead}"
            return Name(
                f"{owner or ''}{share}" if owner and not owner.endswith(share) else owner or share, lead or topic
            )
    if after and subjects.counts_behind(draft.quantity, after) and not (sense.measure == "average" and before):
        phrase = subjects.trim(after)
        if phrase:
            if before and not subjects.is_relational(before) and _NEW_COUNT.search(before):
                return Name(f"{_NEW_COUNT.search(before)[0]}{phrase}", phrase)
            return Name(phrase, phrase)
    bare = scope.without_place(before)
    if not bare:
        if topic is None and after:
            phrase = subjects.trim(after)
            return Name(phrase or None, phrase or None)
        if topic is None or i == 0 and before:
            antecedent = _antecedent(text, passage, start, scope)
            if antecedent and topic is None:
                return Name(antecedent, antecedent)
        return Name(topic, topic)
    core = _VERB_HEAD.sub("", bare)
    if subjects.is_relational(bare) or (i and (not core or subjects.is_relational(core))):
        owner = topic if i else _antecedent(text, passage, start, scope) or topic
        if owner and bare in ("比重", "占比", "份额") and "占" in owner:
            return Name(owner, topic)
        if owner and not owner.endswith(bare):
            shared = _overlap(owner, bare)
            return Name(f"{owner}{bare[shared:]}", owner)
        return Name(owner or bare, owner or bare)
    if not subjects.has_noun(bare):
        if after and not i and (phrase := subjects.trim(after)) and subjects.has_noun(phrase):
            return Name(f"{bare}{phrase}" if len(bare) <= 4 else phrase, phrase)
        if topic:
            return Name(
                f"{topic}{bare}" if len(bare) <= 6 and sense.measure not in ("growth_rate", "change") else topic, topic
            )
    shared_head = _opened(text, passage, start, bare, topic)
    return Name(shared_head or bare, shared_head or bare)


_NEW_COUNT = re.compile(r"(?:新增|新建|新认定|新培育|净增|新设)$")


def _overlap(owner: str, phrase: str) -> int:
    """How many leading characters of `phrase` the owner already ends with (重点项目 + 项目总投资 → 2)."""
    for size in range(min(len(owner), len(phrase) - 1), 1, -1):
        if owner.endswith(phrase[:size]):
            return size
    return 0


def _opened(text: str, passage: Passage, start: int, short: str, topic: str | None) -> str | None:
    """The fuller name that a short form takes up: 川渝共建重点项目 … 共建项目; 共建重点项目 … 项目总投资."""
    if topic and len(topic) > 2 and short[:2] == topic[-2:] and len(short) > 2:
        return f"{topic}{short[_overlap(topic, short) :]}" if _overlap(topic, short) else None
    if not 4 <= len(short) <= 6 or start - passage.char_start > 60:
        return None
    earlier = text[passage.char_start : start]
    for clause in reversed(_CLAUSE.split(earlier)):
        at = clause.find(short[:2])
        if at < 0 or not clause.endswith(short[-2:]) or clause == short or at + len(short) >= len(clause):
            continue
        position = at
        for character in short:
            position = clause.find(character, position)
            if position < 0:
                break
            position += 1
        else:
            return clause[at:]
    return None


def _antecedent(text: str, passage: Passage, start: int, scope: Scope) -> str | None:
    """What the sentence's first clause is about: 共同做强中欧班列品牌，…，累计开行量超… → 中欧班列品牌."""
    if start <= passage.char_start:
        return None
    end = subjects.clause_end(text, passage.char_start, start)
    clause = subjects.trim(scope.without_times(passage.char_start, end))
    phrase = scope.without_place(subjects.without_leading_verbs(clause))
    return phrase if 2 <= len(phrase) <= 20 else None
