"""Digits set apart by spaces are read as if they were not, and quoted as they were published."""

from dataclasses import replace
from datetime import date

import pytest

from pipelines.figures.read import read
from pipelines.figures.spacing import closed_up
from pipelines.pages.markup import Block
from pipelines.pages.passages import lay_out

ON = date(2025, 6, 9)
SPACED = [
    "2024 年 5 月，全市新增小微企业 2.6 万家，建成园区 109 个，总投资 3.2 亿元。",
    "城乡居民人均可支配收入分别增长 8.9%和 9.5%，入驻企业 4612 家，同比增加 12 家。",
    "到 2027 年，产能达到 20 万辆，占全国的 5%以上。\n截至 2025 年 5 月底，已有 13 个县通车。",
    "《规划（2021—2035 年）》提出 8 项任务，涉及 3 个省，新建线路 12 条。",
]


def _read(text: str):
    layout = lay_out([Block(line) for line in text.split("\n")], "某市经济运行")
    return layout.body_text, read(layout.body_text, layout.passages, ON, "某市经济运行", layout.tables)


@pytest.mark.parametrize("text", SPACED)
def test_a_spaced_text_says_what_the_closed_one_says(text: str) -> None:
    body, spaced = _read(text)
    _, closed = _read(text.replace(" ", ""))
    assert [replace(f, char_start=0, char_end=0, figure_text="") for f in spaced.figures] == [
        replace(f, char_start=0, char_end=0, figure_text="") for f in closed.figures
    ]
    assert [row.disposition for row in spaced.numerals] == [row.disposition for row in closed.numerals]
    for one, other in zip(spaced.figures, closed.figures, strict=True):
        assert one.figure_text == body[one.char_start : one.char_end]
        assert one.figure_text.replace(" ", "") == other.figure_text


KEPT = [
    "总投资超600亿 惠及百万企业。",  # parts of a heading
    "增长2.5% 出口回升。",  # one is no habit
    "1 总体要求\n2 主要任务\n3 保障措施",  # the numbers of headings
    "2025年6月9日 10:00 发布，6月10日 12:00 截止。",  # a day and its hour
]


@pytest.mark.parametrize("text", KEPT)
def test_spaces_that_part_are_kept(text: str) -> None:
    assert closed_up(text, (), ()) is None


def test_the_number_of_a_heading_stays_apart_where_others_are_closed_up() -> None:
    closed = closed_up("2 总体要求\n到 2027 年，产能 20 万辆，线路 30 条。", (), ())
    assert closed is not None
    assert closed.text == "2 总体要求\n到2027年，产能20万辆，线路30条。"


def test_the_mark_of_a_footnote_parts_nothing_and_has_its_row() -> None:
    body, reading = _read("全市在园幼儿[3]46.5万人，比上年增加2.1万人。\n毛入园率〔4〕达81.7％。")
    assert [(f.figure_text, f.subject) for f in reading.figures] == [
        ("46.5万人", "在园幼儿"),
        ("2.1万人", "在园幼儿"),
        ("81.7％", "毛入园率"),
    ]
    assert [body[row.char_start : row.char_end] for row in reading.numerals if row.rule == "footnote"] == [
        "[3]",
        "〔4〕",
    ]
    assert all(row.text == body[row.char_start : row.char_end] for row in reading.numerals)
    assert closed_up("国发〔2022〕5号", (), ()) is None
