"""A run of fetching: list pages → new and changed articles → the archive, with every answer in the ledger.

Belongs here: which pages are asked for, and what becomes of each. Does not belong here: HTTP (see `fetch`).
A page that comes back as an error, a challenge, empty or cut never replaces a good one.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from pipelines.pages.archive import PAGE_SUFFIXES, canonical_url, page_hash
from pipelines.pages.decode import decode
from pipelines.pages.fetch import Answer, Fetcher
from pipelines.pages.fetch_log import Entry, append, entries, last_good
from pipelines.pages.fetch_sources import Source
from pipelines.pages.intake import Taken, opened
from pipelines.pages.listing import further_pages, listed_articles
from pipelines.pages.verdict import page_refusal

UNSAFE = re.compile(r"[^\w.-]+")
LONGEST_NAME = 100


def logging_fetcher(raw_dir: Path, pace: float = 2.0) -> Fetcher:
    """A fetcher that writes every answer that is not a page's own (robots, redirects, retries) to the ledger."""
    return Fetcher(log=lambda entry: append(raw_dir, entry), pace=pace)


def fetch_source(raw_dir: Path, source: Source, fetcher: Fetcher, now: datetime | None = None) -> Iterator[Taken]:
    """Reads a source's list pages and takes in its articles that are new or changed, one result an article."""
    since = (now or datetime.now(UTC)) - timedelta(days=source.recheck_days)
    settled = _settled(raw_dir, since)
    seen: set[str] = set()
    pending = [source.list]
    is_first = True
    while pending:
        address = pending.pop(0)
        answer = fetcher.get(address)
        _note(raw_dir, answer, "list" if answer.outcome == "ok" else answer.outcome, source)
        if answer.outcome != "ok":
            yield Taken(address, "refused", reason=f"the list page {address} cannot be read: {answer.reason}")
            if is_first:
                return
            continue
        page = decode(answer.data, _charset(answer)).text
        if is_first and source.pager and source.count:
            pending += further_pages(page, address, source.pager, source.count, source.list_pages)
        articles = listed_articles(page, address, source.article)
        if not articles:
            yield Taken(address, "refused", reason=f"the list page {address} names no article of the source's pattern")
        for article in articles:
            if article.url not in seen and canonical_url(article.url) not in settled:
                yield from fetch_pages(raw_dir, [article.url], fetcher, source, now)
            seen.add(article.url)
        is_first = False


def fetch_pages(
    raw_dir: Path,
    urls: Iterable[str],
    fetcher: Fetcher,
    source: Source | None = None,
    now: datetime | None = None,
) -> Iterator[Taken]:
    """Takes in single pages by their addresses, where they are new or changed; one result a page."""
    for url in urls:
        known = last_good(raw_dir).get(canonical_url(url)) if url.startswith(("http://", "https://")) else None
        answer = fetcher.get(url, known.etag if known else None, known.last_modified if known else None)
        if answer.outcome == "unchanged" and known:
            _note(raw_dir, answer, "unchanged", source, raw_path=known.raw_path, same_as=known)
            yield Taken(url, "unchanged", known.raw_path)
        elif answer.outcome != "ok":
            outcome = "refused" if answer.outcome == "unchanged" else answer.outcome
            reason = answer.reason or "the server says that nothing changed, but the page is not in the archive"
            _note(raw_dir, answer, outcome, source, reason=reason)
            yield Taken(url, "refused", reason=f"{url}: {reason}")
        else:
            yield _taken(raw_dir, answer, known, source, now or datetime.now(UTC))


def raw_name(url: str) -> str:
    """The path in the archive for the page of an address: the server's name, then the address's own path."""
    parts = urlsplit(url)
    steps = [UNSAFE.sub("_", unquote(step))[:LONGEST_NAME].lstrip(".") for step in parts.path.split("/")]
    path = PurePosixPath(parts.hostname or "_", *[step for step in steps if step])
    if parts.path.endswith("/") or len(path.parts) == 1:
        path /= "index.html"
    if parts.query:
        path = path.with_name(f"{path.stem}_{page_hash(parts.query.encode())[:8]}{path.suffix}")
    return path.as_posix() if path.suffix.lower() in PAGE_SUFFIXES else f"{path.as_posix()}.html"


def _taken(raw_dir: Path, answer: Answer, known: Entry | None, source: Source | None, now: datetime) -> Taken:
    """The page put into the archive, unless it is no good page."""
    previous = (raw_dir / str(known.raw_path)).read_bytes() if known else None
    name = raw_name(answer.url)
    reason = page_refusal(answer.data, name, answer.content_type, answer.is_framed, previous)
    if reason:
        _note(raw_dir, answer, "refused", source, reason=reason)
        return Taken(answer.url, "refused", reason=f"{answer.url}: {reason}")
    row = {
        "source_url": answer.url,
        "fetched_at": now.isoformat(timespec="seconds"),
        "publisher": (source.publisher if source else None) or "",
        "licence": (source.licence if source else None) or "",
    }
    with opened(raw_dir) as intake:
        taken = intake.take(name, answer.data, row)
    _note(raw_dir, answer, taken.outcome, source, reason=taken.reason, raw_path=taken.raw_path)
    return Taken(answer.url, taken.outcome, taken.raw_path, taken.reason)


def _settled(raw_dir: Path, since: datetime) -> set[str]:
    """The addresses that were taken in before `since`: they are not asked for again."""
    first: dict[str, str] = {}
    for entry in entries(raw_dir):
        if entry.outcome == "new":
            first.setdefault(canonical_url(entry.url), entry.at)
    return {url for url, at in first.items() if datetime.fromisoformat(at) < since}


def _charset(answer: Answer) -> str | None:
    found = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", answer.content_type, re.I)
    return found[1] if found else None


def _note(
    raw_dir: Path,
    answer: Answer,
    outcome: str,
    source: Source | None,
    reason: str | None = None,
    raw_path: str | None = None,
    same_as: Entry | None = None,
) -> None:
    entry = Entry(
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        url=answer.url,
        outcome=outcome,
        status=answer.status,
        reason=reason or answer.reason,
        source=source.id if source else None,
        etag=answer.etag or (same_as.etag if same_as else None),
        last_modified=answer.last_modified or (same_as.last_modified if same_as else None),
        bytes=len(answer.data) or None,
        sha256=page_hash(answer.data) if answer.data else None,
        raw_path=raw_path,
        seconds=answer.seconds,
    )
    append(raw_dir, entry)
