"""The source of a body → blocks: what joins, what parts, what is left out."""

import pytest

from pipelines.pages.archive import PageError
from pipelines.pages.markup import body_of, clean_line, densest_body


def lines(source: str) -> list[str]:
    return [block.text for block in body_of(source).blocks]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("<p>产量<span>20</span><span lang=EN-US>13</span><o:p></o:p>吨</p>", ["产量2013吨"]),
        ("<p>一季度<b>增</b>\n<i>长</i></p>", ["一季度增长"]),
        ("<p>GDP\n  growth 5 %</p>", ["GDP growth 5 %"]),
        ("<span>甲<br>乙<br/>丙</span>", ["甲", "乙", "丙"]),
        ("<div>甲<div>乙</div>丙</div>", ["甲", "乙", "丙"]),
        ("<p>\u3000\u3000甲&nbsp;乙&nbsp;</p><p>&nbsp;</p>", ["甲\xa0乙"]),
        ("<p>10\u200b5\ufeff个</p>", ["105个"]),
        ("<p>e\u0301</p>", ["\u00e9"]),
        ("<pre>甲\n乙</pre>", ["甲", "乙"]),
        ("<p>１９９３年&mdash;５％</p>", ["１９９３年—５％"]),
    ],
)
def test_inline_tags_join_with_nothing_and_blocks_part(source, expected):
    assert lines(source) == expected


def test_what_a_reader_never_sees_is_left_out_and_noted():
    body = body_of(
        '<p style="display: none">藏1</p><p hidden>藏2</p><p>见3</p><div class="zebian">编4</div>'
        '<div class="bshare-custom">享5</div><button>按6</button>'
    )
    assert [block.text for block in body.blocks] == ["见3"]
    assert [text for _, text in body.left_out] == ["藏1", "藏2", "编4", "享5", "按6"]


def test_a_table_of_data_keeps_its_grid_with_spans():
    (block,) = body_of(
        "<table><caption>主要指标</caption><tr><th rowspan=2>指 标</th><th colspan=2>产量</th></tr>"
        "<tr><td>2023年</td><td>2024年</td></tr><tr><td>粮食</td><td>12<br>万</td><td>13</td></tr></table>"
    ).blocks
    assert block.text == "主要指标"
    assert [(cell.row, cell.column, cell.text) for cell in block.cells] == [
        (0, 0, "指 标"),
        (0, 1, "产量"),
        (1, 1, "2023年"),
        (1, 2, "2024年"),
        (2, 0, "粮食"),
        (2, 1, "12 万"),
        (2, 2, "13"),
    ]
    assert block.cells[0].is_header
    assert block.cells[1].column_span == 2


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>甲段文字。</td></tr><tr><td>乙段文字。</td></tr></table>",
        "<table><tr><td>甲段文字。</td><td>乙段文字。</td></tr></table>",
        "<table><tr><td><table><tr><td>甲段文字。</td></tr></table></td><td></td></tr><tr><td>乙段文字。</td></tr></table>",
    ],
    ids=["one column", "one row", "nested"],
)
def test_a_table_that_only_lays_out_prose_is_prose(table):
    assert lines(table) == ["甲段文字。", "乙段文字。"]


def test_deep_nesting_is_read_and_absurd_nesting_refused():
    assert lines("<div><span>" * 1000 + "深处7") == ["深处7"]
    with pytest.raises(PageError, match="deep"):
        body_of("<div>" * 20_000 + "深处7")


def test_the_element_with_most_prose_is_found_past_lists_of_links():
    links = "".join(f"<li><a href=x>动态{n}，要闻。</a></li>" for n in range(60))
    sentences = ["全市新建学校3所，新增学位4500个。", "改造校舍12栋，惠及学生8000名。"]
    prose = "".join(f"<p>{sentence}</p>" for sentence in sentences)
    page = f"<body><ul>{links}</ul><div><div><div>{prose}</div><div>版权所有</div></div></div></body>"
    assert [block.text for block in densest_body(page).blocks] == [
        "全市新建学校3所，新增学位4500个。",
        "改造校舍12栋，惠及学生8000名。",
    ]


def test_a_page_of_links_has_no_body():
    body = densest_body("".join(f"<li><a href=x>会议{n}，召开。</a></li>" for n in range(60)))
    assert (body.blocks, body.links) == ([], 60)


def test_a_raised_number_after_a_number_is_a_finding():
    assert body_of("<p>约10<sup>8</sup>吨，占地5km<sup>2</sup></p>").findings == [
        "superscript: 约10^8 is joined to 约108"
    ]


def test_a_line_keeps_its_characters():
    assert clean_line(" （Ⅱ类）５．２％ ①\u3000二 ") == "（Ⅱ类）５．２％ ①\u3000二"
