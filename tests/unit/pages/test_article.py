"""Whole pages in the templates of real sites."""

from datetime import date

import pytest

from pipelines.pages.archive import PageError
from pipelines.pages.parts import PART_BREAK

PROSE = "全县建成便民服务站26个，服务群众1.2万人次。"
MORE = "改造危房318户，发放补助940万元。"
METAS = (
    '<meta name="SiteName" content="某县人民政府"><META content="便民服务再提速" name=ArticleTitle>'
    '<meta name="PubDate" content="2024-03-05 10:21"><meta name="ContentSource" content="县政务办">'
)
BODIES = {
    "ndrc": f'<div class="article_con article_con_notitle"><div class=TRS_Editor><p>{PROSE}</p></div></div>',
    "gov_cn": f'<div class="pages_content" id="UCAP-CONTENT"><span>{PROSE}<br/>{MORE}</span></div>',
    "trs_ueditor": f'<div class="view TRS_UEDITOR trs_paper_default"><p>{PROSE}</p></div>',
    "trs": f'<div class="TRS_Editor"><style>.TRS_Editor P{{10.5pt}}</style><p>{PROSE}</p></div>',
    "stats_gov_cn": f'<div class="TRS_PreAppend"><p>{PROSE}</p></div>',
    "jcms": f'<div id="zoom"><p class=MsoNormal>{PROSE}</p></div>',
    "cctv": f'<div class="content_area" id="content_area"><p>{PROSE}</p></div>',
    "generic": f"<div><p>{PROSE}</p><p>{MORE}</p></div>",
}
CHROME = "<div>浏览次数：192</div><div>责任编辑：某</div><ul><li><a href=x>上一篇：5条，6款。</a></li></ul>"


@pytest.mark.parametrize("template", BODIES)
def test_each_template_gives_its_body_and_nothing_else(read, template):
    article = read(f"<html><head>{METAS}</head><body>{BODIES[template]}{CHROME}</body></html>")
    assert article.template == template
    assert article.body_text.split("\n") == [PROSE, MORE][: article.body_text.count("\n") + 1]
    assert (article.title, article.published_on) == ("便民服务再提速", date(2024, 3, 5))
    assert (article.publisher, article.source_name) == ("某县人民政府", "县政务办")


def test_furniture_inside_the_body_is_left_out_and_accounted_for(read):
    article = read(
        f"<div id=zoom><p>【字体：大 中 小】</p><p>{PROSE}</p><p>浏览次数：88次</p><p>（责任编辑：某）</p></div>"
    )
    assert article.body_text == PROSE
    assert [finding for finding in article.findings if finding.startswith("furniture")] == [
        "furniture: 【字体：大 中 小】",
        "furniture: 浏览次数：88次",
        "furniture: （责任编辑：某）",
    ]


def test_an_index_table_of_a_document_is_furniture_and_a_table_of_data_is_not(read):
    index = "<table><tr><td>索 引 号：</td><td>22-426</td></tr><tr><td>发文字号：</td><td>1号</td></tr></table>"
    data = "<table><tr><td>指标</td><td>数量</td></tr><tr><td>学校</td><td>35</td></tr></table>"
    article = read(f"<div id=zoom>{index}<p>{PROSE}</p>{data}</div>")
    assert article.body_text == f"{PROSE}\n指标\t数量\n学校\t35"
    assert len(article.tables) == 1


@pytest.mark.parametrize(
    "page",
    [
        "<div class='view TRS_UEDITOR'>{0}</div><div class='view TRS_UEDITOR'>{0}</div>",
        "<div class='view TRS_UEDITOR'><div>{0}</div><div>{0}</div></div>",
    ],
    ids=["two elements", "one element"],
)
def test_a_body_that_stands_twice_is_taken_once(read, page):
    assert read(page.format(f"<p>{PROSE}</p><p>{MORE}</p>")).body_text == f"{PROSE}\n{MORE}"


def test_the_foot_of_a_site_in_the_editors_box_is_no_body(read):
    foot = (
        "<div class=TRS_Editor>某县人民政府主办单位：县府办 网站标识码1508000002 备案号15号 联系电话0478-8655532</div>"
    )
    assert read(f"<div><p>{PROSE}</p><p>{MORE}</p></div>{foot}").body_text == f"{PROSE}\n{MORE}"


@pytest.mark.parametrize(
    "head",
    [
        "<title>[视频]稳就业再发力</title><script>var fdate='2025/01/09 19:10:00'</script>",
        "<title>【稳就业再发力】-国家发展和改革委员会</title><p>发布时间：2025/1/9</p>",
        "<title>稳就业再发力_政策_中国政府网</title><meta name=firstpublishedtime content=2025-01-09-10:00:00>",
        "<title>稳就业再发力 - 要闻 - 某网</title><p>2025年01月09日&nbsp;来源：某报</p>",
        '<meta name="ArticleTitle" content="稳就业<div>再发力</div>"><meta name=PubDate content="2025年1月9日 9:30">',
        "<title>某网</title><h1>稳就业再发力</h1><p>日期: 2025-01-09</p>",
    ],
)
def test_titles_and_dates_as_sites_really_write_them(read, head):
    article = read(f"{head}<div id=zoom><p>{PROSE}</p></div>")
    assert (article.title, article.published_on) == ("稳就业再发力", date(2025, 1, 9))


def test_two_dates_that_differ_are_a_finding(read):
    article = read(f"{METAS}<p>发布时间：2024-03-01</p><div id=zoom><p>{PROSE}</p></div>")
    assert article.published_on == date(2024, 3, 5)
    assert any("2024-03-01" in finding for finding in article.findings)


def test_the_manifest_adds_what_the_page_cannot_say(read):
    row = {"published_on": date(2020, 1, 1), "publisher": "某厅", "source_url": "https://site.example/a.html"}
    article = read(f"<div id=zoom><p>{PROSE}</p></div>", **row)
    assert (article.published_on, article.publisher, article.source_url) == tuple(row.values())
    assert read(f"{METAS}<div id=zoom><p>{PROSE}</p></div>", **row).published_on == date(2024, 3, 5)


def test_the_breadcrumb_is_found_by_its_text(read):
    crumbs = '<div><a title="首页" class="x">首页</a>&nbsp;&gt;&nbsp;<a>要闻</a> &gt; <a>交通</a> &gt; 正文</div>'
    assert read(f"{crumbs}<div id=zoom><p>{PROSE}</p></div>").column_path == "首页 > 要闻 > 交通"


def test_an_address_that_names_no_page_is_not_the_pages(read):
    for address, expected in (
        ("https://tv.cctv.com/2025/01/09/VIDEabc250109.shtml",) * 2,
        ("https://tv.cctv.com/X.shtml", None),
    ):
        page = f'<script>var commentUrl = "{address}";</script><div id=content_area><p>{PROSE}</p></div>'
        assert read(page).source_url == expected


def test_pages_of_one_article_are_joined(read):
    parts = [f"{METAS}<div id=zoom><p>{text}</p><p>下一页</p></div>".encode() for text in (PROSE, MORE)]
    assert read(PART_BREAK.join(parts)).body_text == f"{PROSE}\n{MORE}"


def test_the_dumb_second_reading_sees_what_the_first_loses(read, monkeypatch):
    page = f"<div id=zoom><p>{PROSE}</p><p>共<b>12</b>34处</p></div>"
    assert read(page).findings == ()
    monkeypatch.setattr("pipelines.pages.markup.clean_line", lambda text: text.replace("34", ""))
    assert any("1234" in finding for finding in read(page).findings)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "not HTML but a PDF"),
        (b"PK\x03\x04...", "ZIP"),
        (b'{"code": 0}', "not HTML"),
        (b"<html><body><div id=zoom></div></body></html>", "no body text"),
        ("<title>502 Bad Gateway</title><p>出错。</p>".encode(), "502 Bad Gateway"),
        (b"<html><script>var _cf_chl_opt={}</script><body></body></html>", "check of the reader"),
        (b"<div class=TRS_Editor><p><a href=./P0.pdf>1</a><img src=1.png></p></div>", "no body text"),
        (b"<p>" + b"x" * 8_000_001, "larger than"),
    ],
    ids=["empty", "pdf", "zip", "json", "no body", "502", "challenge", "attachment", "large"],
)
def test_a_page_without_an_article_is_refused_with_one_sentence(read, data, words):
    with pytest.raises(PageError, match=words) as refused:
        read(data)
    assert str(refused.value).startswith("page.html ")
    assert "\n" not in str(refused.value)


def test_a_stray_closing_tag_that_ends_the_body_early_is_a_finding(read):
    long = "全县新修通村公路86公里，惠及沿线群众三千余户，同步改造桥梁九座，群众出行时间明显缩短。"
    article = read(f'<div class="article_con"><p>{PROSE}</p></div><p>{long}</p></div><div>版权所有</div>')
    assert article.body_text == PROSE
    assert [finding for finding in article.findings if finding.startswith("outside")] == [
        f"outside: prose stands right behind the body: {long}"
    ]


def test_paragraphs_in_tags_that_are_never_closed_are_all_read(read):
    paragraphs = [f"第{n}项工程投资{n}亿元，建成后新增就业岗位{n}00个。" for n in range(1, 20)]
    assert read("<html><body>" + "".join(f"<div>{text}" for text in paragraphs)).body_text.split("\n") == paragraphs
