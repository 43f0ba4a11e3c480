"""Numbers that rank or mark a place in a list: 第六次, 首批, 二级, Ⅱ类; 一、 and （1）.

Belongs here: ordinals and list markers, read at their numeral. Does not belong here: the order in which the kinds
are tried (`kinds.py`).
"""

import re

from pipelines.figures import qualifiers
from pipelines.figures.numerals import HANZI_NUMERALS
from pipelines.figures.spans import Span
from pipelines.figures.units import simple_unit

_LIST_MARKER = re.compile(
    r"(?:[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]|[一二三四五六七八九十]{1,3}[、．.]|[0-9]{1,2}(?:[、）)]|[．.](?![0-9])))"
)
# A number alone before a short heading: 01 工资怎么样, 2 消费.
_HEADING_NUMBER = re.compile(r"(?:0[1-9]|[1-9])(?=[ \u3000][一-鿿][^，,。；;\n]{1,20}(?:\n|$))")
_INLINE_MARKER = re.compile(r"[（(][0-9]{1,2}[)）](?=[一-鿿])")
_FIRSTLY = re.compile(r"[一二三四五六七八九](?=是[一-鿿])")
_ORDINAL_LIST = re.compile(
    r"第[〇零一二三四五六七八九十百0-9]{1,4}(?:[、,，和至到—\-及][〇零一二三四五六七八九十百0-9]{1,4})*[、,，和至到—\-及]$"
)
_ORDINAL_TAIL = re.compile(
    r"(?:批次|季度|方阵|产业|位次|梯队|中全会|[次批届个期位名条张家章轮组号等类级部种场阶段大台例天年站回])?"
)
_RANKED = re.compile(r"(?:全[国省市球县区]|世界|国内|行业|同业|亚洲|位居|位列|排名|进入|跻身|名列|列|居)前$")
_NTH_YEARS = re.compile(r"(?:一百|[五十百])年")
_ORDINAL_AFTER = re.compile(
    r"[一二三四五六七八九十Ⅰ-ↈ]{1,3}(?:等奖|号线|中全会|中(?=、)|产业|季度|次(?=全会|全体会|代表大会|党代会)|[级类等线流期审])(?![（(]?套)"
)
_CONGRESS = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})届(?=[一二三四五六七八九十]{1,2}(?:中全会|次)|全国|中央|省委|市委|区委|县委|人大|政协|历次)"
)
_HELD = re.compile(r"(?:[办开行了过历经共已近续计这前满]|举办|召开|连续|累计)$")
_FIRST_WORD = re.compile(
    r"首(?:批次|[批次个届条张家例台套艘座颗期笔单列支部位款只架辆组片块名场班份根枚篇所项轮对站店宗趟航季月周日年晚]|[金银铜](?![融属额价沙行牌币山]))"
)
_HANZI = frozenset(HANZI_NUMERALS)
OPENS_MARKER = frozenset(("", *"\n（("))
_BETWEEN_ORDINALS = frozenset("、,，和至到—-及")
_GRADES = frozenset("等号中产季次级类线流期审")  # the first characters behind the numeral in _ORDINAL_AFTER
# The characters of which one stands before, or else one behind the numeral of an ordinal.
BEFORE_ORDINAL = _BETWEEN_ORDINALS | frozenset("第其前")
BEHIND_ORDINAL = _GRADES | frozenset("届")


def list_marker(text: str, start: int, end: int) -> Span | None:
    """一、 （1） 1.: numbers that open a line or stand in brackets."""
    before = text[start - 1] if start else "\n"
    if before == "\n" or (before in "（(" and (start < 2 or text[start - 2] == "\n")):
        at = start if before == "\n" else start - 1
        m = _LIST_MARKER.match(text, at)
        if m and m[0][-1] == "、" and text[start] in _HANZI:  # 一、 numbers a section, as 第一章 does
            return at, m.end(), "ordinal", "ordinal.section"
        if m is None and before == "\n" and not simple_unit(text, end + 1):
            m = _HEADING_NUMBER.match(text, at)
        if m:
            return at, m.end(), "list_marker", "list_marker"
    if (
        before in "（("
        and (m := _INLINE_MARKER.match(text, start - 1))
        and (start < 2 or text[start - 2] in "。；;：:，, \n")
    ):
        return start - 1, m.end(), "list_marker", "list_marker"
    return None


def firstly(text: str, start: int, end: int) -> Span | None:
    """一是…；二是…."""
    m = _FIRSTLY.match(text, start) if not start or text[start - 1] in "。；;：:，,！\n " else None
    return (start, m.end(), "list_marker", "list_marker.clause") if m else None


def ordinal(text: str, start: int, end: int) -> Span | None:
    before = text[start - 1] if start else "\n"
    if before == "第":
        m = _ORDINAL_TAIL.match(text, end)
        stop = m.end() if m else end
        years = _NTH_YEARS.match(text, stop)
        return start - 1, years.end() if years else stop, "ordinal", "ordinal"
    if before == "其" and text[start] in "一二三四五" and text[end : end + 1] in "，,是、：":
        return start - 1, end, "ordinal", "ordinal.clause"
    if before in _BETWEEN_ORDINALS and _ORDINAL_LIST.search(text, max(0, start - 16), start):
        m = _ORDINAL_TAIL.match(text, end)
        return start, m.end() if m else end, "ordinal", "ordinal.list"
    follow = text[end : end + 1]
    if start and text[start - 1] == "前" and text[start] in _HANZI and _RANKED.search(text, max(0, start - 8), start):
        return start - 1, end, "ordinal", "ordinal.rank"
    m = _ORDINAL_AFTER.match(text, start) if follow in _GRADES else None
    if m and m.end() > end and not (follow == "期" and qualifiers.before(text, start)):
        return start, m.end(), "ordinal", "ordinal.grade"
    if follow == "届" and (_CONGRESS.match(text, start) or _is_session(text, start, end)):
        return start, end + 1, "ordinal", "ordinal.session"
    return None


def _is_session(text: str, start: int, end: int) -> bool:
    """Whether N届 names the session of a body (政协十四届常委会) and does not count what was held (举办五届)."""
    follows = text[end + 1 : end + 2]
    return "一" <= follows <= "鿿" and follows not in "以之来" and _HELD.search(text, max(0, start - 3), start) is None


def marked(text: str, start: int, end: int) -> Span | None:
    """Roman numerals and enclosed numbers."""
    first = text[start]
    if "Ⅰ" <= first <= "ↈ":
        m = _ORDINAL_AFTER.match(text, start)
        while end < len(text) and "Ⅰ" <= text[end] <= "ↈ":
            end += 1
        stop = m.end() if m else end + (text[end : end + 1] in "类级期型")
        return start, stop, "ordinal", "ordinal.roman"
    if not first.isdigit() or first in "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" or "㈠" <= first <= "㈩":
        return start, end, "list_marker", "list_marker"
    return None


def first_word(text: str, start: int) -> Span | None:
    """首 and what it counts: 首批, 首次."""
    match = _FIRST_WORD.match(text, start)
    return (start, match.end(), "ordinal", "ordinal.first") if match else None
