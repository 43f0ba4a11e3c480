"""Cuts from a phrase what is no part of the thing measured: connectives, verbs of amount, notes, what leads the noun.

Belongs here: trimming, and telling a noun of measure (总投资) from a thing. The words stand in
`vocabulary/relational_heads.csv` and `vocabulary/subject_words.csv`. Does not belong here: finding the phrase
(`subjects.py`), and place and time, which other columns carry.
"""

import re

import rjieba

from pipelines.figures import phrases
from pipelines.figures.phrases import RELATIONAL, WORDS

_LEADS, _TAILS = WORDS["lead"], WORDS["tail"]
EDGE = "、，,；;：: 　的了—"
_CLASSIFIERS = frozenset("个座条家支艘辆台栋处片款位")
_SAID_BEFORE = frozenset(("数字", "数据", "指标"))  # 这个数字: of what was just said
_CONNECTIVE = re.compile(r"(?:其中|此外|同时|另外|目前|据悉|特别是|尤其是)[，,：:]?|[一二三四五六七八九十]{1,2}是")
_BEGINS_CONNECTIVE = frozenset("其此同另目据特尤一二三四五六七八九十")
_GLUE = frozenset("达为超约近至比较过升降有")  # the last characters of all that _GLUED cuts off
_GLUED = re.compile(
    r"(?<=[率量额数值重度资模积面比])[达为超约近至比较过升降]$|(?<=..)(?<![雷直到马发抵表送传通腾下转])达$|(?:总计|合计|中约|内约|其中)有$"
)
_PACED = re.compile(
    r"^(?:日均|年均|月均|单日)[一-鿿]{1,5}[量额数次率]$|^累计[一-鿿]{1,3}[量额数次率]$|^(?:日均|累计)开行$"
)
_NOTE = re.compile(
    r"按(?:可比|不变|现行|同)(?:价格?|口径)(?:计算|核算)?|扣除价格(?:变动)?因素(?:的?影响)?(?:后|，)?|扣除[^，,]{2,12}后|[（(](?:下同|含[^（）()]*|不含[^（）()]*|以下[^（）()]*)[)）]"
)
_PER_EACH = re.compile(
    r"(?:(?<=[一-鿿]{2})|^)"
    r"(?:每[百千万]{0,2}(?:[份人次家户亩吨件台辆天日周月年秒斤头度张股桶位名升]|平方公里|公里|公斤|平方米|立方米|小时|分钟|个月))+$"
)  # 粮食单产每亩, 标准每人每月
_FROM_ON = re.compile(r"[从自](?:起(?![步点飞草])|开始)[，,]?")  # what a time leaves behind: 从2017年开始
ON_END = re.compile(
    r"(?<=[一-鿿]{2})连续第[一二三四五六七八九十]+(?:个?[年月周季]度?|次)$|“[一-鿿]{1,3}连[增丰升涨降跌]”$"
)  # 转移支付连续第四年, 粮食生产“八连增”
_BEGINS_MEASURE = frozenset("总累全年日平合完实新预计共项月单")  # the first characters of _PREFIXES and _PACED
_PREFIXES = re.compile(r"^(?:总|累计|全年|年均|年度|年|日均|月均|平均|合计|完成|实现|新增|预计|计划|共|全部|项目)+")
# The first and last characters of what `trim` cuts off, so that most phrases need no segmentation.
_CUT_BEFORE = frozenset(word[0] for word in _LEADS).union(EDGE, "）)”》")
_CUT_BEHIND = frozenset(word[-1] for word in _TAILS).union(EDGE, "（(“《", "达为超约近至比较过升降有")
# What leads a noun and only says what it consists of, or where it lies: 以云计算等为主的新兴业务, 位于园区内的厂房.
_LED_BY = re.compile(
    r"(?:以[^，。；]{1,30}?为(?:主体?|代表|龙头|重点|引领|主导)(?:、[^，。；的]{2,10})?|(?:位于|地处|坐落[于在])[^，。；的]{2,24})的(?=[^，。；]{2})"
)
_GRADED = re.compile(r"[较最更占增]")


def trim(phrase: str) -> str:
    """`phrase` without leading connectives and trailing verbs of amount (累计达, 分别为, 增长), word by word."""
    if "（" in phrase or "按" in phrase or "(" in phrase or "扣除" in phrase:
        phrase = _NOTE.sub("", phrase).replace("（）", "")
    if "从" in phrase or "自" in phrase:
        phrase = _FROM_ON.sub("", phrase)
    if "连" in phrase:
        phrase = ON_END.sub("", phrase)
    phrase = phrase.strip(EDGE)
    if phrase[:1] in ("（", "(") and phrase[-1] in "）)":
        return ""
    if "每" in phrase:
        phrase = _PER_EACH.sub("", phrase)
    if "——" in phrase:
        phrase = phrase.rpartition("——")[2]
    one = phrase[:1] in ("一", "这") and phrase[1:2] in _CLASSIFIERS and len(phrase) > 3
    if one and (phrase[0] == "一" or not (phrase[2:] in _SAID_BEFORE or is_relational(phrase[2:]))):
        phrase = phrase[2:]  # 一座装机20万千瓦的电站, 这个保护带总面积
    if phrase[:1] in _BEGINS_CONNECTIVE and (led := _CONNECTIVE.match(phrase)):
        phrase = phrase[led.end() :]
    if "的" in phrase and phrase[0] in "以位地坐" and (led := _LED_BY.match(phrase)):
        phrase = phrase[led.end() :]
    if not phrase:
        return phrase
    if phrase.endswith(phrases.RATIOS):
        return phrase
    if phrase[-1] in _CUT_BEHIND or phrase[0] in _CUT_BEFORE:
        words = rjieba.cut(phrase)
        first, last = 0, len(words)
        while last > first and (words[last - 1] in _TAILS or words[last - 1] in EDGE or words[last - 1] in "（(“《"):
            if words[last - 1] == "比" and words[last - 2 : last - 1] == ["占"]:
                break
            last -= 1
        if last > first and len(words[last - 1]) > 2 and words[last - 1][-2:] in _TAILS:
            words[last - 1] = words[last - 1][:-2]  # 食品 | 价格上涨: the segmenter's one word
        while first < last and (words[first] in _LEADS or words[first] in EDGE or words[first] in "）)”》"):
            first += 1
        phrase = "".join(words[first:last]).strip(EDGE)
        if phrase[-1:] in _GLUE:
            phrase = _GLUED.sub("", phrase)
        phrase = _PER_EACH.sub("", phrase) if "每" in phrase else phrase
    if phrase[:1] == "在" and is_relational(phrase[1:]):
        return phrase[1:]  # 在海拔4600米的县城
    return _owned(phrase)


def _owned(phrase: str) -> str:
    """The thing itself where a relative clause leads it: 占比较大的汽车制造业 → 汽车制造业."""
    at = phrase.rfind("的")
    if at < 4 or "对" in phrase[:at] or len(phrase) - at < 4 or not _GRADED.search(phrase, 0, at):
        return phrase
    if is_relational(phrase[at + 1 :]):
        return phrase
    tagged = rjieba.tag(phrase[max(0, at - 6) : at])
    return phrase[at + 1 :] if tagged and tagged[-1][1][0] == "a" else phrase


def is_relational(phrase: str) -> bool:
    """Whether `phrase` measures something it does not name: 总投资, 累计开行量, 增速."""
    if phrase in RELATIONAL:
        return True
    if phrase[:1] not in _BEGINS_MEASURE:
        return False
    bare = _PREFIXES.sub("", phrase)
    return not bare or bare in RELATIONAL or is_paced(phrase)


def is_paced(phrase: str) -> bool:
    """日均办理量, 累计开行: so much a day or in all, of something said before."""
    return _PACED.match(phrase) is not None
