"""What a count counts: the noun behind its unit, with the noun before it where the two are one name.

Belongs here: figures whose subject stands behind them. Does not belong here: which clause a subject is taken from
(`naming_rules.py`), and how a phrase is found and trimmed (`subjects.py`).
"""

import re
from collections.abc import Sequence

from pipelines.figures import deeds, following, lists, phrases, subjects, trimming
from pipelines.figures.aligning import Name
from pipelines.figures.kinds import Expression
from pipelines.figures.quantities import Quantity
from pipelines.figures.scope import Scope
from pipelines.pages.model import Passage

_NEW_COUNT = re.compile(r"(?:新增|新建|新开工|新认定|新培育|净增|新设)$")
_ACTING = phrases.WORDS["light"] | phrases.WORDS["clause_verb"]
_MEASURED_OF = frozenset(("生产总值", "地区生产总值", "增加值", "营业收入", "利润总额", "产值", "经济总量"))
_SHORT, _LONGEST_TITLE = 4, 6
_BIG_DEEDS = ("突破", "发现", "转变", "变革", "跨越", "行动", "进展", "创新", "提升")
_UNDERGONE = re.compile(
    r"(?<=..)(?:高质量|健康|快速|加快|绿色|创新|融合)*(?:发展|壮大)$|(?:数字化|智能化|绿色化?|改造)(?:转型|升级)+$"
    r"|转型升级$|提质增效$|做[优大强]做[优大强]$"
)
_STATE_OF = re.compile(r"(?<=..)(?:水质|空气质量|环境质量)[一-鿿]{0,8}$")  # 12条河流水质为优
_REPORTS = re.compile(r"(?<=[团省市委局区县国）])报告(?:新增[一-鿿]{0,6})?$")  # 31个省（自治区、直辖市）报告新增病例…
_ORGANISED = ("家", "户")
_SOMEWHERE = re.compile(r"^在[一-鿿]{1,8}?(?=受伤|死亡|遇难|失踪|被|获救)")  # 9人在避难途中受伤
_COVERS = re.compile(r"覆盖(?:了|到|全[国省市])?(?:超过?|近|约)?$")
_DONE_TO_ALL = re.compile(r"[一-鿿]{2,3}化(?=$|[，。；、])|全?覆盖(?=$|[，。；、])")
_GROWS = re.compile(  # each alternative begins with a plain character: the search skips along by those
    r"保持(?:同比|正?增长|下降)|实现(?:同比|正?增长|下降)|同比|正增长|增长|下降|高于|低于|快于|慢于"
    r"|[较比](?:[上去前]|年初|同期)"
)
_PACES = ("增速", "增幅", "涨幅", "降幅", "增长率")
_COMPOSED = re.compile(r"(?:组成|构成|合并而成|共同组成)(?=[，,。；])")
_CIRCLE = re.compile(r"[一-鿿]{0,4}圈(?!子|定)")  # 15分钟健身圈
_CHANGES = re.compile(r"(?:下降|减少|增[加长]|提[高升]|上升|回落|扩大|缩[减小]|压减|降低|发展)[到至为]")
_NO_SIZES = ("count", "currency", "share", "duration", "fraction")
_THRESHOLD = re.compile(r"(?:关口|台阶|大关|门槛)$")


def of_both(text: str, passage: Passage, drafts: Sequence[Expression], i: int, before: str, scope: Scope) -> Name:
    """The subject of 三批 in 重点任务三批96项: the noun before the two; None where one stands behind (两批96项任务)."""
    last = i + 1
    while last + 1 < len(drafts) and drafts[last + 1].start == drafts[last].end:
        last += 1
    limit = drafts[last + 1].start if last + 1 < len(drafts) else passage.char_end
    quantity = drafts[last].quantity
    assert quantity is not None
    if not before or following.counts_behind(quantity, following.behind(text, drafts[last].end, limit)):
        return Name(None)
    bare = scope.without_place(deeds.stated(scope.without_place(before)))
    deed = bool(i) and drafts[i].clause_start > drafts[i - 1].end and deeds.is_deed(bare)  # 互访考察五批120人次
    is_name = len(bare) > 1 and (deed or subjects.ends_with_noun(bare) or bare[-1] == "》")
    return Name(bare, bare) if is_name else Name(None)


def composing(text: str, draft: Expression, cue: str) -> Name | None:
    """某都市圈由甲、乙、丙3市组成，面积…: the parts are counted, and what follows is about the whole."""
    if not _COMPOSED.match(text, draft.end) or (at := cue.find("由")) < 2:
        return None
    whole = trimming.trim(cue[:at])
    return Name(f"{whole}成员", whole) if subjects.is_noun_phrase(whole) else None


def begun(text: str, drafts: Sequence[Expression], i: int, cue: str, counted: str | None) -> Name | None:
    """160个重大项目已开工150个: how many of those just counted something is done with; None where a thing follows."""
    unit = lists.unit_of(drafts[i])
    if not counted or not cue.startswith(counted) or unit is None or unit != lists.unit_of(drafts[i - 1]):
        return None
    if "一" <= text[drafts[i].end : drafts[i].end + 1] <= "鿿":
        return None
    deed = deeds.stated(trimming.trim(cue[len(counted) :]))
    return Name(f"{counted}{deed}", counted) if deed and deeds.only_deeds(deed) else None


def counted_thing(quantity: Quantity, after: str, whole: bool) -> str:
    """What stands behind a count; people by what befell them: 3人死亡 → 死亡人数."""
    if "的" in after and (owner := phrases.owner(after)):
        return owner
    is_big = quantity.unit is not None and quantity.unit.unit == "大"
    if is_big and len(after) <= _LONGEST_TITLE and after.endswith(_BIG_DEEDS):
        return after  # 十大科学突破
    thing = without_growth(after) or phrases.thing(after, whole=whole and not is_big)
    if not thing and following.counts_behind(quantity, after):
        return after
    head = phrases.head_of(thing)
    if head in _MEASURED_OF and len(thing) > len(head) + 1 and subjects.ends_with_noun(thing.removesuffix(head)):
        return thing.removesuffix(head)  # 57个县（市）生产总值增速快于全省
    thing = _REPORTS.sub("", thing)
    counts = quantity.unit is None or quantity.unit.dimension == "count"
    undergone = _UNDERGONE.search(thing) or (_STATE_OF.search(thing) if counts else None)
    if undergone is not None and subjects.ends_with_noun(thing[: undergone.start()]):
        return thing[: undergone.start()]  # 支持5000家企业高质量发展
    if quantity.unit is not None and quantity.unit.unit in _ORGANISED and head[-1:] in ("量", "额", "率"):
        owner = subjects.without_trailing_verbs(thing.removesuffix(head))
        if len(owner) > 1 and subjects.ends_with_noun(owner):
            return owner  # 6家船企新接订单量进入全球前列
    befell = thing in phrases.WORDS["fate"] or (thing and deeds.only_deeds(thing))  # 3人死亡, 带动3万人就业
    return f"{thing}人数" if is_of_people(quantity) and befell else thing


def without_growth(after: str) -> str:
    """The counted whose measure is told of: 35个行业增加值同比增长 → 行业; else ""."""
    told = _GROWS.search(after)
    head = "" if told is None else phrases.head_of(after[: told.start()])
    owner = after[: told.start() - len(head)] if told is not None and head else ""
    owner = owner.removesuffix(phrases.head_of(owner[1:])) if head in _PACES else owner  # 25个行业利润增速…
    return owner if subjects.ends_with_noun(owner) else ""


def is_of_people(quantity: Quantity | None) -> bool:
    return quantity is not None and quantity.unit is not None and quantity.unit.unit in ("人", "名", "人次")


def doers(after: str) -> str:
    """People counted by what they do, where no noun names them: 8万人上岛 → 上岛人数; else ""."""
    after = _SOMEWHERE.sub("", after)
    if _CHANGES.match(after):
        return ""  # 从923万人下降到372万人
    deed = deeds.predicate(after) or (after if len(after) == 2 and deeds.only_deeds(after) else "")
    return f"{deed}人数" if len(deed) > 1 else ""


def counted(before: str, phrase: str, topic: str | None, scope: Scope, listed: bool) -> Name | None:
    """`phrase` stands behind the unit: what is counted, with the noun before it where the two are one name."""
    if not phrase:
        return None
    if _THRESHOLD.search(phrase):
        owner = scope.without_place(before)
        owner = subjects.without_trailing_verbs(owner) if subjects.has_noun(owner) else ""
        owner = owner if len(owner) > 1 else topic or ""
        return Name(f"{owner}{phrase}", owner or None)
    if new := _NEW_COUNT.search(before):
        return Name(f"{new[0]}{phrase}", phrase)
    if 2 <= len(before) <= 18 and len(phrase) <= 6 and not listed and before[0] not in "此这该本其":
        owner = scope.without_place(before)
        placed = owner != before and len(owner) <= 8 and subjects.has_noun(owner)
        named = placed or (len(before) <= 12 and subjects.ends_with_noun(before))
        acts = any(tag == "p" or word in _ACTING for word, tag in phrases.tagged(before))  # 对全国500个县集贸市场
        if named and not acts and deeds.stated(owner) == owner:
            return Name(f"{owner}{phrase}", f"{owner}{phrase}")
    return Name(phrase, phrase)


_RANKED = re.compile(r"(?:稳?居|位居|保持|排名)?(?:全[国省市球]|世界|亚洲)(?:第|首|前|领先)|(?:领跑|领先|蝉联|霸榜)")


def lasting(owner: str | None, after: str, first: str) -> Name | None:
    """粮食产量连续6年稳定在…: how long what is said of the owner has held; None where the words behind name a thing."""
    if owner and (_RANKED.match(after) or after[0] == "获"):
        return Name(owner, owner)  # 产销量连续14年全球第一, 连续6年获国家激励
    said = deeds.state(after) or deeds.becoming(after) if owner and first != "的" else ""
    return Name(f"{owner}连续{said}", owner) if said else None


def sized(quantity: Quantity, before: str, after: str) -> Name | None:
    """A size inside a name: 某厂12吉瓦时动力电池扩产 → 某厂动力电池扩产."""
    if quantity.unit is None:
        return None
    if quantity.unit.unit == "千伏" and following.names_something(after) and (thing := phrases.thing(after)):
        return Name(thing, thing)  # 张北至胜利1000千伏特高压交流工程
    is_size = quantity.unit.dimension not in _NO_SIZES
    if is_size and before.endswith("配套") and following.names_something(after):
        name = f"{before}{phrases.thing(after)}"
        return Name(name, name)  # 某直流配套200万千瓦光伏基地
    if not 2 <= len(before) <= 6:
        return None
    if not is_size and not _CIRCLE.match(after):
        return None
    if not subjects.ends_with_noun(before) or trimming.is_relational(before) or not following.names_something(after):
        return None
    name = f"{before}{phrases.thing(after)}"
    return Name(name, name)


def behind_size(text: str, draft: Expression, size: Expression, between: str, limit: int) -> str:
    """What a count counts where a size of it stands between: 5个投资超10亿元的项目, 300只国产20英寸倍增管; else ""."""
    counts = draft.quantity is not None and draft.quantity.unit is not None and draft.quantity.unit.dimension == "count"
    sizes = size.quantity is not None and size.quantity.unit is not None and size.quantity.unit.dimension != "count"
    if not counts or not sizes or draft.end + len(between) != size.start or not between:
        return ""
    owned = text[size.end : size.end + 1] == "的"
    if not (owned and (trimming.is_relational(trimming.trim(between)) or len(between) <= _SHORT)) and len(between) > 2:
        return ""
    behind = following.behind(text, size.end, limit)
    return phrases.thing(behind) if following.names_something(behind) else ""


def rate_of(draft: Expression, cue: str, after: str) -> str:
    """The rate that a deed makes of a percentage: 覆盖99%的人口 → 覆盖率, 实现100%国产化 → 国产化率; else ""."""
    unit = draft.quantity.unit if draft.quantity is not None else None
    if unit is None or unit.unit != "%":
        return ""
    if _COVERS.search(cue):
        return "覆盖率"
    done = _DONE_TO_ALL.match(after)
    return f"{done[0]}率" if done else ""


def opens(text: str, draft: Expression, cue: str) -> bool:
    """Whether the noun behind the figure is its own: 、时速400公里高速列车; 筛选提出的8个重大项目."""
    follow = text[draft.end : draft.end + 10]
    if not "一" <= follow[:1] <= "鿿":
        return False
    counts = draft.quantity is not None and draft.quantity.unit is not None and draft.quantity.unit.dimension == "count"
    if cue.endswith(("的", "全部")):
        return counts and not following.is_carried(follow)
    return cue.endswith("、") and following.names_something(follow)
