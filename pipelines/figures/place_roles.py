"""The part that a place plays in its clause: what the figures are of, what they are compared with, a partner, a spot.

Belongs here: the words on both sides of a place. Does not belong here: finding places (`figures.regions`) and which
place a figure speaks of (`figures.place_map`).
"""

import re
from dataclasses import dataclass

from pipelines.vocabulary.places import gazetteer

SUBJECT, BASE, PARTNER = "subject", "base", "partner"
ORGANISATION, GOVERNMENT, SCOPE, LOCATIVE, LOCAL = "organisation", "government", "scope", "locative", "local"
BREAKS = frozenset("，。；！？：、\n\t“”《》（）()0123456789,;")
_WHOLES = frozenset(("nation", "world"))
_ABROAD = frozenset(("country", "bloc"))
_TO_SEVERAL = re.compile(r"[对与向同][0-9]+多?个?[“]?(?:共建)?$")  # 对35个“一带一路”共建国家投资

_PERCENT = frozenset("%％")
_ITS_SHARE = re.compile(r"的?[0-9]")
_LONGEST_LIST = 60
_TO_LIST = re.compile(
    r"[对与向同](?:[一-龥]{2,8}(?:（[^（）]{1,20}）)?[、和及与])+(?:中国)?$"
)  # 对欧盟（27国）、韩国和中国香港
_ENDS_LIST = frozenset("、和及与国")
_MANY_COUNTRIES = re.compile(r"(?:、[一-龥]{2,8})*等[0-9]+多?个(?:国家|国际|经济体)")  # 沙特、阿联酋等14个国家的代表
_LISTS = frozenset("、等")
_OUTSIDE = frozenset(("810000", "820000", "710000", "X-GAZA", "X-WESTBANK"))
# 以不到全国4%的土地，创造了全国近1/4的产值: shares of the whole that is named, held by another.
_SHARE_OF = re.compile(
    r"(?:近|约|超过?|不到|不足|逾)?(?:[0-9.]+[%％]|[0-9]+/[0-9]|[一二三四五六七八九十百千]+分之|[一二三四五六七八九]成)"
)
_TAKES_SHARE = re.compile(
    r"(?:不到|不足|不及|[以用凭占]|(?:创造|贡献|承载|集聚|聚集|汇聚|养活|生产|提供|完成|支撑|吸引|拥有)了?)[约近]?\Z"
)
_OF_BASE = re.compile(r"(?:[、和与][一-龥]{2,8})*[一-龥]{0,12}的[0-9]")  # 是甲市、乙市人均收入的29%
_TRAIN = re.compile(r"）?(?:国际|货运|方向|跨境|冷链)*(?:班列|航线|专列)")  # 中欧、南亚班列120列
_LINE = re.compile(
    r"(?:特高压|直流|交流|输电|高铁|高速|铁路|客专|城际|公路|管道|航线|班列|通道|段)"
)  # 乌蒙至广东特高压
_WORLD_EVENT = re.compile(r"[一-龥]{0,6}?(?:大会|峰会|论坛|博览会|大赛|锦标赛|运动会|会议|展览会)")
_PART_OF_COUNT = re.compile(r"(?:国家)?[一-龥]{0,8}占")  # 参展企业500家，其中东盟国家企业占60%
_CONTRIBUTION = re.compile(r"[一-龥]{0,10}的?贡献")  # 对全国经济增长的贡献率: another's
_FIRST_LOT = re.compile(r"首批[0-9]")  # 全省首批60部: a count of the province's own


_WORDS = gazetteer().words
_BESIDE = ("与", "从", "向", "携手", "联合")
_SAYING = ("表示", "介绍", "说", "称", "宣布", "指出", "透露", "告诉", "强调")  # 司长28日在北京表示: where it is told
_COMING = ("来自", "来自国内和", "来自国内及")  # 来自全球47个国家的: whence the counted come, who owns them is not said
_ACTS_ON = (
    "推动",
    "促进",
    "引领",
    "服务",
    "维护",
    "推进",
    "助力",
    "支撑",
    "影响",
    "完善",
    "稳定",
    "畅通",
    "参与",
    "应对",
    "改善",
    "面向",
    "适应",
    "融入",
    "提振",
    "对",
)
_REACHING = ("覆盖", "辐射", "面向", "惠及")  # 覆盖中部地区4亿人口: whom it reaches
# Before the ends of a line: 北起银川, 南至兰州.
_ENDS = (*(f"{side}{verb}" for side in "东南西北" for verb in "起至达"), "起于", "止于", "起自", "途经")
# The last characters of all words before a place that tell its part, and the first of those behind it.
_ENDS_BEFORE = frozenset(
    word[-1]
    for word in (
        *_WORDS.comparing,
        *_WORDS.staging,
        *_WORDS.partnering,
        *_WORDS.locating,
        *_BESIDE,
        *_ENDS,
        *_REACHING,
        "是",
    )
)
_BEGINS_BEHIND = frozenset(word[0] for word in (*_WORDS.partly, *_WORDS.first, *_WORDS.ranking))
# The first characters of what the expressions above match, and the last of what _TO_SEVERAL does.
_BEGINS_SHARE = frozenset("近约超不逾.0123456789一二三四五六七八九十百千")
_BEGINS_TRAIN = frozenset("）国货方跨冷班航专")
_ENDS_SEVERAL = frozenset("0123456789多个“建")


@dataclass(slots=True)
class Place:
    """A place named in the text: where, which, and the part it plays (see the constants above).

    `name` is the short name of the gazetteer, or the word itself for a deictic not yet resolved. `compared` says that
    a word of comparison stands directly before. `level` of a deictic is the level of the place it stands for.
    """

    start: int
    end: int
    name: str
    code: str | None
    level: str
    kind: str
    role: str = SUBJECT
    compared: bool = False


def role_of(text: str, start: int, end: int, kind: str, code: str | None) -> tuple[str, bool]:
    """The part that a place plays, from the characters on both sides, and whether it is compared with."""
    before = text[max(0, start - 4) : start] if text[start - 1 : start] in _ENDS_BEFORE else ""
    if before and before.endswith(_WORDS.comparing):
        return BASE, True
    if before and before[-1] == "是" and _OF_BASE.match(text, end):
        return BASE, True
    is_whole = kind in _WHOLES
    follow = text[end : end + 1]
    if (
        follow in _BEGINS_SHARE
        and (is_whole or kind == "deictic")
        and _SHARE_OF.match(text, end)
        and _TAKES_SHARE.search(text[max(0, start - 5) : start])
    ):
        return BASE, True
    parts_whole = is_whole or kind == "deictic"
    if parts_whole and text[start - 2 : start - 1] in _PERCENT and _ITS_SHARE.match(text, end):
        return BASE, True  # 占全省的61%、全国的7%
    if is_whole:
        if kind == "world" and text.endswith(_ACTS_ON, 0, start):
            return SCOPE, False  # 推动全球陶瓷业发展
        if text[start - 1 : start] == "对" and _CONTRIBUTION.match(text, end):
            return SCOPE, False
        if follow.isdigit() and not (kind == "world" and before[-1:] == "与"):
            return (
                SCOPE if text.endswith(_COMING, 0, start) else SUBJECT
            ), False  # 全国31个省份; not 与全球190多个国家
        if (kind == "world" or text.startswith("国际", end)) and _WORLD_EVENT.match(text, end):
            return SCOPE, False
        ranked = follow in _BEGINS_BEHIND and text.startswith(_WORDS.ranking, end)
        return (SCOPE if ranked or before.endswith(_WORDS.staging) else SUBJECT), False
    if kind == "water" and text[start - 1 : start] == "沿":
        return SCOPE, False  # 在吉林，沿松花江的29个项目
    follows = follow in _BEGINS_BEHIND
    if (
        follows
        and kind not in ("admin", "country")
        and text.startswith(_WORDS.first, end)
        and not _FIRST_LOT.match(text, end)
    ):
        return SCOPE, False
    if kind in _ABROAD or code in _OUTSIDE:
        if follow in _BEGINS_TRAIN and _TRAIN.match(text, end):
            return PARTNER, False
        if text.endswith("其中", 0, start) and _PART_OF_COUNT.match(text, end):
            return PARTNER, False
        lead = text[max(0, start - 9) : start]
        if before.endswith(_WORDS.partnering) or ("对" in lead and not BREAKS.intersection(lead[lead.rfind("对") :])):
            return PARTNER, False
        if lead[-1:] in _ENDS_LIST and _TO_LIST.search(text[max(0, start - _LONGEST_LIST) : start]):
            return PARTNER, False
        if follow in _LISTS and _MANY_COUNTRIES.match(text, end):
            return PARTNER, False
        if lead[-1:] in _ENDS_SEVERAL and _TO_SEVERAL.search(lead):
            return PARTNER, False
    if follows and text.startswith(_WORDS.partly, end):
        return LOCAL, False
    if before:
        if before[-1] in "至到" and _LINE.match(text, end):
            return SCOPE, False
        if before.endswith(_ENDS):
            return PARTNER, False
        if before.endswith(_REACHING):
            return SCOPE, False
        if before.endswith(_WORDS.locating):
            return (SCOPE if text.startswith(_SAYING, end) else LOCATIVE), False
        if before.endswith(_BESIDE):
            return PARTNER, False
    return SUBJECT, False
