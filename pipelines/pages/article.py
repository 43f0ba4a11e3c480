"""One page → one article. Pure: bytes and the archive's row in, a value out.

Belongs here: the order of the steps. Does not belong here: the steps, each of which has a module of its own.
"""

import re
from dataclasses import dataclass

from pipelines.pages.archive import LARGEST_PAGE, ArchivedPage, PageError
from pipelines.pages.crosscheck import digit_findings, prose_behind
from pipelines.pages.cutout import elements, without_noise
from pipelines.pages.decode import Decoded, decode
from pipelines.pages.fallback import extracted_body
from pipelines.pages.furniture import once, without_furniture
from pipelines.pages.head import author_of, read_head, template_of, window_title
from pipelines.pages.markup import IDEOGRAPH, Body, body_of, densest_body
from pipelines.pages.model import Article
from pipelines.pages.parts import PART_BREAK
from pipelines.pages.passages import lay_out
from pipelines.pages.templates import CHALLENGES, ERROR_TITLES, FOOTER_WORDS, Template

__all__ = ["PageError", "parse"]

MOST_TAGS = 200_000  # real pages have some thousands
LEAST_IDEOGRAPHS = 10
MANY_LINKS = 5
PLENTY = 0.3  # of a page's ideographs: more than that in one element is the body
MUCH_MORE = 3  # times as much prose elsewhere means that an element is not the body
LONGEST_FOOTER = 400  # characters
SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or an Office file"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"\x1f\x8b", "compressed data"),
)
MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p|table|meta|span|td|li|h\d|br|article|section)\b", re.I)


def parse(data: bytes, page: ArchivedPage) -> Article:
    """The article of one page, or of the pages of one article in a row (see `archive.page_bytes`).

    Raises PageError with one sentence where there is no article.
    """
    _refuse_unreadable(data, page)
    parts = [_read_part(part, page) for part in data.split(PART_BREAK)]
    first = parts[0]
    blocks, left_out = without_furniture([block for part in parts for block in part.body.blocks])
    blocks, doubled = once(blocks)
    head = read_head(first.decoded.text, first.clean, first.template)
    title = head.title or (blocks[0].text[:80] if blocks else "")
    layout = lay_out(blocks, title)
    if not layout.body_text.strip():
        raise PageError(f"{page.raw_path} holds {_what_it_holds(first)}")
    findings = [*page.findings, *head.findings, *doubled]
    for part in parts:
        findings += part.findings
    findings += [f"furniture: {text[:120]}" for text in left_out]
    return Article(
        title=title,
        body_text=layout.body_text,
        passages=layout.passages,
        tables=layout.tables,
        authors=head.authors or author_of(layout.passages, title),
        publisher=page.publisher or head.publisher,
        source_name=head.source_name,
        published_on=head.published_on or page.published_on,
        column_path=head.column_path,
        source_url=page.source_url or head.source_url,
        template=first.template.name if first.template else "generic",
        encoding=first.decoded.encoding,
        findings=tuple(findings),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """One page of an article, read as far as its blocks."""

    decoded: Decoded
    clean: str
    template: Template | None
    body: Body
    findings: tuple[str, ...]


def _read_part(data: bytes, page: ArchivedPage) -> _Part:
    decoded = decode(data)
    if not MARKUP.search(decoded.text):
        raise PageError(f"{page.raw_path} is not HTML: it holds no tags of a page")
    clean = without_noise(decoded.text)
    if clean.count("<") > MOST_TAGS:
        raise PageError(f"{page.raw_path} holds more than {MOST_TAGS} tags")
    template, body, source = _body(clean)
    findings = [
        *body.findings,
        *((*digit_findings(source, _texts(body)), *prose_behind(clean, source)) if source else ()),
        *(f"{reason}: {text[:120]}" for reason, text in body.left_out),
    ]
    if decoded.replacements:
        findings.append(f"decoding: {decoded.replacements} characters of {decoded.encoding} could not be read")
    return _Part(decoded, clean, template, body, tuple(findings))


def _refuse_unreadable(data: bytes, page: ArchivedPage) -> None:
    if page.problem:
        raise PageError(page.problem)
    if not data.strip():
        raise PageError(f"{page.raw_path} is empty")
    if len(data) > LARGEST_PAGE:
        raise PageError(f"{page.raw_path} is larger than {LARGEST_PAGE // 10**6} MB")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise PageError(f"{page.raw_path} is not HTML but {what}")


def _body(clean: str) -> tuple[Template | None, Body, str]:
    """The body and its source: of the first template that fits, else of the element with most prose (no source)."""
    empty: Template | None = None
    for template in template_of(clean):
        for selector in template.body:
            found = [(source, body_of(source)) for source in elements(clean, selector)]
            found = [(source, body) for source, body in found if not _is_footer(body)]
            source, body = max(found, key=lambda pair: _ideographs(pair[1]), default=("", Body()))
            if _ideographs(body) >= LEAST_IDEOGRAPHS and (template.is_sure or _is_most(body, clean)):
                return template, body, source
            if found and template.is_sure:
                empty = empty or template
    if empty:
        return empty, Body(), ""
    body = densest_body(clean)
    if _is_footer(body):
        body = Body(images=body.images, links=body.links)
    return None, body if body.blocks or body.links else extracted_body(clean), ""


def _is_most(body: Body, clean: str) -> bool:
    """Whether a body found under a name that other layouts use too is the place of the page's prose."""
    own = _ideographs(body)
    return own >= PLENTY * len(IDEOGRAPH.findall(clean)) or MUCH_MORE * own >= _ideographs(densest_body(clean))


def _what_it_holds(part: _Part) -> str:
    window = window_title(part.clean)
    if ERROR_TITLES.match(window):
        return f"no article but a page that says “{window[:60]}”"
    if CHALLENGES.search(part.decoded.text):
        return "no article but a check of the reader's browser"
    if part.body.links > MANY_LINKS:
        return "no body text, only a list of links"
    if part.body.images:
        return "no body text, only pictures or attachments"
    if part.template:
        return f"no body text: the element for it ({part.template.name}) is empty"
    return "no body text"


def _texts(body: Body) -> list[str]:
    cells = [cell.text for block in body.blocks for cell in block.cells]
    return [*(block.text for block in body.blocks), *cells, *(text for _, text in body.left_out)]


def _is_footer(body: Body) -> bool:
    """Whether the element is the foot of a site, which the same editor's boxes hold."""
    text = "".join(block.text for block in body.blocks)
    return len(text) < LONGEST_FOOTER and len(set(FOOTER_WORDS.findall(text))) >= 2


def _ideographs(body: Body) -> int:
    return sum(len(IDEOGRAPH.findall(block.text)) for block in body.blocks)
