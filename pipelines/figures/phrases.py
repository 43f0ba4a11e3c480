"""Noun phrases by parts of speech: where the thing ends and what is said of it begins, before a figure and behind it.

Belongs here: the grammar of one phrase, and the words that shape it (`vocabulary/subject_words.csv`). Does not belong
here: which phrase belongs to which figure (`naming.py`), and marks, places and times around it (`subjects.py`).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import rjieba

from pipelines.vocabulary import VocabularyError, read_rows

_COLUMNS = ("word", "role")
_ROLES = ("lead", "tail", "light", "list_head", "fate", "clause_verb", "attributive", "noun", "of_branch", "rank_verb", "verb")


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
RATIOS = ("收入比", "消费比", "性别比", "抚养比", "产销比", "投入产出比", "师生比", "储采比", "之比")  # 比 is no verb there
_RETAGGED = dict.fromkeys(WORDS["noun"], "n") | dict.fromkeys(WORDS["verb"], "v")
_RARE, _FREQUENCY = 100, 50_000
"""How often the segmenter is to think that it has met a noun of ours that it hardly knows, so that it does not cut it.
One that it knows well, as another part of speech, keeps its own: more would shift how other words are cut."""
for _noun in sorted(WORDS["noun"]):
    if rjieba.add_word(_noun, None, "n") < _RARE:
        rjieba.add_word(_noun, _FREQUENCY, "n")
_SAID, _ATTRIBUTIVE, _FATES, _LIGHT = WORDS["clause_verb"], WORDS["attributive"], WORDS["fate"], WORDS["light"]
_OPEN, _CLOSE = frozenset("（(“《‘"), frozenset("）)”》’")
_JOINTS = frozenset(("、", "和", "与", "及", "以及", "或", "或者", "暨"))
_INSIDE = frozenset("里中内上间下后前")
_SAYS_ENOUGH = 4
_RESULTS = frozenset("出成到为上入起开")  # 摆出, 送上: a verb of one character and how it ends
_OF_ALL = frozenset(("共同", "同步", "将", "正在", "一起", "纷纷"))  # what follows is said of all that are counted
_OF_KIND = frozenset("级型性类式色等向期制")  # what ends a noun that only says of what kind another is: 国家级的平台
_LONGEST_SAID = (0, 12, 12, 6)  # characters, by the length of the noun
_LONGEST_RELATIVE = 16

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
    if word in _SAID or word in _FATES:
        return not (word in _ATTRIBUTIVE and not after)
    if word in _JOINTS:
        return not after or (after_tag == "v" and after not in _ATTRIBUTIVE) or after in _SAID
    if word == "等":
        return not after or not is_nominal(after, after_tag)
    kind = tag[0]
    if kind == "v" and after_tag == "a" and at + 2 == count:
        return True  # 需求运行平稳
    if tag == "v":
        if word in _ATTRIBUTIVE or word in RELATIONAL:
            acts = after_tag == "v" and after not in _ATTRIBUTIVE and after not in RELATIONAL
            return acts or after_tag in ("ul", "uz", "ug", "m", "d", "p", "r")
        if len(word) == 1 and not (after and is_nominal(after, after_tag)):
            return after in _RESULTS or after_tag in (
                "ul",
                "uz",
                "ug",
            )  # else half of a word that the segmenter cuts: 证照
        if after and is_nominal(after, after_tag):
            closes = at + 2 == count or words[at + 2][0] in "的、等" or words[at + 2][1][0] in "vdp"
            return word in _LIGHT or len(word) == 1 or not closes  # else it modifies its noun: 油气长输管道
        return after_tag != "uj"
    if kind == "a":
        return tag == "ad" or not (
            after_tag in ("uj", "q") or (after and (after_tag[0] == "a" or is_nominal(after, after_tag)))
        )
    if kind == "f":
        return word in _INSIDE and after_tag[:1] != "n"
    if kind == "m":
        return not after or not is_nominal(after, after_tag)
    if kind == "u":
        return tag != "uj"
    if tag == "i":
        return after_tag != "uj"
    if kind == "d":
        return not after or after_tag[0] in "vpdaucfrim" or after in _OPEN
    if kind == "t":
        return not (after and is_nominal(after, after_tag))
    return kind in "prc"


def _praised(words: Tagged) -> int:
    """How many words praise the thing before it is named: 优势突出、特色鲜明的 | 主导产业."""
    end = next((n for n, (_, tag) in enumerate(words) if tag == "uj"), 0)
    lead = words[:end]
    if end + 1 >= len(words) or not any(word == "、" for word, _ in lead):
        return 0
    return end + 1 if lead[-1][1][0] == "a" and all(tag[0] in "nadx" for _, tag in lead) else 0


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
        if word in _OPEN:
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
    if not said or not whole or len(noun) >= _SAYS_ENOUGH or not noun or said[0] in "、和与及是为":
        return noun
    if rest[0][0] in _OF_ALL:
        return noun
    return f"{said}的{noun}" if 2 <= len(said) <= _LONGEST_SAID[len(noun)] else noun


def owner(phrase: str) -> str:
    """What is counted where it owns what follows: 5个重点领域的改革 → 重点领域; "" where it only says what kind."""
    words = tagged(phrase[: phrase.find("的")])
    if not words or words[-1][1][0] not in "nj" or words[-1][0][-1] in _OF_KIND:
        return ""
    named = all(tag[0] in "njbx" or tag == "vn" or word in _JOINTS or word in _ATTRIBUTIVE for word, tag in words)
    return "".join(word for word, _ in words) if named else ""


def brief(phrase: str) -> str:
    """`phrase` where it is short, else the thing that it begins with."""
    return phrase if len(phrase) <= _LONGEST_SAID[1] else thing(phrase, whole=False)


def said_of(words: Tagged) -> str:
    """The predicate without the adverbs that lead it: 都已举办车展 → 举办车展."""
    first = next((n for n, (word, tag) in enumerate(words) if tag not in ("d", "ad", "c", "t") and word != "将"), 0)
    return "".join(word for word, tag in words[first:] if tag != "ul")


_SAYING = frozenset(("称", "说", "表示", "显示", "指出", "报道", "透露", "宣布", "认为", "强调", "介绍", "报告说"))
_MARKERS = frozenset(
    (
        "累计",
        "合计",
        "总计",
        "共计",
        "预计",
        "计划",
        "力争",
        "要",
        "到",
        "正在",
        "将",
        "拟",
        "可",
        "可以",
        "能",
        "能够",
        "日前",
        "近日",
    )
)
# The parts of speech that make more than a name of a phrase, and the verbs that do not.
_ACTIVE = frozenset(("v", "vd", "vg", "vi", "d", "dg", "p", "t", "tg", "z", "zg", "ad"))
_WITHIN_NAMES = (_ATTRIBUTIVE | RELATIONAL | _FATES) - _MARKERS - _SAYING
_HIDDEN = ("共", "报告", "力争", "计划")  # words that the segmenter takes for nouns, alone or with the next
_COMPARING = frozenset(("比", "较", "相比"))
_MEASURES = frozenset("率量额数值度")
_FROM = frozenset(("从", "自", "由"))
_TOWARD = frozenset(("对", "为", "向", "给", "把", "将", "从", "以"))
_DOER = 8  # the longest doer that stays with its deed, in characters
_OWNER = 16


def _marks(word: str, tag: str) -> bool:
    """Whether a word stands before a deed and never inside a name: 已, 累计, 向."""
    return word in _MARKERS or (tag in ("d", "p") and word not in _ATTRIBUTIVE and word not in _JOINTS)


def _is_deed(words: Tagged, at: int, marked: bool) -> bool:
    """Whether the verb words[at] is what is done, and not a verb inside a name: 已接种疫苗; but 接种人数.

    `marked` where a word of `_marks` stands somewhere before it.
    """
    word = words[at][0]
    if word in _MARKERS or word in RELATIONAL or word in _FATES:
        return False
    if at + 1 < len(words) and (
        words[at + 1][1] in ("uj", "f")
        or words[at + 1][0] in _MEASURES
        or (len(words[at + 1][0]) == 1 and words[at + 1][1] == "n")
    ):
        return False
    if word in _ATTRIBUTIVE or len(word) == 1:
        return at > 0 and _marks(*words[at - 1])
    return marked or at == 0 or word in _LIGHT or word in _SAID


def _named(words: Tagged, longest: int) -> str:
    """The noun phrase that leads a deed, where it is short and no pronoun: 铁路; not 他和团队."""
    kept = words[1:] if words and words[0][1] == "r" else words
    phrase = "".join(word for word, _ in kept)
    clean = all(
        tag[0] in "njlabsxf" or tag == "vn" or word[0] == "第" or word in _ATTRIBUTIVE or word in _JOINTS
        for word, tag in kept
    )
    return phrase if clean and len(phrase) <= longest else ""


def _parted(words: Tagged) -> Tagged:
    """`words` with an adverb of its own where the segmenter joins it to a verb that it does not know: 共收录."""
    for at, (word, _) in enumerate(words):
        if len(word) == 3 and word[0] in "共已均将" and len(rest := rjieba.tag(word[1:])) == 1 and rest[0][1] == "v":
            return [*words[:at], (word[0], "d"), *rest, *words[at + 1 :]]
    return words


_HAS = re.compile(r"(?<=[一-鿿]{2})(?<![没所具含设拥还])(?:现|共)?有(?=[一-鿿]{2})(?![效关色限利机害轨序望])")
_HAVING = frozenset(("有", "共有", "现有"))
_FRAME = re.compile(
    r"^(?:这样|那样)的|(?<=[一-鿿]{2})在[一-鿿]{0,6}基础上$|(?<=[一-鿿]{2})在[一-鿿]{1,5}[里中内](?:还|又|也|都|再|就)*$"
)
_ONCE = re.compile(
    r"^[^的、]{2,10}(?:投用|建成|开通|投产|启用|通车|上线|完工|竣工|实施|改造|运行|运营|投运)[后前](?=[一-鿿]{2})"
)


def _without_frame(phrase: str) -> str:
    """`phrase` without 这样的, the clause of time before it and the place at its end: 投用后办理时长 → 办理时长."""
    if "后" in phrase or "前" in phrase:
        phrase = _ONCE.sub("", phrase)
    return _FRAME.sub("", phrase) if "样的" in phrase or "在" in phrase else phrase


def stated(phrase: str) -> str:
    """What a clause before a figure measures, without how it is done, and what it is compared with.

    她和团队已完成创新项目 → 创新项目; 铁路累计发送旅客 → 铁路发送旅客; 运行时间较上一线路 → 运行时间.
    """
    if phrase.endswith(RATIOS):
        return phrase
    told = tagged(phrase := _without_frame(phrase))
    if "有" in phrase and any(word in _HAVING for word, _ in told[1:-1]):
        told = tagged(phrase := _HAS.sub("", phrase))  # 社区有居民 → 社区居民
    for word, tag in told:
        if tag in _ACTIVE and (tag != "v" or word not in _WITHIN_NAMES):
            break
    else:
        if not any(cue in phrase for cue in _HIDDEN):
            return phrase
    words = list(_parted(told))
    for at in range(len(words) - 1, -1, -1):
        word, tag = words[at]
        reports = word == "报告" and at + 1 < len(words) and words[at + 1][1] == "v"
        if reports or (tag == "v" and word in _SAYING):
            words = words[at + 1 :]
            break
        if word in _COMPARING and (at == 0 or words[at - 1][0] != "占"):
            words = words[:at]
        elif tag == "d" and len(word) == 2 and word[1] in "较比":
            words = [*words[:at], (word[0], "n")]  # 病例数较前一周, cut as 病例|数较
    while words and (_marks(*words[-1]) or words[-1][1] == "c"):
        words.pop()
    if words and words[0][0] in ("将", "把"):
        words = words[1:]
    if not words or any(word in _OPEN or word in _FROM for word, _ in words):
        return "".join(word for word, _ in words)
    relative = max((n for n, (_, tag) in enumerate(words) if tag == "uj"), default=-1)
    first_mark = next((n for n in range(relative + 1, len(words)) if _marks(*words[n])), len(words))
    deed = len(words) - 1
    while deed > relative and not (words[deed][1] == "v" and _is_deed(words, deed, first_mark < deed)):
        deed -= 1
    if deed == relative:
        return "".join(word for word, _ in words)
    verb, leading = words[deed][0], words[: min(deed, first_mark)]
    light = verb in _LIGHT
    what = "".join(word for word, tag in words[deed + 1 :] if tag != "ul")
    if not what:
        before = words[int(words[0][1] == "r" or words[0][0] in "将把") : deed]
        while before and before[-1][0] != "累计" and (before[-1][1] == "a" or _marks(*before[-1])):
            before.pop()
        leader = "".join(word for word, _ in before)
        return leader if leader and light else f"{leader}{verb}"
    if head_of(what) or what[-1] in _MEASURES:
        if (first_mark > deed and not light) or (first_mark == 0 and words[0][1] in "pd"):
            return "".join(word for word, _ in words)
        return f"{_named(leading, _OWNER)}{'' if light else verb}{what}"
    return what if light and len(what) >= _SAYS_ENOUGH else f"{_named(leading, _DOER)}{verb}{what}"


def wants_object(phrase: str) -> bool:
    """Whether `phrase` ends before what it does something to: 中央财政安排, 为全省; not 居民消费, 对外出口."""
    words = tagged(phrase)[-8:]
    if not words:
        return False
    word, tag = words[-1]
    if tag == "v":
        return word not in _ATTRIBUTIVE and word not in RELATIONAL
    toward = next((n for n in range(len(words) - 1, -1, -1) if words[n][1] == "p"), -1)
    return toward >= 0 and words[toward][0] in _TOWARD and not any(tag[0] == "v" for _, tag in words[toward + 1 :])


def is_deed(phrase: str) -> bool:
    """Whether `phrase` begins with a verb of its own: 互访考察, 组织师生研学."""
    words = tagged(phrase)
    return len(words) > 1 and words[0][1] == "v"


def predicate(phrase: str) -> str:
    """What `phrase` says of something named before, where it begins with a deed and is short: 实现增长; else ""."""
    words = tagged(phrase)
    if not words or words[0][1] != "v" or words[0][0] in _ATTRIBUTIVE or len(phrase) > _LONGEST_SAID[1]:
        return ""
    return "".join(word for word, tag in words if tag != "ul")


def only_deeds(phrase: str) -> bool:
    """Whether `phrase` is verbs alone, whose object was said before: 改造提升."""
    return all(tag[0] == "v" and word not in RELATIONAL for word, tag in tagged(phrase))


def state(phrase: str) -> str:
    """The state that a clause begins with, of a few words: 稳定在… → 稳定; "" where it names a thing (举办灯会)."""
    words = tagged(phrase)
    end = next((n for n, (_, tag) in enumerate(words) if tag[0] in "pmx"), len(words))
    said = "".join(word for word, tag in words[:end] if tag != "ul")
    things = sum(tag[0] == "n" for _, tag in words[:end])
    return said if 2 <= len(said) <= _LONGEST_SAID[3] and not things else ""


def becoming(phrase: str) -> str:
    """The verb of rank that a clause begins with: 成为第二大市场, 位居首位 → 成为, 位居; else ""."""
    word = tagged(phrase)[0][0] if phrase else ""
    return word if word in WORDS["rank_verb"] else ""


def names_event(phrase: str) -> bool:
    """Whether `phrase` begins with a deed that can be counted: 8次访华, 数百次袭击共致…."""
    words = tagged(phrase)
    return bool(words) and words[0][1] == "v" and (len(words) == 1 or words[0][0] in _ATTRIBUTIVE)
