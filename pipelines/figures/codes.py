"""Codes: numbers that name and do not count (1+7+13+N, 〔2017〕47号, 3比2, 12345热线, C919).

Belongs here: codes that have a shape of their own anywhere in the text, and numbers that touch Latin letters, which
are looked at one by one. Does not belong here: names with a number in words (`number_names.py`).
"""

import re
from collections.abc import Set

from pipelines.figures.spans import Span, disjoint
from pipelines.figures.units import simple_unit

# Codes by shape. A pattern is tried only where one of its marks touches a numeral of the text on either side (none: any
# text) and one of its words, if it has any, stands in the text; it begins with a plain character, so that the search
# skips along by that alone.
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_LETTERS = _CAPITALS + _CAPITALS.lower()
_CODES = (
    ("∶:：︰", "", r"[0-9.](?<![0-9.].)[0-9.]*(?:[∶:：︰][0-9.]+){2,}", "proportion"),
    ("#", "#", r"[0-9]{1,3}(?<![0-9.][0-9]{2})#(?=[一-鿿，。、；])", "grade"),
    ("决", "决赛", r"[0-9]/[0-9]决赛", "round"),
    (
        f"星组{_CAPITALS}",
        "星",
        r"[一二三四五六七八九十]+号[A-Z]?[0-9]{2}(?:星|组)|[0-9]{2}(?:[A-Z0-9]?)星(?![级期座])",
        "satellite",
    ),
    (f"+＋{_CAPITALS}", "", r"[0-9A-ZN]+(?:[+＋][0-9A-ZNX]{1,3})+(?![0-9])", "plus"),
    ("+＋", "", r"[0-9]+[+＋](?=[一-鿿])", "plus"),
    ("〔[［", "", r"[〔\[［][12][0-9]{3}[〕\]］](?:第)?[0-9]+号?", "document"),
    ("）)", "", r"[0-9]{6}(?<=[（(，,][0-9]{6})(?=[)）])", "stock"),
    ("·", "", r"[0-9]+·[0-9]+", "anniversary"),
    ("×xX*", "", r"[0-9]+(?:[×xX*][0-9]+)+(?:小时)?", "product"),
    (f'“‘".{_CAPITALS}', "", r"[“‘\"][0-9A-Z.]{1,6}[”’\"]", "quoted"),
    ("秒", "", r"[0-9]+分[0-9]+秒[0-9]+", "race_time"),
    ("-", "", r"0(?<![0-9]0)[0-9]{2,3}-[0-9]{7,8}", "telephone"),
    (
        "热平便政服市妇消报指接急火",
        "",
        r"[12](?<![0-9].)[0-9]{2}(?:[0-9]{2}(?=热线|平台|便民|政务|服务|市民|妇女|消费)|(?<=1[12].)(?=报警|指挥|接警|急救|火警))",
        "hotline",
    ),
    ("区斜", "区块 斜井", r"[0-9](?<=[一-鿿][0-9])[0-9]{0,3}(?=区块|斜井)", "well"),
    ("升", "", r"[0-9](?<![0-9.].)[0-9]{0,2}升[0-9]{1,3}降", "ups_and_downs"),
    ("", "热线", r"[12](?<![0-9].)[0-9]{4}(?=[一-鿿]{2,6}热线)", "hotline"),
    (
        '版时模阶上发问推系平”’"》',
        ".",
        r"[1-9](?<![0-9].)\.0(?=版|时代|[”’\"]|模式|阶段|上线|发布|问世|推出|系统|平台)|(?<=[”’》])[0-9]\.[0-9](?![0-9%％万亿元个倍米吨])",
        "version",
    ),
    ("组批星", "0", r"0(?<![0-9.:：/\-].)(?<![0-9][,，].)[0-9]{1,2}(?=[组批星])", "numbered"),
    ("条", "条”", r"[0-9](?<=“.)[0-9]{0,2}条(?=”)", "measures"),
    ("条", "条”", r"[0-9](?<=[一-鿿].)[0-9]{0,2}条(?=”[一-鿿])", "measures"),
    ("国", "国道", r"[0-9](?<![0-9.].)[0-9]{2}国道", "road"),
    ("路", "路公交 路车", r"[1-9](?<![0-9.].)[0-9]{0,2}路(?=公交|车)", "bus"),
    ("道", "国道 省道 县道", r"[0-9]{3}(?<=[国省县]道[0-9]{3})线?", "road"),
    ("工高、”“/", "985 211", r"(?:985|211)(?<![0-9A-Za-z]...)(?=工程|高校|[、”“/])", "programme"),
    ("强", "", r"(?:世界|全球|中国|全国|民营企业|财富|制造业|行业|企业|竞争力)[0-9一二三五百]{1,4}强", "ranking"),
    ("强", "0强", r"[1-9](?<![0-9.第前].)0{1,3}强(?![度劲化调势大制力者降震烈])", "ranking"),
    ("", "电 机", r"1(?<![0-9]1)[3-9][0-9]{9}(?![0-9])", "telephone"),
    (f"{_LETTERS}./-_=?&%#:", "http www.", r"(?:https?://|www\.)[!-~]+", "address"),
)
_CODE_PATTERNS = tuple(
    (frozenset(marks), tuple(words.split()), re.compile(pattern), rule) for marks, words, pattern, rule in _CODES
)
_SCORE_MARKS = frozenset("比:：-— \n\t\u3000\xa0")
_MARKS = _SCORE_MARKS.union(*(marks for marks, _, _, _ in _CODE_PATTERNS))
_SCORE = re.compile(
    r"[0-9]{1,3}\s?[比:：\-—][0-9]{1,3}(?![0-9%％.万亿元个人])|[0-9一二三四五六七八九]比[0-9零一二三四五六七八九](?!例)"
)
_SPORT = re.compile(
    r"比分|战胜|击败|不敌|力克|逆转|战平|淘汰|横扫|夺冠|决赛|小组赛|半决赛|联赛|主场|客场|大胜|险胜|负于|取胜|获胜|先胜|晋级|胜"
)


# The characters of which one stands before, or else one behind a number that touches letters.
_ALNUM = frozenset(_LETTERS + "0123456789")
BEFORE_CODE = _ALNUM | frozenset("-_./－")
BEHIND_CODE = _ALNUM
_AMOUNT_BEHIND = re.compile(r"[%％℃‰]|[十百千万亿]*(?:元|美元|个百分点|吨|度|摄氏度)")


def code_spans(text: str, touching: Set[str]) -> list[Span]:
    """The codes of `text`, in order and apart; of two that overlap the longer.

    `touching` are the characters that stand right before or behind a numeral of the text.
    """
    found: list[Span] = []
    touching = touching & _MARKS
    for marks, words, pattern, rule in _CODE_PATTERNS:
        if marks and marks.isdisjoint(touching):
            continue
        if words and not any(map(text.__contains__, words)):
            continue
        inset = rule == "quoted"
        found += [(m.start() + inset, m.end() - inset, "code", f"code.{rule}") for m in pattern.finditer(text)]
    if not _SCORE_MARKS.isdisjoint(touching) and _SPORT.search(text):
        found += [
            (m.start(), m.end(), "code", "code.score")
            for m in _SCORE.finditer(text)
            if _SPORT.search(text, max(0, m.start() - 60), m.end() + 40)
        ]
    return disjoint(found)


def letters(text: str, start: int, end: int) -> Span | None:
    """C919, 5G, PM2.5: a number that touches Latin letters which are no unit."""
    left, right = start, end
    while left and (text[left - 1].isascii() and (text[left - 1].isalnum() or text[left - 1] in "-_./")):
        left -= 1
    while left < start and text[left] in "-_./":
        left += 1
    if left < start and text[left:start].isalpha() and _AMOUNT_BEHIND.match(text, end):
        return None  # GDP4402.98亿元
    if left < start and any(c.isalpha() for c in text[left:start]):
        while right < len(text) and text[right].isascii() and (text[right].isalnum() or text[right] in "-_"):
            right += 1
        return left, right, "code", "code.letters"
    if right < len(text) and text[right].isascii() and (text[right].isalpha()):
        if simple_unit(text, right):
            return None
        while right < len(text) and text[right].isascii() and (text[right].isalnum() or text[right] in "-_"):
            right += 1
        if text.startswith("级", right):
            right += 1
        return start, right, "code", "code.letters"
    if (
        start > 1
        and text[start - 1] in "-－"
        and "一" <= text[start - 2] <= "鿿"
        and not _AMOUNT_BEHIND.match(text, end)
    ):
        return start, end, "code", "code.model"  # 歼-20, but not 亏损为-4.7亿元
    return None
