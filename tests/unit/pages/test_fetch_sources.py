"""The declared sources, and what their list pages list."""

import re

import pytest

from pipelines.pages.fetch_run import raw_name
from pipelines.pages.fetch_sources import SourceError, chosen, sources
from pipelines.pages.listing import further_pages, listed_articles

DECLARED = """
sources:
  - id: a
    site: 某市
    list: https://site.example/tjgb/
    article: 'https://site\\.example/tjgb/t\\d+\\.html'
    licence: none stated
    grade: seen
"""


def test_the_sources_of_the_package_are_declared_well_and_switched_off():
    shipped = sources()
    assert shipped
    assert not any(source.enabled for source in shipped)
    journal = shipped[0]
    article = "https://www.ndrc.gov.cn/xwdt/ztzl/srxxgcxjpjjsx/qk/202512/t20251229_1402840.html"
    assert journal.article.fullmatch(article)
    assert not journal.article.fullmatch(article.replace("www.ndrc", "www.evil"))
    assert journal.count.search("createPageHTML(7, 0, 'index', 'html')")[1] == "7"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("grade: seen", "grade: sure"), "grade must be"),
        (("    site: 某市\n", ""), "missing field site"),
        (("grade: seen", "grade: seen\n    colour: red"), "unknown field colour"),
        (("https://site.example/tjgb/\n", "file:///etc/\n"), "http or https"),
        (("tjgb/t\\d+", "tjgb/t(\\d+"), "unterminated"),
        (("grade: seen", "grade: seen\n    pager: 'index_{n}.html'"), "go together"),
        (("sources:", "things:"), "a list named `sources`"),
        (("- id: a", "- id: [a"), "sources.yml"),
    ],
)
def test_a_source_declared_wrongly_is_refused_with_its_name(tmp_path, change, words):
    file = tmp_path / "sources.yml"
    file.write_text(DECLARED)
    assert [source.id for source in sources(file)] == ["a"]
    file.write_text(DECLARED.replace(*change))
    with pytest.raises(SourceError, match=words):
        sources(file)


def test_sources_are_chosen_by_name_or_by_their_switch(tmp_path):
    file = tmp_path / "sources.yml"
    file.write_text(DECLARED + DECLARED.replace("sources:", "").replace("id: a", "id: b") + "    enabled: true\n")
    declared = sources(file)
    assert [source.id for source in chosen(declared, [])] == ["b"]
    assert [source.id for source in chosen(declared, ["a"])] == ["a"]
    with pytest.raises(SourceError, match="there is no source c"):
        chosen(declared, ["c"])


def test_a_list_page_names_its_articles_once_with_whole_titles():
    page = (
        "<!-- <a href='./t9.html'>旧</a> --><ul><li><a href=./t1.html title='全市公报（一）'>全市公…</a></li>"
        "<li><A HREF='/tjgb/t1.html#top'>又一次</A></li><li><a href='t2.html'>公报<b>二</b></a></li>"
        "<li><a href='http://other.example/tjgb/t3.html'>外</a></li></ul>"
    )
    found = listed_articles(page, "https://site.example/tjgb/", re.compile(r"https://site\.example/tjgb/t\d+\.html"))
    assert [(one.url[-7:], one.title) for one in found] == [("t1.html", "全市公报（一）"), ("t2.html", "公报二")]


def test_the_pager_is_read_from_the_pages_script_and_bounded():
    script = "<script>createPageHTML(40, 0, 'index', 'html')</script>"
    count = re.compile(r"createPageHTML\((\d+)")
    pages = further_pages(script, "https://site.example/tjgb/", "index_{n}.html", count, 3)
    assert pages == ["https://site.example/tjgb/index_1.html", "https://site.example/tjgb/index_2.html"]
    assert further_pages("", "https://site.example/", "index_{n}.html", count, 3) == []


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.site.example/a/202503/t20250304_1.html", "www.site.example/a/202503/t20250304_1.html"),
        ("https://site.example/a/", "site.example/a/index.html"),
        ("https://site.example", "site.example/index.html"),
        ("https://site.example/a/content_1", "site.example/a/content_1.html"),
        ("https://site.example/../..//etc/passwd", "site.example/etc/passwd.html"),
        ("https://site.example/%2e%2e/%2fetc/x.html", "site.example/_etc/x.html"),
        ("https://site.example/.git/x.shtml", "site.example/git/x.shtml"),
    ],
)
def test_names_in_the_archive_follow_addresses_and_never_leave_it(url, name):
    assert raw_name(url) == name
    assert raw_name(f"{url}?id=1") != raw_name(f"{url}?id=2")
