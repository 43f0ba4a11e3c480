"""Time expressions: which are found, which days they mean, what part they play, and which figure they govern."""

from datetime import date

import pytest

from pipelines.figures.dates import Time, find_times
from pipelines.figures.periods import TimeMap
from pipelines.pages.model import Passage

ON = date(2025, 6, 9)


def only(text: str, published_on: date | None = ON) -> Time:
    times = find_times(text, published_on)
    assert len(times) == 1, [t.text for t in times]
    return times[0]


def span(time: Time) -> str:
    """The period in short: first day/last day, and its kind."""
    return f"{time.period_start or ''}/{time.period_end or ''} {time.period_kind}"


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("2024年实现产值", "2024年", "2024-01-01/2024-12-31 year"),
        ("２０２４年实现产值", "２０２４年", "2024-01-01/2024-12-31 year"),
        ("2024年度完成投资", "2024年度", "2024-01-01/2024-12-31 year"),
        ("二〇二四年实现产值", "二〇二四年", "2024-01-01/2024-12-31 year"),
        ("2024年全年完成", "2024年全年", "2024-01-01/2024-12-31 year"),
        ("2024年2月完成", "2024年2月", "2024-02-01/2024-02-29 month"),
        ("2024年2月5日完成", "2024年2月5日", "2024-02-05/2024-02-05 day"),
        ("2024年上半年完成", "2024年上半年", "2024-01-01/2024-06-30 half"),
        ("2024年下半年完成", "2024年下半年", "2024-07-01/2024-12-31 half"),
        ("2024年第四季度完成", "2024年第四季度", "2024-10-01/2024-12-31 quarter"),
        ("2024年前三季度完成", "2024年前三季度", "2024-01-01/2024-09-30 ytd"),
        ("2024年1—8月完成", "2024年1—8月", "2024-01-01/2024-08-31 ytd"),
        ("2024年1至7月份完成", "2024年1至7月份", "2024-01-01/2024-07-31 ytd"),
        ("2024年3—5月完成", "2024年3—5月", "2024-03-01/2024-05-31 span"),
        ("2023年11月至2024年3月完成", "2023年11月至2024年3月", "2023-11-01/2024-03-31 span"),
        ("2020年至2024年完成", "2020年至2024年", "2020-01-01/2024-12-31 span"),
        ("2023-2024年完成", "2023-2024年", "2023-01-01/2024-12-31 span"),
        ("2021到2023年完成", "2021到2023年", "2021-01-01/2023-12-31 span"),
        ("2024年底建成", "2024年底", "/2024-12-31 as_of"),
        ("2024年10月末余额", "2024年10月末", "/2024-10-31 as_of"),
        ("截至2024年建成", "2024年", "/2024-12-31 as_of"),
        ("截至2025年3月底建成", "2025年3月底", "/2025-03-31 as_of"),
        ("20世纪90年代建成", "20世纪90年代", "1990-01-01/1999-12-31 span"),
        ("上世纪八九十年代建成", "上世纪八九十年代", "1980-01-01/1999-12-31 span"),
        ("二三十年代建成", "二三十年代", "1920-01-01/1939-12-31 span"),
        ("上世纪八十年代建成", "上世纪八十年代", "1980-01-01/1989-12-31 span"),
        ("“十三五”期间建成", "“十三五”期间", "2016-01-01/2020-12-31 span"),
        ("“十四五”前三年建成", "“十四五”前三年", "2021-01-01/2023-12-31 span"),
        ("“十三五”末建成", "“十三五”末", "/2020-12-31 as_of"),
        ("1月3日至2月5日发送旅客", "1月3日至2月5日", "2025-01-03/2025-02-05 span"),
    ],
)
def test_stated_times(text: str, words: str, expected: str) -> None:
    time = only(text)
    assert (time.text, span(time), time.role) == (words, expected, "period")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("5月，出口", "5月", "2025-05-01/2025-05-31 month"),
        ("11月，出口", "11月", "2024-11-01/2024-11-30 month"),
        ("5月当月出口", "5月当月", "2025-05-01/2025-05-31 month"),
        ("前5个月出口", "前5个月", "2025-01-01/2025-05-31 ytd"),
        ("今年前5个月出口", "今年前5个月", "2025-01-01/2025-05-31 ytd"),
        ("前10月出口", "前10月", "2024-01-01/2024-10-31 ytd"),
        ("前三季度出口", "前三季度", "2024-01-01/2024-09-30 ytd"),
        ("一季度出口", "一季度", "2025-01-01/2025-03-31 quarter"),
        ("首季出口", "首季", "2025-01-01/2025-03-31 quarter"),
        ("今年出口", "今年", "2025-01-01/2025-12-31 year"),
        ("去年出口", "去年", "2024-01-01/2024-12-31 year"),
        ("前年出口", "前年", "2023-01-01/2023-12-31 year"),
        ("今年以来出口", "今年以来", "2025-01-01/2025-06-30 span"),
        ("2012年以来出口", "2012年以来", "2012-01-01/2025-06-30 span"),
        ("2023年9月以来出口", "2023年9月以来", "2023-09-01/2025-06-30 span"),
        ("党的十八大以来出口", "党的十八大以来", "2012-11-01/2025-06-30 span"),
        ("党的二十大以来出口", "党的二十大以来", "2022-10-01/2025-06-30 span"),
        ("改革开放以来出口", "改革开放以来", "1978-12-01/2025-06-30 span"),
        ("新中国成立以来出口", "新中国成立以来", "1949-10-01/2025-06-30 span"),
        ("“十四五”以来出口", "“十四五”以来", "2021-01-01/2025-06-30 span"),
        ("5年来，出口", "5年来", "2020-01-01/2024-12-31 span"),
        ("十年间，出口", "十年间", "2015-01-01/2024-12-31 span"),
        ("近五年出口", "近五年", "2020-01-01/2024-12-31 span"),
        ("过去三年，出口", "过去三年", "2022-01-01/2024-12-31 span"),
        ("一年来，出口", "一年来", "2024-01-01/2024-12-31 year"),
        ("刚刚过去的一年，出口", "刚刚过去的一年", "2024-01-01/2024-12-31 year"),
        ("上月出口", "上月", "2025-05-01/2025-05-31 month"),
        ("本月出口", "本月", "2025-06-01/2025-06-30 month"),
        ("目前，已建成", "目前", "/2025-06-30 as_of"),
        ("如今，已建成", "如今", "/2025-06-30 as_of"),
        ("近年来，出口", "近年来", "/ none"),
        ("三十多年来，出口", "三十多年来", "/ none"),
        ("端午假期，出口", "端午假期", "2025-05-31/2025-06-02 span"),
        ("“五一”假期，出口", "假期", "2025-05-01/2025-05-05 span"),
        ("国庆黄金周，出口", "国庆黄金周", "2024-10-01/2024-10-07 span"),
        ("国庆假期前三天，出口", "国庆假期前三天", "2024-10-01/2024-10-03 span"),
        ("春节假期首日，出口", "春节假期", "2025-01-28/2025-01-28 span"),
        ("春节假期第三天，出口", "春节假期", "2025-01-30/2025-01-30 span"),
        ("端午假期三天，出口", "端午假期三天", "2025-05-31/2025-06-02 span"),
        ("6月20日，出口", "6月20日", "2025-06-20/2025-06-20 day"),
        ("9月20日，出口", "9月20日", "2024-09-20/2024-09-20 day"),
        ("将于9月20日，出口", "9月20日", "2025-09-20/2025-09-20 day"),
        ("10日，出口", "10日", "2025-06-10/2025-06-10 day"),
        ("28日，出口", "28日", "2025-05-28/2025-05-28 day"),
        ("本月3日，出口", "本月3日", "2025-06-03/2025-06-03 day"),
        ("全年出口", "全年", "2025-01-01/2025-12-31 year"),
        ("年底前，出口", "年底", "/2025-12-31 as_of"),
    ],
)
def test_times_resolved_against_the_publication_date(text: str, words: str, expected: str) -> None:
    time = only(text)
    assert (time.text, span(time)) == (words, expected)
    assert time.basis == ("none" if expected == "/ none" else "relative")
    assert only(text, None).period_end is None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("较2020年增长1.1倍", "base"),
        ("比2012年底增加3个", "base"),
        ("比去年同期增长5%", "base"),
        ("是2012年的2.3倍", "base"),
        ("与2019年相比增长5%", "base"),
        ("在2020年的基础上翻一番", "base"),
        ("《湿地保护规划（2021—2035年）》提出", "plan"),
        ("湿地保护规划(2021—2035年)提出", "plan"),
        ("“十四五”规划任务", "plan"),
        ("2025年政府工作报告提出", "plan"),
        ("到2027年达到30%", "target"),
        ("力争2030年达到30%", "target"),
        ("6月8日，记者从省统计局获悉", "event"),
        ("6月5日，市统计局公布数据", "event"),
        ("今天，大桥正式通车", "event"),
        ("2024年7月，省委主持召开会议", "event"),
        ("从2012年的3万亿元起步", "from"),
        ("成立60周年", "event"),
        ("营业时间为9:00—17:00", "event"),
        ("列车8:30发车", "event"),
        ("6月1日，全市发送旅客30万人次", "period"),
        ("截至6月1日，共建成3个", "period"),
    ],
)
def test_roles(text: str, role: str) -> None:
    assert only(text).role == role


@pytest.mark.parametrize(
    "text",
    [
        "连续四年保持第一",
        "用时1年半",
        "长江十年禁渔",
        "24小时不打烊",
        "历时近三年",
        "近3年时间",
        "3个月内办结",
        "5年级学生",
        "30日内答复",
        "5日均线",
        "4.0时代",
        "3点建议",
        "2/3以上",
        "比分3:2",
        "5个月大的婴儿",
        "每年新增",
        "一日三餐",
        "三季稻",
        "四季如春",
        "岁月如歌",
        "距今约2500年的遗址",
        "连续第二个季度下降",
        "大年初三",
        "出现在南方",
        "第5年级",
        "比分为21:18",
        "按1:16的比例",
        "12点建议",
        "三年级",
    ],
)
def test_not_times(text: str) -> None:
    assert find_times(text, ON) == []


def passages(*paragraphs: tuple[str, ...]) -> tuple[str, list[Passage]]:
    """A body of paragraphs, each of sentences; one that begins with `#` is a heading."""
    text, made = "", []
    for number, sentences in enumerate(paragraphs):
        for index, sentence in enumerate(sentences):
            words = sentence.lstrip("#")
            heading = words != sentence
            made.append(Passage(0, None, number, index, len(text), len(text) + len(words), words, heading))
            text += words
        text += "\n"
    return text, made


def period_of(figure: str, *paragraphs: tuple[str, ...]) -> str:
    text, made = passages(*paragraphs)
    start = text.index(figure)
    choice = TimeMap(text, made, ON).at(start, start + len(figure))
    return f"{choice.period_start or ''}/{choice.period_end or ''} {choice.basis}"


def test_the_nearest_time_of_the_sentence_governs() -> None:
    sentence = ("上半年出口增长3%，其中5月增长7%，比2019年同期增长9%。",)
    assert period_of("3%", sentence) == "2025-01-01/2025-06-30 relative"
    assert period_of("7%", sentence) == "2025-05-01/2025-05-31 relative"
    assert period_of("9%", sentence) == "2025-05-01/2025-05-31 relative"


def test_each_end_of_a_change_has_its_own_year() -> None:
    sentence = ("里程从2015年的300公里增加到2023年的900公里。",)
    assert period_of("300公里", sentence) == "2015-01-01/2015-12-31 stated"
    assert period_of("900公里", sentence) == "2023-01-01/2023-12-31 stated"


def test_a_year_in_brackets_after_the_figure() -> None:
    assert period_of("31个", ("2020年起步，建成园区31个（2023年）。",)) == "2023-01-01/2023-12-31 stated"


def test_the_paragraph_goes_on_about_the_time_that_leads_a_sentence() -> None:
    paragraph = ("2024年，全市出口增长3%。", "其中，机电产品增长7%。", "农产品增长8%。")
    assert period_of("7%", paragraph) == "2024-01-01/2024-12-31 inherited"
    assert period_of("8%", paragraph) == "2024-01-01/2024-12-31 inherited"


def test_a_time_inside_a_clause_does_not_reach_the_next_sentence() -> None:
    paragraph = ("国际航空枢纽的旅客吞吐量2024年突破900万人次。", "新增航线30条。")
    assert period_of("30条", paragraph) == "/ none"


def test_an_event_ends_what_went_before() -> None:
    paragraph = ("2024年，全市出口增长3%。", "2025年3月，省委主持召开会议。", "会后建成园区8个。")
    assert period_of("8个", paragraph) == "/ none"


def test_the_day_of_a_report_is_no_period() -> None:
    assert period_of("8个", ("6月8日，记者从市统计局获悉，全市建成园区8个。",)) == "/ none"


def test_a_day_that_counts_nothing_is_the_day_of_a_deed() -> None:
    assert period_of("2500米", ("今天（6月9日），大桥合龙。", "大桥全长2500米。")) == "/ none"
    paragraph = ("今天（6月9日），铁路发送旅客30万人次。", "其中，学生7万人次。")
    assert period_of("7万人次", paragraph) == "2025-06-09/2025-06-09 inherited"


def test_another_paragraph_starts_anew() -> None:
    assert period_of("30条", ("2024年，全市出口增长3%。",), ("新增航线30条。",)) == "/ none"


def test_a_paragraph_that_goes_on_about_the_one_before() -> None:
    body = ("5月，全市工业增加值增长3%。",), ("从投资看，制造业投资增长7%。",), ("新增航线30条。",)
    assert period_of("7%", *body) == "2025-05-01/2025-05-31 inherited"
    assert period_of("30条", *body) == "/ none"


def test_a_comparison_with_last_year_has_the_period_last_reported() -> None:
    body = ("前5个月，全市出口增长3%。",), ("结构不断优化。", "机电产品出口同比增长7%。")
    assert period_of("7%", *body) == "2025-01-01/2025-05-31 inherited"


def test_what_is_joined_to_a_base_is_a_base() -> None:
    assert (
        period_of("2个百分点", ("上半年增长5%，比去年同期和全年都提高2个百分点。",)) == "2025-01-01/2025-06-30 relative"
    )


def test_since_counts_from_the_year_of_its_clause() -> None:
    sentence = ("学校自1995年开办至今，共培养学生3万人。",)
    assert period_of("3万人", sentence) == "1995-01-01/2025-06-30 relative"
    sentence = ("园区2021年3月启用以来，引进企业80家。",)
    assert period_of("80家", sentence) == "2021-03-01/2025-06-30 relative"


def test_the_lead_of_an_as_of_date_may_stand_before_a_bracket() -> None:
    assert period_of("7万例", ("截至北京时间今天（6月9日）16时，累计报告7万例。",)) == "/2025-06-09 relative"


def test_headings_and_introductions_reach_their_section() -> None:
    body = (
        ("#一、2024年工作回顾",),
        ("一年来，做了以下工作：",),
        ("（一）扩大内需。", "新增企业5家。"),
        ("（二）改善民生。", "新增学位7万个。"),
        ("#二、下一步打算",),
        ("建设公园9个。",),
    )
    assert period_of("5家", *body) == "2024-01-01/2024-12-31 inherited"
    assert period_of("7万个", *body) == "2024-01-01/2024-12-31 inherited"
    assert period_of("9个", *body) == "/ none"


CARRIED = [
    ("74个", "2024-01-01/2024-12-31", ["2024年，接卸货物8万吨。", "年末泊位50个。", "新建航道74个。"]),
    ("9个", "/2024-12-31", ["2024年，接卸货物8万吨。", "年末泊位50个。", "其中，深水泊位9个。"]),
    ("8万个", "/", ["一是强科技。", "到2028年，交易额突破900亿元。", "二是惠民生。", "新增车位8万个。"]),
    ("900家", "2028-01-01/2028-12-31", ["到2028年，交易额突破700亿元。", "企业达到900家。"]),
    ("6.4%", "/", ["客流较2024年中秋假期增长6.4%。"]),
    ("9.9%", "/", ["餐饮消费较去年五一假期增长9.9%。"]),
    ("约3倍", "/", ["快递量是2018年的约3倍。"]),
    ("8万只", "2023-01-01/2023-12-31", ["数量由2016年的6万只恢复到2023年的8万只。"]),
    ("70%", "/", ["客流恢复到2019年的70%。"]),
    ("0.52", "2023-01-01/2023-12-31", ["2024年供水3亿吨。", "水耗由上年的0.52降到0.49。"]),
    ("7亿元", "/", ["基地今天投产，年产值可达7亿元。"]),
    ("5家", "2025-01-01/2025-12-31", ["二、2025年工作安排", "", "新建场馆5家。"]),
]


@pytest.mark.parametrize(("figure", "period", "sentences"), CARRIED, ids=[case[0] for case in CARRIED])
def test_how_far_a_time_reaches(figure: str, period: str, sentences: list[str]) -> None:
    """An empty sentence parts two paragraphs."""
    cut = sentences.index("") if "" in sentences else 0
    body = (tuple(sentences[:cut]), tuple(sentences[cut + 1 :])) if cut else (tuple(sentences),)
    assert period_of(figure, *body).split(" ")[0] == period


TITLES = [
    ("某市2024年国民经济和社会发展统计公报", date(2024, 12, 31)),
    ("2024年全市外贸增长7%", date(2024, 12, 31)),
    ("某市2025年政府工作报告", None),
    ("市民服务热线开通", None),
]


@pytest.mark.parametrize(("title", "end"), TITLES)
def test_the_title_of_a_report_sets_what_nothing_else_does(title: str, end: date | None) -> None:
    text, made = passages(("粮食种植面积3万亩。",))
    assert TimeMap(text, made, ON, title).at(6, 9).period_end == end


@pytest.mark.parametrize("clock", ["01时56分", "0—24时"])
def test_hours_are_no_figures(clock: str) -> None:
    time = only(f"（当地）{clock}降雨")
    assert (time.text, time.kind) == (clock, "clock")


def test_a_day_may_stand_before_a_deed() -> None:
    assert [t.text for t in find_times("议会5日以多数票通过", ON)] == ["5日"]
    assert find_times("5日以内办结", ON) == []


def test_the_whole_year_in_a_bulletin_is_that_of_its_title() -> None:
    text = "全年货运量3万吨。"
    made = [Passage(0, None, 1, 1, 0, len(text), text)]
    assert TimeMap(text, made, ON, "某市2024年国民经济和社会发展统计公报").at(5, 8).period_end == date(2024, 12, 31)
    assert TimeMap(text, made, ON, "某市交通").at(5, 8).period_end == date(ON.year, 12, 31)
