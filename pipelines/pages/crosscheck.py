"""A second, dumb reading of a body's digits, to prove the first lost none.

Belongs here: a reader that shares no code with `markup` (the standard library's parser against bs4 and lxml, which
drop or move text that is nested oddly). Does not belong here: what to do about a difference (it is a finding).
"""

import html
import re
from collections import Counter
from collections.abc import Iterable
from html.parser import HTMLParser

DIGITS = re.compile(r"[0-9０-９]+")
INLINE = re.compile(
    r"a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|rp|rt|ruby|s|samp|small|span"
    r"|strike|strong|sub|sup|time|tt|u|var|wbr|\w+:\w+"
)
# A paragraph of prose right behind a body: a stray closing tag has ended the body too early.
NEXT_PROSE = re.compile(r"<p\b[^<>]{0,300}>\s*(?:<(?:span|strong|b|font)\b[^<>]{0,300}>\s*)*([^<]{40,})")
BEHIND = 3000  # characters of source looked at
INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0xAD])


class _Text(HTMLParser):
    """All text of a piece of markup; every tag that is not inline parts it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._part(tag)

    def _part(self, tag: str) -> None:
        if not INLINE.fullmatch(tag):
            self.pieces.append("\n")


def digit_runs(texts: Iterable[str]) -> Counter[str]:
    """How often each run of digits stands in the texts."""
    return Counter(run for text in texts for run in DIGITS.findall(text))


def digits_of_markup(source: str) -> Counter[str]:
    """The runs of digits in a piece of markup, read by the dumb parser."""
    reader = _Text()
    reader.feed(source)
    reader.close()
    return digit_runs(["".join(reader.pieces).translate(INVISIBLE)])


def digit_findings(source: str, texts: Iterable[str]) -> list[str]:
    """What differs between the digits of the body's source and of the texts read from it, as sentences."""
    there, read = digits_of_markup(source), digit_runs(texts)
    differences = (("missing from", there - read), ("not in the page but in", read - there))
    return [
        f"crosscheck: digits {'、'.join(sorted(runs.elements())[:12])} are {where} the text"
        for where, runs in differences
        if runs
    ]


def prose_behind(clean: str, source: str) -> list[str]:
    """Whether a paragraph of prose stands right behind the body's `source` in the page, as a finding."""
    end = clean.find(source) + len(source)
    found = NEXT_PROSE.search(clean, end, end + BEHIND)
    text = html.unescape(found[1]).strip() if found else ""
    return [f"outside: prose stands right behind the body: {text[:60]}"] if text.endswith("。") else []
