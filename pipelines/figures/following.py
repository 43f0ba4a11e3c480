"""The noun phrase that follows a figure: what a count counts, and how far the words behind the unit are its own.

Belongs here: words behind a unit. Does not belong here: words before it (`subjects.py`), and which of the two names
the figure (`naming_rules.py`, `counting.py`).
"""

import re
from collections.abc import Sequence

import rjieba

from pipelines.figures import deeds, phrases
from pipelines.figures.kinds import Expression
from pipelines.figures.phrases import JOINTS, RELATIONAL, WORDS
from pipelines.figures.quantities import Quantity
from pipelines.figures.subjects import clause_end

_TAILS, _LIGHT, _FATES, _CLAUSE_VERBS = WORDS["tail"], WORDS["light"], WORDS["fate"], WORDS["clause_verb"]
_FATES_SAID = tuple(sorted(_FATES))
_LONGEST, _LONG = 30, 26
_MEAN = frozenset(
    ("平均", "人均", "户均", "日均", "年均", "亩均", "月均", "累计", "合计", "共", "总", "达", "为", "占")
)
_OF_RATE = ("投资", "年度", "完成", "年度投资")  # 年度投资完成率
_CARRIED = re.compile(
    r"^(?:左右|以上|以下|的?历史(?:新高|新低|最高|纪录|高位)|"
    r"的?[单年月季当]?[度日月季周]?(?:新高|纪录|水平|增速|速度|增长|目标|任务|比例|比重)|的?基础上|(?:规模|水平)(?![一-鿿])|的?范围[内以])"
)
# What stands before the noun that is counted and says only what it was, or is like: 两个曾经的贫困县.
_ONCE_CALLED = re.compile(r"(?:曾经|当时|这样|那样|全新)的|[一-鿿]{2,8}于一体的")
_LONGEST_ONCE = 12
_LONG_LIST = re.compile(r"[^、（(“《]+(?=、[^等（(]+$)")


def behind(text: str, end: int, limit: int) -> str:
    """The noun phrase that follows a figure at `end`, at most to `limit`, where the next figure stands.

    Where the next figure is near, what leads it (、日均办理量) is its own and is left out.
    """
    stop = min(limit, end + _LONGEST, len(text))
    if text.startswith(("的基础上", "基础上"), end):
        return ""
    if text[end : end + 1] == "的":
        end += 1
    elif text.find("的", end, end + _LONGEST_ONCE) >= 0:
        if (once := _ONCE_CALLED.match(text, end)) is not None:
            end = once.end()
        elif text[end] in _DIMENSIONS and text[end + 1] == "的":
            end += 2  # 9米长的太阳翼
    if text.startswith("全年", end):
        end += 2  # 830个全年均达标
    first = text[end : end + 1]
    named = first.isdigit() and text[end + 1 : end + 2].isalpha()  # 5类6G场景
    if end >= stop or not (named or "一" <= first <= "鿿" or first in "“《" or first.isalpha()):
        return ""
    if first in "省市县区州旗国" and _ALL_OF.match(text, end + 1):
        return first
    limited = clause_end(text, end, stop)
    if (base := text.find("基础上", end, limited + 3)) > 0:
        within = text.find("在", end, base)  # 7位委员 | 在调研的基础上发言
        limited = within if within > end else base - (text[base - 1] == "的")  # 在用好3000亿元政策性工具基础上
    if "年" in text[end:limited] and (since := _TIME_WITHIN.search(text, end, limited)) is not None:
        limited = since.start()
    if (dash := text.find("——", end, limited)) > 0:
        limited = dash
    goes_on = limited == end + _LONGEST
    if goes_on and (listed := _LONG_LIST.match(text, end, limited)) and len(phrases.thing(text[end:limited])) > _LONG:
        stop = listed.end()  # 30场专业沙龙、…、…: a list that goes on too long to be one thing
    elif limited < stop:
        stop = limited
        if not text.endswith(_ENDS_IN_MIDDLE, end, stop) and text[stop - 1] == "中" and stop > end + 1:
            stop -= 1  # 218个受损村中，已有96个…
    elif stop == limit and text[limit - 1] == "的":
        stop = limit - 1  # 40个协会、高校和机构的800名代表
    elif stop == limit and (joint := max(text.rfind("、", end, stop), text.rfind("以及", end, stop))) > 0:
        stop = joint if text.count("（", end, joint) == text.count("）", end, joint) else stop
    return text[end:stop]


_NOT_BEHIND = re.compile(
    r"^(?:以[上下内来]|左右|上下(?!游)|不等|之[后前间内外中一]|增长|下降|提高|提升|上升|减少|增加|和(?!平|谐)|与(?!会)|及|或|至|到(?![港站期位])|"
    r"达|为|是|者|占(?!地)|比(?![赛武例])|较|高于|低于|由|从(?!业)|在(?![校建职编线册岗押逃华韩贷孵营谈售研用])|对(?![外内口台标接])|向(?!日葵)|被|把|将(?!军)|也|都(?!市)|均(?![价衡])|"
    r"已|就(?!业)|才(?!艺)|了|等|，|；|。|、|同比|环比|后(?![备续勤])|前(?![期沿置])|外(?![资贸商国来地企卖汇籍])|内(?![资容陆河需地外])|来(?![自源往宾华袭访])|"
    r"间|中(?=[，,、有占仅就已还又共约近超只，]|$)|时(?![装尚代])|里(?!程)|起(?![重降飞诉])|共(?!同|建|享)|历史[新最纪]|(?:[月季年]度|单[日月季])?新高(?![一-鿿])|基础上|其中|仅|并(?![网购不])|新?台阶|大关|关口|门槛)"
)


_ENDS_IN_MIDDLE = ("初中", "高中", "集中", "空中", "其中", "车中", "巴中", "汉中", "阆中", "关中", "台中")
_TIME_WITHIN = re.compile(r"(?:近|过去|最近)[0-9一二三四五六七八九十]+年")  # 57个县生产总值近3年年均增速
_ALL_OF = re.compile(r"[均都已](?![匀市])")  # 9个区均居前列: the segmenter takes 区均 for one word
_DIMENSIONS = frozenset("长高宽深厚重")
_EVENTS = frozenset("次起场轮回")


def counts_behind(quantity: Quantity, phrase: str) -> bool:
    """Whether the words behind the unit are what it counts (11条 高速公路), not how the clause goes on."""
    if not phrase or (_NOT_BEHIND.match(phrase) and not phrase.startswith(_FATES_SAID)):
        return False
    if quantity.unit and quantity.unit.dimension != "count":
        return False
    if quantity.unit and quantity.unit.unit == "大":
        return True
    if quantity.unit and quantity.unit.unit in _EVENTS and deeds.names_event(phrase):
        return True
    return names_something(phrase)


def shared(text: str, drafts: Sequence[Expression], i: int) -> str:
    """The noun behind the last of several amounts that is of all: 200万元和500万元的资金, 5家、6家研发中心; else ""."""
    last = i
    while last + 1 < len(drafts) and text[drafts[last].end : drafts[last + 1].start] in JOINTS:
        last += 1
    if last == i:
        return ""
    noun = behind(text, drafts[last].end, drafts[last + 1].start if last + 1 < len(drafts) else len(text))
    if text[drafts[last].end : drafts[last].end + 1] == "的":
        return noun
    one, two = drafts[i].quantity, drafts[last].quantity
    unit, other = (one.unit if one is not None else None), (two.unit if two is not None else None)
    alike = unit is not None and unit == other and unit.dimension in ("count", "currency")
    if unit is not None and other is not None and unit.unit[-1] == other.unit[-1] == "次":
        alike = True  # 9万户次、14万人次低保对象
    return noun if alike and noun and names_something(noun) else ""


def only_deed(phrase: str) -> bool:
    """Whether what follows a figure is done to those told of before: 对400余款 采取下架措施."""
    words = phrases.tagged(phrase)
    while words and words[0][1] == "d":
        words = words[1:]  # 相继开工建设
    done = bool(words) and words[0][1] == "v" and words[0][0] in _CLAUSE_VERBS and words[0][0] not in _FATES
    return done and "的" not in phrase and words[0][0] not in WORDS["attributive"]


def before_deed(phrase: str) -> str:
    """`phrase` up to what is done there, or with it: 在 146个 地区打击… → 地区; whole where the verb is of the name."""
    words = phrases.tagged(phrase)
    done = next((n for n, (_, tag) in enumerate(words) if tag == "v"), 0)
    named = done and words[done - 1][1][0] == "n" and done + 1 < len(words) and words[done + 1][1] not in ("uj", "f")
    return "".join(word for word, _ in words[:done]) if named else phrase


_ENDS_TOWARD = frozenset("与同对向国省市")  # the last characters of what _TOWARD matches
_TOWARD = re.compile(r"[与同对向](?:全[国省市])?$")


def without_deed(cue: str, phrase: str) -> str:
    """`phrase` without what is done with those it names: 与 32个 系统对接 → 系统."""
    if phrase and (cue[-1:] == "在" or (cue[-1:] in ("将", "把") and phrases.thing(phrase) == phrase)):
        return before_deed(phrase)
    if not phrase or cue[-1:] not in _ENDS_TOWARD or _TOWARD.search(cue) is None:
        return phrase
    words = list(phrases.tagged(phrase))
    while len(words) > 1 and words[-1][1] == "v" and words[-1][0] not in RELATIONAL:
        words.pop()
    is_named = all(phrases.is_nominal(*pair) for pair in words)
    return "".join(word for word, _ in words) if is_named else phrase


def names_something(phrase: str) -> bool:
    """Whether `phrase` begins with a noun, or with a verb that modifies one (创新经验)."""
    tagged = phrases.tagged(phrase)
    if not tagged:
        return False
    if tagged[0][0] in _FATES:
        return True
    if phrase[0] == "在":
        return _NOT_BEHIND.match(phrase) is None  # 在校学生, 在建工程
    if tagged[0][1] in ("v", "vd", "ad", "d"):
        # Verbs that stand together before a noun tell its kind (出版印刷发行单位), unless one goes on with the clause.
        named = next((tag for word, tag in tagged[1:] if tag[0] != "v" or word in _CLAUSE_VERBS or word in _LIGHT), "")
        if len(tagged) == 1 or named[:1] not in ("n", "j", "l", "b"):
            return len(tagged) == 1 and tagged[0][0] in WORDS["attributive"]
        return tagged[0][0] not in _CLAUSE_VERBS or tagged[0][0] in WORDS["attributive"]
    return tagged[0][1] not in ("p", "c", "u", "ul", "uj", "f", "i")


def is_carried(phrase: str) -> bool:
    """Words behind a figure that name nothing new."""
    return _CARRIED.match(phrase) is not None or _NOT_BEHIND.match(phrase) is not None


def before_measure(phrase: str) -> str:
    """What is counted, where the next figure's own measure stands between: 公交线路平均准点率 → 公交线路."""
    words = rjieba.cut(phrase)
    is_done = words[-1:] == ["了"]
    while words and words[-1] in _TAILS:
        words.pop()
    if is_done:  # 用40种文字翻译出版了3万种图书: what is done with them
        told = phrases.tagged("".join(words))
        while len(told) > 1 and told[-1][1] == "v":
            told = told[:-1]
        words = [word for word, _ in told]
    if len(words) > 1 and (words[-1] in RELATIONAL or words[-1][-1] in "率量额数"):
        is_rate = words.pop()[-1] == "率"
        while len(words) > 1 and (words[-1] in _MEAN or (is_rate and words[-1] in _OF_RATE)):
            words.pop()
    first = next((n for n, word in enumerate(words) if n and word in _MEAN), len(words))
    return "".join(words[:first]).removesuffix("的")
