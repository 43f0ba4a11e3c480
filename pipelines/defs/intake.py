"""Pages on their way into the archive, for the command and for the schedule alike.

Belongs here: which of the ways in a source takes. Does not belong here: the archive's own rules (`pages.intake`,
`pages.fetch_run`, imported only where something is fetched: every build would wait for the HTTP client otherwise).
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipelines.pages.fetch_sources import chosen, sources
from pipelines.pages.intake import Taken, add

log = logging.getLogger("chengyu")


def add_all(raw_dir: Path, offered: Sequence[str]) -> Iterator[Taken]:
    """Take in files, folders, packed archives and addresses, one result a page. Raises ArchiveError, SourceError."""
    addresses = [one for one in offered if "://" in one]
    paths = [one for one in offered if "://" not in one]
    yield from add(raw_dir, paths, datetime.now(UTC))
    if addresses:
        from pipelines.pages.fetch_run import fetch_pages, logging_fetcher

        with logging_fetcher(raw_dir) as fetcher:
            yield from fetch_pages(raw_dir, addresses, fetcher)


def fetch_all(raw_dir: Path, ids: Sequence[str] = ()) -> Iterator[Taken]:
    """Take in what is new or changed at the sources named, or at all that are switched on. Raises SourceError."""
    from pipelines.pages.fetch_run import fetch_source, logging_fetcher

    for source in chosen(sources(), list(ids)):
        log.info("fetching %s", source.id)
        with logging_fetcher(raw_dir, source.pace) as fetcher:
            yield from fetch_source(raw_dir, source, fetcher)
