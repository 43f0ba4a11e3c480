"""Which indicator a figure states. One line a case: subject, unit, dimension, measure, region → indicator."""

import re

import pytest

from pipelines.figures.indicators import EXACT, match, normalise
from pipelines.vocabulary.indicators import catalogue

NATION, SICHUAN, SHANGHAI, BOTH, CIRCLE = "CN", "510000", "310000", "X-CHUANYU", "X-CYECC"

MET = [
    ("地区生产总值", "元", "currency", "level", SICHUAN, "gdp"),
    ("国内生产总值", "%", "share", "growth_rate", NATION, "gdp"),
    ("GDP", "元", "currency", "level", SHANGHAI, "gdp"),
    ("经济总量", "元", "currency", "level", SICHUAN, "gdp"),
    ("地区生产总值同比增速", "%", "share", "growth_rate", SICHUAN, "gdp"),
    ("地区生产总值占全国比重", "%", "share", "share", SICHUAN, "gdp_share_nation"),
    ("生产总值总量占西部地区比重", "%", "share", "share", CIRCLE, "gdp_share_west"),
    ("人均地区生产总值", "元", "currency", "average", SICHUAN, "gdp_per_capita"),
    ("规上工业增加值", "%", "share", "growth_rate", SICHUAN, "industry_value_added"),
    ("规模以上工业增加值", "元", "currency", "level", SICHUAN, "industry_value_added"),
    ("固定资产投资（不含农户）", "%", "share", "growth_rate", NATION, "fixed_investment"),
    ("全社会固定资产投资", "元", "currency", "level", SICHUAN, "fixed_investment"),
    ("社会消费品零售总额", "元", "currency", "level", SICHUAN, "retail_sales"),
    ("社会消费品零售额", "%", "share", "growth_rate", SICHUAN, "retail_sales"),
    ("货物贸易进出口总值", "元", "currency", "level", NATION, "trade_total"),
    ("进出口", "%", "share", "growth_rate", SHANGHAI, "trade_total"),
    ("出口", "元", "currency", "level", SHANGHAI, "exports"),
    ("出口总值", "%", "share", "growth_rate", SHANGHAI, "exports"),
    ("民营企业进出口", "元", "currency", "level", SHANGHAI, "trade_private"),
    ("民营企业进出口占全市进出口总值的比重", "%", "share", "share", SHANGHAI, "trade_private_share"),
    ("民营企业进出口占我国外贸总值比重", "%", "share", "share", NATION, "trade_private_share"),
    ("对“一带一路”沿线国家进出口", "%", "share", "growth_rate", SHANGHAI, "trade_belt_road"),
    ("全体居民人均可支配收入", "元", "currency", "average", SICHUAN, "income_per_capita"),
    ("农村居民人均可支配收入", "元", "currency", "level", SICHUAN, "income_per_capita_rural"),
    ("城镇新增就业", "人", "count", "level", SICHUAN, "urban_jobs_new"),
    ("城镇调查失业率", "%", "share", "rate", NATION, "urban_unemployment"),
    ("常住人口城镇化率", "个百分点", "share", "change", NATION, "urbanisation"),
    ("粮食总产量", "吨", "mass", "level", SICHUAN, "grain_output"),
    ("高速公路", "公里", "length", "level", SICHUAN, "expressway_length"),
    ("高速公路通车总里程", "公里", "length", "level", SICHUAN, "expressway_length"),
    ("发电装机容量", "千瓦", "power", "cumulative", NATION, "power_capacity"),
    ("森林覆盖率", "%", "share", "rate", SICHUAN, "forest_coverage"),
    ("高新技术企业数量", "家", "count", "level", SICHUAN, "high_tech_firms"),
    ("国家专精特新“小巨人”企业", "家", "count", "level", SICHUAN, "little_giants"),
    ("新增高新技术企业", "家", "count", "change", SICHUAN, "high_tech_firms"),
    ("中欧班列(成渝)品牌累计开行量", "列", "count", "cumulative", BOTH, "china_europe_trains"),
    ("川渝党政联席会议召开次数", "次", "count", "level", BOTH, "party_meetings"),
    ("川渝技术合同登记成交额", "元", "currency", "level", BOTH, "tech_contracts"),
    ("累计建成国家级创新平台", "个", "count", "cumulative", BOTH, "innovation_platforms"),
    ("农村自来水普及率", "%", "share", "rate", SICHUAN, "rural_tap_water"),
    ("城镇居民人均消费支出", "元", "currency", "average", NATION, "spending_per_capita_urban"),
    ("快递业务量", "件", "count", "level", NATION, "parcels"),
    ("居民消费价格", "%", "share", "growth_rate", NATION, "cpi"),
    ("特高压交流工程建成投运", "千伏", "voltage", "level", BOTH, "uhv_voltage"),
]
MET_IDS = [f"{case[0]} {case[1]} {case[3]}" for case in MET]


@pytest.mark.parametrize(("subject", "unit", "dimension", "measure", "region", "expected"), MET, ids=MET_IDS)
def test_a_figure_meets_its_indicator(
    subject: str, unit: str, dimension: str, measure: str, region: str, expected: str
) -> None:
    assert match(subject, unit, dimension, measure, region).indicator_id == expected


NOT_MET = [
    ("高技术产品进出口", "元", "currency", "level", SHANGHAI, "another thing than all trade"),
    ("乘用车进口", "%", "share", "growth_rate", SHANGHAI, "a part of imports"),
    ("猕猴桃出口", "%", "share", "growth_rate", SICHUAN, "a part of exports"),
    ("进出口增速高于整体进出口增速", "个百分点", "share", "change", SHANGHAI, "a gap between rates"),
    ("机电产品出口拉动外贸出口增长", "个百分点", "share", "change", SHANGHAI, "a contribution"),
    ("地区生产总值", "个百分点", "share", "change", SICHUAN, "a change of a growth rate"),
    ("地区生产总值", "%", "share", "share", SICHUAN, "a share of what is not said"),
    ("人民币贷款同比多增额", "元", "currency", "change", NATION, "a change of a change"),
    ("高速公路", "条", "count", "level", SICHUAN, "roads counted, not measured"),
    ("氢燃料汽车产量", "辆", "count", "level", SICHUAN, "a part of car output"),
    ("企业", "家", "count", "level", SICHUAN, "some enterprises"),
    ("生产", "%", "share", "growth_rate", SICHUAN, "production, not the gross product"),
    ("科技成果转化企业", "家", "count", "level", SICHUAN, "some enterprises only"),
    ("制造业", "%", "share", "growth_rate", SICHUAN, "investment or value added: not said"),
    ("共建重点项目", "个", "count", "level", SHANGHAI, "not the two provinces' projects"),
    ("完工项目总投资", "元", "currency", "level", CIRCLE, "a part of the projects"),
    ("政务服务事项", "项", "count", "level", SHANGHAI, "services of another place"),
    ("农村居民人均可支配收入", "倍", "fraction", "rate", SICHUAN, "a ratio to another place"),
    ("郑钦文年龄", "岁", "duration", "level", None, "no indicator at all"),
]
NOT_MET_IDS = [f"{case[0]} {case[1]}: {case[5]}" for case in NOT_MET]


@pytest.mark.parametrize(("subject", "unit", "dimension", "measure", "region", "why"), NOT_MET, ids=NOT_MET_IDS)
def test_a_figure_that_meets_none(
    subject: str, unit: str, dimension: str, measure: str, region: str | None, why: str
) -> None:
    assert match(subject, unit, dimension, measure, region).indicator_id is None, why


IN_CONTEXT = [
    ("制造业", "采矿业增加值增长1.7%，制造业下降0.4%", "growth_rate", SICHUAN, "manufacturing_value_added"),
    ("制造业", "制造业投资增长11%", "growth_rate", SICHUAN, None),
    ("第一产业", "生产总值增长5%，其中第一产业增长3%", "growth_rate", SICHUAN, "gdp_primary"),
]


@pytest.mark.parametrize(("subject", "sentence", "measure", "region", "expected"), IN_CONTEXT)
def test_the_sentence_decides_between_meanings(
    subject: str, sentence: str, measure: str, region: str, expected: str | None
) -> None:
    assert match(subject, "%", "share", measure, region, sentence).indicator_id == expected


PROJECTS = [
    ("川渝共建重点项目", "个", "count", BOTH, "2021年共建项目67个", "joint_projects"),
    ("共建项目", "个", "count", BOTH, "2021年共建项目67个", "joint_projects"),
    ("重大项目清单", "个", "count", CIRCLE, "发布双城经济圈重大项目清单", "joint_projects"),
    ("共建重点项目总投资", "元", "currency", BOTH, "", "joint_projects_investment"),
    (
        "项目总投资",
        "元",
        "currency",
        BOTH,
        "滚动实施川渝共建重点项目，项目总投资达1.57万亿元",
        "joint_projects_investment",
    ),
    ("项目总投资", "元", "currency", BOTH, "园区项目总投资5亿元", None),
    ("川渝共建重点项目", "个", "count", BOTH, "从项目属地看，川渝共建重点项目46个", None),
]


@pytest.mark.parametrize(("subject", "unit", "dimension", "region", "sentence", "expected"), PROJECTS)
def test_the_joint_projects_by_number_and_by_money(
    subject: str, unit: str, dimension: str, region: str, sentence: str, expected: str | None
) -> None:
    assert match(subject, unit, dimension, "level", region, sentence).indicator_id == expected


def test_an_unmatched_subject_has_a_suggestion() -> None:
    assert match("氢燃料汽车产量", "辆", "count", "level").suggestion == "car_output"


def test_no_subject_meets_nothing() -> None:
    assert match(None, "元", "currency", "level").indicator_id is None


SPELLINGS = [
    ("进出口总值", "进出口"),
    ("进出口额", "进出口"),
    ("“小巨人”企业数量", "小巨人企业"),
    ("有进出口实绩的外贸企业", "有进出口实绩外贸企业"),
    ("固定资产投资（不含农户）", "固定资产投资"),
    ("发电装机容量同比增速", "发电装机容量"),
    ("占全市进出口总值的比重", "占进出口比重"),
    ("增长", "增长"),
    ("总额", "总额"),
]


@pytest.mark.parametrize(("subject", "expected"), SPELLINGS)
def test_spellings_of_one_thing_meet(subject: str, expected: str) -> None:
    assert normalise(subject) == expected


def test_every_indicator_is_met_by_its_own_name() -> None:
    missed = []
    for indicator in catalogue().indicators.values():
        region = next(iter(sorted(indicator.scope))) if indicator.scope else None
        measure = indicator.measures[0]
        dimension = "share" if measure == "growth_rate" else indicator.dimension
        found = match(indicator.name_zh, indicator.unit, dimension, measure, region)
        if found.indicator_id != indicator.indicator_id or found.score < EXACT:
            missed.append((indicator.indicator_id, found))
    assert missed == []


def test_the_catalogue_is_large_and_told_in_two_languages() -> None:
    indicators = catalogue().indicators.values()
    assert len(indicators) >= 150
    assert [i.indicator_id for i in indicators if not re.search("[A-Za-z]", i.name_en) or not i.description] == []
