"""What kind of measurement a figure is, its sign, whether it is a target, and what it is compared with.

Belongs here: the words of the clause that say level, growth, change, share, rate or average. The words of change
stand in `vocabulary/change_words.csv`. Does not belong here: the thing measured (`subjects.py`).
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from pipelines.figures.quantities import Quantity
from pipelines.vocabulary import VocabularyError, read_rows


def _load() -> dict[str, tuple[str, str]]:
    words = {}
    for row in read_rows("change_words.csv", ("word", "sign", "kind")):
        if row["sign"] not in "+-0" or row["kind"] not in ("rate", "amount", "both", "level", "gap"):
            raise VocabularyError(
                f"change_words.csv: {row['word']}: sign must be + - 0, kind rate, amount, both, level or gap"
            )
        words[row["word"]] = (row["sign"], row["kind"])
    return words


_CHANGE = _load()
_BY_LENGTH = sorted(_CHANGE, key=len, reverse=True)
_CHANGE_WORD = re.compile("|".join(map(re.escape, _BY_LENGTH)))
# Between a word of change and its figure: 增长了约, 分别下降, 增幅达到, 提高到.
_BRIDGE = re.compile(
    r"(?:）|（[^（）]{1,30}）)?(?P<to>[到至为成])?(?:了|幅度|速度|率)?(?P<to2>[到至为])?(?:是|达到?|均|都|将|可|近|超|逾|仅|各|大约|平均|超过|不低于|"
    r"控制在|在|保持|实现|望(?<=有望)|力争|共|[:：的（(]|\s){0,4}(?:分别)?(?:达到?|为|是|约|超|近|超过)?$"
)
_SHARE = re.compile(
    r"为[^，,为]{2,10}的$|占(?![线道领用据有全]|地(?![方区]))|占全|占据|占有|占地(?=.{0,4}比)|占比|比重|份额|占有率|构成比|占了"
)
_RATE = re.compile(
    r"(?:率|比例|进度|水平|得分率|强度|指数|满意度|集中度|复工度|完整度|知晓度|成熟度|覆盖面|密度|系数|化水平|达标比|优良天数比|幅度)(?:已经?|也|都)?(?:[一-鿿（）()“”]{0,6}(?:达到?|为|是|超|超过|在|约|至|到|近|过|突破|保持|稳定|提高|提升|升|降|高|低|均)[一-鿿]{0,6})?$"
)
_INDEX = re.compile(r"(?:指数|PMI)(?:（[^（）]*）)?[^，,；。占率比]{0,10}(?:，[^，,；。占率比]{0,10})?$")
_RATE_AFAR = re.compile(r"率[一-鿿（(]{0,8}$|(?:率|水平|进度)(?:将|已|也|均|预计将?)?[由从][^，,。；;]{0,14}$")
_RATIO_BEFORE = re.compile(
    r"(?:比(?:值|例)?(?:[由从](?:[^，,。；;]{1,6}的)?|[为是达]|缩小|[降升]|扩大)|(?:倍差|比值)(?:[由从为是达]|缩小|[降升]|扩大)?)[到至为]?$"
)
_GROWTH_NOUN = re.compile(
    r"经济增长[一-鿿]{0,6}(?:[降升]|放缓|加快|回落|回升|提高)至[一-鿿]?$|(?:增速|增幅|涨幅|升幅|降幅|跌幅|(?<!自然)增长率|增长速度|减幅|(?:增长|上涨|升值|上升|提高)幅度)(?!高于|低于|快于|慢于|高出|比|较)[一-鿿（]{0,8}$"
)
_IS_OF = re.compile(
    r"是[^，,是]{2,12}的$|完成了?[^，,占由从]{2,12}的$|完成[年全预季]?[度年期]?(?:目标|计划|任务|预算)+$"
    r"|^[^，占]{0,6}(?:目标|计划|任务|预算)+的$"
)
_RATIO_OF = ("之比", "之比为", "之比达", "之比达到")
_BEYOND = re.compile(r"(?:好于|优于|高于|低于|快于)[^，,、]{2,8}(?<![为达到])$")
_RATE_BEHIND = re.compile(r"的[一-鿿]{0,6}(?:率|关税|税(?![一-鿿]))")
_THAN = re.compile(r"[比较][^，比较占]{1,10}$")
_RATE_NOUN = re.compile(r"增速|增幅|涨幅|升幅|增长率")
_GROWTH_BEHIND = re.compile(
    r"(?:左右|以上)?的?(?:较?快|高速?|两位数|平均|稳定|年均|中高速|强劲|快速|显著|大幅|持续|同比)*(?:增[长速幅](?![到至])|速度|[涨升]幅)|的(?:提升|提高|上升|上涨)(?!空间)|的[一-鿿]{1,6}(?:增[速幅]|[涨升]幅)"
)
# What stands behind the share of a whole: 30%的企业, 60%来自…
_PARTS_BEHIND = re.compile(r"的?份额|的(?:比重|比例|企业|人|受访|产品)|来自|以上的|由|是|属于")
_FALL_BEHIND = ("的降幅", "的跌幅", "的下降", "的降低", "的减少", "的下滑")
_YEARLY_GROWTH_BEHIND = re.compile(r"(?:左右|以上)?的[一-鿿]{1,5}增长")
_RECOVERED = re.compile(r"恢复[到至][^，,]{0,12}$|相当于[^，,]{0,12}$")
_FALL_NOUN = re.compile(r"(?:降幅|跌幅|减幅|下降率)(?!.*(?:收窄|扩大|缩小))[一-鿿]{0,6}$")
_AVERAGE = re.compile(
    r"[人日户亩月年场村校床县镇店社班车生师次单企]均|平均|每[一-鿿百千万]{0,5}(?![年月日天]来)|均价|单价|单产|亩产|单店"
)
_PER_HEAD = re.compile(r"[人户亩]均")
_CUMULATIVE = re.compile(
    r"累计|总计|合计|共计|总共|一共|历年|迄今|共(?<!公共)(?!建|同|享|有产|和|识|青|产|创|商|赢|生|办|治|育|体|性|鸣)"
)
_NEW = re.compile(
    r"新增(?![长量值])|净增|新认定|新培育|新设(?!备|施|计|想)|增设|新登记|新注册|多增|少增|新引进|新签|新开|新建(?!设|筑|商品|住宅|住房|房)"
)
_NEW_EACH = re.compile(r"[日月年周]均新")
_COMPARED = re.compile(r"(?:[同环]比|[比较][^，,比较]{1,14})(?<![至最不许很])(多|少)[一-鿿]{0,2}$")
# A verb of change with its object before the amount: 压减产能超过200万吨.
_DEED = re.compile(
    r"(增加|减少|压减|削减|缩减|压缩|降低|缩短|精简|提高|上调|下调|调高|调低|调降)(?![值到至了的为])[^，,、；;。到至等]{1,14}$"
)
# Each alternative begins with a plain character: the search then skips along by first characters alone.
_TARGET = re.compile(
    r"力争|争取(?=到|在|实现|达|完成|突破|增长|新增|用|建成)|预期目标(?<![于过成现了]....)(?!区间|范围)|主要目标|目标[为是：:]|目标任务[为是：:]|预期[为增]|的目标(?!区间|人群|客户|市场|价)|预计(?!数)|计(?<!比计)划(?=新|建[成设]|投(?!资的)|总|安排|完成|实现|于|在|到|用|今年|全年|明年|引进|开[工展]|改造|招|培|年内|购|再|举办|发放|实施|推出|打造|新增|建造|开行)|"
    r"规划(?:到|总投资|新建)|拟(?:建|投|引|新|于|用|招|定|安排|投入|设)|"
    r"将(?<!即将)(?=(?:再|陆续|继续|进一步|重点|全面)?(?:达|超|突破|推动|建|新[建增]|完成|实现|增[至加到长]|投|提[升高供]|形成|培[育训]|下?降|上[升涨]|回[升落]|减|开|带动|安排|打造|改造|发放|募集|招|引进|吸引|组织|启动|支持|新|为|有|推出|举办|在|于|累计|创造))|"
    r"有望|[到至](?<!截.)(?P<year>20[2-9][0-9])年(?:底|末|前)?[，,]?[^。；;]{0,14}(?:力争|要|将|达到|基本(?=建|实|形|完|消|达))|确保(?=[^。；;，,]{0,20}(?:以上|达|不低于|增长|新增|完成|左右|控制|稳定))|要(?<![需主重必只还不紧次首摘简概显]要)(?=再?(?:达到|完成|新增|实现|建成|确保|投入|新建|培育|打造|改造|重组|建设|开展|力争|培养|引进|启动|推出|提高|降低|扩大|增加|减少))|必须(?=达到|完成|新增|实现|建成|确保)|建成后|投产后|达产后|建成投产后"
)
_TARGET_SECTION = re.compile(
    r"目标|(?:主要|重点|工作|下一步)[^，,]{0,4}任务|打算|安排|工作部署|重点工作|工作要求|主要工作|总体要求|(?<![于及超合])预期|今年工作|明年"
)
NEWS = re.compile(r"[0-9][余多]?[万亿]*(?:元|[个家项件人户条场]|%|％)")  # 国家安排1亿元支持救灾: the heading of news
_ENDS_PLAN = re.compile(r"[；;。！？]|已(?!建)|了(?!解)|累计|去年以来|今年以来")
_TARGET_BEHIND = ("的目标", "的预期目标", "左右的目标", "的任务")
_REVIEW_SECTION = re.compile(r"回顾|成就|完成情况|进展|执行情况|成效|取得")
_BEGINS_BASE = re.compile(r"[按同环比较]")
_BASE = re.compile(
    r"(?:按可比口径)?(?:同比|环比|同口径|比上年同期末?|较上年同期末?|比上年末?|较上年末?|比去年同期|较去年同期|比去年底?|较去年底?|比上月末?|较上月末?|比年初|较年初|"
    r"比上一年|较上一年|比上年度|比上年同口径|较上季度|比上季度|比前一年|比同期|较同期|"
    r"[较比](?:[12][0-9]{3}年)(?:同期|底|末|[0-9]{1,2}月末?|年末)?|[较比](?:[“”十一二三四五]{3,5})(?:末|期末|时期|前)?|[较比](?:全国|全省|全市|整体|全部|规划|五年前|十年前|改革前|[0-9一二三四五十]+年前)[一-鿿]{0,6}(?=[高低快慢提升]))"
)
_JOINTS = ("、", "和", "与", "及", "以及")
_TELLS_PLAIN = frozenset("均每单亩计共历迄")  # whatever _AVERAGE or _CUMULATIVE matches holds one of these
_PRICE = re.compile(r"按(?:可比价格?|不变价格?|现价|现行价格)(?:计算|核算)?|可比价格?|不变价格?|扣除价格因素|现价")


@dataclass(slots=True)
class Sense:
    """The sense of a figure: measure, sign (−1 for a fall) and whether words of change govern it."""

    measure: str
    sign: int = 1
    governed: bool = False
    levelled: bool = False


def change_before(cue: str) -> tuple[str, str, bool, int] | None:
    """The word of change that governs what follows `cue`: (sign, kind, whether it leads to a level, its start)."""
    last = None
    for match in _CHANGE_WORD.finditer(cue):
        last = match
    if last is None:
        return None
    bridge = _BRIDGE.match(cue, last.end())
    if bridge is None:
        return None
    if cue.endswith("自然", 0, last.start()):
        return None  # 自然增长率 is a rate of the people, no growth of anything
    sign, kind = _CHANGE[last[0]]
    to = kind == "level" or bridge["to"] in ("到", "至", "成") or bridge["to2"] in ("到", "至")
    to = to or (kind == "both" and bridge["to"] == "为" and len(last[0]) > 1)
    if (
        last[0] in ("增", "减", "升", "降", "涨", "跌", "高", "低", "快")
        and last.start()
        and _inside_word(cue, last.start(), last.end())
    ):
        return None
    return sign, kind, to, last.start()


_COMPOUNDS = re.compile(
    r"(?:新|更|最|提|较|很|超|越)?(?:高|低|快)(?:铁|新|端|速|校|技|等|质|层|效|品|原|压|空|温|度|清|标|级|中|保|碳|收|龄|值|值)|增值|减税|涨价|升级|升学|降水|降雨|降级|降温|降费|增设|增绿|增发|增量|减灾|减量|升温|最[高低]|提高|降本|跌宕|升船|快递|快速|新高"
)


def _inside_word(cue: str, start: int, end: int) -> bool:
    compound = _COMPOUNDS.search(cue, max(0, start - 1))
    return compound is not None and compound.start() < end


def sense(quantity: Quantity, cue: str, left: str, right: str, before: Sense | None) -> Sense:
    """What `quantity` measures. `cue` is the clause part before it, `left` the sentence before, `right` what follows.

    `before` is the sense of the figure just before, given where the two stand in one list.
    """
    unit = quantity.unit
    name = unit.unit if unit else None
    change = change_before(cue)
    if not cue.strip("、和与及，,或 ") and before is not None:
        return Sense(before.measure, before.sign, True)
    if name == "大" or (name == "岁" and quantity.relation in ("le", "ge")):
        return Sense("level")  # 标准提升四大行动, 提高3岁以下婴幼儿照护标准
    deed = _DEED.search(cue)
    if name in ("个百分点", "个基点"):
        sign = -1 if change and change[0] == "-" else 1
        if not change and deed:
            sign = -1 if _CHANGE[deed[1]][0] == "-" else 1
        elif not change and before and before.measure == "change":
            sign = before.sign
        return Sense("change", sign, True)
    if unit is None and change and not change[2] and change[1] != "gap" and not quantity.steps and not quantity.ratio:
        return Sense("change", -1 if change[0] == "-" else 1, True)  # 收入比2.3，比上年缩小0.02
    if name in ("%", "‰", "倍", "番") or (unit is None and _is_fraction(quantity)):
        return _ratio(quantity, name, cue, left, right, change, before)
    if name is not None and name.startswith("/"):
        return Sense("rate")
    if ("多" in cue or "少" in cue) and (compared := _COMPARED.search(cue)):
        return Sense("change", -1 if compared[1] == "少" else 1, True)
    if deed:
        return Sense("change", -1 if _CHANGE[deed[1]][0] == "-" else 1)
    if unit is not None and unit.dimension != "duration" and _BEYOND.search(cue):
        return Sense("change", 1, True)  # 好于年度目标3微克/立方米
    if change and not change[2] and change[1] in ("both", "amount", "gap") and unit is not None:
        if change[1] == "gap":
            return Sense("change" if cue.endswith(("高", "低", "高出", "多", "少")) else _plain(cue), 1)
        return Sense("change", -1 if change[0] == "-" else 1, True)
    inside = (
        unit is not None
        and unit.dimension != "count"
        and "一" <= right[:1] <= "鿿"
        and right[0] not in "以左的和与及至到等，"
    )
    if ("新" in cue or "增" in cue) and not inside and _NEW.search(cue):
        return Sense("average" if _NEW_EACH.search(cue) or "平均" in cue else "change")
    if unit is not None and unit.dimension == "duration" and cue.endswith("连续"):
        return Sense("level")
    if unit is None and _RATIO_BEFORE.search(cue):
        return Sense("rate")  # 城乡收入比由2.4降至2.2
    measure = _plain(cue)
    if measure == "level" and before is not None and before.measure == "cumulative":
        measure = "cumulative"  # 累计创建产业园31个、示范区25个
    if (
        measure == "level"
        and before is not None
        and cue.startswith(_JOINTS)
        and before.measure in ("change", "average")
    ):
        if "总" in cue:
            return Sense("level")  # 净增企业175户、总数达到665户
        return Sense(before.measure, before.sign)  # 新增学位3万个、托位2千个; 每百户家庭汽车52辆、电动车88辆
    return Sense(measure, levelled=bool(change and change[2]))


def second_end(first: Sense, cue: str) -> Sense:
    """The sense of a pair's second end: the first's, unless its own words turn it (由下降4%转为增长2%)."""
    change = change_before(cue)
    turned = change is not None and not change[2] and change[1] != "gap"
    return Sense(first.measure, first.sign if not turned or change is None else -1 if change[0] == "-" else 1, True)


def _is_fraction(quantity: Quantity) -> bool:
    return quantity.ratio or (quantity.value is not None and 0 < quantity.value < 1)


def _plain(cue: str) -> str:
    if _TELLS_PLAIN.isdisjoint(cue):
        return "level"
    if _AVERAGE.search(cue):
        return "average"
    return "cumulative" if _CUMULATIVE.search(cue) else "level"


def _ratio(
    quantity: Quantity,
    name: str | None,
    cue: str,
    left: str,
    right: str,
    change: tuple[str, str, bool, int] | None,
    before: Sense | None,
) -> Sense:
    """Percentages, multiples and fractions: growth, share or rate."""
    if change and not change[2] and change[1] != "gap":
        noun = cue[: change[3]]
        if change[1] != "amount":
            falls = change[0] == "-" or bool(_FALL_NOUN.search(cue))
            return Sense("growth_rate", -1 if falls else 1, True) if not _ends_with_share(noun) else Sense("share")
    if change and change[1] == "gap" and name == "%" and _THAN.search(cue, 0, change[3]):
        return Sense("growth_rate", -1 if cue[change[3]] in "低慢" else 1, True)  # 比前一周高48%
    if quantity.negative and name == "%" and cue.endswith(("（", "(", "同比", "环比")):
        return Sense("growth_rate", 1, True)
    if cue.endswith(("（", "(")) and _RATE_NOUN.search(left) and not _SHARE.search(left):
        return Sense("growth_rate", 1, True)
    if _GROWTH_NOUN.search(cue):
        return Sense("growth_rate", -1 if _FALL_NOUN.search(cue) else 1, True)
    if _GROWTH_BEHIND.match(right) or ("年均" in cue and _YEARLY_GROWTH_BEHIND.match(right)):
        return Sense("growth_rate", 1, True)
    if right.startswith(_FALL_BEHIND):
        return Sense("growth_rate", -1, True)
    if _RECOVERED.search(cue):
        return Sense("rate", levelled=True)
    if name == "%" and not _SHARE.search(cue) and (deed := _DEED.search(cue)):
        return Sense("growth_rate", -1 if _CHANGE[deed[1]][0] == "-" else 1, True)
    if name == "番":
        return Sense("growth_rate", 1, True)
    if name == "倍":
        return Sense("rate")
    if _SHARE.search(cue) or cue.endswith("中"):
        return Sense("share")
    if _IS_OF.search(cue) or cue.endswith(_RATIO_OF):
        return Sense("rate")  # 中位数是平均数的83%, 完成全年任务的57%
    if name == "%" and _INDEX.search(left):
        return Sense("level")  # 采购经理指数（PMI）为49.3%
    if _RATE.search(cue):
        return Sense("rate")
    if _PARTS_BEHIND.match(right):
        return Sense("share")
    tail = left[-60:]
    if right[:1] == "的" and cue.strip("、和与及，, ") and not (_RATE.search(tail[-14:]) or _RATE_AFAR.search(tail)):
        return Sense("rate" if _RATE_BEHIND.match(right) else "share")  # 贡献了全市90%以上的税收
    if cue in ("到", "至", "达", "达到") and not _SHARE.search(tail):
        return Sense("rate", levelled=True)  # 毛利率下降0.5个百分点到20.3%
    if change and change[2]:
        return Sense("share" if _SHARE.search(tail) else "rate", levelled=True)
    if before is not None:
        return Sense(before.measure, before.sign)
    if quantity.ratio:
        return Sense("rate")  # 车桩比达到2:1
    return Sense("rate" if _RATE.search(tail[-14:]) or _RATE_AFAR.search(tail) else "share")


def _ends_with_share(noun: str) -> bool:
    """占比提高2%: still a growth of the share, but 比重上升至 is one."""
    return False if not noun else noun.endswith(("占", "占到"))


@lru_cache(maxsize=8)
def _plans(section_title: str) -> bool:
    """Whether a section tells of what is to be done; its sentences ask one after another."""
    if _REVIEW_SECTION.search(section_title) or NEWS.search(section_title):
        return False
    return _TARGET_SECTION.search(section_title) is not None


class Targets:
    """The words of one sentence that make what follows them a plan or an expectation."""

    def __init__(self, sentence: str, section_title: str | None, published_on: date | None) -> None:
        self._sentence = sentence
        year = published_on.year if published_on else 0
        self._ends = [m.end() for m in _TARGET.finditer(sentence) if int(m["year"] or year) >= year]
        self._list = next((at for at in self._ends if "：" in sentence[at - 1 : at + 2]), len(sentence))
        self._published_on = published_on
        self._section = section_title is not None and _plans(section_title)

    def hold(self, start: int, end: int, period_end: date | None) -> bool:
        """Whether the figure at sentence[start:end] is planned or expected, not an outcome."""
        if period_end is not None and self._published_on is not None and period_end.year > self._published_on.year:
            return True
        if self._section or self._sentence.startswith(_TARGET_BEHIND, end):
            return True
        if start >= self._list:
            return True  # 主要预期目标是：…；…；…
        before = [at for at in self._ends if at <= start] if self._ends else []
        return bool(before) and _ENDS_PLAN.search(self._sentence, before[-1], start) is None


def is_average(subject: str | None) -> bool:
    """Whether the thing measured is a mean by its name, though its own clause does not say so: 其中城镇居民3万元."""
    return subject is not None and "均" in subject and _PER_HEAD.search(subject) is not None


def compared_with(clause: str) -> str | None:
    """The base of a change as said, the last one named: 同比, 比上年, 较2020年."""
    found, at = None, 0
    while (begins := _BEGINS_BASE.search(clause, at)) is not None:
        match = _BASE.match(clause, begins.start())
        found, at = (match[0], match.end()) if match else (found, begins.end())
    return found


def price_basis(clause: str) -> str | None:
    """按可比价格, 按不变价格, 现价 where said."""
    match = _PRICE.search(clause)
    return match[0] if match else None
