"""Whose a measure is: the owner of an amount, a share or a rate that its own clause does not name.

Belongs here: what is joined of the clause, the topic and the clauses before. Does not belong here: which of the words
around a figure are asked first (`naming_rules.py`).
"""

import re

from pipelines.figures import deeds, following, phrases, subjects, trimming
from pipelines.figures.aligning import Name
from pipelines.figures.kinds import Expression
from pipelines.figures.measures import Sense
from pipelines.figures.scope import Scope
from pipelines.pages.model import Passage

_VERB_HEAD = re.compile(
    r"^(?:释放|带动|惠及|覆盖|涉及|吸引|完成|到位|实现|累计|新增|投入|辐射|服务|节约|节省|创造|签约|总计)"
)
_GAP_BEHIND = re.compile(r"(?<=..)(?:增速|增幅)?(?:高于|低于|快于|慢于|高出|好于|优于).*$")  # 进出口增速高于整体
_PACES = ("增速", "增幅", "涨幅", "降幅", "跌幅")
_KIND_IS = re.compile(
    r"[^，,；;：:。]*的(?:领域|行业|品类|产品|商品)是(?=[一-鿿]{2})"
)  # 增长较快的领域是保险服务，增速达…
_COMPARISON = re.compile(r"(?<=[幅速率])(?:[比较].*|[高低快慢]出?)$")
_DEED = re.compile(r"累计[一-鿿]{2,4}$|(?<=[一-鿿]{2})(?:新?开工|开复工|投产|竣工|完工|建成|签约|落地|通车)$")
_CLAUSE = re.compile(r"[，,；;：:]")
_COUNT_OF_PLACES = re.compile(r"[一二两三四五六七八九十]+个?(?:省区市|[省市县区州盟旗镇乡村地国])")
_THOSE = re.compile(r"(?:上述|以上|前述)?[两三四五0-9]?者(?:之和)?")  # 三者合计占: those told of before
_LONGEST_OWNER = 20
_RATES_OF_PLANS = ("完成率", "到位率", "执行率", "支付率", "开工率")
_AREAS = ("面积", "种植面积", "播种面积")
_EACH_TIME = ("日均", "月均", "年均")
_EFFECTS = ("拉动", "带动", "影响", "贡献", "对")
_AMONG = re.compile(r"在(.{2,12})中")
_STATE = re.compile(
    r"(?<=[一-鿿]{2})的?(?:发展|运行|经营)?(?:活力|态势|势头|质量|效益|韧性|动能|状况|步伐|局面|进展|有序|力度)+$"
)
"""What is told of the owner of an amount, and is no part of it: 中小企业发展活力增强，营业收入…"""
_ALL = ("总数", "总量", "累计", "合计", "存量")
_GROWTH = re.compile(
    r"(?<=..)(?:增速|增幅|涨幅|增长率)$"
)  # 数字经济增速居首，占比42%: of the economy, not of its growth
_PACED = re.compile(r"(?:日均|月均|年均|单日最高|最高单日|单日)([一-鿿]{2})")
_PLANNED = re.compile(r"^(?:计划|预计|拟)(?:完成|实现)?")  # whether it is planned, another column says
_MORE = re.compile(r"[比较]?(?:[多少][一-鿿]?|[高低])")


_GROWN_TO = re.compile(
    r"[，,、]?(?:增[加长]|提[升高]|扩[大展]|拓展|上升|发展|减少|下?降低?|[缩压][短缩减])[至到](?:目前|现在|如今)?的?[^，]*"
)
_LIES = ("处于", "位于", "处在", "落在", "保持在", "运行在", "稳定在", "控制在")
_RANGE = re.compile(r"[^，。；]{0,8}(?:区间|范围)")
_OF_PLAN = re.compile(
    r"^[，,]?(?:已|约|共)?(?:完成|实现|达到?|是|为)了?[^，,。]{0,6}(?:目标|任务|计划|预算|进度|规划(?:面积|规模))(?:[^，,。]{0,4}的)?$"
)
_OVER_PLAN = re.compile(r"[，,]?超(?:额|出|过)?(?:年度|全年|预期|原定)*(?:计划|目标|任务)+[近约超]?")


def only_does(phrase: str) -> bool:
    """Whether a noun of measure is a deed at the same time, done to what follows: 覆盖, 服务, 释放."""
    return _VERB_HEAD.fullmatch(phrase) is not None


def goes_on(cue: str, text: str, end: int, is_later: bool, measure: str) -> bool:
    """Whether the words before a figure say only how far what was told of has come, and name nothing themselves.

    完成全年目标任务的57%; 超年度目标近126万人; 从几十种，增加至目前的配件等超1000种; 处于7%—7.5%目标区间. `end` is
    where the figure ends in `text`, `is_later` whether another stands before it in the sentence.
    """
    if measure in ("share", "rate") and _OF_PLAN.search(cue):
        return True
    moved = _GROWN_TO.fullmatch(cue) or _OVER_PLAN.fullmatch(cue)
    return is_later and bool(moved or (cue.endswith(_LIES) and _RANGE.match(text, end)))


def share(cue: str, share: str, topic: str | None, scope: Scope) -> Name:
    """占全国6.5%, 全国占比7%: the share of what the clause, or the clause before, is about."""
    at = cue.find("占")
    lead = trimming.trim(cue[:at]) if at > 0 else ""
    owner = scope.without_place(lead)
    owner = "" if _THOSE.fullmatch(owner) else owner
    if topic and (whole := _AMONG.fullmatch(lead)) is not None:
        return Name(subjects.joined(topic, f"占{whole[1]}比重"), topic)  # 在全行业收入中占比6%
    if topic and _COUNT_OF_PLACES.fullmatch(owner):
        return Name(f"{owner}{topic}{share}", topic)  # 三县合计占全市的14%: a share of what was told of the whole
    if not owner:
        return Name(subjects.joined(_GROWTH.sub("", topic or ""), f"{lead}{share}"), topic)
    if trimming.is_relational(owner):
        owner = subjects.joined(topic, owner)
    return Name(f"{owner}{share}", owner)


def unsaid(
    text: str, passage: Passage, draft: Expression, after: str, start: int, topic: str | None, scope: Scope, floor: int
) -> Name:
    """Nothing names the subject before the figure: the noun behind it, or what the sentence goes on about."""
    counts = draft.quantity is not None and (draft.quantity.unit is None or draft.quantity.unit.dimension == "count")
    owned = text[draft.end : draft.end + 1] == "的"  # 70公里的沿江岸线全部退出
    later = counts and topic and floor > passage.char_start
    is_part = later and "中" in text[floor : draft.start] and after[:1] != "是"
    if is_part and following.only_deed(after) and (deed := deeds.predicate(after)):
        return Name(f"{deed}的{topic}", topic)  # 270个社区中，124个恢复供电
    if after and not following.is_carried(after) and (counts or owned or following.names_something(after)):
        phrase = phrases.thing(after, whole=counts)  # 70万亩中稻全面成熟: what grows there, not what it does
        if phrase:
            return Name(phrase, phrase)
    if counts and after[:1] in ("是", "为") and (kind := phrases.thing(after[1:])):
        return Name(kind, topic)  # 30家中，12家是外资企业
    if later and (deed := deeds.predicate(after)):
        return Name(f"{deed}的{topic}", topic)  # 31个大类中，22个实现增长
    if topic is None or floor == passage.char_start:
        ranked = draft.quantity is not None and draft.quantity.unit is not None and draft.quantity.unit.unit == "位"
        near = antecedent(text, passage.char_start, start, scope) if ranked else None  # 排名跃至第10位，上升4位
        near = near or subjects.subject_of_clause(scope.without_times(max(passage.char_start, start - 80), start))
        near = scope.without_place(near) if near else near
        if not near and topic is None:
            near = antecedent(text, passage.char_start, start, scope)
            near = near if near and subjects.is_noun_phrase(near) and not any(c.isdigit() for c in near) else None
        if near and "（" not in near:
            return Name(near, near)
    return Name(topic, topic)


def said(
    text: str,
    passage: Passage,
    i: int,
    start: int,
    opened: int | None,
    bare: str,
    after: str,
    sense: Sense,
    topic: str | None,
    scope: Scope,
) -> Name:
    """`bare` stands before the figure: the subject itself, or what is measured of the subject said before.

    `opened` is where the clauses begin that may name its owner, None where a figure before has named it.
    """
    if bare.startswith("实现") and bare[2:] in phrases.RELATIONAL:
        bare = bare[2:]
    if i and opened is None and only_does(bare) and text[start - 1] in "，,":
        topic = _told_before(text, start, scope) or topic  # 养老金月人均168元，企业养老金实现连涨，惠及280万人
    if i and opened is not None:
        topic = antecedent(text, opened, start, scope) or topic
    if not topic and not i and (bare[0] == "占" or subjects.is_gap(bare)):
        topic = antecedent(text, passage.char_start, start, scope)  # 甲类产品增速快于整体，占总值的比重提升1.2个百分点
    head = phrases.head_of(topic) if topic and sense.measure == "rate" else ""
    if topic and head and head in bare and bare.endswith(_RATES_OF_PLANS) and len(topic) > len(head):
        rate = f"{topic.removesuffix(head)}{bare}"
        return Name(rate, topic)  # 项目投资50亿元，年度投资完成率74.3%
    if topic and sense.measure == "rate" and bare.startswith(("年度", "全年")) and topic not in bare:
        return Name(f"{topic}{bare}", topic)
    core = _VERB_HEAD.sub("", bare)
    if sense.measure == "growth_rate" and topic and subjects.is_gap(bare):
        near = _paced(text, passage, start, scope) if not i and bare in _PACES else None
        return Name(near or topic, near or topic)  # 低于全国（49.5%）: what the gap is to
    if sense.measure == "change" and topic and (subjects.is_gap(bare) or trimming.is_relational(bare)):
        if bare in ("比重", "占比", "份额") and "占" in topic:
            return Name(topic, topic)
        if _MORE.fullmatch(bare):
            return Name(topic, topic)  # 营收6000万元，比上年多700万元
        return Name(subjects.joined(topic, _COMPARISON.sub("", bare)), topic)
    if sense.measure == "change" and topic and bare[0] == "占" and "占" not in topic:
        return Name(subjects.joined(topic, bare), topic)  # 自主品牌出口增长13%，占出口总值的比重提升1.4个百分点
    if (
        topic
        and topic not in bare
        and bare.startswith(_EFFECTS)
        and (sense.measure == "change" or (bare.endswith("贡献率") and not _is_owned(text, bare, start, scope)))
    ):
        return Name(f"{topic}{bare}", topic)  # 第二产业拉动经济增长2个百分点, 对增长的贡献率为46%
    if topic and (paced := _PACED.fullmatch(bare)) is not None and paced[1] in topic:
        return Name(topic.replace(paced[1], bare, 1), topic)  # 铁路发送旅客…，日均发送…
    if trimming.is_relational(bare) or (i and (not core or trimming.is_relational(core))):
        if i and topic and topic.startswith(("新增", "净增")) and bare.startswith(_ALL):
            topic = topic.removeprefix("新增").removeprefix("净增") or topic
        bare = _PLANNED.sub("", bare) or bare
        is_first = opened is not None and not i
        if is_first and len(bare) > 2 and _is_owned(text, bare, start, scope):
            return Name(bare, bare)  # 企业户数居前列，川渝贸易额突破1.5万亿元
        owner = (antecedent(text, opened, start, scope) if opened is not None and is_first else None) or topic
        if owner and sense.measure not in ("rate", "share", "growth_rate", "change"):
            owner = subjects.without_rate(owner)
        if owner and trimming.is_paced(bare):
            owner = subjects.without_trailing_verbs(owner) or owner
        return Name(subjects.joined(owner, bare), owner or bare)
    deed = bare[2:] if bare[:2] in _EACH_TIME else ""
    if topic and deed and topic[:2] != bare[:2] and (deed in phrases.WORDS["clause_verb"] or deeds.only_deeds(deed)):
        return Name(subjects.joined(topic, bare), topic)  # 210项事项实现通办、日均办理1.8万件
    if i and topic and deeds.only_deeds(bare) and (thing := subjects.without_leading_verbs(topic)) not in ("", topic):
        return Name(f"{bare}{thing}", thing)  # 新建广场50个、改造提升12个
    if not subjects.has_noun(bare) and not bare.endswith("率"):
        if after and not following.is_carried(after) and (phrase := phrases.brief(after)):
            return Name(phrase, phrase)
        if topic:
            if topic.endswith("率") and sense.measure in ("level", "cumulative"):
                return Name(bare, bare)  # 登记失业率3.5%。完成转移就业14万人
            if bare.endswith("就业"):
                return Name(bare, bare)  # 实施项目63个，转移就业1.3万人
            if _VERB_HEAD.match(bare) and phrases.head_of(topic) and phrases.head_of(topic) not in _AREAS:
                return Name(bare, topic)  # 年产值200亿元，带动就业5000人
            if phrases.head_of(topic) in _AREAS and deeds.only_deeds(bare):
                return Name(f"{subjects.without_head(topic)}{bare}", topic)  # 小麦种植面积800万亩，目前收获超300万亩
            head = phrases.head_of(bare)
            if 0 < len(head) < len(bare) and topic.endswith(head):
                return Name(bare, bare)  # 秋收进度过六成，播种进度过半
            return Name(
                subjects.joined(topic, bare)
                if len(bare) <= 6 and sense.measure not in ("growth_rate", "change")
                else topic,
                topic,
            )
    fuller = _opened(text, passage, start, bare, topic) or bare
    fuller = fuller.removesuffix("新增") or fuller  # 通车里程新增12公里
    return Name(fuller, _GAP_BEHIND.sub("", _DEED.sub("", fuller)) or fuller)


def _is_owned(text: str, bare: str, start: int, scope: Scope) -> bool:
    """中国对世界经济增长贡献率: whether a place in the clause at `start` owns what `bare` names."""
    at = text.find(bare, start)
    phrase = trimming.trim(text[start : at + len(bare)]) if at > start else bare
    return phrase != bare and scope.without_place(phrase) == bare


def _opened(text: str, passage: Passage, start: int, short: str, topic: str | None) -> str | None:
    """The fuller name that a short form takes up: 川渝共建重点项目 … 共建项目; 共建重点项目 … 项目总投资."""
    if topic and len(topic) > 2 and len(short) > 2 and short[:2] == topic[-2:]:
        joined = subjects.joined(topic, short)
        joined = joined.removeprefix("新增") if short.endswith(_ALL) else joined  # 新增航线3条，航线总数…
        return joined if len(joined) < len(topic) + len(short) else None
    if not 4 <= len(short) <= 6 or start - passage.char_start > 60:
        return None
    for clause in reversed(_CLAUSE.split(text[passage.char_start : start])):
        at = clause.find(short[:2])
        if at < 0 or not clause.endswith(short[-2:]) or at + len(short) >= len(clause):
            continue
        rest = iter(clause[at:])
        if all(character in rest for character in short):
            return clause[at:]
    return None


def _paced(text: str, passage: Passage, start: int, scope: Scope) -> str | None:
    """What the clause before says grows, where the clause at `start` says how fast: 保险服务增长较快，增速达35%."""
    clauses = _KIND_IS.sub("", scope.without_times(passage.char_start, start))
    grown = subjects.subject_of_clause(clauses) if clauses else None
    return scope.without_place(grown) if grown else None


def _told_before(text: str, start: int, scope: Scope) -> str | None:
    """The subject of the clause just before, where that holds no figure, begins with it and tells something of it."""
    begin = max(text.rfind(mark, 0, start - 1) for mark in "，,；;。\n") + 1
    clause = text[begin : start - 1]
    words = phrases.tagged(clause) if clause and not any(c.isdigit() for c in clause) else ()
    if not words or not phrases.is_nominal(*words[0]) or not any(tag == "v" for _, tag in words):
        return None
    told = scope.without_place(subjects.subject_of_clause(clause) or "")
    return told if len(told) > 3 and not phrases.head_of(told) else None


_DATELINE = re.compile(r"^[^，。：:\n]{2,16}(?:消息|讯|电)(?:[（(][^）)]*[）)])?[：:　 ]")


def _dateline_end(text: str, start: int) -> int:
    """Where the sentence at `start` begins behind its dateline: 本报讯 …, 某网消息（某栏目）：…."""
    match = _DATELINE.match(text[start : start + 40])
    return start + match.end() if match else start


def just_before(text: str, floor: int, start: int, scope: Scope) -> str | None:
    """The noun phrase that a comma parts from the words at `start`, behind `floor`; None where a clause says more."""
    if text[start - 1 : start] not in ("，", ",") or start - 1 <= floor:
        return None
    begin = subjects.segment_before(text, floor, start - 1)
    phrase = scope.without_place(trimming.trim(scope.without_times(begin, start - 1)))
    if not subjects.is_noun_phrase(phrase):
        phrase = phrase.rpartition("的")[2]  # 甲地至乙地的通行时间
    is_thing = len(phrase) > 1 and subjects.is_noun_phrase(phrase) and not deeds.tells(phrase)
    return phrase if is_thing and not subjects.is_told(phrase) and not subjects.is_frame(phrase) else None


def antecedent(text: str, begin: int, start: int, scope: Scope) -> str | None:
    """What the first clause from `begin` on is about: 共同做强中欧班列品牌，…，累计开行量超… → 中欧班列品牌."""
    if start <= begin:
        return None
    begin = _dateline_end(text, begin)
    while begin < start:
        end = subjects.clause_end(text, begin, start)
        if text.startswith("“", begin) and text.find("”", begin, end) < 0:
            begin = end + 1  # what somebody says need not go on about what he begins with
            continue
        clause = trimming.trim(_KIND_IS.sub("", scope.without_times(begin, end)))
        phrase = scope.without_place(subjects.without_leading_verbs(clause))
        if phrase and not subjects.is_told(clause) and not subjects.is_frame(clause):
            if not subjects.ends_with_noun(phrase) or not subjects.is_noun_phrase(phrase) or deeds.tells(phrase):
                phrase = phrases.thing(phrase, whole=False) or phrase
            phrase = _STATE.sub("", _GAP_BEHIND.sub("", phrase))
            if len(phrase) > _LONGEST_OWNER:
                phrase = phrase.rpartition("等")[2] or phrase.rpartition("的")[2]  # 甲业、乙业、丙业等服务业增势较好
            return phrase if 2 <= len(phrase) <= _LONGEST_OWNER else None
        begin = end + 1
    return None
