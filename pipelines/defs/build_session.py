"""One build from the archive to the published file, step by step; the assets call it, Dagster does not appear in it.

Belongs here: what one run holds (the lock, the list of pages, the private file) and the order in which layers can be
filled. Does not belong here: how pages are parsed or figures read, SQL, and what Dagster shows of it.

A step that is run alone finds what it needs: the private file is filled from the parts of the layers before it.
"""

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import polars as pl

from pipelines.defs.engine import mapped
from pipelines.figures.read import read
from pipelines.pages.archive import ArchivedPage, pages_in
from pipelines.pages.article import parse
from pipelines.settings import Settings
from pipelines.tables import publish, store
from pipelines.tables.batches import parse_pages, read_articles
from pipelines.tables.corrections import corrections_digest, read_corrections
from pipelines.tables.ids import digest, version_id
from pipelines.tables.parts import Part, Parts
from pipelines.tables.rows import page_row
from pipelines.tables.validate import frame, split
from pipelines.tables.versions import Versions, build_id, versions
from pipelines.tables.vocabulary import vocabulary_frames

log = logging.getLogger("chengyu")


class BuildError(RuntimeError):
    """The build cannot go on; the message is for people and says what stands in the way."""


@dataclass
class BuildSession:
    """What one run of the build knows. Made by `opened`, which holds the lock meanwhile."""

    settings: Settings
    versions: Versions = field(default_factory=versions)
    loaded: set[str] = field(default_factory=set)
    worked: dict[str, int] = field(default_factory=dict)
    frames: dict[str, Mapping[str, pl.DataFrame]] = field(default_factory=dict)

    @cached_property
    def pages(self) -> list[ArchivedPage]:
        """The pages of the archive as they stood when first asked for. Raises BuildError where there are none."""
        found = pages_in(self.settings.raw_dir)
        if not found:
            raise BuildError(
                f"There are no pages in {self.settings.raw_dir}; `chengyu add` puts .html, .htm or .shtml pages there."
            )
        return found

    @property
    def archive_version(self) -> str:
        """A hash of the archive: the same pages with the same manifest rows give the same."""
        return digest(*sorted(version_id(page) for page in self.pages))

    @cached_property
    def build_id(self) -> str:
        """The identity of what this build will make."""
        return build_id(
            (version_id(page) for page in self.pages), self.versions, corrections_digest(self.settings.raw_dir)
        )

    def forget(self) -> None:
        """Drop the parts of the present versions, so that every page is parsed and read again."""
        for parts in (self.parsed, self.extracted):
            shutil.rmtree(parts.folder, ignore_errors=True)

    @cached_property
    def private(self) -> Path:
        """The private file, made on first use with every declared table empty."""
        path = publish.private_file(self.settings.warehouse, self.build_id)
        store.create(path)
        return path

    @property
    def dbt_target(self) -> Path:
        """Where dbt puts compiled SQL: beside the private file's folder, so that it is not published with it."""
        return self.private.parent.with_name(f"{self.private.parent.name}.dbt")

    @property
    def parsed(self) -> Parts:
        """The parts of the parsed layer under the present parser."""
        return Parts(self.settings.state_dir / "parts", "parsed", self.versions.parsed)

    @property
    def extracted(self) -> Parts:
        """The parts of the extracted layer under the present rules."""
        return Parts(self.settings.state_dir / "parts", "extracted", self.versions.extracted)

    def parsed_parts(self) -> list[Part]:
        """The parts that hold the archive's pages."""
        return self.parsed.select(version_id(page) for page in self.pages)

    def extracted_parts(self) -> list[Part]:
        """The parts that hold the readings of the archive's articles."""
        return self.extracted.select(key for keys in map(text_keys, self.parsed_parts()) for key in keys)

    def parse_due(self) -> int:
        """Parse the pages that no part holds. Returns how many there were."""
        due = set(self.parsed.missing(version_id(page) for page in self.pages))
        pages = [page for page in self.pages if version_id(page) in due]
        size = self.settings.batch_pages
        batches = [pages[start : start + size] for start in range(0, len(pages), size)]
        self._work("parsed", "pages", len(pages), partial(parse_batch, self.settings.raw_dir, self.parsed), batches)
        return len(pages)

    def read_due(self) -> int:
        """Read the articles that no part holds. Returns how many there were."""
        parts = [(part, text_keys(part)) for part in self.parsed_parts()]
        due = set(self.extracted.missing(key for _, keys in parts for key in keys))
        batches = [
            (part, {key: version for key, version in keys.items() if key in due})
            for part, keys in parts
            if not due.isdisjoint(keys)
        ]
        self._work("extracted", "articles", len(due), partial(read_batch, self.extracted), batches)
        return len(due)

    def _work(self, layer: str, noun: str, total: int, work: Callable[[Any], int], batches: Sequence[Any]) -> None:
        done = 0
        log.info("%s: %d %s to work on, the rest is known", layer, total, noun)
        for count in mapped(work, batches, self.settings.workers):
            done += count
            log.info("%s: %d of %d %s", layer, done, total, noun)
        self.worked[layer] = total

    def refused(self, table: str) -> list[str]:
        """The rows of a loaded Python table that break its declaration, one line each."""
        layer, name = table.split(".")
        if layer in self.frames:
            frames: Iterable[pl.DataFrame] = [self.frames[layer][name]]
        else:
            parts = self.parsed_parts() if layer == "parsed" else self.extracted_parts()
            frames = (part.read(name) for part in parts)
        return [one.line() for rows in frames for one in split(table, rows)[1]]

    def load(self, layer: str) -> dict[str, int]:
        """Fill a layer's tables in the private file, once. Returns the rows of each table."""
        counts = LOADERS[layer](self)
        self.loaded.add(layer)
        return counts

    def ensure(self, layers: Iterable[str]) -> None:
        """Load those of the layers that are not loaded yet. Raises BuildError where their work has not been done."""
        due = self.parsed.missing(version_id(page) for page in self.pages)
        due += self.extracted.missing(key for part in self.parsed_parts() for key in text_keys(part))
        if due:
            raise BuildError(f"{len(due)} pages have not been parsed and read yet; run the job `build`.")
        for layer in layers:
            if layer not in self.loaded:
                self.load(layer)

    def discard(self) -> None:
        """Delete the private file, published or not."""
        if "private" in self.__dict__:
            shutil.rmtree(self.dbt_target, ignore_errors=True)
            shutil.rmtree(self.private.parent, ignore_errors=True)


@contextmanager
def opened(settings: Settings, label: str = "build") -> Iterator[BuildSession]:
    """A session that holds the builder's lock. Raises publish.LockedError when another build keeps it too long."""
    with publish.builder_lock(settings.warehouse, settings.lock_wait_seconds, label) as left:
        if left:
            log.warning(left)
        publish.clear_unfinished(settings.warehouse)
        session = BuildSession(settings)
        try:
            yield session
        finally:
            session.discard()


def parse_batch(raw_dir: Path, parts: Parts, pages: list[ArchivedPage]) -> int:
    """Parse some pages and keep the part. Runs in any process. Returns how many."""
    parts.write({version_id(page): version_id(page) for page in pages}, parse_pages(raw_dir, pages, parse))
    return len(pages)


def read_batch(parts: Parts, batch: tuple[Part, Mapping[str, str]]) -> int:
    """Read the articles of one parsed part whose texts are asked for, and keep the part. Returns how many."""
    part, keys = batch
    wanted = pl.col("version_id").is_in(list(keys.values()))
    tables = ("articles", "passages", "tables", "table_cells")
    parts.write(keys, read_articles({name: part.read(name).filter(wanted) for name in tables}, read))
    return len(keys)


def text_keys(part: Part) -> dict[str, str]:
    """For each article of a parsed part, what its reading depends on, and its version."""
    columns = pl.read_parquet(part.file("articles"), columns=["text_sha256", "version_id"])
    wanted = pl.col("version_id").is_in(list(part.version_ids))
    return dict(columns.select("text_sha256", "version_id").filter(wanted).iter_rows())


def load_raw(session: BuildSession) -> dict[str, int]:
    """The archive's listing, the corrections beside it, and the identity of the build."""
    of = session.versions
    build = {
        "build_id": session.build_id,
        "schema_version": of.schema,
        "parser_version": of.parser,
        "rules_version": of.rules,
        "vocabulary_version": of.vocabulary,
        "models_version": of.models,
        "pages": len(session.pages),
    }
    rows = {
        "pages": [page_row(page) for page in session.pages],
        "build": [build],
        "corrections": read_corrections(session.settings.raw_dir),
    }
    session.frames["raw"] = {name: frame(f"raw.{name}", some) for name, some in rows.items()}
    return store.load_frames(session.private, "raw", session.frames["raw"])


def load_vocabulary(session: BuildSession) -> dict[str, int]:
    """The catalogues."""
    session.frames["vocabulary"] = vocabulary_frames()
    return store.load_frames(session.private, "vocabulary", session.frames["vocabulary"])


LOADERS: dict[str, Callable[[BuildSession], dict[str, int]]] = {
    "raw": load_raw,
    "vocabulary": load_vocabulary,
    "parsed": lambda session: store.load_parts(session.private, "parsed", session.parsed_parts()),
    "extracted": lambda session: store.load_parts(session.private, "extracted", session.extracted_parts()),
}


def planned_build(settings: Settings) -> str | None:
    """The identity of what a build would make of the archive as it is, or None where it holds no pages."""
    pages = pages_in(settings.raw_dir)
    if not pages:
        return None
    return build_id((version_id(page) for page in pages), versions(), corrections_digest(settings.raw_dir))
