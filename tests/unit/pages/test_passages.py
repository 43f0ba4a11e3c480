"""Sentences, headings, sections, tables in the text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.pages.markup import Block, GridCell
from pipelines.pages.passages import lay_out, sentences

PROSE = "去年全镇新修水渠14公里，受益农户860户。"


def split(line: str) -> list[str]:
    return [line[start:end] for start, end in sentences(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("他说：“甲。乙。”丙。", ["他说：“甲。", "乙。”", "丙。"]),
        ("甲；乙;丙。", ["甲；乙;丙。"]),
        ("增长5.2%（同比。）乙", ["增长5.2%（同比。）", "乙"]),
        ("怎么办?先修路!再通水。", ["怎么办?", "先修路!", "再通水。"]),
        ("见 http://a.example/b?c=1 一处。", ["见 http://a.example/b?c=1 一处。"]),
        ("甲！？乙", ["甲！？", "乙"]),
        ("没有句号", ["没有句号"]),
    ],
)
def test_sentences_end_with_their_mark_and_what_closes_it(line, expected):
    assert split(line) == expected


@given(st.text(alphabet="甲乙12.%。！？?!”」）;；， \u3000", max_size=60))
def test_sentences_cover_a_line_but_for_white_space(line):
    spans = sentences(line)
    assert "".join("".join(line[a:b] for a, b in spans).split()) == "".join(line.split())
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))


def sections(texts: list[str], title: str = "某县工作报告", bold: tuple[int, ...] = ()) -> list[tuple[int, str | None]]:
    layout = lay_out([Block(text, is_bold=n in bold) for n, text in enumerate(texts)], title)
    assert all(layout.body_text[p.char_start : p.char_end] == p.text for p in layout.passages)
    return list(dict.fromkeys((p.section_no, p.section_title) for p in layout.passages))


def test_marked_headings_open_sections_and_sub_headings_do_not():
    texts = ["开头。", "一、交通", "（一）公路", PROSE, "（二）铁路", PROSE, "二、水利", PROSE]
    assert sections(texts) == [(0, None), (1, "交通"), (2, "水利")]


def test_sub_headings_open_sections_where_there_is_nothing_above_them():
    texts = ["（一）公路建设提速。" + PROSE, "（二）铁路建设提速。" + PROSE]
    assert sections(texts) == [(1, "公路建设提速"), (2, "铁路建设提速")]


def test_items_of_a_round_up_are_sections_of_their_own():
    texts = ["本台消息：", "甲市新开通公交线路6条", PROSE, "乙市粮食产量创新高", PROSE]
    assert sections(texts, "快讯") == [(0, None), (1, "甲市新开通公交线路6条"), (2, "乙市粮食产量创新高")]


def test_title_author_and_signature_lines_are_no_headings():
    texts = ["推进乡村建设", "写好新篇章", "某县发展改革局", PROSE, PROSE, "某县人民政府", "2024年5月6日"]
    assert sections(texts, "推进乡村建设 写好新篇章/某县发展改革局", bold=(0, 1, 2)) == [(0, None)]


def test_a_list_of_figures_is_no_row_of_headings():
    assert sections([PROSE, "工业增加值增长5.1%", "进出口增长6.2%", "消费增长7.3%", PROSE]) == [(0, None)]


def test_numbered_articles_of_a_notice_are_paragraphs():
    texts = [
        "一、工程位于河道两侧15米范围内。起点为大桥，终点为水库。",
        "二、自即日起，任何单位不得在此新建房屋。违者依法处理。",
    ]
    assert sections(texts) == [(0, None)]


def test_a_run_in_heading_is_a_sentence_of_its_paragraph():
    layout = lay_out([Block("（一）公路建设提速。" + PROSE)], "")
    assert [(p.sentence_no, p.is_heading, p.text) for p in layout.passages] == [
        (1, False, "（一）公路建设提速。"),
        (2, False, PROSE),
    ]


def test_a_table_stands_in_the_text_and_in_no_passage():
    cells = tuple(
        GridCell(row, column, 1, 1, row == 0, text)
        for row, texts in enumerate([["指标", "绝对数"], ["", ""], ["粮食（吨）", "120"]])
        for column, text in enumerate(texts)
    )
    layout = lay_out([Block("一、农业"), Block("单位：吨"), Block("", cells=cells), Block(PROSE)], "")
    (table,) = layout.tables
    assert layout.body_text == f"一、农业\n单位：吨\n指标\t绝对数\n粮食（吨）\t120\n{PROSE}"
    assert layout.body_text[table.char_start : table.char_end] == "指标\t绝对数\n粮食（吨）\t120"
    assert (table.unit_text, table.section_title) == ("吨", "农业")
    assert [layout.body_text[cell.char_start : cell.char_end] for cell in table.cells] == [
        "指标",
        "绝对数",
        "粮食（吨）",
        "120",
    ]
    assert not any("120" in passage.text for passage in layout.passages)
