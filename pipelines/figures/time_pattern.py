"""The patterns that find time expressions in Chinese prose.

Belongs here: the shape of time words and the reading of their numbers. Does not belong here: which days they mean
(see `dates.py`) and which figures they govern (see `periods.py`).
They are built from parts so that each shape can be read alone; no part repeats a part that can be empty, so
matching stays linear.
"""

import re

from pipelines.vocabulary import VocabularyError, read_rows

HANZI = {c: n for n, c in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○ＯO", 0) | {"两": 2, "元": 1, "首": 1}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


def number(words: str) -> int:
    """The whole number that `words` spell: 12, １２, 十二, 二〇二五, 九十 (up to 99 with 十)."""
    if words.isdecimal():
        return int(words)
    tens, ten, ones = words.partition("十")
    if ten:
        return (HANZI[tens] if tens else 1) * 10 + (HANZI[ones] if ones else 0)
    value = 0
    for character in words:
        value = value * 10 + HANZI[character]
    return value


def _eras() -> dict[str, tuple[int, int | None]]:
    """Words of `eras.csv` → (year, month or None). Raises VocabularyError with the row."""
    eras = {}
    for row in read_rows("eras.csv", ("words", "began", "what")):
        began = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2]))?", row["began"])
        if not began or not row["words"]:
            raise VocabularyError(f"eras.csv: {row}: `began` must be YYYY or YYYY-MM, and `words` must not be empty")
        eras[row["words"]] = (int(began[1]), int(began[2]) if began[2] else None)
    return eras


ERAS = _eras()

D = "[0-9０-９]"
SEP = "(?:——|--|[-—–－─~～∼至到])"
YEAR = f"(?:[12１２]{D}{{3}}|[一二][〇零○ＯO八九][〇零○ＯO一二三四五六七八九]{{2}})"
MONTH = "(?:1[0-2]|0?[1-9]|１[０１２]|０?[１-９]|十[一二]?|[一二三四五六七八九元])"
DAY = (
    "(?:3[01]|[12][0-9]|0?[1-9]|３[０１]|[１２][０-９]|０?[１-９]|三十一?|二?十[一二三四五六七八九]?"
    "|[一二三四五六七八九])"
)
COUNT = f"(?:{D}{{1,3}}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
CLOCK = (
    f"(?:{D}{{1,2}}[:：]{D}{{2}}(?:[:：]{D}{{2}})?(?!{D})"
    f"|(?:{D}{{1,2}}|十[一二]?|[一二两三四五六七八九])[时点](?![代速间期尚段空差长候刻评赞击子对])钟?"
    f"(?:{D}{{1,2}}分(?:{D}{{1,2}}秒)?|半|整|许|左右)?)"
)
PART_OF_DAY = "(?:凌晨|清晨|早上|早晨|早间|上午|中午|午间|下午|傍晚|晚上|晚间|夜间|深夜|[早晚])"
# 年 begins many nouns: 2012年级, 1990年代 and 2000年历史 are no years of a calendar.
NOT_A_YEAR = "(?![级代龄限轮薪租均历之的]?(?:历史|前的|寿命|老|工龄)|[级龄限薪租均])"

# 3000年前, 4万年前; but 2000年前 is before a year
_AGES = f"(?:(?!1[89]|20){D}{{4,5}}|{D}{{1,3}}万|[一两二三四五六七八九][百千])"
_SEASON = "(?=赛季|学年|[冰雪榨]{1,2}季|[供采]暖季|年度)"
_TIME_OF_DAY = f"(?:{PART_OF_DAY}?{CLOCK}|{PART_OF_DAY}|白天)"
_DATE_RANGE = (
    f"(?P<range_month>{MONTH})月(?P<range_day>{DAY})(?:[日号]{_TIME_OF_DAY}?)?{SEP}(?:(?P<range_year2>{YEAR})年)?"
    f"(?:(?P<range_month2>{MONTH})月)?(?P<range_day2>{DAY})[日号]{_TIME_OF_DAY}?"
)
_MONTH_RANGE = (
    f"(?P<first_month>{MONTH})(?:(?:月份?)?{SEP}|、)(?:(?P<last_year>{YEAR})年)?(?P<last_month>{MONTH})月份?"
    f"(?!{DAY}[日号])"
)
_MONTH = (
    f"(?P<month>{MONTH})月份?(?:当月)?(?:(?P<day>{DAY})[日号](?![线楼馆院门文])"
    f"(?:(?:[（(](?:周|星期)[一二三四五六日天][）)])?{PART_OF_DAY}?{CLOCK})?|(?P<month_tail>以来|[上中下]旬|[末底初]))?"
)
_MAY_BE_MONTH = f"(?=[0-9０-９一二三四五六七八九十元]{{1,2}}(?:月|{SEP}|、))"  # one look ahead of three shapes
_QUARTER = (
    "(?:(?P<first_quarters>前|头)|第)?(?P<quarter>[一二两三四首1-4])(?:、第?[二三23](?=[、和]))?"
    f"(?:(?:{SEP}|、|和)第?(?P<last_quarter>[二三四2-4]))?"
    "(?:季度|(?(first_quarters)个季度|(?!))|(?<=首)季)(?P<quarter_tail>以来|[末底初])?"
)
_FIRST_MONTHS = f"(?P<months_word>前|头|首)(?P<months>{COUNT})个?月份?"
_GRADUATES = "[一-鿿]{0,6}(?:毕业|学生|生源|学子|新生)"
_NO_YEAR_BEFORE = "(?<![百千万一二三四五六七八九十0-9几多数学青少老童成壮大])"
# 2024年半年度报告, 2025年中期业绩 are on the first half.
_INTERIM = "(?(year)(?P<interim>半年度|半年(?=报)|中期(?=报告|业绩|财报))|(?!))"
_PART = f"(?P<half>[上下])半年|{_INTERIM}|(?P<part>全年度?|{_NO_YEAR_BEFORE}年[末底初]|同期|以来)"
_YEAR_TAIL = "(?P<year_tail>至今|[末底初]|中(?=[，,。；、期以])|[春夏秋冬]季)"

# A year, or a word for one, then a part of it; either may stand alone, not both be missing.
CALENDAR = (
    f"(?:(?:公元)?(?P<year>{YEAR})(?:财?年度?|/{D}{{4}}年度?|/{D}{{2}}{_SEASON}|{SEP}{D}{{4}}{_SEASON}|届(?={_GRADUATES})){NOT_A_YEAR}"
    f"|(?P<year_word>今年|去年|前年|明年|(?<![成产用运工])后年(?![产均])|上年|本年|次年|翌年|当年|同年|往年)度?)?"
    f"(?:(?(year)的?|(?(year_word)的?))(?:{_MAY_BE_MONTH}(?:{_DATE_RANGE}|{_MONTH_RANGE}|{_MONTH})|{_PART}|{_FIRST_MONTHS}|{_QUARTER})"
    f"|(?(year)|(?(year_word)|(?!)))(?:{_YEAR_TAIL})?)"
)
YEARS = (
    f"(?P<from_year>{YEAR})(?:年度?)?(?P<from_tail>[末底初])?{SEP}(?P<to_year>{YEAR})"
    f"(?:年度?(?!{MONTH}月)|(?=中国|全球|世界|全国))(?P<to_tail>[末底初])?"
)
ISO = (
    f"(?P<iso_year>[12１２]{D}{{3}})(?P<dash>[-/.．])(?P<iso_month>{D}{{1,2}})(?P=dash)(?P<iso_day>{D}{{1,2}})"
    f"(?:(?!{D})|(?=[012]{D}:[0-5]{D}))"  # 2025-03-1207:45
    f"(?:\\s{{0,2}}{D}{{1,2}}:{D}{{2}}(?::{D}{{2}})?)?"
)
_NOT_A_DAY = "之?内|之前|以[上下内前后]|均[线价值量]|游|常|益|元|龄|线|程|年化|产|用|活"
_DAY_END = f"日(?!{_NOT_A_DAY})(?:{PART_OF_DAY}?{CLOCK})?"
DAYS = (
    f"(?:(?P<month_word>本月|上月|上个月|当月))?(?:(?P<day_first>{D}{{1,2}})(?:日{_TIME_OF_DAY}?)?{SEP}(?P<day_last>{D}{{1,2}}){_DAY_END}"
    f"|(?P<day_alone>{D}{{1,2}}){_DAY_END})"
)
LAST_YEARS = (
    f"(?<![数几第])(?:(?P<recent>非凡|刚刚过去的|刚过去的|过去的|过去|最近|近|这)(?P<recent_count>{COUNT})(?P<recent_unit>年|个月)"
    "(?:多|余)?(?P<recent_tail>来|间|以来)?(?![级期])"
    f"|(?P<count>{COUNT}|{D}{{4}}(?=[多余])|{_AGES}(?=[多余]?年前))(?P<odd>[多余])?(?P<count_unit>年|个月)(?P<odd_after>[多余])?"
    "(?P<count_tail>以来|来|间|(?<=年)内|里(?![程路面])|中(?=[，,全各我])|前(?![瞻沿景列茅三两二几\\d]))"
    f"|(?P<anniversary>{COUNT})周年)"
)
FIVE_YEAR_PLAN = (
    '[“"「]?(?:(?P<plan>十[一二三四五])五[”"」]?|(?<=[“"「])(?P<old_plan>[七八九十])五[”"」])(?![〇零一二三四五六七八九十])'
    "(?P<plan_tail>时期|期间|以来|末|[前后][一二两三四1-4]年)?"
)
CENTURY = (
    f"(?:(?:{D}{{1,2}}{SEP})?(?P<century>{D}{{2}}|二?十[一二三四五六七八九]?|上|本)世纪(?:(?P<decade>{D}0|[一二三四五六七八九]{{1,2}}十)年代)?"
    f"|(?P<decade_alone>[2-9]0|[二三四五六七八九]{{1,2}}十)年代|(?P<decade_year>[12]{D}{{2}}0)年代)(?P<century_tail>以来|[初末中]|[前后]期)?"
)
ERA = "(?P<era>" + "|".join(sorted(map(re.escape, ERAS), key=len, reverse=True)) + ")[^，。；、！？,;\n]{0,8}?以来"
WORDS = {
    "as_of": "目前|如今|眼下|现阶段|现如今|当前|(?<![出发实体表呈展涌再重浮显闪])现在|迄今为止|迄今"
    "|(?<![截时])至今(?![天日年晚])|时至今日|截至发稿",
    "today": "今天|今日|今晨|今早|今晚",
    "yesterday": "昨天|昨日|昨晚",
    "two_days": "今明两[天日]",
    "two_years": "今明两年",
    "lately": "最?近[一两12]周(?![年岁围边])"
    "|(?:过去|未来)的?(?:[0-9]{1,3}|[一两三四五六七八九十几]{1,2})(?:个?小时|天|周|个星期)[内里间]?"
    "|再过(?:[0-9]{1,3}|[一两三四五六七八九十几]{1,2})(?:天|周|个?星期|个月|年|个?小时)(?!间)"
    "|(?:这|最?近|头|前)[几两三]天(?![内里])"
    "|[本上下]周(?:末(?!端))?(?![一二三四五六日天边期转])|近日|日前|近期(?!以来)|近来|连日来",
    # 两年平均增长5%
    "mean": "(?<![A-Za-z续数几第每前])(?:[两二三四五六七八九十2-9]|10)年"
    "(?=平均|年均|增[长量]|累计|预计|共计|合计|时间[里内])"
    "|(?<![一-鿿0-9.])(?:[两二三四五六七八九十2-9]|10)(?:年(?=增[加至]|新增|提高|完成|实现|建成)|天(?=共|时间[，里内]))",
    "day_before": "前天",
    "tomorrow": "明天|明日",
    "this_month": "本月",
    "last_month": "上个月|上月",
    "same_month": "当月|同月",
    "same_day": "当天|当日|同日",
    "report_period": "报告期(?:内|末)?",
    "new_year": "新的?一年(?![前后多来])",
    "same": "同期",
    "same_holiday": "(?:假期|假日|节日|节假日)期间|假期[前后]?[两二三四五六七八2-8]天",
    "vague": "近年来|近些年来|近几年来|近几年|近些年|多年来|几年来|这些年来|长期以来|一直以来|近期以来"
    "|(?:过去|最近)的?[几数][十百千]年(?:来|间|里)?|[百千][余多]?年来|数[十百千][余多]?年来|半个多?世纪以?来",
    "future": "今后|未来",
}
# The numerals of “五一” are a name: the time begins after them.
HOLIDAY = (
    "(?:(?P<season>[春暑]运|暑[期假](?!档))(?:期间)?"
    "|(?:(?P<holiday>春节|元旦|清明|端午|国庆|中秋|劳动)(?:节)?(?:、?(?:春节|国庆|中秋))?(?:假期|假日|期间|小长假|长假|黄金周)"
    '|(?<=五一[”"])(?P<may_day>假期|假日|期间|小长假|黄金周)|(?<=五一)(?P<may_day_bare>假期|小长假))'
    "(?:(?P<holiday_days>前[两三四五六七八2-8][天日])|(?P<holiday_all>[两三四五六七八2-8]天(?![高免线]))|(?=(?P<holiday_day>首日|第[一二三四五六七八]天)))?)"
)
WORD = "|".join(f"(?P<word_{kind}>{words})" for kind, words in WORDS.items() if kind not in ("same", "future"))
FUTURE = f"(?:今后|未来|下一步)(?P<future>{COUNT})(?:到{COUNT}|至{COUNT}|—{COUNT})?(?:年|个月)"
# 3:2 and 21:18 are scores or ratios unless the words around say otherwise.
_HOUR_MINUTE = f"(?:[01]?{D}|2[0-4])[:：][0-5]{D}(?!{D}|[%％])"
_TWO_DIGIT_TIME = f"(?:[01]{D}|2[0-3])[:：][0-5]{D}(?:[:：][0-5]{D})?(?!{D}|[%％]|[.．:：]{D})"
CLOCK_ALONE = (
    f"(?P<clock>{PART_OF_DAY}{CLOCK}"
    f"|(?:[01]?{D}|2[0-4])(?:{SEP}(?:[01]?{D}|2[0-4]))?时(?![代速间期尚段空差长候刻])"
    f"(?:{D}{{1,2}}分(?:{D}{{1,2}}秒)?|许|整|左右)?"
    f"|(?:1{D}|2[0-4]|{D})点(?:{D}{{1,2}}分|半(?!径)|整(?!改|体|治)|许|钟|左右|(?=播出|档|开播|起|直播))"
    f"|{_HOUR_MINUTE}(?:{SEP}{_HOUR_MINUTE})|(?<![比分以胜率])(?<!比[为例是])(?<!分[为是]){_TWO_DIGIT_TIME}"
    f"|{_HOUR_MINUTE}(?=[发开出抵起结前后许直播])"
    f"|(?<=[）)])(?:十[一二]?|[一二两三四五六七八九])点(?:半|整|许|钟|左右|(?=在|播出|档|开播|起|直播)))"
)
# `5.2024年…` in a numbered list: the number and the dot are a marker, though the contract's token holds both.
MEAN = f"(?P<word_mean>{WORDS['mean']})"
LIST_MARKER = re.compile(f"{D}{{1,2}}\\.(?={D})")
# One pattern for times that begin with a digit, one for all others: each has only the shapes that may be, those that
# are found most before the others, save where the beginning of one shape is another (1990年代, 本月5日).
TIME_OF_DIGITS = re.compile("|".join((ISO, YEARS, DAYS, CENTURY, CALENDAR, LAST_YEARS, CLOCK_ALONE, MEAN)))
TIME_OF_WORDS = re.compile(
    "|".join((DAYS, WORD, HOLIDAY, LAST_YEARS, YEARS, CENTURY, ERA, FUTURE, FIVE_YEAR_PLAN, CALENDAR, CLOCK_ALONE))
)
