"""Noun phrases by parts of speech: where the thing ends and what is said of it begins, before a figure and behind it.

Belongs here: the grammar of one phrase, and the words that shape it (`vocabulary/subject_words.csv`). Does not belong
here: which phrase belongs to which figure (`naming_rules.py`), and marks, places and times around it (`subjects.py`).
"""

from collections.abc import Sequence
from functools import lru_cache

import rjieba

from pipelines.vocabulary import VocabularyError, read_rows

_COLUMNS = ("word", "role")
_ROLES = (
    "lead",
    "tail",
    "light",
    "list_head",
    "fate",
    "clause_verb",
    "attributive",
    "noun",
    "of_branch",
    "rank_verb",
    "verb",
)


def _words() -> dict[str, frozenset[str]]:
    """The words of subject_words.csv by role. Raises VocabularyError on a role not known."""
    rows = read_rows("subject_words.csv", _COLUMNS)
    for row in rows:
        if row["role"] not in _ROLES:
            raise VocabularyError(f"subject_words.csv: {row['word']}: role must be one of {', '.join(_ROLES)}")
    return {role: frozenset(row["word"] for row in rows if row["role"] == role) for role in _ROLES}


WORDS = _words()
RELATIONAL = frozenset(row["head"] for row in read_rows("relational_heads.csv", ("head",)))
HEADS = tuple(sorted((head for head in RELATIONAL if len(head) > 1), key=len, reverse=True))
_HEADS_BY_SIZE = [(size, frozenset(h for h in HEADS if len(h) == size)) for size in sorted({*map(len, HEADS)})[::-1]]
RATIOS = (
    "收入比",
    "消费比",
    "性别比",
    "抚养比",
    "产销比",
    "投入产出比",
    "师生比",
    "储采比",
    "之比",
    "占比",
)  # 比 is no verb there
_RETAGGED = dict.fromkeys(WORDS["noun"], "n") | dict.fromkeys(WORDS["verb"], "v")
_RARE, _FREQUENCY = 100, 50_000
"""How often the segmenter is to think that it has met a noun of ours that it hardly knows, so that it does not cut it.
One that it knows well, as another part of speech, keeps its own: more would shift how other words are cut."""
for _noun in sorted(WORDS["noun"]):
    if rjieba.add_word(_noun, None, "n") < _RARE:
        rjieba.add_word(_noun, _FREQUENCY, "n")
_SAID, _ATTRIBUTIVE, _FATES, _LIGHT = WORDS["clause_verb"], WORDS["attributive"], WORDS["fate"], WORDS["light"]
OPENING, _CLOSE = frozenset("（(“《‘"), frozenset("）)”》’")
JOINTS = frozenset(("、", "和", "与", "及", "以及", "或", "或者", "暨", "及其"))
_INSIDE = frozenset("里中内上间下后前")
SAYS_ENOUGH = 4
_RESULTS = frozenset("出成到为上入起开")  # 摆出, 送上: a verb of one character and how it ends
_OF_ALL = frozenset(("共同", "同步", "将", "正在", "一起", "纷纷"))  # what follows is said of all that are counted
_OF_KIND = frozenset("级型性类式色等向期制")  # what ends a noun that only says of what kind another is: 国家级的平台
LONGEST_SAID = (0, 12, 12, 6)  # characters, by the length of the noun
_MANNERS = frozenset(("集体", "全线", "全部", "全面", "部分"))
_LONGEST_RELATIVE = 16
_PRAISING = frozenset(("突出", "领先", "集聚", "集中", "凸显", "见长"))

Tagged = Sequence[tuple[str, str]]
"""The words of a phrase with their parts of speech (rjieba: n noun, v verb, vn verbal noun, a, d, p, c, uj 的 …)."""


@lru_cache(maxsize=64)
def tagged(phrase: str) -> tuple[tuple[str, str], ...]:
    """The words of `phrase`; kept for the few questions that are asked about the same phrase one after another."""
    return tuple([pair if pair[0] not in _RETAGGED else (pair[0], _RETAGGED[pair[0]]) for pair in rjieba.tag(phrase)])


def head_of(phrase: str) -> str:
    """The longest noun of measure that `phrase` ends with; else ""."""
    for size, heads in _HEADS_BY_SIZE:
        if (end := phrase[-size:]) in heads:
            return end
    return ""


def is_nominal(word: str, tag: str) -> bool:
    """Whether a word is a noun or stands for one, so that a phrase may close with it."""
    return (
        tag[0] in "njlseb"
        or tag in ("vn", "eng", "an", "zg")
        or (tag == "v" and (word in _ATTRIBUTIVE or word in RELATIONAL))
    )


def _breaks(words: Tagged, at: int, count: int) -> bool:
    """Whether the thing named so far ends before words[at]: what follows is said of it."""
    word, tag = words[at]
    after, after_tag = words[at + 1] if at + 1 < count else ("", "")
    if word in _MANNERS and (after_tag == "v" or after in _SAID):
        return True  # 特高压工程 | 全线贯通
    if word in _SAID or word in _FATES:
        return not (word in _ATTRIBUTIVE and not after)
    if word in JOINTS:
        return not after or (after_tag == "v" and after not in _ATTRIBUTIVE) or after in _SAID
    if word == "等":
        return not after or not is_nominal(after, after_tag)
    kind = tag[0]
    if kind == "v" and after_tag == "a" and at + 2 == count:
        return True  # 需求运行平稳
    if tag == "v" and at and words[at - 1][1] == "b" and (not after or word in _ATTRIBUTIVE or after in JOINTS):
        return False  # 巨型沉管: what a word like 巨型 stands before is a thing
    if tag == "v":
        if word in _ATTRIBUTIVE or word in RELATIONAL:
            if after_tag == "v" and _is_done(words, at, count):
                return True  # 用40种文字翻译出版了3万种图书
            does = after_tag == "v" or (len(after) > 1 and after in _SAID and after_tag[0] not in "td")
            acts = does and after not in _ATTRIBUTIVE and after not in RELATIONAL
            return acts or after_tag in ("ul", "uz", "ug", "m", "d", "p", "r")
        if len(word) == 1 and not (after and is_nominal(after, after_tag)):
            return after in _RESULTS or after_tag in (
                "ul",
                "uz",
                "ug",
                "p",
            )  # else half of a word that the segmenter cuts: 证照
        if after and is_nominal(after, after_tag):
            closes = at + 2 == count or words[at + 2][0] in "的、等" or words[at + 2][1][0] in "vdp"
            return word in _LIGHT or len(word) == 1 or not closes  # else it modifies its noun: 油气长输管道
        return after_tag != "uj"
    if kind == "a":
        if word == "强" and at and words[at - 1][1] == "m":
            return False  # 世界500强和龙头企业
        if after_tag == "v" and at + 2 == count and after not in RELATIONAL:
            return True  # 光伏项目 | 成功并网
        return tag == "ad" or not (
            after_tag in ("uj", "q") or (after and (after_tag[0] == "a" or is_nominal(after, after_tag)))
        )
    if kind == "f":
        return word in _INSIDE and after_tag[:1] != "n"
    if kind == "m":
        return not after or not (is_nominal(after, after_tag) or after == "强")  # 世界500强企业
    if kind == "u":
        return tag != "uj"
    if tag == "i":
        return after_tag != "uj"
    if word == "不" and after_tag[:1] == "a" and at + 2 < count and is_nominal(*words[at + 2]):
        return False  # 粮食不安全问题
    if kind == "d":
        return not after or after_tag[0] in "vpdaucfrim" or after in OPENING
    if word in ("至", "到") and at and words[at - 1][1][:2] == after_tag[:2] == "ns":
        return False  # 潍坊至青岛公路
    if kind == "t":
        return not (after and is_nominal(after, after_tag))
    return kind in "prc"


def _is_done(words: Tagged, at: int, count: int) -> bool:
    """Whether the verbs from words[at] on are what is done: 翻译出版了."""
    while at < count and words[at][1] == "v":
        at += 1
    return at < count and words[at][1] in ("ul", "uz", "ug")


def _praised(words: Tagged) -> int:
    """How many words praise the thing before it is named: 优势突出、特色鲜明的 | 主导产业."""
    end = next((n for n, (_, tag) in enumerate(words) if tag == "uj"), 0)
    lead = words[:end]
    if end + 1 >= len(words) or not any(word == "、" for word, _ in lead):
        return 0
    praise = all(tag[0] in "nadx" or word in _PRAISING for word, tag in lead)
    return end + 1 if lead[-1][1][0] == "a" and praise else 0


def split(words: Tagged) -> tuple[str, Tagged]:
    """The noun phrase that `words` begin with, and what is said of it: 城市 | 试点放宽并购政策.

    A relative clause that leads stays with its noun where the two are short: 来自海外的飞行器 | 起飞.
    """
    count, lead = len(words), 0
    if (praised := _praised(words)) > 0:
        words, count = words[praised:], count - praised
    if count > 1 and words[0][1] in ("v", "p", "d", "ad") and words[0][0] not in _ATTRIBUTIVE:
        relative = next((n for n in range(1, count) if words[n][1] == "uj"), 0)
        if relative and relative + 1 < count and not any(words[n][0] in "，," for n in range(relative)):
            lead = relative + 1
    depth, seen, at = 0, False, lead
    while at < count:
        word, tag = words[at]
        if word in OPENING:
            depth += 1
            seen = True
        elif word in _CLOSE:
            depth -= 1
        elif depth <= 0:
            if seen and _breaks(words, at, count):
                break
            # A verb modifies what follows, but for one that names an event: 袭击 | 共致….
            named = tag != "v" or at + 1 == count or words[at + 1][1] in ("d", "p")
            seen = (seen and tag != "uj") or (named and is_nominal(word, tag)) or word in _FATES
        at += 1
    noun = "".join(word for word, _ in words[lead:at]).strip("、，,和与及")
    if not seen and noun:
        return "", words
    relative_clause = "".join(word for word, _ in words[:lead])
    if lead and len(relative_clause) + len(noun) <= _LONGEST_RELATIVE:
        noun = f"{relative_clause}{noun}"
    return noun, words[at:]


def thing(phrase: str, *, whole: bool = True) -> str:
    """What a phrase behind a count names, with what is said of it where the noun alone says too little.

    重点实验室投入运行 → 重点实验室; 企业通过贯标 → 通过贯标的企业. `whole` is false where the phrase was cut short.
    """
    words = tagged(phrase)
    noun, rest = split(words)
    said = said_of(rest)
    if not said or not whole or len(noun) >= SAYS_ENOUGH or not noun or said[0] in "、和与及是为之":
        return noun
    if rest[0][0] in _OF_ALL or "的" in said:
        return noun  # 牲畜 | 带来的收入: what is said goes on to another thing
    return f"{said}的{noun}" if 2 <= len(said) <= LONGEST_SAID[len(noun)] else noun


def owner(phrase: str) -> str:
    """What is counted where it owns what follows: 5个重点领域的改革 → 重点领域; "" where it only says what kind."""
    words = tagged(phrase[: phrase.find("的")])
    if not words or words[-1][1][0] not in "nj" or words[-1][0][-1] in _OF_KIND:
        return ""
    named = all(tag[0] in "njbx" or tag == "vn" or word in JOINTS or word in _ATTRIBUTIVE for word, tag in words)
    return "".join(word for word, _ in words) if named else ""


def doer(phrase: str) -> str:
    """Who does what a short phrase says, where it is doer, deed and object: 合作社｜吸纳农户 → 合作社; else ""."""
    words = tagged(phrase)
    is_deed = len(words) == 3 and words[1][1] == "v" and words[1][0] not in _ATTRIBUTIVE
    return words[0][0] if is_deed and words[0][1][0] in "nlj" and words[2][1][0] == "n" else ""


def brief(phrase: str) -> str:
    """`phrase` where it is short, else the thing that it begins with."""
    return phrase if len(phrase) <= LONGEST_SAID[1] else thing(phrase, whole=False)


def said_of(words: Tagged) -> str:
    """The predicate without the adverbs that lead it: 都已举办车展 → 举办车展."""
    first = next((n for n, (word, tag) in enumerate(words) if tag not in ("d", "ad", "c", "t") and word != "将"), 0)
    return "".join(word for word, tag in words[first:] if tag != "ul")
