"""The source of an article's body → blocks of text and tables in reading order. The only module that knows bs4.

Belongs here: trees, inline and block tags, hidden boxes, layout tables against tables of data.
Does not belong here: which element is the body (see `templates`, `cutout`), what the lines mean (see `passages`).

Inline tags join with nothing between (Word pastes cut numbers with spans); block tags and <br> part lines.
Trees are walked without recursion, for pages nest their tags thousands deep.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from pipelines.pages.archive import PageError
from pipelines.pages.templates import FURNITURE_BOXES

BLOCK_TAGS = re.compile(
    "address|article|aside|blockquote|body|br|caption|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer"
    "|form|h[1-6]|header|hr|html|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
DROPPED_TAGS = re.compile(
    "script|style|noscript|template|svg|iframe|object|embed|select|textarea|button|input|nav|video|audio|map|title"
    "|head|meta|link"
)
NO_PROSE_TAGS = re.compile(f"a|{DROPPED_TAGS.pattern}")
PROSE_MARK = re.compile("[，。；,]")
BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6"))
BOLD_STYLE = re.compile(r"font-weight\s*:\s*(bold|[6-9]00)", re.I)
HIDDEN_STYLE = re.compile(r"(?<![\w-])display\s*:\s*none|visibility\s*:\s*hidden", re.I)
CENTRED_STYLE = re.compile(r"text-align\s*:\s*center", re.I)
DEPTH_LIMIT = 3000
MOST = 0.75  # of an element's prose in one child means that the body is in that child
LEAST_DIRECT_PROSE = 15  # ideographs
LEAST_PROSE = 20  # ideographs; a page with less is a list, a form or a picture
MOST_FINDINGS = 20
LARGEST_GRID = 200_000  # places in a table, spans laid out
LONGEST_BOX = 1000  # characters; a box of furniture that holds more whole sentences is none
LONGEST_CELL = 300  # characters; a longer one is prose laid out with a table

INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
SPACES = re.compile(r"[ \t\r\n\f\x85\u2028\u2029]+")
# Full-width digits are left out: a break between two of them parts two numbers.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff0f\uff1a-\uff60\u3000-\u303f\u2018-\u201d\u2014\u2026"
BREAK_BY_WIDE = re.compile(rf"(?<=[{WIDE}])\n|\n(?=[{WIDE}])")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a table of data: its place in the grid after spans are laid out, and its text on one line."""

    row: int
    column: int
    row_span: int
    column_span: int
    is_header: bool
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """One line of text, or a table (`cells` then holds it and `text` its caption, if any)."""

    text: str
    is_bold: bool = False
    is_centred: bool = False
    cells: tuple[GridCell, ...] = ()


@dataclass(slots=True)
class Body:
    """What stands in an element: blocks in reading order, the text left out with the reason, pictures and links."""

    blocks: list[Block] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    images: int = 0
    links: int = 0
    findings: list[str] = field(default_factory=list)


def body_of(source: str) -> Body:
    """The blocks of one element's source. Raises PageError where it nests too deep."""
    return _walk(BeautifulSoup(source, "lxml"))


def densest_body(source: str) -> Body:
    """The blocks of the element of a page that holds most of its prose: found by descending while one child has it.

    Prose is text outside links with ideographs and a comma or full stop. Raises PageError as `body_of` does.
    """
    soup = BeautifulSoup(source, "lxml")
    weight = _prose_weights(soup)
    if weight.get(id(soup), 0) < LEAST_PROSE:
        return Body(images=len(soup.find_all("img")), links=len(soup.find_all("a")))
    element: Tag = soup
    while True:
        heaviest = max(_child_tags(element), key=lambda child: weight.get(id(child), 0), default=None)
        if heaviest is None or heaviest.name == "p" or weight.get(id(heaviest), 0) < MOST * weight.get(id(element), 1):
            return _walk(element)
        if _direct_prose(element) >= LEAST_DIRECT_PROSE:
            return _walk(element)  # paragraphs in tags that are never closed nest in one another
        element = heaviest


def clean_line(text: str) -> str:
    """One line of canonical text: white space as a browser shows it, no indents, no invisible characters, NFC."""
    text = SPACES.sub(_one_space, INVISIBLE.sub("", text))
    text = BREAK_BY_WIDE.sub("", text).replace("\n", " ").strip()
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def _one_space(spaces: re.Match[str]) -> str:
    """White space of the source as one character: a break of its lines, which goes beside an ideograph, or a space."""
    return " " if spaces[0].isascii() and not ("\n" in spaces[0] or "\r" in spaces[0]) else "\n"


def _prose_weights(soup: BeautifulSoup) -> dict[int, int]:
    """How many ideographs of prose each tag holds, by the tag's id; tags without any are left out."""
    weight: dict[int, int] = {}
    no_prose: set[int] = set()
    tags: list[Tag] = [soup]
    for node in soup.descendants:
        if isinstance(node, Tag):
            tags.append(node)
            if id(node.parent) in no_prose or NO_PROSE_TAGS.fullmatch(node.name):
                no_prose.add(id(node))
        elif not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
            continue
        elif id(node.parent) not in no_prose and PROSE_MARK.search(node):
            weight[id(node.parent)] = weight.get(id(node.parent), 0) + len(IDEOGRAPH.findall(node))
    for tag in reversed(tags):
        if tag.parent is not None and id(tag) in weight:
            weight[id(tag.parent)] = weight.get(id(tag.parent), 0) + weight[id(tag)]
    return weight


def _direct_prose(element: Tag) -> int:
    """The ideographs of prose that stand in the element itself or in its paragraphs, not deeper."""
    texts = [child for child in element.children if isinstance(child, NavigableString)]
    texts += [text for child in element.find_all("p", recursive=False) for text in child.find_all(string=True)]
    return sum(len(IDEOGRAPH.findall(text)) for text in texts if PROSE_MARK.search(text))


def _child_tags(element: Tag) -> Iterator[Tag]:
    return (child for child in element.children if isinstance(child, Tag))


@dataclass(slots=True)
class _Line:
    """The line that is being gathered."""

    parts: list[str] = field(default_factory=list)
    plain: bool = False  # some visible character of it is not bold
    centred: bool = False

    def block(self) -> Block | None:
        text = clean_line("".join(self.parts))
        return Block(text, not self.plain, self.centred) if text else None


def _walk(root: Tag) -> Body:
    body, line = Body(), _Line()
    # One entry for each open element: its children still to come, whether it ends a line, bold and centred inside.
    stack = [(iter(root.contents), True, False, False)]
    while stack:
        children, is_block, bold, centred = stack[-1]
        node = next(children, None)
        if node is None:
            stack.pop()
            if is_block:
                line = _flushed(body, line)
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString) and node:
                in_pre = node.parent is not None and node.parent.name == "pre"
                line = _gathered(body, line, node, bold, centred, in_pre)
        elif isinstance(node, Tag) and node.name == "img":
            body.images += 1
        elif isinstance(node, Tag) and not _is_left_out(node, body):
            if node.name == "table" and (cells := _data_cells(node)):
                line = _flushed(body, line)
                caption = node.find("caption")
                body.blocks.append(Block(_cell_text(caption) if caption else "", cells=cells))
                continue
            if node.name == "sup":
                _note_power(body, line, node)
            opens_block = bool(BLOCK_TAGS.fullmatch(node.name))
            if opens_block:
                line = _flushed(body, line)
            style = str(node.get("style") or "")
            stack.append(
                (
                    iter(node.contents),
                    opens_block,
                    bold or node.name in BOLD_TAGS or bool(BOLD_STYLE.search(style)),
                    centred
                    or node.name == "center"
                    or node.get("align") == "center"
                    or bool(CENTRED_STYLE.search(style)),
                )
            )
            if len(stack) > DEPTH_LIMIT:
                raise PageError(f"the page nests its tags more than {DEPTH_LIMIT} deep")
    _flushed(body, line)
    return body


def _gathered(body: Body, line: _Line, node: NavigableString, bold: bool, centred: bool, in_pre: bool) -> _Line:
    for number, piece in enumerate(node.splitlines() if in_pre else [str(node)]):
        if number:
            line = _flushed(body, line)
        line.parts.append(piece)
        if piece.strip():
            line.plain = line.plain or not bold
            line.centred = line.centred or centred
    return line


def _flushed(body: Body, line: _Line) -> _Line:
    """Ends the line: its block goes to the body. Gives the line to go on with."""
    if not line.parts:
        return line
    block = line.block()
    if block:
        body.blocks.append(block)
    return _Line()


def _is_left_out(tag: Tag, body: Body) -> bool:
    """Whether the element is no part of the text; what it holds is noted with the reason."""
    if DROPPED_TAGS.fullmatch(tag.name):
        reason = "left out"
    elif not tag.attrs:
        return False
    elif tag.has_attr("hidden") or HIDDEN_STYLE.search(str(tag.get("style") or "")):
        reason = "hidden"
    elif any(FURNITURE_BOXES.match(word) for word in [*(tag.get("class") or []), str(tag.get("id") or "")]):
        reason = "furniture"
    else:
        return False
    text = clean_line(" ".join(tag.stripped_strings))
    if reason == "furniture" and len(text) > LONGEST_BOX and text.count("。") > 5:
        return False
    if text:
        body.left_out.append((reason, text))
    return True


def _note_power(body: Body, line: _Line, sup: Tag) -> None:
    """A raised number right after a number is a power or a footnote: joined as text it reads as one number."""
    before, raised = "".join(line.parts[-3:])[-12:], sup.get_text().strip()
    if raised[:1].isdigit() and before[-1:].isdigit() and len(body.findings) < MOST_FINDINGS:
        body.findings.append(f"superscript: {before}^{raised} is joined to {before}{raised}")


def _is_centred(tag: Tag, style: str) -> bool:
    return tag.name == "center" or tag.get("align") == "center" or bool(CENTRED_STYLE.search(style))


def _data_cells(table: Tag) -> tuple[GridCell, ...]:
    """The cells of a table of data; nothing where the table only lays out a page or a box of prose."""
    if table.find("table") is not None:
        return ()
    rows = [row.find_all(["td", "th"]) for row in table.find_all("tr")]
    cells: list[GridCell] = []
    taken: set[tuple[int, int]] = set()
    for row_no, row in enumerate(rows):
        column = 0
        for cell in row:
            while (row_no, column) in taken:
                column += 1
            height, width = _span(cell, "rowspan"), _span(cell, "colspan")
            height = min(height, len(rows) - row_no)
            taken.update((row_no + y, column + x) for y in range(height) for x in range(width))
            cells.append(GridCell(row_no, column, height, width, cell.name == "th", _cell_text(cell)))
            column += width
        if len(taken) > LARGEST_GRID:
            return ()
    filled = [cell for cell in cells if cell.text]
    if len({cell.row for cell in filled}) < 2 or len({cell.column for cell in filled}) < 2:
        return ()
    return () if any(len(cell.text) > LONGEST_CELL for cell in filled) else tuple(cells)


def _span(cell: Tag, attribute: str) -> int:
    value = str(cell.get(attribute) or "1").strip()
    return min(max(int(value), 1), 200) if value.isascii() and value.isdigit() and len(value) < 6 else 1


def _cell_text(cell: Tag) -> str:
    return " ".join(block.text for block in _walk(cell).blocks).replace("\t", " ")
