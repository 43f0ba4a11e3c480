"""Figures of statistical tables: values, units, headers, times and places from the right cells."""

from datetime import date
from decimal import Decimal

import pytest

from pipelines.figures.tables import TableFigure, table_figures
from pipelines.pages.markup import body_of
from pipelines.pages.passages import lay_out

PUBLISHED = date(2025, 3, 20)


def figures(markup: str, title: str = "某地公报") -> dict[str, TableFigure]:
    """The table's figures by their words; every figure's words stand where it says."""
    layout = lay_out(body_of(markup).blocks, title)
    found = table_figures(layout.tables, PUBLISHED, title)
    assert all(layout.body_text[one.char_start : one.char_end] == one.figure_text for one in found)
    return {one.figure_text: one for one in found}


def table(*rows: str, before: str = "") -> str:
    """A table of rows written as `a|b|c`."""
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split("|")) + "</tr>" for row in rows)
    return f"{before}<table>{body}</table>"


def test_values_take_unit_period_and_subject_from_their_headers():
    found = figures(
        table("指 标|绝对数|比上年增长（%）", "粮食产量（万吨）|1,205.6|-1.4", "#夏粮|310|2",
              before="<p>表1 2024年主要农产品产量及其增长速度</p>")
    )  # fmt: skip
    grain, fall, part = found["1,205.6"], found["-1.4"], found["310"]
    assert (grain.value, grain.unit, grain.dimension, grain.measure) == (Decimal("12056000"), "吨", "mass", "level")
    assert (grain.period_start, grain.period_end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (grain.subject, grain.row_path, grain.column_path) == ("粮食产量", ("粮食产量（万吨）",), ("绝对数",))
    assert (fall.value, fall.unit, fall.measure, fall.compared_with) == (Decimal("-1.4"), "%", "growth_rate", "比上年")
    assert part.row_path == ("粮食产量（万吨）", "夏粮")
    assert (part.value, part.unit) == (Decimal("3100000"), "吨")


def test_years_in_the_header_are_times_and_no_figures():
    found = figures(table("项目|2022|2023年", "高速公路里程（公里）|9179|9806"))
    assert set(found) == {"9179", "9806"}
    assert found["9179"].period_start == date(2022, 1, 1)
    assert found["9806"].period_end == date(2023, 12, 31)


def test_places_in_rows_are_regions_and_the_header_says_what_is_measured():
    found = figures(
        table("地区|常住人口|城镇化率（%）", "成都市|2147.4|81.0", "绵阳|491.4|56.1", before="<p>单位：万人</p>")
    )
    assert (found["2147.4"].region_name, found["2147.4"].subject) == ("成都", "常住人口")
    assert (found["2147.4"].value, found["2147.4"].unit) == (Decimal("21474000"), "人")
    assert (found["56.1"].region_name, found["56.1"].unit, found["56.1"].measure) == ("绵阳", "%", "rate")


def test_a_unit_that_the_table_leaves_open_is_null_and_never_guessed():
    found = figures(table("指标|总量|增长", "进出口|820|6.5", before="<p>单位：亿元、万吨</p>"))
    assert (found["820"].unit, found["820"].value) == (None, Decimal(820))
    assert found["6.5"].unit is None


def test_a_note_with_two_units_serves_amounts_and_rates():
    found = figures(table("指标|总量|同比增长", "进出口|820|6.5", before="<p>（单位：亿元、%）</p>"))
    assert (found["820"].value, found["820"].unit) == (Decimal(82_000_000_000), "元")
    assert (found["6.5"].unit, found["6.5"].measure) == ("%", "growth_rate")


def test_spans_give_paths_and_serial_numbers_and_units_have_columns():
    found = figures(
        "<p>2024年1—8月主要指标</p><table><tr><td rowspan=2>序号</td><td rowspan=2>指标</td><td rowspan=2>单位</td>"
        "<td colspan=2>全省</td></tr><tr><td>8月</td><td>1—8月</td></tr>"
        "<tr><td>1</td><td>发电量</td><td>亿千瓦时</td><td>412</td><td>3050</td></tr>"
        "<tr><td>2</td><td>粗钢</td><td>万吨</td><td>230</td><td>—</td></tr></table>"
    )
    assert set(found) == {"412", "3050", "230"}
    assert (found["412"].value, found["412"].unit) == (Decimal(41_200_000_000), "千瓦时")
    assert (found["412"].period_start, found["412"].period_end) == (date(2024, 8, 1), date(2024, 8, 31))
    assert found["3050"].period_start == date(2024, 1, 1)
    assert found["3050"].column_path == ("全省", "1—8月")
    assert found["230"].row_path == ("粗钢",)


def test_labels_between_numbers_belong_to_what_follows_them():
    found = figures(table("指标|数量|指标|数量", "学校（所）|35|医院（家）|12", "教师（人）|900|床位（张）|640"))
    assert {text: one.unit for text, one in found.items()} == {"35": "所", "12": "家", "900": "人", "640": "张"}
    assert found["640"].row_path == ("床位（张）",)


def test_a_row_of_one_label_heads_the_rows_below_it():
    found = figures(table("指标|2023年", "一、农业|", "粮食（吨）|500", "二、工业|", "水泥（吨）|700"))
    assert (found["500"].row_path, found["700"].row_path) == (("一、农业", "粮食（吨）"), ("二、工业", "水泥（吨）"))


@pytest.mark.parametrize(
    ("cell", "value", "relation", "unit"),
    [
        ("≥95%", "95", "ge", "%"),
        ("90以上", "90", "ge", None),
        ("<3", "3", "lt", None),
        ("1.2万人", "12000", "eq", "人"),
        ("－0.5％", "-0.5", "eq", "%"),
        ("１２３", "123", "eq", None),
    ],
)
def test_cells_as_they_are_written(cell, value, relation, unit):
    one = figures(table("指标|目标", f"某项|{cell}", "他项|100"))[cell]
    assert (one.value, one.relation, one.unit, one.is_target) == (Decimal(value), relation, unit, True)


@pytest.mark.parametrize("cell", ["—", "…", "", "2023年5月", "1.2.3", "12 34", "约定", "3/5"])
def test_cells_that_state_no_plain_number_give_no_figure(cell):
    assert set(figures(table("指标|数量", f"某项|{cell}", "他项|100"))) == {"100"}


def test_years_in_rows_are_the_times_of_their_rows():
    found = figures(table("年份|工业增加值（亿元）|比上年增长（%）", "2018|9245.0|9.0", "2017|8749|9.4",
                          before="<p>2017—2018年全部工业增加值及增长速度</p>"))  # fmt: skip
    assert set(found) == {"9245.0", "9.0", "8749", "9.4"}
    first = found["9245.0"]
    assert (first.period_start, first.period_end, first.subject) == (date(2018, 1, 1), date(2018, 12, 31), "工业增加值")
    assert found["9.4"].period_end == date(2017, 12, 31)


def test_a_row_over_the_whole_table_is_its_caption():
    rows = "<tr><td colspan=2>2023年某县主要指标（单位：公里）</td></tr><tr><td>指标</td><td>数量</td></tr>"
    one = figures(f"<table>{rows}<tr><td>公路里程</td><td>860</td></tr></table>")["860"]
    assert (one.unit, one.period_start, one.column_path) == ("公里", date(2023, 1, 1), ("数量",))
