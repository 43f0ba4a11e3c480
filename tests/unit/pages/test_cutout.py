"""Markup as text: noise taken out, elements cut out."""

import time

import pytest

from pipelines.pages.cutout import attributes, elements, without_noise


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("a<!-- 1 <p> -->b", "ab"),
        ("a<script>if (1<2) x='<div>'</script>b", "ab"),
        ("a<STYLE type=text/css>P{10.5pt}</STYLE >b", "ab"),
        ("a<script>x='<!--'</script>b<!--c-->d", "abd"),
        ("a<![if !supportLists]>1.<![endif]>b<?XML:NAMESPACE PREFIX = O />c", "a1.bc"),
        ("a<!-- never closed <p>b</p>", "a<!-- never closed <p>b</p>"),
        ("a\x00b\x07c", "abc"),
    ],
)
def test_noise_is_taken_out(source, kept):
    assert without_noise(source) == kept


def test_many_openings_without_an_end_cost_no_more_than_one():
    started = time.perf_counter()
    without_noise("<script><style><!--" * 50_000)
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("source", "selector", "found"),
    [
        ("<div id=zoom>a<div>b</div>c</div>d", "#zoom", ["<div id=zoom>a<div>b</div>c</div>"]),
        ('<DIV class="x TRS_Editor">a</DIV>', ".TRS_Editor", ['<DIV class="x TRS_Editor">a</DIV>']),
        ('<div class="TRS_Editor2">a</div>', ".TRS_Editor", []),
        ("<div class='view TRS_UEDITOR_web'>a</div>", ".TRS_UEDITOR*", ["<div class='view TRS_UEDITOR_web'>a</div>"]),
        ('<div title="zoom">a</div>', "#zoom", []),
        ("<p>zoom</p><div id=zoom>a</div>", "#zoom", ["<div id=zoom>a</div>"]),
        ("<td class=zw>a</td><td class=zw>b</td>", ".zw", ["<td class=zw>a</td>", "<td class=zw>b</td>"]),
        ("<div id=zoom>never closed", "#zoom", []),
        ('<div data-x="a>b" id="zoom">a</div>', "#zoom", ['<div data-x="a>b" id="zoom">a</div>']),
    ],
)
def test_elements_are_cut_out_by_their_tags(source, selector, found):
    assert list(elements(source, selector)) == found


def test_attributes_come_in_any_order_case_and_quotes():
    assert attributes("META CONTENT='a b' name=keywords id=\"x\"") == {"content": "a b", "name": "keywords", "id": "x"}
