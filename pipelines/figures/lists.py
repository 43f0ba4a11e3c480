"""Lists, pairs and their alignment: parallel figures, 由…至…, and which member or year each figure belongs to.

Belongs here: the structure between the figures of one sentence. Does not belong here: what a single figure says.
Where the counts do not match, figures stay unaligned: no guess.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import rjieba

from pipelines.figures.kinds import Expression
from pipelines.figures.quantities import Quantity

_JOINT = re.compile(r"(?:[（(][^（）()]{1,20}[）)])?\s*(?:、|以?及|和|与)\s*(?:以?及|和|与)?$")
_TURN = re.compile(r"(?:、|和)(?:同比)?(?:上涨|下跌|上升|回升|增长|下降|上升|减少|增加|提高|降低|回落)(?:约|近|超)?")
_FROM = re.compile(r"[由从自](?:[^，,。；;、由从自]{0,14})$")
_TO = re.compile(
    r"^(?:[^，,。；;、]{0,12}?|，(?:增[加长]?|提[高升]|扩大|[上跃攀]?升|下?降|降低|缩[减短]|减少|压[缩减]|发展))[到至为](?:了)?[^，,。；;、0-9]{0,6}(?:[0-9]{4}年(?:末|底)?的?)?(?:超过?|近|约|突破)?$"
)
_SPLIT = re.compile(r"、|和|与|以及|及(?!其|时|格)")
_BRACKETED = re.compile(r"[（(“《][^（）()“”《》]*[）)”》]")
_RESPECTIVELY = re.compile(r"分别|各自|依次")


@dataclass(slots=True)
class Series:
    """Figures first..last (indices in the sentence) of one parallel list."""

    first: int
    last: int

    def __len__(self) -> int:
        return self.last - self.first + 1


def series_of(text: str, figures: Sequence[Expression]) -> list[Series]:
    """The parallel lists: runs of figures of one dimension with nothing but joints between."""
    found: list[Series] = []
    run = 0
    for i in range(1, len(figures) + 1):
        joined = False
        if i < len(figures):
            one, two = figures[i - 1].quantity, figures[i].quantity
            gap = text[figures[i - 1].end : figures[i].start]
            same = one is not None and two is not None and _name(one) == _name(two)
            if not same and one is not None and two is not None:
                before = text[max(0, figures[run].start - 16) : figures[run].start]
                same = _RESPECTIVELY.search(before) is not None
            joined = same and len(gap) <= 24 and (_JOINT.fullmatch(gap) or _TURN.fullmatch(gap)) is not None
        if not joined:
            if i - run > 1:
                found.append(Series(run, i - 1))
            run = i
    return found


def unit_of(figure: Expression) -> str | None:
    """The unit a figure is counted in; None where it has none."""
    return _name(figure.quantity) if figure.quantity else None


def _name(quantity: Quantity) -> str | None:
    return quantity.unit.unit if quantity.unit else None


def pairs_of(text: str, figures: Sequence[Expression], sentence_start: int) -> list[int]:
    """Indices of figures that begin a from–to pair with the next figure."""
    found = []
    for i in range(len(figures) - 1):
        start = figures[i - 1].end if i else sentence_start
        before = text[max(start, figures[i].start - 24) : figures[i].start]
        if _FROM.search(before) and _TO.match(text[figures[i].end : figures[i + 1].start]):
            found.append(i)
    return found


def respectively(cue: str) -> bool:
    return _RESPECTIVELY.search(cue) is not None


def members(phrase: str) -> list[str]:
    """The members of a list of names, split at 、 and at the last 和, 与 or 及, outside brackets and quotes.

    A joint inside a member does not split it: of 电网方案、营商方案、甲与乙分离方案 the piece 甲 lacks the end that all
    others share, so there are three.
    """
    masked = _BRACKETED.sub(lambda m: "\0" * len(m[0]), phrase)
    parts, at = [], 0
    for joint in _SPLIT.finditer(masked):
        parts.append(phrase[at : joint.start()].strip())
        at = joint.end()
    parts.append(phrase[at:].strip())
    enumerated = phrase.count("、")
    if enumerated < 2 or len(parts) == enumerated + 1:
        return parts
    whole = [part.strip() for part in phrase.split("、")]
    ends = {part[-2:] for part in whole}
    return whole if len(ends) <= 2 and any(part[-2:] not in ends for part in parts) else parts


def fitted_members(phrase: str, count: int) -> list[str] | None:
    """Exactly `count` members, where 、 alone or all joints together give that many; None otherwise."""
    parts = members(phrase)
    if len(parts) == count and all(parts):
        return parts
    by_comma = [part.strip() for part in phrase.split("、")]
    if len(by_comma) == count and all(by_comma):
        return by_comma
    return None


_PREFIX = re.compile(r"^(对|向|与|同|自|从|往)")


_SHARED = ("居民", "地区", "企业", "人口", "家庭", "职工", "学生", "户籍")
"""What members that only modify have in common."""
_EFFECT = re.compile(r"[^对]{2,}(对[^对]{2,}(?:贡献率|贡献度|影响))")  # 消费、净出口对经济增长的贡献率
_OF_EACH = frozenset("量额率")
_MEASURED = frozenset("率量额数值度准费")


_AMOUNTS = ("收入", "营收", "利润", "税收", "产值")
_TOWARD = re.compile(r"[对与向同从].+")


def _shared_tail(parts: list[str], suffix: str) -> str:
    """The words behind the last member's own name: 养老、生育、医疗保险参保人数 → 保险参保人数.

    The last member's name is taken to be as many words long as that of the member before; `suffix` where it is not.
    """
    own_end = parts[0][-2:]
    if len(own_end) == 2 and all(part.endswith(own_end) for part in parts[:-1]):
        _, found, rest = parts[-1].rpartition(own_end)
        if found and len(rest) > 1 and rest.endswith(suffix):
            return rest  # 水西片区、龙岭片区财政收入
    rest = parts[-1][len(parts[-2]) :]
    if rest.startswith(_SHARED) and rest.endswith(suffix) and not any(part.endswith(_SHARED) for part in parts[:-1]):
        return rest  # 城镇、农村居民收入
    alone = parts[-1].removesuffix(suffix)
    if suffix and len(alone) > 1 and all(part[-1] == alone[-1] and len(part) > 2 for part in parts[:-1]):
        return suffix
    if suffix and alone[-1:] != "业" and all(part.endswith("业") for part in parts[:-1]):
        return suffix  # 第一产业、第二产业、居民生活用电量
    if len(parts[-2]) > 6 or (suffix and any(part.endswith(suffix) for part in parts[:-1])):
        return suffix
    words = rjieba.tag(parts[-1])[len(rjieba.cut(parts[-2])) :]
    tail = "".join(word for word, _ in words)
    own = any(f"{part}{tail}" == parts[-1] for part in parts[:-1])
    deed = (
        not suffix
        or len(words) == 1
        or tail.removesuffix(suffix).endswith("化")
        or any(tag[0] == "v" and word not in suffix for word, tag in words)
    )
    return tail if deed and not own and tail.endswith(suffix) and len(tail) > 1 else suffix


_TOTALS = ("总数", "总量", "总额")
_OTHER_FLOW = {"销售": "生产", "销量": "产量", "出口": "进口", "进口": "出口", "支出": "收入"}


def completed(parts: list[str], heads: Sequence[str]) -> list[str]:
    """Members with the words they share: 通讯器材、家用电器零售额 → 通讯器材零售额, 家用电器零售额."""
    last = parts[-1]
    first_word = rjieba.cut(last)[0]
    if all(len(part) == len(first_word) and part[-1] == first_word[-1] for part in parts[:-1]):
        return [part + last[len(first_word) :] for part in parts[:-1]] + [last]  # 男子、女子平均初婚年龄
    if len(parts) == 2 and (flow := _OTHER_FLOW.get(last)) and parts[0].endswith(flow):
        return [parts[0], parts[0].removesuffix(flow) + last]  # 汽车生产和销售
    own_end = parts[-2][-2:]
    _, found, rest = last.rpartition(own_end)
    if found and all(part.endswith(own_end) for part in parts[:-1]) and (toward := _TOWARD.match(rest)):
        return [f"{part}{toward[0]}" for part in parts[:-1]] + [last]  # 国有企业和民营企业对东盟
    suffix = next((head for head in heads if last.endswith(head) and len(last) > len(head)), "")
    if last in heads and all(part.endswith(_AMOUNTS) for part in parts[:-1]):
        suffix = ""  # 营业收入、利润总额
    if suffix.startswith("产业") and all(part.endswith("业") for part in parts[:-1]):
        suffix = suffix.removeprefix("产业")  # 高技术制造业、战略性新兴产业增加值
    measured = last[-1] in _OF_EACH and all(part[-1] == last[-1] and len(part) > 2 for part in parts[:-1])
    own = not suffix and all(part[-1] == last[-1] for part in parts[:-1])  # 履约率、开工率、资金到位率
    if measured:
        return list(parts)  # 货运量、货物周转量: each has a measure of its own
    if suffix or (last[-1] in _MEASURED and not own):
        suffix = _shared_tail(parts, suffix).removeprefix("生活")  # 一产、二产和居民生活用电量
    effect = _EFFECT.fullmatch(last)
    if effect is not None and not any("对" in part for part in parts[:-1]):
        return [f"{part}{effect[1]}" for part in parts[:-1]] + [last]
    prefix = _PREFIX.match(parts[0])
    lead = prefix[1] if prefix else ""
    done = []
    for i, part in enumerate(parts):
        if suffix and not part.endswith((suffix, *_TOTALS)) and i < len(parts) - 1:
            part = part + suffix
        if lead and not part.startswith(lead):
            part = lead + part
        done.append(part)
    return done
