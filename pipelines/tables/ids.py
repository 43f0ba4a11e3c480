"""The ids of the contract: short hashes of what a thing is, never of where it stood or which version read it.

Belongs here: pure functions from values to ids. An id is the first 16 hex digits of a SHA-256.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable

from pipelines.pages.archive import ArchivedPage, canonical_url


def digest(*parts: object) -> str:
    """The id of a tuple of values: 16 hex digits, the same for the same values in the same order."""
    return hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:16]


def article_id(source_url: str | None, page: ArchivedPage) -> str:
    """The article of a page: by its URL, or by the path that all versions of the page share."""
    return digest(canonical_url(source_url) if source_url else page.page_path)


def version_id(page: ArchivedPage) -> str:
    """One version of an article: the page's bytes and everything that the manifest says of it."""
    return digest(
        page.raw_path, page.sha256, page.source_url, page.fetched_at, page.publisher, page.licence, page.published_on
    )


def occurrences(texts: Iterable[str]) -> list[int]:
    """For each text, how many equal texts stand before it."""
    seen: Counter[str] = Counter()
    numbers = []
    for text in texts:
        numbers.append(seen[text])
        seen[text] += 1
    return numbers
