"""Taking pages into the archive: files, folders and packed archives, each page with a row of the manifest.

Belongs here: where a page goes, when it is a new version, and writing so that a crash loses nothing.
Does not belong here: getting pages from the network (see `fetch`), reading the archive (see `archive`).

A page that is there already stays untouched. One that changed lies beside it as `name@hash8.ext`.
"""

import csv
import fcntl
import io
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath

from pipelines.pages.archive import (
    COLUMNS,
    LARGEST_PAGE,
    MANIFEST,
    PAGE_SUFFIXES,
    VERSION_MARK,
    ArchiveError,
    canonical_url,
    page_hash,
    read_manifest,
    safe_name,
)
from pipelines.pages.unpack import Member, is_packed, members

LOCK = ".manifest.lock"


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one page that was offered: `new`, `version`, `unchanged` or `refused` with the reason."""

    source: str
    outcome: str
    raw_path: str | None = None
    reason: str | None = None


def add(raw_dir: Path, sources: Iterable[str | Path], now: datetime) -> Iterator[Taken]:
    """Takes files, folders and packed archives into the archive; `now` is noted as the time they were first seen.

    A folder's or an archive's own `manifest.csv` gives its pages their rows. Yields one result a page, as it goes,
    and one `refused` for what could not be opened.
    """
    with opened(raw_dir) as intake:
        for source in sources:
            path = Path(source).expanduser().absolute()
            path = path.parent.resolve() / path.name if path.name not in ("", "..") else path.resolve()
            try:
                yield from intake.take_all(path.name, _pages_of(path, raw_dir), now)
            except (ArchiveError, OSError) as error:
                yield Taken(str(source), "refused", reason=str(error))


@contextmanager
def opened(raw_dir: Path) -> Iterator["Intake"]:
    """The archive open for taking pages in, by one process at a time; the manifest is written at the end."""
    raw_dir.mkdir(parents=True, exist_ok=True)
    with (raw_dir / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        intake = Intake(raw_dir)
        try:
            yield intake
        finally:
            intake.write_manifest()


class Intake:
    """An archive that takes pages in. Use it through `opened`."""

    def __init__(self, raw_dir: Path) -> None:
        self.raw_dir = raw_dir
        self.rows = read_manifest(raw_dir)
        self.changed = False
        self.path_of_url: dict[str, str] = {}
        self.path_of_hash: dict[str, str] = {}
        for path, row in self.rows.items():
            if row.get("source_url"):
                self.path_of_url[canonical_url(row["source_url"])] = path
            if row.get("sha256"):
                self.path_of_hash.setdefault(row["sha256"], path)

    def take_all(self, prefix: str, pages: Iterable[Member], now: datetime) -> Iterator[Taken]:
        """Takes the pages of one folder or archive; a manifest among them must come before the pages it names."""
        own_rows: dict[str, dict[str, str]] = {}
        for page in pages:
            if page.refusal:
                yield Taken(page.name, "refused", reason=page.refusal)
            elif PurePosixPath(page.name).name == MANIFEST:
                own_rows.update(_rows_of(page))
            else:
                row = {"fetched_at": now.isoformat(), **{k: v for k, v in own_rows.get(page.name, {}).items() if v}}
                yield self.take(page.name, page.data, row)

    def take(self, name: str, data: bytes, row: dict[str, str]) -> Taken:
        """Takes one page in under `name`, or beside the page of the same address or name as a further version."""
        if safe_name(name) is None:
            return Taken(name, "refused", reason=f"{name!r} leaves the archive")
        if PurePosixPath(name).suffix.lower() not in PAGE_SUFFIXES:
            return Taken(name, "refused", reason=f"{name} is not a .html, .htm or .shtml page")
        if not data.strip():
            return Taken(name, "refused", reason=f"{name} is empty")
        digest = page_hash(data)
        url = row.get("source_url", "")
        known = self.path_of_url.get(canonical_url(url)) if url else self.path_of_hash.get(digest)
        if not url and known:
            return Taken(name, "unchanged", known)
        first = VERSION_MARK.sub("", known or name)
        path, outcome = first, "new"
        if (self.raw_dir / first).exists():
            path, outcome = _version_name(first, digest), "version"
            for held in (first, path):
                if (self.raw_dir / held).exists() and page_hash((self.raw_dir / held).read_bytes()) == digest:
                    self._note(held, {**row, "sha256": digest}, only_new=True)
                    return Taken(name, "unchanged", held)
        write_whole(self.raw_dir / path, data)
        self._note(path, {**row, "sha256": digest})
        return Taken(name, outcome, path)

    def write_manifest(self) -> None:
        """Writes the manifest, whole or not at all. Columns that it has beyond the usual ones are kept."""
        if not self.changed:
            return
        extra = [column for row in self.rows.values() for column in row if column not in COLUMNS]
        text = io.StringIO()
        writer = csv.DictWriter(text, [*COLUMNS, *dict.fromkeys(extra)], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows.values())
        os.sync()  # the pages are on the disk before the manifest says so: once for all, not once a page
        write_whole(self.raw_dir / MANIFEST, text.getvalue().encode())
        self.changed = False

    def _note(self, path: str, row: dict[str, str], only_new: bool = False) -> None:
        if only_new and path in self.rows:
            return
        self.rows[path] = {**dict.fromkeys(COLUMNS, ""), **row, "path": path}
        self.path_of_hash.setdefault(row["sha256"], path)
        if row.get("source_url"):
            self.path_of_url[canonical_url(row["source_url"])] = path
        self.changed = True


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that a reader, and the next start after a kill, finds it whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    part.replace(path)


def _version_name(first: str, digest: str) -> str:
    path = PurePosixPath(first)
    return path.with_name(f"{path.stem}@{digest[:8]}{path.suffix}").as_posix()


def _rows_of(page: Member) -> dict[str, dict[str, str]]:
    """The rows of a folder's own manifest, by the names its pages have here."""
    folder = PurePosixPath(page.name).parent
    try:
        text = page.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArchiveError(f"{page.name} is not UTF-8; save it as UTF-8") from error
    rows = csv.DictReader(text.splitlines())
    return {
        (folder / row["path"]).as_posix(): {
            key: value for key, value in row.items() if key in COLUMNS and key != "path"
        }
        for row in rows
        if safe_name(row.get("path") or "")
    }


def _pages_of(path: Path, raw_dir: Path) -> Iterator[Member]:
    """The pages that a path given by a user offers, under the names they get in the archive."""
    if not path.exists():
        raise ArchiveError(f"there is no {path}")
    if path.resolve().is_relative_to(raw_dir.resolve()):
        raise ArchiveError(f"{path} lies in the archive already")
    if path.is_dir():
        yield from _folder(path)
    elif is_packed(path):
        yield from _manifests_first(path)
    elif path.suffix.lower() in PAGE_SUFFIXES:
        yield _file(path, path.name)
    else:
        raise ArchiveError(f"{path.name} is no page (.html, .htm, .shtml), folder, .zip or .tar.* archive")


def _folder(folder: Path) -> Iterator[Member]:
    if (folder / MANIFEST).is_file():
        yield Member(f"{folder.name}/{MANIFEST}", (folder / MANIFEST).read_bytes())
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in PAGE_SUFFIXES and not path.name.startswith(".") and not path.is_dir():
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            if path.resolve().is_relative_to(folder.resolve()):
                yield _file(path, name)
            else:
                yield Member(name, refusal=f"{name} is a link that leaves the folder")


def _file(path: Path, name: str) -> Member:
    if path.stat().st_size > LARGEST_PAGE:
        return Member(name, refusal=f"{name} is larger than {LARGEST_PAGE // 10**6} MB")
    return Member(name, path.read_bytes())


def _manifests_first(path: Path) -> Iterator[Member]:
    """A packed archive's pages with its manifests before them: read twice, for they may stand anywhere in it."""
    yield from (page for page in members(path) if PurePosixPath(page.name).name == MANIFEST and not page.refusal)
    yield from (page for page in members(path) if PurePosixPath(page.name).name != MANIFEST)
