"""The rules that name one figure, in the order in which they are asked; the first that knows the name gives it.

Belongs here: which of the words around a figure say what it measures. Does not belong here: cutting those words out
(`clause.py`), what their form alone tells (`naming_forms.py`), and lists of figures (`aligning.py`).
"""

import re
from collections.abc import Callable

from pipelines.figures import counting, deeds, following, lists, owners, phrases, subjects, trimming
from pipelines.figures.aligning import EARLIER, Name, member_of, named_earlier, of_same_kind, sibling_of
from pipelines.figures.clause import JOINTS, Clause, is_money
from pipelines.figures.naming_forms import by_form, going_on

_OF_EACH = re.compile(r"(?:平均)?每[百千万]*(?:人|户|名|家|亩|平方公里)")
_SPENT = ("投资", "总投资", "投入")
_BY_RULE = re.compile(r"按[^，]{2,10}(?:计算|测算|核算|口径|统计)")
_OF_AGE = re.compile(r"寿命$|年龄[一-鿿]{0,4}$")
_OF_ISSUE = re.compile(r"(?<=[一-鿿]{2})第[一二三四五六七八九十]+[期批次轮]$")  # 发行第四期150亿元国债
_EVERY = re.compile(r"每(?:[年月日天周]|小时|分钟|秒|个月)")  # 每年吸引上万游客: all of them
_EACH_HAS = re.compile(
    r"每[一-鿿]{1,6}?[都均]?(?:至少)?(?:有|形成|拥有|配备|配有|建成|建有|培育|打造|选派)了?(?:至少)?$"
)  # 每个镇都有2个主导产业
_OF_WHAT = ("价值", "占地面积", "建筑面积", "造价", "年产", "日产", "年处理", "日处理", "装机", "装机容量")
"""What follows the amount has it: 占地面积3万平方米的园区, or without 的."""
_MAKING = ("年产", "日产", "月产")
_THIS_ONE = re.compile(r"(?:这一|一|这个|该|此)(?:比例|数字|数据|比率|指标|占比)")
_THESE = re.compile(r"这[片条座个块处批]$")
_DIRECTIONS = frozenset("东南西北")
_AMOUNT_MEASURES = ("level", "cumulative", "average")
_OF_THEM = ("", "的", "共", "共计", "合计")  # 四批38项, 四批共38项
_AMOUNTS = (*phrases.HEADS, "额", "量", "值", "率")
_DIVISIONS_NAMED = frozenset(("省份", "省区市", "省市", "省区"))
_DIVISIONS = frozenset(("省", "市", "县", "区", "州", "省份", "省区市", "地区"))
_OTHER_DIVISIONS = re.compile(r"（[自治区县市州盟直辖、]{1,8}）")
_IN_FULL = {"省": "省份", "市": "城市"}
_TRADE = frozenset(("进出口", "进出口额", "进出口总值", "出口", "进口", "出口额", "进口额"))
# 新疆已建设…, 电网将投资…: the time of a deed is no part of what is counted.
_DONE_OR_PLANNED = re.compile(
    r"^已经?(?![一-鿿][、和及与])(?=[一-鿿]{2})"
    r"|(?:(?<=[一-鿿]{2})|^)计划(?=(?:总?投资|投入)$|(?:培育|新[建增改]|建[设造]|完成|实施|引进|改造|种植|栽植|投放|安排)[一-鿿]{2})"
    r"|^带动(?=[一-鿿]{2,8}(?:产量|产值|收入|增加值|销售额)$)|(?<=[一-鿿]{2})已经?(?=累计)"
    r"|(?<=[一-鿿]{2})(?:预计|力争|有望|将(?![军帅士领近来要])|拟(?!建))(?:年内)?(?=[一-鿿]{2})"
)
_TELLS_TIME = frozenset("已将拟计预带力有")  # whatever _DONE_OR_PLANNED matches holds one of these
_ACHIEVED = ("完成", "实现", "达成", "完成了", "实现了", "达成了")
_TRADERS = ("企业", "公司", "商户", "主体")
_MOVED = re.compile(r"(?:将|把(?![握关控]))([^，；、比由从]{0,12})$")
_DISTRICT = re.compile(r"(?!所有|全部|多数|各|城市)[一-鿿]{1,3}[区县市旗镇乡]以?")
_FUNDS = ("资金", "补贴", "补助", "贷款", "基金")
_POINTS = ("%", "个百分点", "个基点")
_RATIO_TO = re.compile(r"与[^，；]{2,14}(?:之比|的比[值率例])")
_CONVERTED = ("约合", "折合", "折", "约合人民币", "折合人民币")


def single(clause: Clause) -> Name:
    """The subject of a figure that is in no aligned list."""
    named = (rule(clause) for rule in RULES)
    name = next(name for name in named if name is not None)
    return Name(name.subject, clause.topic) if clause.is_aside else name


def _with_next(c: Clause) -> Name | None:
    """A figure that shares what stands behind it with the next, or is a size of what follows."""
    c.look_behind()
    if c.unit in _DIVISIONS_NAMED and (
        c.limit == c.draft.end
        or not following.names_something(c.after)
        or phrases.head_of(c.after)
        or c.after in _TRADE
        or c.text[c.draft.end] in "共均都已"
    ):
        return Name(c.unit, c.after if c.after in _TRADE else c.topic)  # 4省份反馈整改情况, 9省区14个县
    if c.unit in _DIVISIONS:
        others = _OTHER_DIVISIONS.match(c.text, c.draft.end)
        told = trimming.trim(c.after)
        if others or c.limit == c.draft.end or told in _TRADE or (told and phrases.head_of(told) == told):
            said = f"{c.unit}{others[0]}" if others else _IN_FULL.get(c.unit, c.unit)
            return Name(said, told or c.topic)  # 18省（区、市）73市157个站点
    c.after = following.without_deed(c.cue, c.after)
    if c.topic and c.cue.endswith("对") and not counting.is_of_people(c.quantity) and following.only_deed(c.after):
        return Name(c.topic, c.topic)
    following_one = c.drafts[c.i + 1] if c.i + 1 < len(c.drafts) else None
    if (
        following_one is not None
        and following_one.start - c.draft.end <= 2
        and c.text[c.draft.end : following_one.start] in _OF_THEM
        and c.quantity.unit is not None
        and c.quantity.unit.dimension == "count"
    ):
        return counting.of_both(c.text, c.passage, c.drafts, c.i, c.before, c.scope)
    if c.after and c.before.endswith(_MAKING) and following.names_something(c.after):
        thing = phrases.thing(c.after)
        return Name(f"{thing}{c.before[-2:]}", thing)  # 涪陵年产30吉瓦时电芯基地
    has = c.owned or c.before.endswith(_OF_WHAT)
    head = subjects.measure_said(c.before) if c.after and has and c.before else ""
    if head and (c.unit != "%" or not owners.only_does(head)):
        thing = phrases.thing(c.after)
        if owners.only_does(head) and following.names_something(c.after):
            return Name(thing, thing)  # 释放超1万亿元的流动性
        return Name(f"{thing}{head}", thing)  # 造价21亿元的跨海隧道, 价值5亿元新材料
    if following_one is None:
        c.whole = True
    else:
        if thing := counting.behind_size(c.text, c.draft, following_one, c.after, c.passage.char_end):
            return Name(thing, thing)
        c.whole = c.draft.end + len(c.after) < following_one.start
        stop = c.draft.end + len(c.after)
        if stop >= following_one.start - 1 and c.text[stop : following_one.start] not in ("，", "；"):
            c.after = following.before_measure(c.after)
            noun, _, owner = c.after.rpartition("和")
            if noun and not c.scope.without_place(owner):
                c.after = noun  # 甲市7个市辖区和乙市的10个区县
    if not c.after and (shared := following.shared(c.text, c.drafts, c.i)):
        c.after, c.owned = shared, True
    return None


def _of_whole(c: Clause) -> Name | None:
    """A share of something, or a rate."""
    if c.sense.measure == "share" and (share := subjects.share_phrase(c.cue)):
        thing = phrases.thing(c.after) if c.owned else ""
        if c.is_next_same and lists.unit_of(c.drafts[c.i - 1]) == "岁" and not thing:
            people = c.scope.without_place(trimming.trim(c.cue[: c.cue.find("占")]))
            group = f"{c.text[c.drafts[c.i - 1].start : c.floor]}{people}"
            return Name(f"{group}{share}", group)  # 60岁及以上人口占14.4%
        return Name(f"{thing}{share}", thing) if thing else owners.share(c.cue, share, c.topic, c.scope)
    if rate := counting.rate_of(c.draft, c.cue, c.after):
        owner = c.scope.without_place(deeds.stated(c.before.removesuffix("覆盖"))) or c.topic or ""
        return Name(f"{owner}{rate}", owner or None)
    is_levied = c.sense.measure == "rate" and c.after.endswith("税")
    if c.sense.measure == "share" and c.cue.endswith("中的"):
        thing = subjects.without_leading_verbs(trimming.trim(c.cue[:-2])).removeprefix("全部")
        if thing:
            return Name(thing, thing)  # 获得全部技术发明奖中的72%
    if (c.sense.measure == "share" or is_levied) and c.owned and (thing := phrases.thing(c.after)):
        return Name(thing, thing)  # 承担全线70%的货运量, 征收25%的关税
    return None


def _of_same(c: Clause) -> Name | None:
    """An age, or an amount said again in other money."""
    if c.unit == "岁" and c.quantity.relation in ("eq", "gt", "approx") and not _OF_AGE.search(c.before):
        is_noun = c.after and not following.is_carried(c.after)
        named = c.scope.without_place(c.before) if not is_noun and subjects.has_noun(c.before) else ""
        person = phrases.thing(c.after, whole=False) if is_noun else named or c.topic
        return Name(f"{person}年龄" if person else "年龄", person)
    if c.i and c.text[c.floor : c.draft.start] in ("（", "(") and c.is_money and is_money(c.drafts[c.i - 1]):
        return c.names[-1]  # 45亿美元（超300亿元人民币）
    if c.i and (c.cue.endswith(_CONVERTED) or c.cue == "兑" or (c.is_aside and _BY_RULE.match(c.cue))):
        return c.names[-1]
    return None


def _counted(c: Clause) -> Name | None:
    """What stands behind a count is what it counts."""
    is_time = c.quantity.unit is not None and c.quantity.unit.dimension == "duration"
    lasting = is_time and c.cue.endswith("连续")
    if lasting and c.said:
        owner = c.scope.without_place(c.before) or c.topic
        if named := counting.lasting(owner, c.said, c.text[c.draft.end]):
            return named
    if c.after and c.cue.endswith(_ACHIEVED) and c.is_money and not following.is_carried(c.after):
        thing = phrases.thing(c.after) if following.names_something(c.after) else ""
        if thing:
            return Name(thing, thing)  # 共完成80亿元算力投资
    one_each = c.sense.measure == "average" and not _EVERY.search(c.cue) and not _EACH_HAS.search(c.cue)  # 人均3件
    if c.after and not one_each and (following.counts_behind(c.quantity, c.after) or lasting):
        thing = counting.counted_thing(c.quantity, c.after, c.whole)
        if name := counting.counted(c.before, thing, c.topic, c.scope, c.alone):
            return name
    if c.after and not c.alone and counting.is_of_people(c.quantity) and (people := counting.doers(c.after)):
        return Name(people, people)
    return None


def _behind_list(c: Clause) -> Name | None:
    """The words before the figure lead up to the noun behind it: 甲线、乙线等4933公里新线."""
    c.bare = c.scope.without_place(c.before)
    if c.topic and c.unit in _DIVISIONS:
        given_to = subjects.without_leading_verbs(c.before)
        if given_to and given_to != c.before and not c.scope.without_place(given_to):
            return Name(c.topic, c.topic)  # 拨付救灾资金3亿元，支持甲、乙2省: no new thing is told of
    if not c.after:
        return None
    is_listed = c.bare.endswith("等") and not c.alone
    among = c.bare.endswith("中")  # 行业大类中有七成行业增长
    joined = c.i and c.cue.endswith(JOINTS) and c.owned  # 2万公里的陆岸线和1万公里的岛岸线
    these = c.owned and _THESE.search(c.bare) is not None  # 山下这片2万亩的土壤
    moved = _MOVED.search(c.cue)  # 将电站超百万吨污水排入大海
    is_moved = moved is not None and not any(tag[0] in "vpd" and tag != "vn" for _, tag in phrases.tagged(moved[1]))
    after = following.before_deed(c.after) if is_moved else c.after
    is_noun = (is_listed or among or is_moved) and following.names_something(after)
    if (is_noun or joined or these) and (thing := phrases.thing(after)):
        return Name(thing, thing)
    return None


def _said_again(c: Clause) -> Name | None:
    """The words before the figure take up what was said: 恢复到疫情前的98%, 这个比例."""
    if c.topic and c.sense.levelled and c.bare.startswith("恢复"):
        return Name(c.topic, c.topic)  # 旅客吞吐量1500万人次，恢复到疫情前的98%
    if c.topic and _THIS_ONE.fullmatch(c.bare):
        return Name(c.topic, c.topic)
    c.bare = _OF_ISSUE.sub("", c.bare) if "第" in c.bare else c.bare
    if c.bare in _DIRECTIONS:
        c.bare = ""  # 天津南1000千伏变电站
    if c.after and not c.alone and (name := counting.sized(c.quantity, c.bare, c.after)):
        return name
    if c.text.startswith("时速", c.draft.start) and not (c.after and following.names_something(c.after)):
        c.bare = f"{c.bare}时速"
    if c.topic and _DISTRICT.fullmatch(c.bare) and c.topic.endswith(_AMOUNTS):
        c.bare = ""  # 铁西区以88亿元列第三: a place that several share the name of
    if c.topic and c.sense.measure == "average" and _OF_EACH.fullmatch(c.bare):
        each = c.topic.removesuffix("总数").removesuffix("总量")
        return Name(f"{c.bare.removeprefix('平均')}{each}", c.topic)  # 基站总数达6万个，平均每万人28.9个
    return None


def _done(c: Clause) -> Name | None:
    """What is done with the amount: money spent on something, a deed whose object was said or follows."""
    bare, after = c.bare, c.after
    if bare in _SPENT and deeds.is_purpose(after) and (thing := phrases.thing(subjects.without_leading_verbs(after))):
        return Name(f"{thing}{bare}", thing)  # 投资4亿元实施管网改造工程
    if c.i and c.text[c.floor] == "、" and not c.same_unit and bare and deeds.only_deeds(bare):
        return Name(bare, c.topic)  # 老旧小区改造212个、回迁安置3570户
    if not bare or (bare != "新增" and trimming.is_relational(bare)):
        return None
    if c.is_money and not c.owned and deeds.is_purpose(after):
        spender = bare if subjects.has_noun(bare) else c.topic or bare
        return Name(spender, spender)  # 中央财政安排60亿元支持抗旱防涝
    funds = bare.endswith("投入") and after.endswith(_FUNDS)  # 省财政共投入3亿元帮扶资金
    gets = deeds.wants_object(bare) or (c.is_money and (bare[0] == "获" or funds))  # 获银行5亿元授信额度
    if after and (c.owned or not following.is_carried(after)) and gets:
        thing = phrases.thing(after)
        if thing and (bare == "新增" or subjects.has_noun(thing)):
            return Name(f"新增{thing}" if bare == "新增" else thing, thing)
    bare = c.scope.without_place(deeds.stated(bare))
    bare = deeds.stated(bare) if bare.startswith("累计实现") else bare
    c.bare = bare if _TELLS_TIME.isdisjoint(bare) else _DONE_OR_PLANNED.sub("", bare)
    return None


def _unnamed(c: Clause) -> Name | None:
    """Nothing before the figure names it: what the figure before, its item or the text goes on about."""
    if c.is_next_same and c.bare and (c.names[-1].subject or "").endswith(c.bare.removesuffix("中")):
        return c.names[-1]
    if c.bare[:2] in EARLIER and c.i > 1 and c.names[-1].subject:
        return named_earlier(c.bare, c.names, c.topic)
    if c.bare:
        return None
    topic, measure = c.topic, c.sense.measure
    opens_change = c.text.startswith(("由", "从"), c.start)
    if opens_change and (near := owners.just_before(c.text, c.floor, c.start, c.scope)):
        return Name(near, near)  # 两地的通行时间，由过去4个多小时缩短到2小时
    if not c.after and (part := c.text.rfind("其中", c.floor, c.start)) >= 0:
        topic = owners.antecedent(c.text, part + 2, c.start, c.scope) or topic  # 其中船舶业增速最快，增长41.6%
        return Name(topic, topic)
    if c.i and not c.after and c.cue.startswith("其中") and (kind := c.last_in_unit()):
        return Name(kind, kind)  # 项目186个，投资600亿元，其中甲省7个
    of_share = c.i > 0 and measure == "change" and c.senses[c.i - 1].measure == "share" and c.unit not in _POINTS
    if of_share and (kind := c.last_in_unit()):
        return Name(kind, topic)  # 班列4200列，占全国的18%，增加350列
    of_ratio = c.i > 0 and c.senses[c.i - 1].measure in ("share", "rate") and not c.after
    if of_ratio and (measure == "change" or (measure == c.senses[c.i - 1].measure == "share")):
        return Name(c.names[-1].subject, topic)  # 贡献率57.5%，提高5.2个百分点
    if c.sense.governed and topic and (measure == "growth_rate" or (measure == "change" and c.same_unit)):
        grown = c.names[-1].subject if c.i and c.senses[c.i - 1].measure in _AMOUNT_MEASURES else None
        return Name(grown or topic, topic)
    if c.cue == "的" and c.i and (kind := c.last_in_unit()):
        said = c.text[c.drafts[c.i - 1].clause_start : c.start]
        return Name(f"{said}的{kind}", kind)  # 营收1亿元以上的约700家
    if c.i and (item := c.item_start()) is not None and not c.after:
        topic = owners.antecedent(c.text, item, c.start, c.scope) or topic  # 财政收入过百亿元大关，达130亿元
    return owners.unsaid(c.text, c.passage, c.draft, c.after, c.start, topic, c.scope, c.floor)


def _of_topic(c: Clause) -> Name | None:
    """A part of what the text goes on about, said shortly: 其中出口, 甲类…乙类…."""
    topic, bare = c.topic, c.bare
    if topic and (member := member_of(topic, bare, c.sense.measure, c.text[c.passage.char_start : c.draft.start])):
        return Name(member, member)
    is_gap = bool(c.i) and c.sense.measure == "change" and not c.names[-1].aligned and subjects.is_gap(bare)
    if is_gap and c.senses[c.i - 1].measure == "growth_rate":
        c.topic = topic = c.names[-1].subject or topic  # 收入9亿元，增长4%，高于上年增速3个百分点
    if topic and c.same_unit and (member := sibling_of(topic, bare)):
        return Name(member, member)
    if c.i and topic and (ratio := _RATIO_TO.match(c.cue)):
        return Name(f"{topic}{ratio[0]}", f"{topic}{ratio[0]}")  # 经费支出3万亿元，与国内生产总值之比为2.64%
    goes_on = c.i > 1 and c.sense.measure == "level" and not c.after and topic and c.last_in_unit() == topic
    if goes_on and topic and (of_kind := of_same_kind(topic, bare)):
        return Name(of_kind, of_kind)
    if c.i and c.text[c.floor] == "、" and len(bare) <= 3 and topic:
        owner = subjects.without_head(topic)
        if owner != topic:
            return Name(f"{owner}{bare}", topic)
    if c.i > 1 and topic and c.sense.measure in ("level", "cumulative") and not c.after and not subjects.has_noun(bare):
        c.topic = topic = topic if trimming.is_relational(bare) else c.last_in_unit() or topic
    if c.i and bare in _TRADE and topic == c.names[-1].subject and (topic or "").endswith(_TRADERS):
        return Name(f"{topic}{bare}", f"{topic}{bare}")  # 民营企业2800家，进出口900亿元
    return None


def _by_owner(c: Clause) -> Name:
    """What the words before the figure say is measured, of itself or of what was said before."""
    opened = c.passage.char_start if not c.i else c.item_start()
    return owners.said(c.text, c.passage, c.i, c.start, opened, c.bare, c.after, c.sense, c.topic, c.scope)


RULES: tuple[Callable[[Clause], Name | None], ...] = (
    going_on,
    by_form,
    _with_next,
    _of_whole,
    _of_same,
    _counted,
    _behind_list,
    _said_again,
    _done,
    _unnamed,
    _of_topic,
    _by_owner,
)
"""In order; the last always answers. Each may also cut from the clause what the later ones shall not ask about."""
