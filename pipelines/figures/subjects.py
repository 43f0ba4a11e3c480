"""What a figure measures: the noun phrase before its verb, after its unit, or carried over from the clause before.

Belongs here: finding the phrase, and what a phrase is. Does not belong here: trimming it (`trimming.py`), and which of
several names the figure (`naming_rules.py`).
"""

import re

import rjieba

from pipelines.figures import deeds, phrases, trimming
from pipelines.figures.phrases import HEADS, WORDS
from pipelines.figures.trimming import EDGE

_TAILS, _LIGHT = WORDS["tail"], WORDS["light"]
_FATES, _CLAUSE_VERBS = WORDS["fate"], WORDS["clause_verb"]
_FATES_SAID = tuple(sorted(_FATES))
LIST_HEADS = tuple(sorted(WORDS["list_head"] | set(HEADS), key=len, reverse=True))

_OPEN, _CLOSE = "（(“《‘", "）)”》’"
_SEPARATORS = frozenset("，,；;。！？!?：:\n\t ")
_MARKS = _SEPARATORS.union(_OPEN, _CLOSE)
_MARK = re.compile(f"[{''.join(sorted(_MARKS))}]")
_WITHOUT_BRACKETS = re.compile(
    f"(?:[^{_OPEN}{_CLOSE}]*([{''.join(sorted(_SEPARATORS))}]))?[^{''.join(sorted(_MARKS))}]*"
)
_BRACKETED = re.compile(r"（[^（）]*）")
_LONGEST = 30
_SHARE_CUE = re.compile(
    r"(占[^占，,]*?)(?:的?比重|的?比例|的|比)?(?:由|从|已|均|[首再]次|分别|[提上]?升|降|提高|增加|下降|扩大|达到?|为|约|超过?|近|到|至|高达|仅|保持在|稳定在|维持在)*$"
)


def segment_before(text: str, floor: int, start: int) -> int:
    """Where the clause part that ends at `start` begins: behind the last separator outside brackets."""
    if (plain := _WITHOUT_BRACKETS.fullmatch(text, floor, start)) is not None:
        return plain.end(1) if plain.lastindex else floor
    depth = 0
    for at in range(start, floor, -1):
        character = text[at - 1]
        if character not in _MARKS:
            continue
        if character in _CLOSE:
            depth += 1
        elif character in _OPEN:
            depth = max(0, depth - 1)
            if (
                depth == 0
                and character in "“《"
                and at - 1 >= floor
                and text.find("”" if character == "“" else "》", at, start) < 0
            ):
                return at
        elif depth == 0:
            return at
    return min(start, floor)


# Amounts that stand beside each other: of what has a 存款余额 the 贷款余额 is another, no 存款余额贷款余额.
_STOCKS = (
    "余额",
    "收入",
    "支出",
    "结余",
    "总值",
    "面积",
    "总投资",
    "产值",
    "产量",
    "里程",
    "时速",
    "全长",
    "单产",
    "亩产",
    "占地",
    "纳税",
    "税收",
    "利润",
    "营收",
    "产能",
)


_PEOPLE = ("专任教师", "教职工", "在校生", "毕业生", "职工", "从业人员")
_EARNED = ("产值", "营收", "收入", "销售额", "利润", "税收")
_SHORT = 6
_PROGRESS = ("进度", "率", "比例")
_YEARLY = re.compile(r"(?<=[一-鿿]{2})年(?:处理|加工|生产|消化|发电|供应|供[水热气电]|输送|产(?!业|能))")
_MEASURE_ENDS = frozenset("率量额数值度温积")
_SIZES = ("全长", "总长", "长度", "总高", "高度", "宽度", "深度", "里程", "时速")


def joined(owner: str | None, phrase: str) -> str:
    """`phrase` of `owner`, what they share said once (重点项目 + 项目总投资 → 重点项目总投资)."""
    if not owner:
        return phrase
    if not phrase or owner.endswith(phrase):
        return owner
    if owner.endswith(f"{phrase}规模"):
        return owner.removesuffix("规模")
    if phrase in _PEOPLE and (other := next((word for word in _PEOPLE if owner.endswith(word)), "")):
        place = owner.removesuffix(other)
        return f"{place}{phrase}" if len(place) <= _SHORT else phrase  # 幼儿园教职工450万人；专任教师258万人
    if phrase.endswith(_EARNED) and (doer := phrases.doer(owner)):
        return f"{doer}{phrase}"  # 合作社吸纳农户320户，年产值…
    for size in range(min(len(owner), len(phrase) - 1), 1, -1):
        if owner.endswith(phrase[:size]) and trimming.is_relational(phrase[size:]):
            return owner + phrase[size:]
    if phrase[2:] in _PROGRESS and phrase[:2] in owner:
        return owner.replace(phrase[:2], "", 1) + phrase  # 粮库收购小麦4600万吨，收购进度…
    if phrase[0] == "年" and (yearly := _YEARLY.search(owner)) is not None:
        return f"{owner[: yearly.start()]}{phrase}"  # 项目年处理垃圾50万吨，年发电量…
    if owner.endswith("投资") and phrase.endswith(_EARNED) and not has_noun(without_head(owner)):
        return phrase  # 一期投资42亿元，年产值…
    if phrase == "发电量" and owner.endswith("产量"):
        return phrase  # 天然气产量增长7%，发电量增长1%: of one thing each
    if (phrase.endswith(_STOCKS) or phrase[-1] in "量额") and (bare := without_head(owner)) != owner:
        bare = bare if ends_with_noun(bare) else without_trailing_verbs(bare)  # 果蔬播种面积2万亩，产量…
        bare = bare.removesuffix("年").removesuffix("固定资产")  # 公司年产能扩大，产值…; 企业固定资产投资…，利润…
        if len(bare) > 1 and ends_with_noun(bare):
            return bare + phrase
    if owner[-1] in _MEASURE_ENDS and trimming.is_paced(phrase) and not phrase.endswith("增长率"):
        return phrase  # 平均气温2度，年均降水量…
    if stated := next((word for word in _SIZES if owner.endswith(word) and len(owner) > len(word)), ""):
        return owner.removesuffix(stated) + phrase  # 隧洞全长9公里，最大埋深…
    return owner + phrase


def has_noun(phrase: str) -> bool:
    """Whether `phrase` names a thing, rather than only doing something (加快建设, 推出)."""
    return any(
        (tag[0] in "njlxqe" or (tag in ("vn", "an", "eng", "b", "i") and len(word) > 1))
        and word not in _LIGHT
        and word not in EDGE
        for word, tag in phrases.tagged(phrase)
    )


def share_phrase(cue: str) -> str | None:
    """占全国进出口总值的 → 占全国进出口总值比重; 占 alone → 占比."""
    match = _SHARE_CUE.search(_BRACKETED.sub("", cue) if "（" in cue else cue)
    if match is None or match[1].startswith(("占率", "占有率", "占用率")):
        return None
    phrase = match[1].replace("占了", "占", 1).strip(EDGE)
    return (
        "占比" if phrase in ("占", "占比", "占到", "占据") else phrase if phrase.endswith("比重") else f"{phrase}比重"
    )


def clause_end(text: str, start: int, limit: int) -> int:
    """Where the clause that begins at `start` ends: the first separator outside brackets, at most `limit`."""
    first = _MARK.search(text, start, limit)
    if first is None:
        return limit
    depth = 0
    for at in range(first.start(), limit):
        character = text[at]
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0 and character in _SEPARATORS:
            return at
    return limit


def without_leading_verbs(phrase: str) -> str:
    """`phrase` from its first noun on: 共同做强中欧班列品牌 → 中欧班列品牌."""
    at = 0
    for word, tag in phrases.tagged(phrase):
        if (tag[0] in "vdcp" and tag != "vn") or word in _LIGHT:
            at += len(word)
            continue
        break
    return phrase[at:].strip(EDGE)


def without_trailing_verbs(phrase: str) -> str:
    """`phrase` without the verbs and adverbs at its end: 地区生产总值连续跨越 → 地区生产总值."""
    tagged = list(phrases.tagged(phrase))
    while tagged and (tagged[-1][1] in ("v", "d", "ad", "a", "vd", "p") or tagged[-1][0] in _TAILS):
        tagged.pop()
    return "".join(word for word, _ in tagged)


def is_frame(clause: str) -> bool:
    """Whether a clause names the parts, not what is told of them: 分乡镇看, 已公布的省份中."""
    looked_at = clause.endswith(("看", "分")) and clause[:1] in ("从", "分", "按")
    return looked_at or clause.endswith(("中", "之间", "方面"))


def subject_of_clause(clauses: str) -> str | None:
    """The noun phrase that the nearest clause before is about: …，货物贸易进出口保持平稳增长， → 货物贸易进出口."""
    for clause in reversed(_CLAUSE_SPLIT.split(clauses)):
        if is_frame(clause):
            continue
        phrase: list[str] = []
        told = rjieba.tag(trimming.ON_END.sub("", clause.strip(EDGE)))
        last = max((n for n, (_, tag) in enumerate(told) if tag == "uj"), default=0)
        if any(tag == "v" for _, tag in told[:last]) and all(phrases.is_nominal(*pair) for pair in told[last + 1 :]):
            told = told[last + 1 :]  # 两家协会联合调查的仓储指数
        for word, tag in told:
            if phrase and (
                tag in ("v", "d", "ad", "p", "vd") or word in _TAILS or (tag == "a" and word[0] in "最较更")
            ):
                break
            if phrase or tag[0] not in "vdcpr":
                phrase.append(word)
        name = trimming.trim("".join(phrase))
        if len(name) >= 2 and has_noun(name):
            return name
    return None


_TOLD = re.compile(
    r"^(?:此前|此后|随后|日前|近日|下一步)$|获悉|了解到?$|了解到|介绍|发布|公布|显示|据|位于|地处|坐落于?|毗邻|接壤|[东南西北](?:临|邻|靠|与|接|连)"
)
_CLAUSE_SPLIT = re.compile(r"[，,；;：:。]")
_GAP = re.compile(
    r"^(?:远|明显|大幅|显著|略)?(?:增速|增幅|涨幅|升幅|降幅|跌幅|比重|占比|水平)?(?:比|较|高于|低于|快于|慢于|好于|优于|高出|超出|跑赢|跑输|领先|落后)|^(?:增速|增幅|涨幅|升幅|降幅|跌幅|比重|占比)"
)


def is_gap(phrase: str) -> bool:
    """增速高于整体, 较全国平均水平: a distance from what the sentence is about."""
    return _GAP.match(phrase) is not None


def ends_with_noun(phrase: str) -> bool:
    """Whether `phrase` closes with a noun, so that a count behind it may stand inside one name (残疾人两项补贴)."""
    tagged = phrases.tagged(phrase)
    return bool(tagged) and tagged[-1][1][0] in "nj" and tagged[0][1] not in ("v", "d", "p")


def measure_said(phrase: str) -> str:
    """The noun of measure that closes `phrase`, where it belongs to what follows: 启动了为期 → 为期; else ""."""
    if trimming.is_relational(phrase):
        return phrase
    head = phrases.head_of(phrase)
    return head if head and (head in _SPANS or deeds.wants_object(phrase.removesuffix(head))) else ""


_SPANS = frozenset(("为期", "历时", "价值"))


def without_head(phrase: str) -> str:
    """`phrase` without the noun of measure at its end: 猕猴桃综合产值 → 猕猴桃."""
    return phrase.removesuffix(phrases.head_of(phrase[1:]))


def is_noun_phrase(phrase: str) -> bool:
    """Whether nothing is said in `phrase`: nouns, names and what modifies them."""
    words = phrases.tagged(phrase)
    return (
        bool(words)
        and phrases.is_nominal(*words[-1])
        and all(phrases.is_nominal(*w) or w[1] == "v" or w[0] == "新" for w in words)
    )


def without_rate(owner: str) -> str:
    """What a rate is a rate of: an amount is never a rate's own (管网改造竣工率 + 完成投资 → 管网改造完成投资)."""
    if not owner.endswith("率") or len(owner) <= 4:
        return owner
    rest = owner[:-3].rstrip("、和及")
    return rest if len(rest) > 1 else ""  # 开、复工率79%，完成投资…


def is_told(clause: str) -> bool:
    """Whether a clause only says who tells: 记者从某协会获悉, 数据显示."""
    return _TOLD.search(clause) is not None
