"""Numbers inside names: 党的二十大, 中亚五国, 神舟二十一号.

Belongs here: names that are told by the words around their numeral. Does not belong here: names and words that a list
or the dictionary knows (`lexicon.py`), quotations, and the order in which the kinds are tried (`kinds.py`).
"""

import re

from pipelines.figures import qualifiers
from pipelines.figures.spans import Span

_PARTY_CONGRESS = re.compile(
    r"(?:十[一二三四五六七八九]|二十|九|八)大(?=(?:以来|报告|精神|作出|提出|部署|代表|和|及|召开|胜利|[一-鿿]{0,2}党|后|前|闭幕|确立|擘画|描绘|战略|修改|对|把|将|、|，|。|；|“|”|》|的|是|要|为|强调|明确|上|指出|关于|开幕|主席团|绘就|新闻|决议|确定))"
)
_PARTY = ("党的", "中共")
_CONGRESS = re.compile(r"(?:十[一二三四五六七八九]|二十)大(?!类|项|任务)")
_ADMINISTRATIVE = re.compile(
    r"[两二三四五六七八九十]{1,3}(?:国|省份?|市州|市|州|地|县|区|岸|会|院|军|校|方|城|江|河|湖|海|山|峡|党|部委|厅|局|镇|乡|村|旗|盟|省区市|省市|省区|区县)"
)
PLACE_WORDS = "国省市州地县区岸会院军校方城江河湖海山峡党部委厅局镇乡村旗盟"
"""The characters of which one follows the numeral in the name of several places or bodies."""


def congress(text: str, start: int, end: int) -> Span | None:
    """The numeral of a party congress: 十八大以来."""
    m = _PARTY_CONGRESS.match(text, start)
    if m is None and text.startswith(_PARTY, max(0, start - 2)) and start >= 2:
        m = _CONGRESS.match(text, start)
    return (start, m.end(), "name", "party_congress") if m else None


def numbered(text: str, start: int, end: int) -> Span | None:
    """神舟二十一号, 六号机组, 三年行动计划: a number that names."""
    return (start, end + 1, "name", "numbered_name") if text.startswith(("号", "年行动"), end) else None


def administrative(text: str, start: int, end: int) -> Span | None:
    """中亚五国, 两省市: a count inside the name of places."""
    m = _ADMINISTRATIVE.match(text, start)
    if m and m.end() > end and not qualifiers.before(text, start):
        return start, m.end(), "name", "places"
    return None
