"""The archive's own page: title, sections, and every digit of the body where it belongs."""

import re
from datetime import date
from pathlib import Path

import pytest

from pipelines.pages.archive import page_bytes, pages_in
from pipelines.pages.article import parse
from pipelines.pages.model import Article

RAW = Path(__file__).parents[3] / "raw"


@pytest.fixture(scope="module")
def article() -> Article:
    (page,) = [page for page in pages_in(RAW) if page.raw_path.startswith("ndrc/2025-12-29")]
    return parse(page_bytes(RAW, page), page)


def test_what_the_page_says_of_itself(article):
    assert article.title.startswith("推动成渝地区双城经济圈建设")
    assert article.authors == "四川省发展改革委"
    assert (article.publisher, article.source_name) == ("国家发展和改革委员会", "习近平经济思想研究中心")
    assert (article.published_on, article.source_url) == (date(2025, 12, 29), None)
    assert article.column_path.startswith("首页 > 新闻动态 > 专题专栏")
    assert (article.template, article.encoding, article.findings) == ("ndrc", "utf-8", ())


def test_six_sections_with_their_titles_and_a_head_without(article):
    titles = {p.section_no: p.section_title for p in article.passages}
    assert list(titles) == [0, 1, 2, 3, 4, 5, 6]
    assert titles[0] is None
    assert all(title and not re.match("[一二三四五六]、", title) for number, title in titles.items() if number)


def test_the_body_begins_and_ends_where_it_does_in_the_page(article):
    assert article.body_text.split("\n")[:3] == [
        "推动成渝地区双城经济圈建设",
        "唱好新时代西部“双城记”",
        "四川省发展改革委",
    ]
    assert article.body_text.endswith("5G网络实现全通达。")
    assert len(article.body_text) == 6808
    assert "".join(p.text for p in article.passages) == article.body_text.replace("\n", "")
