"""One page → one article. Pure: bytes and the archive's row in, a value out.

Belongs here: the order of the steps. Does not belong here: the steps, each of which has a module of its own.
"""

import re

from pipelines.pages.archive import ArchivedPage, PageError
from pipelines.pages.crosscheck import digit_findings
from pipelines.pages.cutout import elements, without_noise
from pipelines.pages.decode import decode
from pipelines.pages.furniture import without_furniture
from pipelines.pages.head import read_head, template_of
from pipelines.pages.markup import IDEOGRAPH, Body, body_of, densest_body
from pipelines.pages.model import Article
from pipelines.pages.passages import lay_out
from pipelines.pages.templates import FOOTER_WORDS, Template

__all__ = ["PageError", "parse"]

SIZE_LIMIT = 20_000_000  # bytes
LEAST_IDEOGRAPHS = 10
MANY_LINKS = 5
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
    """The article of one page. Raises PageError with one sentence where the page holds none."""
    _refuse_unreadable(data, page)
    decoded = decode(data)
    if not MARKUP.search(decoded.text):
        raise PageError(f"{page.raw_path} is not HTML: it holds no tags of a page")
    clean = without_noise(decoded.text)
    template, body, differences = _body(clean)
    head = read_head(decoded.text, clean, template)
    blocks, left_out = without_furniture(body.blocks)
    title = head.title or (blocks[0].text[:80] if blocks else "")
    layout = lay_out(blocks, title)
    if not layout.body_text.strip():
        raise PageError(f"{page.raw_path} holds {_what_it_holds(template, body)}")
    findings = [
        *page.findings,
        *head.findings,
        *differences,
        *(f"{reason}: {text[:120]}" for reason, text in body.left_out),
        *(f"furniture: {text[:120]}" for text in left_out),
    ]
    if decoded.replacements:
        findings.append(f"decoding: {decoded.replacements} characters of {decoded.encoding} could not be read")
    return Article(
        title=title,
        body_text=layout.body_text,
        passages=layout.passages,
        tables=layout.tables,
        authors=head.authors,
        publisher=page.publisher or head.publisher,
        source_name=head.source_name,
        published_on=head.published_on or page.published_on,
        column_path=head.column_path,
        source_url=page.source_url or head.source_url,
        template=template.name if template else "generic",
        encoding=decoded.encoding,
        findings=tuple(findings),
    )


def _refuse_unreadable(data: bytes, page: ArchivedPage) -> None:
    if page.problem:
        raise PageError(page.problem)
    if not data.strip():
        raise PageError(f"{page.raw_path} is empty")
    if len(data) > SIZE_LIMIT:
        raise PageError(f"{page.raw_path} is larger than {SIZE_LIMIT // 1_000_000} MB")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise PageError(f"{page.raw_path} is not HTML but {what}")


def _body(clean: str) -> tuple[Template | None, Body, list[str]]:
    """The body, of the first template that fits, else of the element with most prose, and what is odd about it.

    A template's own element that is there and empty means an article without text, not another place for it.
    """
    empty = None
    for template in template_of(clean):
        for selector in template.body:
            found = [(source, body_of(source)) for source in elements(clean, selector)]
            found = [(source, body) for source, body in found if not _is_footer(body)]
            source, body = max(found, key=lambda pair: _ideographs(pair[1]), default=("", Body()))
            if _ideographs(body) >= LEAST_IDEOGRAPHS:
                return template, body, digit_findings(source, _texts(body))
            if found and template.evidence != "said":
                empty = empty or (template, body, [])
    return empty or (None, densest_body(clean), [])


def _what_it_holds(template: Template | None, body: Body) -> str:
    if body.links > MANY_LINKS:
        return "no body text, only a list of links"
    if body.images:
        return "no body text, only pictures or attachments"
    return f"no body text: the element for it ({template.name}) is empty" if template else "no body text"


def _texts(body: Body) -> list[str]:
    cells = [cell.text for block in body.blocks for cell in block.cells]
    return [*(block.text for block in body.blocks), *cells, *(text for _, text in body.left_out)]


def _is_footer(body: Body) -> bool:
    """Whether the element is the foot of a site, which the same editor's boxes hold."""
    text = "".join(block.text for block in body.blocks)
    return len(text) < LONGEST_FOOTER and len(set(FOOTER_WORDS.findall(text))) >= 2


def _ideographs(body: Body) -> int:
    return sum(len(IDEOGRAPH.findall(block.text)) for block in body.blocks)
