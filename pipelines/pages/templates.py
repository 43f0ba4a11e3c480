"""Where real sites put a page's parts: data, first match wins.

Belongs here: selectors and the words of page furniture. Does not belong here: code that applies them.

A selector is `#id`, `.class` or `.prefix*` (a class that begins so); no others, so that a body can be cut out of
the page's source before it is parsed. Evidence for each stands in the survey of public scrapers and saved pages
that the templates were taken from: `seen` in a real page, `agreed` by two or more scrapers, `said` by one.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    """One way of laying out an article page. Selectors are tried in order.

    `is_sure`: the names are this layout's own, so that an empty element means an article without text, and an
    element with little text beside much elsewhere still is the body.
    """

    name: str
    body: tuple[str, ...]
    title: tuple[str, ...] = ()
    date: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    publisher: str | None = None
    evidence: str = "agreed"
    is_sure: bool = False


TEMPLATES = (
    Template(
        "ndrc",
        body=(".article_con",),
        title=(".article_title",),
        date=(".time",),
        source=(".laiyuantext",),
        is_sure=True,
    ),
    Template(
        "gov_cn",
        body=("#UCAP-CONTENT", ".pages_content", "#contentText"),
        title=(".pages-title",),
        date=(".pages-date",),
        source=(".pages-date",),
        is_sure=True,
    ),
    Template(
        "cctv",
        body=("#content_area", ".cnt_bd"),
        title=(".title_area",),
        date=(".info", ".time"),
        source=(".laiyuan", ".info"),
        publisher="央视网",
        evidence="seen",
        is_sure=True,
    ),
    Template(
        "trs_ueditor",
        body=(".trs_editor_view", ".TRS_UEDITOR*", ".trs_word", ".trs_paper_default"),
        evidence="seen",
        is_sure=True,
    ),
    Template("stats_gov_cn", body=(".TRS_PreAppend", ".center_xilan"), title=(".xilan_tit",), date=(".xilan_titf",)),
    Template("trs", body=(".TRS_Editor", ".Custom_UnionStyle"), evidence="seen"),
    Template("zfxxgk", body=(".zwgkdetail",)),
    Template("miit", body=("#con_con", ".ccontent")),
    Template("nea", body=("#detailContent",)),
    Template("chengdu", body=(".detail_content",)),
    Template("jcms", body=("#zoom", ".article-content")),
    Template(
        "old_site", body=("#Content", "#NewsContent", ".xl_content", ".Group2_Left_body", ".txt1"), evidence="seen"
    ),
    Template("gd_gov", body=("#zoomcon", ".zw")),
    Template("word", body=(".WordSection1",)),
    Template("plain", body=(".contText", ".detail", ".content", "#content", ".article"), evidence="said"),
)

# Classes and ids of boxes inside a body that are no part of it.
FURNITURE_BOXES = re.compile(
    r"^(pages_print|shuzi|myFlash|pchide|zebian|bdsharebuttonbox|bshare\S*|share\S*|qrcode|pagelink|attachment\S*"
    r"|article_r|related\S*|insertfileTag|gongneng|nextpage|page_?nav|jiathis\S*|ewm\S*)$",
    re.I,
)

# Lines that are page furniture wherever they stand in a body.
FURNITURE_LINES = re.compile(
    r"""^[\s\[【（(]*(?:
      (?:浏览|点击|阅读)(?:次数|数|量|率)?\s*[:：]\s*\d*\s*次?
    | 字体\s*[:：]?(?:\s*[\[【]?\s*[大中小]\s*[\]】]?)+ | 字号\s*[:：]?(?:\s*[大中小])+
    | (?:打印|打印本[页稿]|关闭|关闭窗口|关闭本页|收藏|返回顶部|返回首页|返回搜狐|我要纠错|纠错|【?打印】?\s*【?关闭】?)
    | 分享(?:到|至|本页)?\s*[:：]?(?:\s*(?:微信|微博|QQ空间|朋友圈))*
    | 扫一扫[^。]{0,20} | 打开微信[^。]{0,20} | 您即将离开.{0,40}
    | (?:责任编辑|责编|网站编辑|本文编辑|编辑|审核|校对|一审|二审|三审|签发|值班主任|监制|终审)\s*[:：].{0,40}
    | (?:上一[篇页条]|下一[篇页条])(?:\s*[:：].{0,60})?
    | 附件\s*[:：]?
    | 相关(?:链接|阅读|新闻|报道|文章)\s*[:：]?
    | 本文(?:来源|转自)[^。]{0,30} | 转载请注明.{0,40}
    )[\s\]】）)]*$""",
    re.X,
)

# Cells that tell an index table of a document from a table of statistics.
INDEX_CELL = re.compile(r"^(索引号|发文机关|发文字号|成文日期|发布机构|主题分类|公文种类|信息分类)[:：]?")

# Two of these in a short text tell the foot of a site.
FOOTER_WORDS = re.compile(
    r"主办单位|承办单位|（主办）|（承办）|备案|标识码|联系电话|版权所有|举报电话|ICP|技术支持|网站地图|联系我们"
)

PREFIXES_OF_TITLES = ("[视频]", "[图文]", "[组图]", "【视频】")
ENDS_OF_SITE_NAMES = re.compile(r"(网|网站|政府|委员会|部|厅|局|报|日报|台|门户|频道|中心|站点|cctv\.com\))$")

# An answer of the server, of a firewall or of a site's script that is no article, whatever its status says.
ERROR_TITLES = re.compile(
    r"^\s*(?:[45]\d\d\b.*|.*\bERROR\b.*|(?:Bad Gateway|Not Found|Forbidden|Access Denied|Just a moment).*"
    r"|.*(?:页面不存在|找不到(?:页面|文件)|无法访问|访问(?:被拒绝|受限|过于频繁)|出错了|安全(?:验证|检测|检查)|请输入验证码).*)\s*$",
    re.I,
)
CHALLENGES = re.compile(
    r"cf-browser-verification|challenge-platform|_cf_chl|__jsl_clearance|\$_ts\b|acw_sc__v2|yunsuo_session"
    r"|wzws[-_]waf|aliyun_waf|geetest|document\.cookie\s*=.{0,200}location\.(?:reload|href|replace)",
    re.I | re.S,
)
