"""What a page says of itself: title, dates, source, publisher, address, column.

Belongs here: the national meta tags (国办发〔2017〕47号) as sites really fill them, then a template's own markup, then
the page's address. Does not belong here: the body.
"""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from pipelines.pages.cutout import attributes, elements, is_present, tag_around
from pipelines.pages.model import Passage
from pipelines.pages.templates import ENDS_OF_SITE_NAMES, PREFIXES_OF_TITLES, TEMPLATES, Template

META = re.compile(r"""<meta\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.I)
TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{0,1000})</title\s*>", re.I)
HEADING = re.compile(r"<h[12]\b[^>]{0,500}>(.{0,1000}?)</h[12]\s*>", re.I | re.S)
CANONICAL = re.compile(r"""<link\b[^>]{0,500}?\brel\s*=\s*["']?canonical["']?[^>]{0,500}>""", re.I)
ANY_TAG = re.compile(r"<[^<>]*>")
DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
COMPACT_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)(\d\d)(\d\d)(?:\d{6})?(?!\d)")
SHOWN_DATE = re.compile(r"(?:发布时间|发布日期|发表时间|更新时间|日期|时间)\s*[:：]?\s*(?=(?:19|20)\d\d\s*[-/.年])")
SCRIPT_DATE = re.compile(r"""\b(?:fdate|publishDate|pubtime|pubDate)\s*[=:]\s*["']([^"']{8,30})["']""", re.I)
ADDRESS_DATE = re.compile(r"/t((?:19|20)\d{6})_|/((?:19|20)\d\d/\d\d?/\d\d?)/|/((?:19|20)\d\d-\d\d/\d\d)/")
SHOWN_SOURCE = re.compile(r"(?:稿件来源|信息来源|文章来源|来源)\s*[:：]\s*([^\s<>|【\[（(]{2,40})")
SCRIPT_ADDRESS = re.compile(r"""\bcommentUrl\s*=\s*["'](https?://[^"'\s]{10,300}/\w{8,}\.s?html?)["']""")
AUTHOR_LINE = re.compile(r"^[（(]?(?:作者|文|撰文|本报记者|记者|通讯员)\s*[:：／/]?\s*([^：:，,。]{2,30}?)[）)]?$")
CRUMBS_END = re.compile(r"</?(?:div|p|td|tr|table|ul|ol|h\d|section|header|body)\b", re.I)
CRUMB_MARK = re.compile(r"\s*(?:&gt;|&raquo;|&rsaquo;|>|»|›)+\s*", re.I)
PLACES_TRIED = 30  # places where a word that leads a part stands
HEAD_LIMIT = 60_000  # characters in which meta tags are looked for


@dataclass(frozen=True, slots=True)
class Head:
    """What a page says of itself; what it does not say is None. `findings` are its contradictions."""

    title: str | None
    published_on: date | None
    source_name: str | None
    publisher: str | None
    authors: str | None
    column_path: str | None
    source_url: str | None
    findings: tuple[str, ...]


def read_head(source: str, clean: str, template: Template | None) -> Head:
    """Reads a page's `source`; `clean` is the same without scripts and comments (see `cutout.without_noise`)."""
    metas = meta_tags(clean)
    address = _address(source, clean, metas)
    published_on, findings = _published_on(source, clean, metas, template, address)
    return Head(
        title=_title(clean, metas, template),
        published_on=published_on,
        source_name=metas.get("contentsource") or _source_name(clean, template),
        publisher=_publisher(metas, template),
        authors=_author(metas),
        column_path=_column_path(clean) or metas.get("columnname"),
        source_url=address,
        findings=findings,
    )


def meta_tags(clean: str) -> dict[str, str]:
    """The named meta tags, names in lower case, values as text without markup. The first of a name counts."""
    named: dict[str, str] = {}
    for tag in META.finditer(clean, 0, HEAD_LIMIT):
        words = attributes(tag[1])
        name = (words.get("name") or words.get("property") or "").strip().lower()
        value = plain(words.get("content", ""))
        if name and value:
            named.setdefault(name, value)
    return named


def plain(markup: str) -> str:
    """The text of a small piece of markup, on one line."""
    return " ".join(html.unescape(ANY_TAG.sub("", html.unescape(markup))).replace("\u3000", " ").split())


def first_date(text: str) -> date | None:
    """The first calendar date in a text, however it is written; None where there is none that exists."""
    for pattern in (DATE, COMPACT_DATE):
        for found in pattern.finditer(text):
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                continue
    return None


def _title(clean: str, metas: dict[str, str], template: Template | None) -> str | None:
    """The meta tag; what the template shows; a heading that the title tag begins with; the title tag."""
    window = window_title(clean)
    selectors = template.title if template else ()
    shown = [plain(element) for selector in selectors for element in elements(clean, selector)]
    headings = [plain(found[1]) for found in HEADING.finditer(clean)]
    candidates = [
        metas.get("articletitle", ""),
        *shown[:1],
        *(heading for heading in headings if heading and heading in window),
        metas.get("og:title", ""),
        "" if headings and ENDS_OF_SITE_NAMES.search(window) else without_site(window),
        *headings[:1],
        window,
    ]
    site = metas.get("sitename", "")
    for candidate in candidates:
        for prefix in (*PREFIXES_OF_TITLES, f"{site}——" if site else "", f"{site}-" if site else ""):
            candidate = candidate.removeprefix(prefix).strip()
        if candidate:
            return candidate
    return None


def window_title(clean: str) -> str:
    """The text of the title tag, empty where there is none."""
    written = TITLE.search(clean)
    return plain(written[1]) if written else ""


def author_of(passages: Sequence[Passage], title: str) -> str | None:
    """The author that the body's head names: the title's part after a slash, or a line 作者：…, 记者 …."""
    lines = [passage.text for passage in passages[:6] if passage.section_no == 0]
    _, slash, behind = title.rpartition("/")
    if slash and behind in lines:
        return behind
    return next((found[1].strip() for line in lines if (found := AUTHOR_LINE.match(line))), None)


def without_site(window: str) -> str:
    """A window's title without the site's name at its end: `标题_栏目_站点`, `标题 - 栏目 - 站点`, `【标题】-站点`."""
    title = re.split(r"\s*[_|]\s*|\s+[-–—]\s+", window, maxsplit=1)[0]
    front, dash, tail = title.rpartition("-")
    if dash and front and ENDS_OF_SITE_NAMES.search(tail):
        title = front
    whole = re.fullmatch(r"【([^【】]*)】", title.strip())
    return whole[1] if whole else title.strip()


def _published_on(
    source: str, clean: str, metas: dict[str, str], template: Template | None, address: str | None
) -> tuple[date | None, tuple[str, ...]]:
    named = first_date(metas.get("pubdate", "") or metas.get("firstpublishedtime", ""))
    shown = _shown_date(clean, template)
    script = SCRIPT_DATE.search(source)
    path = ADDRESS_DATE.search(address or "")
    in_script = first_date(script[1]) if script else None
    in_path = first_date(next(filter(None, path.groups()))) if path else None
    if named and shown and named != shown:
        return named, (f"published_on: the meta tag says {named}, the page shows {shown}; the meta tag was used",)
    return named or shown or in_script or in_path, ()


def _shown_date(clean: str, template: Template | None) -> date | None:
    for selector in template.date if template else ():
        for element in elements(clean, selector):
            if found := first_date(plain(element)):
                return found
    if label := SHOWN_DATE.search(clean):
        return first_date(plain(clean[label.end() : label.end() + 40]))
    for at in islice(re.finditer("来源", clean), PLACES_TRIED):
        before = plain(clean[max(0, at.start() - 200) : at.start()].partition(">")[2])[-40:]
        if found := first_date(before):
            return found
    return None


def _source_name(clean: str, template: Template | None) -> str | None:
    for selector in template.source if template else ():
        for element in elements(clean, selector):
            if found := SHOWN_SOURCE.search(html.unescape(ANY_TAG.sub(" ", element))):
                return found[1]
    for at in islice(re.finditer("来源", clean), PLACES_TRIED):
        text = html.unescape(ANY_TAG.sub(" ", clean[at.start() : at.start() + 300]))
        if found := SHOWN_SOURCE.match(text):
            return found[1]
    return None


def _author(metas: dict[str, str]) -> str | None:
    """The author of the national meta tags; sites without them put their own name or the editor's there."""
    author = metas.get("author", "")
    return author if "articletitle" in metas and re.fullmatch(r"[\u3400-\u9fff·、\s]{2,40}", author) else None


def _publisher(metas: dict[str, str], template: Template | None) -> str | None:
    return metas.get("sitename") or metas.get("og:site_name") or (template.publisher if template else None)


def _address(source: str, clean: str, metas: dict[str, str]) -> str | None:
    """The page's own address, where it gives one that names a page and not a whole site."""
    canonical = CANONICAL.search(clean, 0, HEAD_LIMIT)
    in_script = SCRIPT_ADDRESS.search(source)
    candidates = (
        attributes(canonical[0]).get("href") if canonical else None,
        metas.get("og:url"),
        in_script[1] if in_script else None,
        metas.get("url"),
    )
    return next((url for url in candidates if url and re.match(r"https?://[\w.-]+(?::\d+)?/[^?#]*\w+\.\w+", url)), None)


def _column_path(clean: str) -> str | None:
    """The breadcrumb, found by its text: 首页 > … > …; the last step 正文 is left out."""
    for at in islice(re.finditer("首页", clean), PLACES_TRIED):
        if tag_around(clean, at.start()):
            continue
        piece = clean[at.start() : at.start() + 3000]
        end = CRUMBS_END.search(piece)
        text = ANY_TAG.sub("", piece[: end.start()] if end else piece)
        steps = [plain(step) for step in CRUMB_MARK.split(text)]
        while steps and (not steps[-1] or steps[-1] == "正文"):
            steps.pop()
        if len(steps) > 1 and all(0 < len(step) <= 40 for step in steps):
            return " > ".join(steps)
    return None


def template_of(clean: str) -> list[Template]:
    """The templates whose body's name stands in the page, in the order to try them."""
    return [template for template in TEMPLATES if any(is_present(clean, selector) for selector in template.body)]
