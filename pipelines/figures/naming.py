"""Names the subject of each figure of a sentence, from its clause, its list, or the figure before it.

Belongs here: which phrase is whose, over the clauses of one sentence. Does not belong here: how a phrase is found
and trimmed (`subjects.py`), and lists themselves (`lists.py`).
"""

import re
from collections.abc import Sequence

from pipelines.figures import counting, deeds, following, lists, owners, phrases, subjects
from pipelines.figures.aligning import (
    EARLIER,
    Name,
    aligned,
    member_of,
    named_earlier,
    of_same_kind,
    own_nouns,
    sibling_of,
)
from pipelines.figures.kinds import Expression
from pipelines.figures.measures import Sense
from pipelines.figures.scope import Scope
from pipelines.pages.model import Passage

_JOINTS = ("和", "及", "以及", "与", "、")
_TOGETHER = ("与", "同", "跟")
_FROM = re.compile(r"也?[由从自][^由从自]*$")
_ONCE_FROM = re.compile(r"[从由][^，从由]{0,8}(?:(?<!公元)前|初)的?[^，从由]{0,10}$")  # 从搬迁前的不足4000元
_OF_EACH = re.compile(r"(?:平均)?每[百千万]*(?:人|户|名|家|亩|平方公里)")
_SPENT = ("投资", "总投资", "投入")
_TOLL = {"死": "死亡人数", "伤": "受伤人数"}
_PARTED = re.compile(r"(?:从|分|按)[^，。；]{1,12}?(?:来看|看|分)，")
_OF_BASE = re.compile(r"(?:约?为|达到?|是|相当于|只有|仅有)([^，,、为是]{2,14})的$")
_NEXT_ITEM = re.compile(
    r"[与同]上年(?:末|同期)?相?比较?，|[二三四五六七八九十]是|第[二三四五六七八九十]，|其[次二三四]，"
)
_OF_ISSUE = re.compile(r"(?<=[一-鿿]{2})第[一二三四五六七八九十]+[期批次轮]$")  # 发行第四期150亿元国债
_OTHER_WHOLE = re.compile(r"[、和，]?((?:全[国省市球区州县]|世界|我国)[^，、的]{0,8})的?")
_EVERY = re.compile(r"每(?:[年月日天周]|小时|分钟|秒|个月)")
_OF_WHAT = (
    "价值",
    "占地面积",
    "建筑面积",
    "造价",
    "年产",
    "日产",
    "年处理",
    "日处理",
    "装机",
    "装机容量",
)  # what follows the amount has it: 占地面积3万平方米的园区, or without 的
_MAKING = ("年产", "日产", "月产")
_THIS_ONE = re.compile(r"(?:这一|这个|该|此)(?:比例|数字|数据|比率|指标|占比)")
_THESE = re.compile(r"这[片条座个块处批]$")
_DIRECTIONS = frozenset("东南西北")
_AMOUNT_MEASURES = ("level", "cumulative", "average")
_THIS_IS = re.compile(r"[，,](?:这|它)(?:就|正|便)?是([^，；]{3,40})")
_OF_THEM = ("", "的", "共", "共计", "合计")  # 四批38项, 四批共38项
_AMOUNTS = (*phrases.HEADS, "额", "量", "值", "率")
_DIVISIONS_NAMED = frozenset(("省份", "省区市", "省市", "省区"))
_DIVISIONS = frozenset(("省", "市", "县", "区", "州", "省份", "省区市", "地区"))
_TRADE = frozenset(("进出口", "进出口额", "进出口总值", "出口", "进口", "出口额", "进口额"))
# 新疆已建设…, 电网将投资…: the time of a deed is no part of what is counted.
_DONE_OR_PLANNED = re.compile(
    r"^已经?(?![一-鿿][、和及与])(?=[一-鿿]{2})|(?<=[一-鿿]{2})计划(?=(?:总?投资|投入)$|(?:培育|新[建增]|建[设造]|完成|实施|引进|改造|种植|栽植|投放|安排)[一-鿿]{2})"
    r"|^带动(?=[一-鿿]{2,8}(?:产量|产值|收入|增加值|销售额)$)|(?<=[一-鿿]{2})已经?(?=累计)"
    r"|(?<=[一-鿿]{2})(?:预计|力争|有望|将(?![军帅士领近来要])|拟(?!建))(?:年内)?(?=[一-鿿]{2})"
)
_TELLS_TIME = frozenset("已将拟计预带力有")  # whatever _DONE_OR_PLANNED matches holds one of these
_RATIOS = ("rate", "share", "growth_rate")
_ACHIEVED = ("完成", "实现", "达成", "完成了", "实现了", "达成了")
_TRADERS = ("企业", "公司", "商户", "主体")
_DISTRICT = re.compile(r"(?!所有|全部|多数|各)[一-鿿]{1,3}[区县市旗镇乡]以?")


def subjects_of(
    text: str,
    passage: Passage,
    drafts: Sequence[Expression],
    senses: Sequence[Sense],
    in_series: dict[int, lists.Series],
    pairs: set[int],
    scope: Scope,
) -> list[Name]:
    """One Name for each figure of the sentence, in order."""
    names: list[Name] = []
    if _NEXT_ITEM.match(text, passage.char_start, passage.char_end):
        scope.forget()
    parted = _PARTED.match(text, passage.char_start, passage.char_end) is not None
    of_part = parted or text.startswith("其中", passage.char_start)
    topic = scope.whole_of(passage) if parted else scope.topic_of(passage)
    last_run: list[Name] = []
    while len(names) < len(drafts):
        i = len(names)
        if i - 1 in pairs:
            names.append(names[i - 1])
            continue
        floor = drafts[i - 1].end if i else passage.char_start
        run = in_series.get(i)
        if run is not None and run.first == i:
            members = aligned(text, passage, floor, drafts, run, names, topic, last_run, scope)
            if members:
                names.extend(members)
                last_run, topic = members, members[0].topic or topic
                continue
        name = _single(text, passage, drafts, i, floor, senses, names, topic, scope, i in pairs)
        topic = name.topic or topic
        names.append(name)
        if run is not None and run.first == i:
            last_run = []
            name.rule = (
                "unaligned" if lists.respectively(text[max(floor, drafts[i].start - 24) : drafts[i].start]) else ""
            )
            if not own_nouns(text, drafts, run):
                names.extend(Name(name.subject, name.topic, rule=name.rule) for _ in range(len(run) - 1))
    for i in range(len(names) - 2, -1, -1):
        if not names[i].subject and drafts[i + 1].start - drafts[i].end <= 2:
            names[i].subject = names[i + 1].subject
    for name in names:
        name.subject = name.subject or topic
    if topic:
        scope.remember(passage, topic, None if of_part else names[0].topic or topic)
    return names


def _single(
    text: str,
    passage: Passage,
    drafts: Sequence[Expression],
    i: int,
    floor: int,
    senses: Sequence[Sense],
    names: Sequence[Name],
    topic: str | None,
    scope: Scope,
    paired: bool,
) -> Name:
    """The subject of a figure that is in no aligned list; `paired` where it begins a change from A to B."""
    draft, sense = drafts[i], senses[i]
    assert draft.quantity is not None
    start = draft.clause_start
    joint = text.rfind("、", floor, draft.start) if i and start == floor else -1
    listed = joint > floor and "等" in text[joint : draft.start]  # 发放补贴、补助等资金: one list, all of this figure
    if joint >= 0 and not listed and not any(c in text[joint : draft.start] for c in "）)”》"):
        start = joint + 1  # what stands before 、 is the noun of the figure before
    cue = scope.without_times(start, draft.start)
    if paired or _ONCE_FROM.search(cue) is not None:
        cue = _FROM.sub("", cue)
    if topic and owners.goes_on(cue, text, draft.end, bool(i), sense.measure):
        return Name(topic, topic)
    if i and sense.measure == "share" and (other := _OTHER_WHOLE.fullmatch(cue)) and "占" in (names[-1].subject or ""):
        holder = (names[-1].subject or "").partition("占")[0]
        return Name(f"{holder}占{other[1]}比重", holder)  # 占全省的61%、全国的7%
    if cue.endswith("的") and sense.measure in ("share", "rate") and (base := _OF_BASE.search(cue)):
        cue = cue[: base.start()]  # 补贴标准为成交价格的15%
        owner = scope.without_place(subjects.trim(cue)) or topic
        if not cue and i and start > floor and senses[i - 1].measure in ("level", "cumulative"):
            owner = names[-1].subject  # 完成投资45亿元，为全年预算的31%: a share of the amount just said
        if draft.quantity.unit is not None and draft.quantity.unit.unit == "倍" and owner:
            return Name(f"{owner}相当于{base[1]}", owner)
        if not cue:
            return Name(owner, topic)
    if i and sense.measure == "change" and cue.startswith("超") and senses[i - 1].measure in _RATIOS:
        return names[-1]  # 完成率74.3%，超时序进度7.6个百分点
    if draft.quantity.unit is None and (fate := _TOLL.get(text[draft.end : draft.end + 1])):
        return Name(fate, fate)  # 枪击案2死7伤
    if after_whole := counting.composing(text, draft, cue):
        return after_whole
    if not cue and (told := _THIS_IS.match(text, draft.end, passage.char_end)) is not None:
        meant = scope.without_place(subjects.trim(scope.without_times(*told.span(1))))
        return Name(meant, meant)  # 12.4%，这是某项增加值所占的比重
    if i and start == floor and (begun := counting.begun(text, drafts, i, cue, names[-1].subject)):
        return begun
    before = "" if counting.opens(text, draft, cue) else subjects.trim(cue)
    limit = drafts[i + 1].start if i + 1 < len(drafts) else passage.char_end
    said = after = following.behind(text, draft.end, limit)
    unit = draft.quantity.unit.unit if draft.quantity.unit is not None else None
    if unit in _DIVISIONS_NAMED and (
        limit == draft.end or not following.names_something(after) or phrases.head_of(after)
    ):
        return Name(unit, topic)  # 4省份反馈整改情况, 9省区14个县
    after = following.without_deed(cue, after)
    if (
        i + 1 < len(drafts)
        and drafts[i + 1].start - draft.end <= 2
        and text[draft.end : drafts[i + 1].start] in _OF_THEM
        and draft.quantity.unit is not None
        and draft.quantity.unit.dimension == "count"
    ):
        return counting.of_both(text, passage, drafts, i, before, scope)
    owned = text[draft.end : draft.end + 1] == "的"
    if after and before.endswith(_MAKING) and following.names_something(after):
        thing = phrases.thing(after)
        return Name(f"{thing}{before[-2:]}", thing)  # 涪陵年产30吉瓦时电芯基地
    if after and (owned or before.endswith(_OF_WHAT)) and before and (head := subjects.measure_said(before)):
        thing = phrases.thing(after)
        return Name(f"{thing}{head}", thing)  # 造价21亿元的跨海隧道, 价值5亿元新材料
    if i + 1 < len(drafts) and (thing := counting.behind_size(text, draft, drafts[i + 1], after, passage.char_end)):
        return Name(thing, thing)
    whole = i + 1 == len(drafts) or draft.end + len(after) < drafts[i + 1].start
    if i + 1 < len(drafts) and draft.end + len(after) >= drafts[i + 1].start - 1:
        after = following.before_measure(after)
        noun, _, owner = after.rpartition("和")
        if noun and not scope.without_place(owner):
            after = noun  # 甲市7个市辖区和乙市的10个区县
    if not after and (after := following.shared(text, drafts, i)):
        owned = True
    if sense.measure == "share" and (share := subjects.share_phrase(cue)):
        thing = phrases.thing(after) if owned else ""
        if i and start == floor and lists.unit_of(drafts[i - 1]) == "岁" and not thing:
            group = f"{text[drafts[i - 1].start : floor]}{scope.without_place(subjects.trim(cue[: cue.find('占')]))}"
            return Name(f"{group}{share}", group)  # 60岁及以上人口占14.4%
        return Name(f"{thing}{share}", thing) if thing else owners.share(cue, share, topic, scope)
    if rate := counting.rate_of(draft, cue, after):
        owner = scope.without_place(deeds.stated(before.removesuffix("覆盖"))) or topic or ""
        return Name(f"{owner}{rate}", owner or None)
    is_levied = sense.measure == "rate" and after.endswith("税")
    if (sense.measure == "share" or is_levied) and owned and (thing := phrases.thing(after)):
        return Name(thing, thing)  # 承担全线70%的货运量, 征收25%的关税
    aged = draft.quantity.unit is not None and draft.quantity.unit.unit == "岁" and draft.quantity.relation == "eq"
    if aged and not before.endswith(("寿命", "年龄")):
        person = phrases.thing(after, whole=False) if after and not following.is_carried(after) else topic
        return Name(f"{person}年龄" if person else "年龄", person)
    if i and text[floor : draft.start] in ("（", "(") and _is_money(draft) and _is_money(drafts[i - 1]):
        return names[-1]  # 45亿美元（超300亿元人民币）
    if i and cue.endswith(("约合", "折合", "约合人民币", "折合人民币")):
        return names[-1]
    lasting = (
        draft.quantity.unit is not None
        and draft.quantity.unit.dimension == "duration"
        and cue.endswith(("连续", "已连续"))
    )
    # The noun before is another figure's, or does something together with those counted: 联盟与14个区县签约.
    alone = cue.startswith(_JOINTS) or cue.endswith(_TOGETHER) or (i > 0 and start == floor)
    if lasting and said and (named := counting.lasting(scope.without_place(before) or topic, said, text[draft.end])):
        return named
    one_each = sense.measure == "average" and _EVERY.search(cue) is None  # 人均3件; not 每年吸引上万游客
    counted = after and not one_each and (following.counts_behind(draft.quantity, after) or lasting)
    if after and cue.endswith(_ACHIEVED) and _is_money(draft) and not following.is_carried(after):
        thing = phrases.thing(after) if following.names_something(after) else ""
        if thing:
            return Name(thing, thing)  # 共完成80亿元算力投资
    if counted and (
        name := counting.counted(before, counting.counted_thing(draft.quantity, after, whole), topic, scope, alone)
    ):
        return name
    if after and not alone and counting.is_of_people(draft.quantity) and (people := counting.doers(after)):
        return Name(people, people)
    bare = scope.without_place(before)
    same_unit = i > 0 and lists.unit_of(draft) == lists.unit_of(drafts[i - 1])
    if topic and unit in _DIVISIONS:
        given_to = subjects.without_leading_verbs(before)
        if given_to and given_to != before and not scope.without_place(given_to):
            return Name(topic, topic)  # 拨付救灾资金3亿元，支持甲、乙2省: no new thing is told of
    if bare.endswith("等") and after and not alone and following.names_something(after):
        thing = phrases.thing(after)
        if thing:
            return Name(thing, thing)  # 甲线、乙线等4933公里新线开通
    if bare.endswith("中") and after and following.names_something(after) and (thing := phrases.thing(after)):
        return Name(thing, thing)  # 行业大类中有七成行业增长
    if i and cue.endswith(_JOINTS) and owned and (thing := phrases.thing(after)):
        return Name(thing, thing)  # 2万公里的陆岸线和1万公里的岛岸线
    if owned and _THESE.search(bare) and (thing := phrases.thing(after)):
        return Name(thing, thing)  # 山下这片2万亩的土壤
    if topic and sense.levelled and bare.startswith("恢复"):
        return Name(topic, topic)  # 旅客吞吐量1500万人次，恢复到疫情前的98%
    if topic and _THIS_ONE.fullmatch(bare):
        return Name(topic, topic)
    bare = _OF_ISSUE.sub("", bare) if "第" in bare else bare
    if bare in _DIRECTIONS:
        bare = ""  # 天津南1000千伏变电站
    if after and not alone and (name := counting.sized(draft.quantity, bare, after)):
        return name
    if text.startswith("时速", draft.start) and not (after and following.names_something(after)):
        bare = f"{bare}时速"
    if topic and _DISTRICT.fullmatch(bare) and topic.endswith(_AMOUNTS):
        bare = ""  # 铁西区以88亿元列第三: a place that several share the name of
    if topic and sense.measure == "average" and _OF_EACH.fullmatch(bare):
        each = topic.removesuffix("总数").removesuffix("总量")
        return Name(f"{bare.removeprefix('平均')}{each}", topic)  # 基站总数达6万个，平均每万人28.9个
    if bare in _SPENT and deeds.is_purpose(after) and (thing := phrases.thing(subjects.without_leading_verbs(after))):
        return Name(f"{thing}{bare}", thing)  # 投资4亿元实施管网改造工程
    if i and text[floor] == "、" and not same_unit and bare and deeds.only_deeds(bare):
        return Name(bare, topic)  # 老旧小区改造212个、回迁安置3570户
    if bare and (bare == "新增" or not subjects.is_relational(bare)):
        if _is_money(draft) and not owned and deeds.is_purpose(after):
            spender = bare if subjects.has_noun(bare) else topic or bare
            return Name(spender, spender)  # 中央财政安排60亿元支持抗旱防涝
        gets = deeds.wants_object(bare) or (_is_money(draft) and bare[0] == "获")  # 获银行5亿元授信额度
        if after and (owned or not following.is_carried(after)) and gets:
            thing = phrases.thing(after)
            if thing and (bare == "新增" or subjects.has_noun(thing)):
                return Name(f"新增{thing}" if bare == "新增" else thing, thing)
        bare = scope.without_place(deeds.stated(bare))
        bare = deeds.stated(bare) if bare.startswith("累计实现") else bare
        if not _TELLS_TIME.isdisjoint(bare):
            bare = _DONE_OR_PLANNED.sub("", bare)
    if i and start == floor and bare and (names[-1].subject or "").endswith(bare.removesuffix("中")):
        return names[-1]
    if bare[:2] in EARLIER and i > 1 and names[-1].subject:
        return named_earlier(bare, names, topic)
    if not bare:
        if i and not after and (part := text.rfind("其中", floor, start)) >= 0:
            topic = owners.antecedent(text, part + 2, start, scope) or topic  # 其中船舶业增速最快，增长41.6%
            return Name(topic, topic)
        if i and sense.measure in ("change", "share") and senses[i - 1].measure == "share" and not after:
            return Name(names[-1].subject, topic)
        same = bool(i) and sense.measure == "change" and lists.unit_of(draft) == lists.unit_of(drafts[i - 1])
        if sense.governed and topic and (sense.measure == "growth_rate" or same):
            grown = names[-1].subject if i and senses[i - 1].measure in _AMOUNT_MEASURES else None
            return Name(grown or topic, topic)
        if cue == "的" and i and (kind := _same_unit(drafts, names, i)):
            return Name(f"{text[drafts[i - 1].clause_start : start]}的{kind}", kind)  # 营收1亿元以上的约700家
        if i and (item := _item_start(text, floor, start)) is not None and not after:
            topic = owners.antecedent(text, item, start, scope) or topic  # 税收30亿元；财政收入过百亿元大关，达130亿元
        return owners.unsaid(text, passage, draft, after, start, topic, scope, floor)
    if topic and (member := member_of(topic, bare, sense.measure, text[passage.char_start : draft.start])):
        return Name(member, member)
    if topic and same_unit and (member := sibling_of(topic, bare)):
        return Name(member, member)
    same_kind = i > 1 and sense.measure == "level" and not after and topic and _same_unit(drafts, names, i) == topic
    if same_kind and topic and (of_kind := of_same_kind(topic, bare)):
        return Name(of_kind, of_kind)
    if i and text[floor] == "、" and len(bare) <= 3 and topic and (owner := subjects.without_head(topic)) != topic:
        return Name(f"{owner}{bare}", topic)
    if i > 1 and topic and sense.measure in ("level", "cumulative") and not after and not subjects.has_noun(bare):
        topic = topic if subjects.is_relational(bare) else _same_unit(drafts, names, i) or topic
    if i and bare in _TRADE and topic == names[-1].subject and (topic or "").endswith(_TRADERS):
        return Name(f"{topic}{bare}", f"{topic}{bare}")  # 民营企业2800家，进出口900亿元
    opened = passage.char_start if not i else _item_start(text, floor, start)
    return owners.said(text, passage, i, start, opened, bare, after, sense, topic, scope)


def _item_start(text: str, floor: int, start: int) -> int | None:
    """Where a new item of the sentence begins behind `floor`, if a semicolon parts it from what was said before."""
    return max(text.rfind("；", floor, start), text.rfind(";", floor, start)) + 1 or None


def _is_money(draft: Expression) -> bool:
    unit = draft.quantity.unit
    return unit is not None and unit.dimension == "currency"


def _same_unit(drafts: Sequence[Expression], names: Sequence[Name], i: int) -> str | None:
    """What the last figure but the one before counts in the same unit: 植树840万株，投资37亿元；已栽植610万株."""
    unit = lists.unit_of(drafts[i])
    if unit is None or lists.unit_of(drafts[i - 1]) == unit:
        return None
    return next((names[n].subject for n in range(i - 2, -1, -1) if lists.unit_of(drafts[n]) == unit), None)
