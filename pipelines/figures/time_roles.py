"""What part a time expression plays in its sentence: whether it can set the period of a figure.

Belongs here: the words around a time. Does not belong here: which days it means (`dates.py`).
"""

import re
from datetime import date
from typing import Protocol

from pipelines.figures.time_context import Context


class Dated(Protocol):
    """What a role is judged by."""

    start: int
    end: int
    text: str
    kind: str
    period_start: date | None
    period_end: date | None
    period_kind: str
    said: str


_BASE_BEFORE = re.compile(
    r"(?:较|比|相比|相较|较之|对比|好于|高于|低于|快于|慢于|多于|少于|超过|相当于|以|按|跟|不及|优于|高出|均超|都超|远超)"
    r"(?:全[国省市区县]|[一-龥]{2}[省市])?$"
)
_BEGAN = re.compile(r"[^，。；\d]{0,6}?(?:开工|启动|成立|实施|开展|建设|运营|投运|上线|设立)")
_OF_A_PLAN = ("完成", "占", "占到", "完成了", "达到", "相当于", "实现")
# 完成全年任务的62%
_PLANNED = re.compile(r"[一-龥]{0,6}?(?:目标|任务|计划|预算)[一-龥]{0,3}?(?:[0-9０-９]|[近约超]|过半|一半)")
_BACK_TO = re.compile(r"恢复[到至]$")  # 恢复到2019年的九成; not 由2016年的6万只恢复到2023年的8万只
_ABOUT = r"(?:近|约|超过?|逾|将近|接近|不足|不到)?"
_WITH_BEFORE = re.compile(r"[与同和跟]$")
_BASE_AFTER_WITH = re.compile(r"(?:[^，。；\d]{0,12})(?:相比|持平|相当|相近|比较|形成)|[“「]")
_BASE_AFTER = re.compile(
    r"(?:同期)?(?:年均)?的?(?:基础上|基数|可比价|价格计算|不变价|为基期|水平的|同期最|同期新|新高|最[高低好大多快])"
)
_BEGINS_BASE = frozenset("同年的基可价不为水新最")  # the first characters of all that _BASE_AFTER matches
_IS_BEFORE = re.compile(r"(?:是|为|达|到|至|相当于)$")
_TIMES_AFTER = re.compile(rf"(?:同期|(?:全年)?平均(?:水平|值)?|水平)?的?{_ABOUT}[\d.]+多?倍")
_PERCENT_OF_BEFORE = re.compile(r"(?:是|相当于)$")
_PERCENT_AFTER = re.compile(rf"(?:同期)?的{_ABOUT}[\d.]+[%％]")
_GOES_ON = frozenset("续转了创下新")
_TREND_BEFORE = re.compile(r"(?:延续|持续|扭转|改变)了?$|创下?$|刷新了?$")
_NUMBER_AFTER = re.compile(
    r"的?(?:同比|环比)?(?:上涨|下降|增长|回升|下跌|上升|涨|跌|降|升)?(?:不足|不到|近|约|超过?|刚过)?[\d０-９]"
)
_GOAL_AFTER = re.compile(r"[约近]?[\d０-９][^，。；]{1,14}?(?:目标|任务|计划|预算)+的")
_TO_BEFORE = re.compile(r"(?:到|至|力争|争取|预计|计划|确保)(?:在)?$")
_UNTIL_BEFORE = re.compile(
    r"(?:延续|延长|延期|顺延|推迟|延迟|执行|有效期|保留|暂停|免征|减半征收|持续)(?:实施|执行)?[到至]$"
)
_WILL_AFTER = re.compile(r"[,，]?(?:[^，。；：,\d]{0,8}[还也都就])?(?:将(?!近)|拟(?![合建]))")
_BEFORE_AFTER = re.compile(r"(?:之|以)?[前后]|起|开始|正式|[,，]?(?:将|拟)")
_PLAN_AFTER = re.compile(
    r"[”\"」]?的?(?:(?:收官|开局|开官|良好开局|规划[”》）)])"
    r"|[^，。；：\d《》]{0,18}?(?:工作报告|一号文件|统计公报|议定书|预算草案|计划草案|决议草案|执行情况的?报告|工作会议|全国两会|博览会|交易会|公开赛|锦标赛|联赛|世界杯|奥运会|残奥会"
    r"|冬奥会|亚运会|运动会|论坛|峰会|年鉴|蓝皮书|白皮书|项目清单|目录|年会|年报|展望报告|指数报告|发展报告|报告》|排行榜|榜单|新闻发布会|晚会|议程|愿景))"
)
# 关于2023年预算执行情况的报告, 规划（2021—2035年）
_NAME_BEFORE = re.compile(r"关于$|(?:规划|计划|方案|纲要|行动|战略|意见|目录|规定|标准)(?:》)?[（(〔]$")
_NAMING = frozenset("于（(〔")
_CLAUSE = re.compile(r"[，,。；;！？!?\n]")
_REST = re.compile(r"(?:[^\S\n]*[，,])?[^，,。；;！？!?\n]*")
_LONGEST_REST = 60
_OPENS_BRACKET = frozenset("（()） \t\n\r\u3000\xa0")
_CLOSED = re.compile(r"\s*[）)]")
_BRACKET = re.compile(r"\s*[（(][^（）()]{0,14}[）)]")
# Every alternative begins with a plain character: the search then skips along by first characters alone.
_REPORT = re.compile(
    r"记者|获悉|公布|发布|消息|报道|讯|了解到|介绍|通报|印发|出台|举行|召开|考察|视察|强调|指出|主持|会见|签署|签约|揭牌"
    r"|审议|批复|获批|表示|会议上|开幕|闭幕|成立|作.{0,8}报告|启动|播出|发射|竣工|通车|投运|开工|开业|施行|实施|是|称|说|发表"
    r"|透露|证实|宣布|抵达|启程|预报|提醒|致电|致信|出席|访问|通话|会谈|发生|举办|参加|在京|继续"
)
_REPORT_NEXT = re.compile(r"[\s　]*(?:电|[上下]午|凌晨|晚)")
_DEED = re.compile(
    r"总书记|考察|视察|主持召开|印发《|，《|,《|中共中央|(?<!为核心的)党中央|国务院(?:批|印|同意)|批复|揭牌|写入|上升为|我代表|作.{0,6}报告"
    r"|正式(?:成立|印发|获批|启动|挂牌|通车|投)|会议上|第.{1,3}次会议|获国家.{0,8}批|提出.{0,4}“"
)
# The last characters of all words that _BASE_BEFORE, _WITH_BEFORE, _TO_BEFORE look for; then of all before a time.
_TELLING = frozenset("超较比比照于过到至当以按跟及优出同与和从由自争取计划保在国省市区县是为达")
_LEADS = _TELLING | _NAMING | {word[-1] for word in _OF_A_PLAN}
_ROLES = {
    **dict.fromkeys(("clock", "anniversary", "lately"), "event"),
    "report_period": "plan",  # of a report that is not named: it says nothing
    "future": "target",
    "mean": "base",  # 两年平均增长5%: over what it is taken; the period is that of its end
}


def _after(text: str, end: int) -> tuple[int, int]:
    """Where the rest of the clause that a time stands in begins and ends; where the time is a clause of its own, the
    next one too."""
    begin = end
    if text[end : end + 1] in _OPENS_BRACKET:
        bracket = _BRACKET.match(text, end) or _CLOSED.match(text, end)
        begin = bracket.end() if bracket else end
    rest = _REST.match(text, begin, begin + _LONGEST_REST)
    assert rest is not None
    return begin, rest.end()


def _inside_title(text: str, start: int) -> bool:
    opened = text.rfind("《", max(0, start - 60), start)
    return opened >= 0 and text.find("》", opened, start) < 0


def _is_base(before: str, text: str, time: Dated) -> bool:
    if text[time.end : time.end + 1] in _BEGINS_BASE and _BASE_AFTER.match(text, time.end):
        return True
    if not before:
        return False
    if before.endswith(_OF_A_PLAN) and _PLANNED.match(text, time.end):
        return True
    if before[-1] not in _TELLING:
        return False
    if _BASE_BEFORE.search(before):
        return True
    if _BACK_TO.search(before):
        clause = _CLAUSE.split(text[max(0, time.start - 40) : time.start])[-1]
        return "由" not in clause and "从" not in clause
    if _WITH_BEFORE.search(before) and _BASE_AFTER_WITH.match(text, time.end):
        return True
    if _IS_BEFORE.search(before) and _TIMES_AFTER.match(text, time.end):
        return True
    return bool(_PERCENT_OF_BEFORE.search(before) and _PERCENT_AFTER.match(text, time.end))


def _is_name(before: str, time: Dated, context: Context) -> bool:
    """Whether the time belongs to the name of a plan, a document or an event."""
    if before[-1:] in _NAMING and _NAME_BEFORE.search(before):
        return True
    text = context.text
    if context.has_title and _inside_title(text, time.start):
        return True
    if time.kind == "plan":
        return time.text[-1] in '五”"」' and text[time.end : time.end + 1] not in ("，", ",")
    following = text[time.end : time.end + 1]
    return time.period_kind == "year" and following not in ("，", ",") and bool(_PLAN_AFTER.match(text, time.end))


def _is_to_come(before: str, text: str, time: Dated, published_on: date | None) -> bool:
    if not published_on or time.kind == "as_of" or not time.period_end or time.period_end <= published_on:
        return False
    if time.period_start is None or time.period_start > published_on:
        return True
    if time.period_kind in ("year", "half", "quarter", "month") and _WILL_AFTER.match(text, time.end):
        return True
    if time.period_kind in ("month", "span") and before[-1:] in ("到", "至"):
        return False  # 7月第三周到8月第二周: the month that runs
    return before[-1:] in _TELLING and bool(_TO_BEFORE.search(before))


def _is_event(text: str, time: Dated) -> bool:
    """Whether it says when something was done or told, rather than what a figure speaks of."""
    if time.kind == "day":
        if "-" in time.text or "/" in time.text or _REPORT_NEXT.match(text, time.end):
            return True
        begin, stop = _after(text, time.end)
        return bool(_REPORT.search(text, begin, stop) or _BEFORE_AFTER.match(text, begin, stop))
    if _BEFORE_AFTER.match(text, time.end):
        return time.kind != "since"
    if time.kind != "calendar" or time.period_kind not in ("month", "year"):
        return False
    return _DEED.search(text, *_after(text, time.end)) is not None


def role_of(time: Dated, context: Context) -> str:
    """One of period, base, plan, target, event, from."""
    if time.kind in _ROLES:
        return _ROLES[time.kind]
    text, start = context.text, time.start
    led = len(time.said) > len(time.text)
    if text[start - 1 : start] in _GOES_ON and _TREND_BEFORE.search(text, max(0, start - 4), start):
        return "base"  # 延续今年以来两位数增长态势: since when, not of when
    before = text[max(0, start - 12) : start] if text[start - 1 : start] in _LEADS else ""
    if not led and _is_base(before, text, time):
        return "base"
    if _is_name(before, time, context):
        return "plan"
    if led:
        return "period"
    if time.text in ("今天", "今日") and text.startswith("的", time.end):
        return "base"  # 今天的大湾区: nowadays, not that day
    if before[-1:] in ("到", "至") and _UNTIL_BEFORE.search(before):
        return "event"  # 政策延续到2027年底：how long, not when
    if text[start - 1 : start] == "成" and _GOAL_AFTER.match(text, time.end):
        return "from"  # 完成全年1.8万亿元投资目标的9.6%: of the goal alone
    if before[-1:] in ("从", "由", "自") and _NUMBER_AFTER.match(text, time.end):
        return "from"
    if _is_to_come(before, text, time, context.published_on):
        return "target"
    if before[-1:] == "自":
        if time.period_kind in ("year", "month") and _BEGAN.match(text, time.end):
            return "event"  # 自2015年开工建设，涉及14市
        if text.startswith(("连续", "起连续"), time.end):
            return "event"  # 自去年6月份连续15个月下降后首次增长
    return "event" if _is_event(text, time) else "period"
