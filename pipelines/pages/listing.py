"""What a list page lists: the addresses of articles, and how many list pages there are. Pure.

Belongs here: links and pagers. Does not belong here: asking for them.
"""

import html
import re
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from pipelines.pages.cutout import attributes, without_noise
from pipelines.pages.head import plain

ANCHOR = re.compile(r"""<a\b((?:[^>"']|"[^"]*"|'[^']*'){0,500})>(.{0,2000}?)</a\s*>""", re.I | re.S)
MOST_LIST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Listed:
    """An article that a list page names; the title is whole even where the link's text is cut."""

    url: str
    title: str


def listed_articles(page: str, address: str, article: re.Pattern[str]) -> list[Listed]:
    """The articles on a list page, each once, in order. `address` is the page's own, `article` fits whole addresses."""
    found: dict[str, Listed] = {}
    for anchor in ANCHOR.finditer(without_noise(page)):
        words = attributes(anchor[1])
        url = urldefrag(urljoin(address, html.unescape(words.get("href", "")).strip()))[0]
        if article.fullmatch(url) and url not in found:
            found[url] = Listed(url, plain(words.get("title") or anchor[2]))
    return list(found.values())


def further_pages(page: str, address: str, pager: str, count: re.Pattern[str], at_most: int) -> list[str]:
    """The addresses of the list pages after the first. `page` is the first one's source: the count is in its script."""
    said = count.search(page)
    pages = min(int(said[1]) if said else 1, at_most, MOST_LIST_PAGES)
    return [urljoin(address, pager.format(n=number)) for number in range(1, pages)]
