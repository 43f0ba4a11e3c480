"""What a text goes back to after an aside, and the times that are told from the frame they stand in."""

from datetime import date

import pytest

from pipelines.figures.dates import find_times
from pipelines.figures.periods import TimeMap
from pipelines.pages.markup import Block
from pipelines.pages.passages import lay_out

ON = date(2025, 11, 12)


def period_of(figure: str, text: str, published_on: date = ON) -> tuple[str, str]:
    """First/last day of the period of `figure`, and the role of the time that sets it; | parts paragraphs."""
    laid = lay_out([Block(paragraph) for paragraph in text.split("|")], "x")
    start = laid.body_text.index(figure)
    choice = TimeMap(laid.body_text, laid.passages, published_on).at(start, start + len(figure))
    return f"{choice.period_start or ''}/{choice.period_end or ''}", choice.role


ASIDES = [
    ("5亿件", "2025-01-01/2025-07-31", "前7个月，寄件8亿件。7月当月，寄件1亿件。|从区域看，城区5亿件。"),
    ("1亿件", "2025-07-01/2025-07-31", "前7个月，寄件8亿件。7月当月，寄件1亿件。|从区域看，城区5亿件。"),
    ("3亿件", "2025-07-01/2025-07-31", "前7个月，寄件8亿件。7月当月，寄件1亿件。其中，同城3亿件。"),
    ("2亿度", "2025-01-01/2025-07-31", "1—7月，用电90亿度。其中，7月份用电15亿度。|分行业看，化工2亿度。"),
    ("2亿度", "2025-01-01/2025-07-31", "1—7月，用电90亿度。其中，7月份用电15亿度。分行业看，化工2亿度。"),
    ("2亿度", "2025-08-01/2025-08-31", "1—7月，用电90亿度。8月份，用电15亿度。|分行业看，化工2亿度。"),
    ("2亿度", "2025-07-01/2025-07-31", "7月份，用电9亿度。居民用电5亿度。|分行业看，化工2亿度。"),
    ("3万人", "2025-07-20/2025-07-20", "前7个月，接待90万人。7月20日开放的展馆接待3万人。此外，书店接待5万人。"),
    ("5万人", "2025-01-01/2025-07-31", "前7个月，接待90万人。7月20日开放的展馆接待3万人。此外，书店接待5万人。"),
    ("6%", "2025-01-01/2025-06-30", "上半年，产值9亿元，其中一季度增长5%，二季度增长4%。分产业看，工业增长6%。"),
    ("3亿件", "2025-01-01/2025-07-31", "前7个月，寄件8亿件。|7月当月，寄件1亿件。|从区域看，城区3亿件。"),
    ("5万人", "2025-07-20/2025-07-20", "前7个月，接待90万人。7月20日，展馆接待3万人。书店接待5万人。"),
]


@pytest.mark.parametrize(("figure", "period", "text"), ASIDES)
def test_an_aside_gives_way_to_the_frame(figure: str, period: str, text: str) -> None:
    assert period_of(figure, text)[0] == period


HOURS = [
    ("740份", "2025-06-20/2025-06-24", "6月20日18时至6月24日6时，船队完成今年首次航测，采样740份。"),
    ("210毫米", "2025-07-10/2025-07-12", "受暴雨影响，7月10日6时至12日6时，累计雨量210毫米。"),
    ("3米", "2025-11-09/2025-11-11", "9日夜间到11日，南部浪高可达3米。"),
    ("3米", "2025-11-09/2025-11-11", "9日白天至11日8时，南部浪高3米。"),
    ("90毫米", "2025-08-03/2025-08-03", "8月3日，该地出现今年以来最强降雨，雨量90毫米。"),
]


@pytest.mark.parametrize(("figure", "period", "text"), HOURS)
def test_days_with_hours_are_one_span(figure: str, period: str, text: str) -> None:
    assert period_of(figure, text)[0] == period


REPORTS = [
    ("71亿元", "2024-01-01/2024-06-30", "银行发布2024年半年度报告。报告期内，发放贷款71亿元。"),
    ("2.7万吨", "2025-01-01/2025-06-30", "9月1日晚，某集团公布2025年中期报告。报告期内，捕捞2.7万吨。"),
    ("60万户", "/2024-06-30", "银行发布2024年半年度报告。报告期末，用户60万户。"),
    ("60万户", "/2024-06-30", "银行发布2024年半年度报告。截至报告期末，用户60万户。"),
    ("9亿元", "2024-01-01/2024-12-31", "公司披露2024年年报。今年一季度盈利2亿元。报告期内，收入9亿元。"),
    ("5亿元", "2025-01-01/2025-03-31", "一季度盈利2亿元。报告期内，收入5亿元。"),
]


@pytest.mark.parametrize(("figure", "period", "text"), REPORTS)
def test_the_period_of_a_report(figure: str, period: str, text: str) -> None:
    assert period_of(figure, text)[0] == period


TARGETS = [
    ("260名", "2025-07-01/2025-12-31", "target", "下半年将招聘教师260名。"),
    ("3亿元", "2025-10-01/2025-12-31", "target", "四季度拟发放补贴3亿元。"),
    ("3亿元", "2025-10-01/2025-12-31", "target", "四季度，还将发放补贴3亿元。"),
    ("3亿元", "2025-10-01/2025-12-31", "period", "四季度发放补贴3亿元。"),
]


@pytest.mark.parametrize(("figure", "period", "role", "text"), TARGETS)
def test_what_is_to_be_done_in_a_running_quarter_is_a_target(figure: str, period: str, role: str, text: str) -> None:
    assert period_of(figure, text) == (period, role)


TOLD_FROM = [
    ("91%", "2025-01-01/2025-01-31", "客运量比去年同期增长4%，准点率由年初的91%升至95%。"),
    ("30万亩", "2019-01-01/2020-12-31", "“十三五”后两年新增耕地30万亩。"),
    ("20万亩", "2016-01-01/2018-12-31", "“十三五”前三年新增耕地20万亩。"),
    ("1.1%", "2025-09-01/2025-09-30", "10月份，价格由上月上涨1.1%转为下降0.4%。"),
    ("0.4%", "2025-10-01/2025-10-31", "10月份，价格由上月上涨1.1%转为下降0.4%。"),
    ("7%", "2025-10-01/2025-10-31", "8月份增长3%。上月增长7%。"),
]


@pytest.mark.parametrize(("figure", "period", "text"), TOLD_FROM)
def test_times_told_from_others(figure: str, period: str, text: str) -> None:
    assert period_of(figure, text)[0] == period


@pytest.mark.parametrize("text", ["2025-03-1207:45", "2025-03-12 07:45", "2025-03-12"])
def test_a_date_and_the_clock_glued_to_it_are_one(text: str) -> None:
    times = find_times(f"{text} 来源", ON)
    assert [(t.text, t.period_end) for t in times] == [(text, date(2025, 3, 12))]


DEEDS = [
    ("9个", "/", "去年建成公园7个。近日，又开工公园9个。"),
    ("9个", "/", "去年建成公园7个。今天，又开工公园9个。"),
    ("5%", "2025-01-01/2025-06-30", "上半年经济平稳。近日发布的数据显示，投资增长5%。"),
    ("37个", "/", "1987年，石桥列入名录。石桥现有桥孔37个。"),
    ("4项", "/", "1987年出任市长。他办成4项工程。"),
    ("6万吨", "/", "今年投资9亿元。另一个项目建成投产后，每年可产菜籽油6万吨。"),
    ("9厘米", "2025-11-05/2025-11-05", "5日8—20时，全市降雨6毫米。低洼处积水9厘米。"),
    ("5℃", "2025-11-12/2025-11-13", "今明两天，山区气温下降5℃。"),
    ("6公里", "2025-11-05/2025-11-30", "自5日以来，清理河道6公里。"),
    ("111枚", "2025-11-05/2025-11-05", "军方5日称，对方当天动用111枚火箭弹。"),
    ("2个", "2026-01-01/2026-12-31", "新的一年，将办成2个项目。"),
    ("3件", "2025-01-01/2025-12-31", "即将过去的一年，办结案件3件。"),
    ("20万人", "2025-10-01/2025-10-08", "国庆假期，景区迎来客流。|假期期间，接待20万人。"),
]


@pytest.mark.parametrize(("figure", "period", "text"), DEEDS)
def test_a_day_or_a_deed_is_no_frame(figure: str, period: str, text: str) -> None:
    assert period_of(figure, text)[0] == period


PARTS = [
    ("30个", "/", "方案共收录项目120个，其中2025年计划投资3亿元。分类型看，水利项目30个。"),
    ("3亿元", "2025-01-01/2025-12-31", "方案共收录项目120个，其中2025年计划投资3亿元。分类型看，水利项目30个。"),
    ("6万亩", "/", "粮食面积60万亩，2023年推广良种5万亩。分乡镇看，东河6万亩。"),
    ("6万亩", "2023-01-01/2023-12-31", "2023年推广良种5万亩。分乡镇看，东河6万亩。"),
    ("40分钟", "/", "截至6月底，隧道完成45%；建成后车程将缩短至40分钟。"),
    ("45%", "/2025-06-30", "截至6月底，隧道完成45%；建成后车程将缩短至40分钟。"),
    ("7条", "/", "截至6月底，隧道完成45%；规划新增4条线路，7条快速路加快建设。"),
    ("4%", "2025-10-01/2025-10-31", "10月份，制造业增长7%，今年以来持续高于平均水平。其中，通信业增长4%。"),
    ("90户", "/", "今年该市遭遇洪水，目前已恢复秩序。小区住有90户。"),
    ("4%", "2025-01-01/2025-11-30", "10月份，制造业增长7%，今年以来增长9%。其中，通信业增长4%。"),
    ("5个", "/", "去年增长5%。五年前，国务院批复方案，涉及5个县。"),
    ("7亿元", "2024-01-01/2024-12-31", "2024财年支出7亿元。"),
    ("16条", "/", "航线从16条增加到现在的148条。"),
    ("148条", "/2025-11-30", "航线从16条增加到现在的148条。"),
    ("9公里", "/", "工程预计12月底完工。大堤9公里已经建成。"),
    ("3项", "/", "今年中央一号文件发布。会议部署了3项工作。"),
    ("62%", "2025-01-01/2025-06-30", "上半年，新开工6套，完成全年目标任务的62%。"),
]


@pytest.mark.parametrize(("figure", "period", "text"), PARTS)
def test_the_time_of_a_part_is_not_that_of_the_whole(figure: str, period: str, text: str) -> None:
    assert period_of(figure, text)[0] == period
