"""Lists of figures and the members they belong to: 工业、农业投资分别增长6%、2%.

Belongs here: which member of a list is whose, by position. Does not belong here: figures that stand alone
(`naming_rules.py`), and the lists themselves (`lists.py`). Where the counts do not match there is no guess.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.figures import following, lists, phrases, subjects, trimming
from pipelines.figures.kinds import Expression
from pipelines.figures.phrases import HEADS, WORDS, tagged
from pipelines.figures.scope import Scope
from pipelines.figures.subjects import is_noun_phrase
from pipelines.pages.model import Passage

_ETC = re.compile(rf"等(?:[“”一-鿿]{{0,10}}?)(?=(?:{'|'.join(map(re.escape, subjects.LIST_HEADS))})$)")
_NUMERAL_ONLY = re.compile(r"^[一二三四五六七八九十]")


@dataclass(slots=True)
class Name:
    """The subject of a figure; `member` is its own in an aligned list, `topic` what later figures go on about."""

    subject: str | None
    topic: str | None = None
    member: str | None = None
    aligned: bool = False
    rule: str = ""


def own_nouns(text: str, drafts: Sequence[Expression], run: lists.Series) -> bool:
    """Whether nouns stand behind the figures of the run, so that each has its own."""
    last = drafts[run.last]
    return bool(last.quantity and following.counts_behind(last.quantity, following.behind(text, last.end, len(text))))


_RATE = "增速"
_RATES = frozenset(("增速", "增幅", "涨幅", "升幅", "降幅", "跌幅", "增长率"))


def _of_each(head: str) -> str | None:
    """What a second row says of the members of the first (增幅, 占全国比重); None where it names members itself."""
    if head in _RATES:
        return _RATE
    if trimming.is_relational(head):
        return head
    return subjects.share_phrase(head) if head.startswith("占") else None


def _row_before(names: Sequence[Name], count: int, last_run: list[Name], marked: bool) -> list[Name] | None:
    """The row of as many members that a row goes on about: the last list, or the figures of the clauses before."""
    if len(last_run) == count and names and names[-1] is last_run[-1]:
        return last_run
    if marked and (each := _one_each(names, count) or (list(names) if len(names) == count else None)):
        return each
    return last_run if len(last_run) == count else None


def _one_each(names: Sequence[Name], count: int) -> list[Name] | None:
    """The last `count` names of the sentence, where each is another: 育苗31万株，产果9万吨，分别增长…"""
    last = list(names[-count:])
    return last if len(last) == count and len({name.subject for name in last}) == count else None


_BROUGHT = re.compile(r"^(?:有力)?(?:带动|推动|拉动|促进|包括|其中)+(?=[^，]*、)")  # 带动钢材、水泥产量分别增长
# One word for two: 城乡居民收入分别增长8%和9%.
_BOTH = {"城乡": ("城镇", "农村"), "存贷款": ("存款", "贷款")}
_SEPARATORS = "，；：,;:"
_LIKENED = re.compile(r"[“‘][^”’]{2,6}[”’]$")
_PACE = re.compile(r"(?<=..)(?:增长|增速|增势|发展|涨幅)(?:较|最|相对)?(?:快|好|大|明显|迅猛|强劲|显著)$")
_OF_THEM = re.compile(r"(?<=[一-鿿])等(?:一批)?([^、，]{2,14})$")  # 甲、乙、丙等新兴产业加快发展，分别增长…
_GAPS = ("高于", "低于", "快于", "慢于", "高出")
_OF_BASES = re.compile(r"分别(?:是|为|相当于)[^，]*[、和与][^，]*的$")  # 人均收入4万元，分别是甲市、乙市的29%、47%
_RATES_OF_EACH = ("完成率", "到位率", "开工率", "竣工率", "投产率", "资金率")
_AMOUNT_DONE = re.compile(r"(?:完成|到位)?(?:总?投资|资金)$")
_ARE = re.compile(r"(?<!主)(?:位居|位列|成为|[为是系居])(?:[我全该本][省市县区州国])?")
_OF_RANK = re.compile(
    r"(?:的?(?:前|第)?[一二两三四五六七八九十]+大?|的?最?主?[大要])?(?:贸易|合作)?"
    r"(?:伙伴|客商|买家|客户|来源[地国]|目的[地国]|市场|货源[地国])?$"
)


def _stated_before(text: str, floor: int, first: Expression, count: int, head: str, scope: Scope) -> list[str] | None:
    """What each of a list is called, where the clause before names as many members and says what they are.

    甲、乙“一升一降”，分别…: the members; 甲、乙为我省瓷器两大客商，成交额分别为…: 对甲瓷器成交额.
    """
    end = subjects.segment_before(text, floor, first.start) - 1
    if end <= floor or text[end] not in _SEPARATORS:
        return None
    clause = scope.without_times(subjects.segment_before(text, floor, end), end)
    if not head:
        of_them = _OF_THEM.search(clause := _PACE.sub("", _LIKENED.sub("", clause)))
        named = lists.fitted_members(clause[: of_them.start()] if of_them else clause, count)
        measured = phrases.split(phrases.tagged(of_them[1]))[0] if of_them else ""
        if named and (trimming.is_relational(measured) or measured.endswith(("出口", "进口"))):
            named = [f"{part}{measured}" for part in named]
        closed = named and all(len(part) <= 10 and subjects.is_noun_phrase(part) for part in named)
        return lists.completed(named, subjects.LIST_HEADS) if named and closed else None
    link = _ARE.search(clause)
    if link is None or (not trimming.is_relational(head) and not head.endswith("额")):
        return None
    named = lists.fitted_members(clause[: link.start()], count)
    if named is None or not all(len(part) <= 8 and subjects.is_noun_phrase(part) for part in named):
        return None
    goods = _OF_RANK.sub("", clause[link.end() :])
    return [f"对{part}{subjects.joined(goods, head)}" for part in named] if 2 <= len(goods) <= 8 else None


def _counted_members(text: str, passage: Passage, drafts: Sequence[Expression], run: lists.Series) -> list[str] | None:
    """物流、金融、软件三大行业税收分别为…: the members stand before a count of themselves."""
    if not run.first:
        return None
    count = drafts[run.first - 1]
    if count.quantity is None or count.quantity.value != len(run) or drafts[run.first].start - count.end > 16:
        return None
    start = subjects.segment_before(text, passage.char_start, count.start)
    return lists.fitted_members(trimming.trim(text[start : count.start]), len(run))


def aligned(
    text: str,
    passage: Passage,
    floor: int,
    drafts: Sequence[Expression],
    run: lists.Series,
    names: Sequence[Name],
    topic: str | None,
    last_run: list[Name],
    scope: Scope,
) -> list[Name] | None:
    """The members that the figures of a list belong to by position; None where the counts do not match."""
    first = drafts[run.first]
    cue = scope.without_times(subjects.segment_before(text, floor, first.start), first.start)
    head, marker, tail = cue.partition("分别")
    head, tail = trimming.trim(head), trimming.trim(tail)
    apart = "；" in text[floor : first.start]  # what goes on there is no more told of the figures before
    before = None if apart else _row_before(names, len(run), last_run, bool(marker))
    stated = _stated_before(text, floor, first, len(run), head, scope) if marker else None
    if stated:
        return [Name(name, name, None, True, "aligned") for name in stated]
    if before and head.startswith("超"):
        return [Name(name.subject, name.topic, name.member, True, "aligned") for name in before]
    if names and before is not last_run and not head and _OF_BASES.search(cue):
        return [Name(names[-1].subject, topic, None, True, "aligned") for _ in range(len(run))]
    if topic and head.startswith(_GAPS):
        return [Name(topic, topic, None, True, "aligned") for _ in range(len(run))]  # 高于全国、全省7.5、6.1个百分点
    if not subjects.has_noun(head):
        return [Name(name.subject, name.topic, name.member, True, "aligned") for name in before] if before else None
    if before and marker and head.endswith(_RATES_OF_EACH) and len(lists.members(head)) == 1:
        owners = [_AMOUNT_DONE.sub("", name.subject or "") for name in before]
        return [
            Name(f"{owner}{head}", n.topic, n.member, True, "aligned") for owner, n in zip(owners, before, strict=True)
        ]
    last = before[-1].subject if before else None
    if before and last and head.startswith(last) and head[-1] in "率量额数值" and head != last:
        each = head[len(last) :]  # 8个甲项目、16个乙项目投资完成率分别达到…
        return [Name(f"{name.subject}{each}", name.topic, name.member, True, "aligned") for name in before]
    if before and (said := _of_each(head)):
        return [
            Name(
                subjects.joined(name.subject, said) if said != _RATE else name.subject,
                name.topic,
                name.member,
                True,
                "aligned",
            )
            for name in before
        ]
    head = _BROUGHT.sub("", head)
    counted = _counted_members(text, passage, drafts, run)
    parts = [f"{part}{head}" for part in counted] if counted else lists.fitted_members(head, len(run))
    if parts is None and len(run) == 2 and (both := next((word for word in _BOTH if word in head), "")):
        parts = [head.replace(both, side) for side in _BOTH[both]]
    if parts is None:
        return None
    if parts[-1][1:2] == "部" and all(part in _SIDES for part in (*parts[:-1], parts[-1][0])):
        parts[:-1] = [f"{part}部" for part in parts[:-1]]  # 东、中、西部地区
    parts[-1] = _ETC.sub("", parts[-1])
    parts = lists.completed(parts, subjects.LIST_HEADS)
    if parts[0].startswith("第") and all(_NUMERAL_ONLY.match(part) for part in parts[1:]):
        parts = [parts[0], *(f"第{part}" for part in parts[1:])]
        parts = [part if len(part) > 2 else f"{part}{parts[-1][2:]}" for part in parts]  # 第一、二、三产业
    if (measured := _before_places(parts, scope)) and not tail:
        places = [parts[0].removeprefix(measured), *parts[1:]]
        return [Name(measured, measured, place, True, "aligned") for place in places]
    named: list[Name] = []
    said = scope.without_place(parts[-1])  # 大理州、丽江市接待游客: of each
    for part in parts:
        bare = scope.without_place(part) or said
        subject = f"{bare}{tail}" if tail else bare
        if not bare or trimming.is_relational(subject):
            beside = named[0].subject if named and bare and not tail else None  # 来华人员交易笔数和金额
            shared = beside if beside is None or trimming.is_relational(beside) else subjects.without_head(beside)
            subject = subjects.joined(shared if shared != beside else topic, subject)
        named.append(Name(subject or part, subject or part, part, True, "aligned"))
    return named


_MEASURED = frozenset("率量额数值度积比资入出")


def _before_places(parts: Sequence[str], scope: Scope) -> str:
    """What is measured of several places, where it stands before them: 年均浓度甲市、乙市分别为…; else ""."""
    if any(scope.without_place(part) for part in parts[1:]):
        return ""
    first = parts[0]
    ends = (at for at in range(2, len(first) - 1) if not scope.without_place(first[at:]))
    measured = first[: next(ends, 0)]
    return measured if subjects.has_noun(measured) and measured[-1] in _MEASURED else ""


_FLOWS = ("出口", "进口", "销售", "消费")
_LONGEST_LEVEL = 5  # characters of 自治区级


def sibling_of(whole: str, part: str) -> str | None:
    """What `part` does as the doer of the whole did: 铁路发送旅客 …，公路 → 公路发送旅客."""
    if part.endswith("级") and (at := whole.find("级", 0, _LONGEST_LEVEL)) > 0:
        return f"{part}{whole[at + 1 :]}"  # 国家级科技项目10项、自治区级52项
    if part in ("省级", "市级") and whole.startswith("国家"):
        return f"{part}{whole.removeprefix('国家').removeprefix('级')}"  # 国家现代农业产业园8个，省级52个
    words = tagged(whole)
    if len(words) < 3 or len(words[0][0]) != len(part) or words[0][1] != "n" or words[1][1] != "v":
        return None
    alone = tagged(part)
    is_doer = len(alone) == 1 and alone[0][1] in ("n", "nz", "j") and not part.endswith(HEADS)
    return f"{part}{whole[len(part) :]}" if is_doer else None


_SHARED_HEADS = frozenset(("产量", "产值", "增加值", "面积", "出栏", "存栏"))
_LONGEST_KIND = 6  # characters of a noun that stands for an amount of it


def of_same_kind(measure: str, noun: str) -> str | None:
    """The same measure of the next thing: 蔬菜产量187万吨，增长3%；水果73万吨 → 水果产量."""
    head = phrases.head_of(measure)
    is_thing = len(noun) <= _LONGEST_KIND and not noun.endswith(HEADS) and subjects.ends_with_noun(noun)
    return f"{noun}{head}" if head in _SHARED_HEADS and is_thing else None


EARLIER = {"前者": 0, "后者": 1}


def named_earlier(phrase: str, names: Sequence[Name], topic: str | None) -> Name:
    """前者 and 后者: the members of the last list."""
    pair = [name for name in names if name.aligned][-2:]
    if len(pair) < 2:
        return Name(topic, topic)
    return Name(subjects.joined(pair[EARLIER[phrase[:2]]].subject, phrase[2:]), topic)


_BRANCH = re.compile(r"[业类品]$")
_OF_BRANCHES = tuple(sorted(WORDS["of_branch"], key=len, reverse=True))
_SIDES = frozenset("东中西南北")
_OF_PARTS = (
    "产量",
    "余额",
    "面积",
    "床位",
    "增加值",
    "产值",
    "销量",
    "零售额",
    "用电量",
    "发电量",
    "客运量",
    "货运量",
    "出栏",
    "存栏",
)
"""Measures of a whole that its parts have too: 粮食产量 …，其中夏粮."""
_PER_HEAD = re.compile(r"(?:人均|户均).{2,}$")
_POPULATIONS = ("城镇", "农村", "城市", "乡村", "男性", "女性")
_PARTED = re.compile(r"其中|分[^，。]{0,8}看|按[^，。]{2,12}分")
_OF_PEOPLE = re.compile(r"居民|人口|人均")
_PEOPLE = re.compile(r"(?:[人民户工生员者]|地区)$")


def _names(part: str) -> bool:
    """Whether `part` is a noun phrase without a verb: 夏粮; not 铁路发送旅客."""
    return is_noun_phrase(part) and not any(tag == "v" for _, tag in tagged(part))


def _population_of(whole: str) -> str:
    return next((people for people in _POPULATIONS if whole.startswith(people)), "")


def member_of(whole: str, part: str, measure: str, before: str) -> str | None:
    """What is measured of a branch or a group, as of the whole said before: 工业增加值 …，其中采矿业 → 采矿业增加值."""
    people = _population_of(whole)
    is_part = part in _POPULATIONS and (people != part if people else _PARTED.search(before) is not None)
    if is_part and (people or _OF_PEOPLE.match(whole)):
        return f"{part}{whole.removeprefix(people)}"  # 居民恩格尔系数为29.8%，其中城镇为28.8%
    if measure == "growth_rate" and _BRANCH.search(part):
        head = next((h for h in _OF_BRANCHES if whole.endswith(h)), "")
        return f"{part}{head}" if head and not part.endswith(HEADS) else None
    stock = next((h for h in _OF_PARTS if whole.endswith(h) and whole != h), "") if "其中" in before else ""
    if stock and measure in ("level", "cumulative") and not part.endswith((*HEADS, *_FLOWS)) and _names(part):
        return f"{part}{stock}"
    per_head = _PER_HEAD.search(whole) if ("其中" in before or "；" in before) and _PEOPLE.search(part) else None
    return f"{part}{per_head[0]}" if per_head else None
