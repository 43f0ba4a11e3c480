"""What a clause before a figure says is measured, or done: the words between a doer, a deed and its object.

Belongs here: verbs of a clause and what they leave of it. Does not belong here: noun phrases (`phrases.py`), and which
phrase belongs to which figure (`naming_rules.py`). The words stand in `vocabulary/subject_words.csv`.
"""

import re

import rjieba

from pipelines.figures.phrases import (
    JOINTS,
    LONGEST_SAID,
    OPENING,
    RATIOS,
    RELATIONAL,
    SAYS_ENOUGH,
    WORDS,
    Tagged,
    head_of,
    tagged,
)

_SAID, _ATTRIBUTIVE, _FATES, _LIGHT = WORDS["clause_verb"], WORDS["attributive"], WORDS["fate"], WORDS["light"]
_SAYING = frozenset(
    ("称", "说", "表示", "显示", "指出", "报道", "透露", "宣布", "认为", "强调", "介绍", "报告说", "决定")
)
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
_HELPING = frozenset(("帮助", "助力", "带动", "推动", "促进", "支持", "引导", "帮扶", "撬动", "让", "使"))
_MONEY = frozenset(("资金", "补贴", "投资", "贷款", "基金", "经费"))
_DONE = frozenset(("已", "已经", "均", "共"))
_OR = frozenset(("或", "或者", "并"))  # between two deeds: 开工或启动建设
_DOER = 8  # the longest doer that stays with its deed, in characters
_OWNER = 16


def _marks(word: str, tag: str) -> bool:
    """Whether a word stands before a deed and never inside a name: 已, 累计, 向."""
    return word in _MARKERS or (tag in ("d", "p") and word not in _ATTRIBUTIVE and word not in JOINTS)


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


def _is_beside(one: tuple[str, str], two: tuple[str, str]) -> bool:
    """Whether two verbs have their object in common: 新建｜改建."""
    return (
        one[1] == two[1] == "v"
        and len(one[0]) == len(two[0]) == 2
        and not {one[0], two[0]} & (_MARKERS | _LIGHT | _SAID | _SAYING | _FATES)
    )


def _named(words: Tagged, longest: int) -> str:
    """The noun phrase that leads a deed, where it is short and no pronoun: 铁路; not 他和团队."""
    kept = words[1:] if words and words[0][1] == "r" else words
    phrase = "".join(word for word, _ in kept)
    clean = all(
        tag[0] in "njlabsxf" or tag == "vn" or word[0] == "第" or word in _ATTRIBUTIVE or word in JOINTS
        for word, tag in kept
    )
    return phrase if clean and len(phrase) <= longest else ""


def _parted(words: Tagged) -> Tagged:
    """`words` with an adverb of its own where the segmenter joins it to a verb that it does not know: 共收录."""
    for at, (word, _) in enumerate(words):
        if len(word) == 3 and word[0] in "共已均将" and len(rest := rjieba.tag(word[1:])) == 1 and rest[0][1] == "v":
            return [*words[:at], (word[0], "d"), *rest, *words[at + 1 :]]
    return words


_HAS = re.compile(r"(?<=[一-鿿]{2})(?<![没所具含设拥还])(?:现|共)?有(?=[一-鿿“]{2})(?![效关色限利机害轨序望])")
_HAVING = frozenset(("有", "共有", "现有"))
_FRAME = re.compile(
    r"^(?:这样|那样)的|(?<=[一-鿿]{2})在[一-鿿]{0,6}基础上$|(?<=[一-鿿]{2})在[一-鿿]{1,5}[里中内](?:还|又|也|都|再|就)*$"
)
_ONCE = re.compile(
    r"^[^的、]{2,10}(?:投用|建成|开通|投产|启用|通车|上线|完工|竣工|实施|改造|运行|运营|投运|达产|达效|交付)[后前](?=[一-鿿]{2})"
)


_WHEN_BUILT = re.compile(
    r"^(?:全[部面线]|整体|项目|工程)*(?:建成|投产|达产|投用|投运|竣工|达效|通车|运营)+后(?=[一-鿿]{2})"
)


_FIRST_OF = re.compile(
    r"^《[^》]{2,30}》(?:提出|明确|指出|要求|显示)了?(?=[一-鿿]{2})|^(?:成为|作为|是)(?:全[国省市球]|世界|[东中西]部)?(?:首个|第[一二三四五六七八九十]个)(?=[一-鿿A-Z]{2})"
)
_IS_FIRST = re.compile(r"(?<=[一-鿿]{2})(?:成为|是)(?:全[国省市球]|世界|亚洲|[东中西]部)?首个(?=[一-鿿]{2})")
_INTENDED = re.compile(
    r"^拟(?=(?:安排|新|完成|实施|引进|投)[一-鿿])|^实际(?=已)"
    r"|^以(?:确保|保障|保证|满足|实现)|^这[也就]?是(?=[一-鿿]{2})"
)
_SINCE = re.compile(
    r"(?:自|自从)(?:开通|成立|启动|运行|运营|实施|设立|挂牌|开行|投用|建成|投产|建立|获批|上线|开放|开园|开业|揭牌)"
    r"(?:运行|运营)?(?=累计|已|共|总计)"
)


def _without_frame(phrase: str) -> str:
    """`phrase` without 拟, 这样的, 首个, the clause of time before it and the place at its end: 投用后用时 → 用时."""
    if phrase[:1] in "拟实以这":
        phrase = _INTENDED.sub("", phrase)
    if "首个" in phrase:
        phrase = _IS_FIRST.sub("", phrase)  # 某港是全球首个货物吞吐量超10亿吨的大港
    if "个" in phrase or phrase[:1] == "《":
        phrase = _FIRST_OF.sub("", phrase)
    if "自" in phrase:
        phrase = _SINCE.sub("", phrase)
    if "后" in phrase or "前" in phrase:
        phrase = _ONCE.sub("", _WHEN_BUILT.sub("", phrase))
    return _FRAME.sub("", phrase) if "样的" in phrase or "在" in phrase else phrase


def stated(phrase: str) -> str:
    """What a clause before a figure measures, without how it is done, and what it is compared with.

    她和团队已完成创新项目 → 创新项目; 铁路累计发送旅客 → 铁路发送旅客; 运行时间较上一线路 → 运行时间.
    """
    if phrase.endswith(RATIOS) or (phrase.endswith("贡献率") and "对" in phrase):
        return phrase
    told = tagged(phrase := _without_frame(phrase))
    if "有" in phrase and any(word in _HAVING for word, _ in told[1:-1]):
        told = tagged(phrase := _HAS.sub("", phrase))  # 社区有居民 → 社区居民
    if len(told) > 1 and told[0][0] in _HAVING and "的" not in phrase:
        told = tagged(phrase := phrase.removeprefix(told[0][0]))  # 全省｜有农民合作社
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
    if not words or any(word in OPENING or word in _FROM for word, _ in words):
        return "".join(word for word, _ in words)
    relative = max((n for n, (_, tag) in enumerate(words) if tag == "uj"), default=-1)
    first_mark = next((n for n in range(relative + 1, len(words)) if _marks(*words[n])), len(words))
    deed = len(words) - 1
    while deed > relative and not (words[deed][1] == "v" and _is_deed(words, deed, first_mark < deed)):
        deed -= 1
    if deed == relative:
        return "".join(word for word, _ in words)
    first = deed
    while first > relative + 1 and _is_beside(words[first - 1], words[first]):
        first -= 1  # 新建改建农村公路
    verb, leading = "".join(word for word, _ in words[first : deed + 1]), words[: min(first, first_mark)]
    light = verb in _LIGHT
    what = "".join(word for word, tag in words[deed + 1 :] if tag != "ul")
    if not what:
        before = words[int(words[0][1] == "r" or words[0][0] in "将把") : deed]
        while before and before[-1][0] != "累计" and (before[-1][1] == "a" or _marks(*before[-1])):
            before.pop()
        leader = "".join(word for word, _ in before)
        return leader if leader and light else f"{leader}{verb}"
    if head_of(what) or what[-1] in _MEASURES:
        if light and words[0][0] == "累计" and len(what) >= SAYS_ENOUGH:
            return what  # 累计实现进出口总值
        if (first_mark > deed and not light) or (first_mark == 0 and words[0][1] in "pd"):
            return "".join(word for word, _ in (words[1:] if words[0][0] in _DONE else words))
        if len(leading) > 1 and leading[0][0] in _HELPING:
            leading = leading[1:]  # 帮助企业获得融资
        return f"{_named(leading, _OWNER)}{'' if light else verb}{what}"
    if light and len(what) >= SAYS_ENOUGH:
        return what.lstrip("和与及、")  # 新建和改造提升农田
    return f"{_named(leading, _DOER)}{verb}{what}"


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


def tells(phrase: str) -> bool:
    """Whether `phrase` holds a verb that tells something of what it names: 高架桥建设取得重大进展."""
    return any(word in _SAID and word not in _ATTRIBUTIVE for word, _ in tagged(phrase))


def is_purpose(phrase: str) -> bool:
    """Whether `phrase` begins with what money is for: 支持抗旱, 实施棚户区改造; not 就业补助资金, 建设资金."""
    words = tagged(phrase)
    said = len(words) > 1 and words[0][1] == "v" and (words[0][0] in _SAID or words[0][0] in _LIGHT)
    return said and not any(word in _MONEY for word, _ in words)


def predicate(phrase: str) -> str:
    """What `phrase` says of something named before, where it begins with a deed and is short: 实现增长; else ""."""
    words = tagged(phrase)
    while words and words[0][1] == "d":
        words = words[1:]  # 相继开工建设
    if not words or words[0][1] != "v" or words[0][0] in _ATTRIBUTIVE or len(phrase) > LONGEST_SAID[1]:
        return ""
    return "".join(word for word, tag in words if tag != "ul")


def only_deeds(phrase: str) -> bool:
    """Whether `phrase` is verbs alone, whose object was said before: 改造提升; not 参保率."""
    if phrase[-1:] in _MEASURES:
        return False
    words = [(word, tag) for word, tag in tagged(phrase) if word not in _OR]
    return all(tag[0] == "v" and word not in RELATIONAL for word, tag in words)


def state(phrase: str) -> str:
    """The state that a clause begins with, of a few words: 稳定在… → 稳定; "" where it names a thing (举办灯会)."""
    words = tagged(phrase)
    end = next((n for n, (_, tag) in enumerate(words) if tag[0] in "pmx"), len(words))
    said = "".join(word for word, tag in words[:end] if tag != "ul")
    things = sum(tag[0] == "n" for _, tag in words[:end])
    return said if 2 <= len(said) <= LONGEST_SAID[3] and not things else ""


def becoming(phrase: str) -> str:
    """The verb of rank that a clause begins with: 成为第二大市场, 位居首位 → 成为, 位居; else ""."""
    word = tagged(phrase)[0][0] if phrase else ""
    return word if word in WORDS["rank_verb"] else ""


def names_event(phrase: str) -> bool:
    """Whether `phrase` begins with a deed that can be counted: 8次访华, 数百次袭击共致…."""
    words = tagged(phrase)
    return bool(words) and words[0][1] == "v" and (len(words) == 1 or words[0][0] in _ATTRIBUTIVE)
