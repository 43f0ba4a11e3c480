"""What a figure measures: the noun phrase before its verb, after its unit, or carried over from the clause before.

Belongs here: finding the phrase and trimming what is not part of it. The words stand in
`vocabulary/relational_heads.csv` and `vocabulary/subject_trims.csv`. Does not belong here: place and time, which
other columns carry.
"""

import re

import rjieba

from pipelines.figures.quantities import Quantity
from pipelines.vocabulary import read_rows

_TRIM_COLUMNS = ("word", "side")
_RELATIONAL = frozenset(row["head"] for row in read_rows("relational_heads.csv", ("head",)))
HEADS = tuple(sorted((h for h in _RELATIONAL if len(h) > 1), key=len, reverse=True))
_TRIMS = read_rows("subject_trims.csv", _TRIM_COLUMNS)
_LEADS = tuple(sorted((r["word"] for r in _TRIMS if r["side"] == "lead"), key=len, reverse=True))
_TAILS = tuple(sorted((r["word"] for r in _TRIMS if r["side"] == "tail"), key=len, reverse=True))
_LIGHT = tuple(sorted((r["word"] for r in _TRIMS if r["side"] == "light"), key=len, reverse=True))
LIST_HEADS = tuple(
    sorted(
        {r["word"] for r in _TRIMS if r["side"] == "list_head"} | {h for h in _RELATIONAL if len(h) > 1},
        key=len,
        reverse=True,
    )
)

_OPEN, _CLOSE = "（(“《‘", "）)”》’"
_SEPARATORS = frozenset("，,；;。！？!?：:\n\t ")
_EDGE = "、，,；;：: 　的了和与及并也还均都"
_ORDINAL_HEAD = re.compile(
    r"^(?:其中|此外|同时|另外|目前|如今|截至目前|据悉|预计|全年|当年|全市|全省|全县|全区|全国|我省|我市|我国|各地|该[省市县区])[，,]?"
)
_PREFIXES = re.compile(r"^(?:总|累计|全年|年|日均|平均|合计|完成|实现|新增|预计|计划|共|全部|项目)+")
_STOP = re.compile(r"[，,；;。！？!?：:\n\t、）)]|(?:分别)")
_BEHIND_STOP = re.compile(r"[，,；;。！？!?：:\n\t）)]|、(?=[^、，,；;。]{0,8}[0-9])")
_LONGEST = 30
_SHARE_CUE = re.compile(
    r"(占[^占，,]*?)(?:的?比重|的?比例|的|比)?(?:由|从|分别|[提上]升|提高|增加|下降|扩大|达到?|为|约|超过?|近|到|至|高达|仅)*$"
)


def segment_before(text: str, floor: int, start: int) -> int:
    """Where the clause part that ends at `start` begins: after the last separator outside brackets, not before `floor`."""
    depth = 0
    at = start
    while at > floor:
        character = text[at - 1]
        if character in _CLOSE:
            depth += 1
        elif character in _OPEN:
            depth = max(0, depth - 1)
            if (
                depth == 0
                and character in "“《"
                and at - 1 > floor
                and text.find("”" if character == "“" else "》", at, start) < 0
            ):
                return at
        elif depth == 0 and character in _SEPARATORS:
            return at
        at -= 1
    return at


def trim(phrase: str) -> str:
    """`phrase` without leading connectives and trailing verbs of amount (累计达, 分别为, 增长)."""
    phrase = phrase.strip(_EDGE)
    changed = True
    while changed and phrase:
        changed = False
        for word in _TAILS:
            if phrase.endswith(word) and (len(phrase) > len(word) or word not in _LIGHT):
                phrase, changed = phrase[: -len(word)].rstrip(_EDGE), True
                break
    changed = True
    while changed and phrase:
        changed = False
        for word in _LEADS:
            if phrase.startswith(word):
                phrase, changed = phrase[len(word) :].lstrip(_EDGE), True
                break
    if phrase.startswith(_CLOSE[0]) or phrase.startswith(_CLOSE[1]):
        phrase = phrase[1:]
    return phrase


def is_relational(phrase: str) -> bool:
    """Whether `phrase` measures something it does not name: 总投资, 累计开行量, 增速."""
    bare = _PREFIXES.sub("", phrase)
    return phrase in _RELATIONAL or bare in _RELATIONAL or not bare and bool(phrase)


def begins_with_verb(phrase: str) -> bool:
    tagged = rjieba.tag(phrase[:8])
    return bool(tagged) and tagged[0][1] in ("v", "vd", "p", "d") and len(tagged[0][0]) < len(phrase)


def has_noun(phrase: str) -> bool:
    """Whether `phrase` names a thing, rather than only doing something (加快建设, 推出)."""
    return any(
        tag[0] in "njlxqe" or tag in ("vn", "nz", "eng", "b", "i") and len(word) > 1 and word not in _LIGHT
        for word, tag in rjieba.tag(phrase[-16:])
    )


def behind(text: str, end: int, limit: int) -> str:
    """The noun phrase that follows a figure at `end`, at most to `limit`."""
    stop = min(limit, end + _LONGEST, len(text))
    if end >= stop:
        return ""
    first = text[end]
    if first in "的":
        end += 1
        first = text[end : end + 1]
    if not first or not ("一" <= first <= "鿿" or first in "“《" or first.isalpha()):
        return ""
    found = _BEHIND_STOP.search(text, end, stop)
    phrase = text[end : found.start() if found else stop]
    return phrase


_NOT_BEHIND = re.compile(
    r"^(?:以[上下内来]|左右|上下|不等|之[后前间内外中一]|增长|下降|提高|提升|上升|减少|增加|和|与|及|或|至|到|达|为|是|占|比|较|高于|低于|由|从|在|"
    r"对|向|被|把|将|也|都|均|已|就|才|了|等|，|；|。|、|同比|环比|后|前|内|外|来|间|中|时|里|起|共|其中|仅|并)"
)


def counts_behind(quantity: Quantity, phrase: str) -> bool:
    """Whether the words behind the unit are what it counts (11条 高速公路), not how the clause goes on."""
    if not phrase or _NOT_BEHIND.match(phrase):
        return False
    dimension = quantity.unit.dimension if quantity.unit else "count"
    if dimension != "count":
        return False
    tagged = rjieba.tag(phrase[:8])
    return (
        not tagged
        or tagged[0][1] not in ("v", "p", "c", "u", "ul", "uj", "vd", "f")
        or tagged[0][1] == "v"
        and tagged[0][0][-1:] in "件"
    )


def share_phrase(cue: str) -> str | None:
    """占全国进出口总值的 → 占全国进出口总值比重; 占 alone → 占比."""
    match = _SHARE_CUE.search(cue)
    if match is None:
        return None
    phrase = match[1].strip(_EDGE)
    return "占比" if phrase in ("占", "占比") else phrase if phrase.endswith("比重") else f"{phrase}比重"


def clause_end(text: str, start: int, limit: int) -> int:
    """Where the clause that begins at `start` ends: the first separator outside brackets, at most `limit`."""
    depth = 0
    for at in range(start, limit):
        character = text[at]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0 and character in _SEPARATORS:
            return at
    return limit


def without_leading_verbs(phrase: str) -> str:
    """`phrase` from its first noun on: 共同做强中欧班列品牌 → 中欧班列品牌."""
    at = 0
    for word, tag in rjieba.tag(phrase[:24]):
        if tag[0] in "vdacpru" and tag != "vn" or word in _LIGHT:
            at += len(word)
            continue
        break
    return phrase[at:].strip(_EDGE)
