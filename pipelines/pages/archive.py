"""The archive of raw pages: a folder tree of saved pages and the `manifest.csv` at its root.

Belongs here: which pages there are, what the manifest says of each, and their versions.
Does not belong here: what a page says (see `article`), taking new pages in (see `intake`), the network (see `fetch`).

Raw pages are never edited. A further version of a page lies beside it as `name@hash8.ext`, where hash8 is the
beginning of its sha256. A page without a row in the manifest is taken in all the same.
"""

import csv
import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path, PurePosixPath
from typing import TypeVar
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from pipelines.pages.parts import PART_BREAK, declared_count, first_of, part_names

MANIFEST = "manifest.csv"
COLUMNS = ("path", "sha256", "source_url", "fetched_at", "publisher", "licence", "published_on", "note")
PAGE_SUFFIXES = frozenset({".html", ".htm", ".shtml"})
LARGEST_PAGE = 8_000_000  # bytes; real pages are a hundredth of it, and parsers cut texts of more than 10 MB
VERSION_MARK = re.compile(r"@[0-9a-f]{8}(?=\.[^./]+$)")
TRACKING = re.compile(r"^(spm|utm_\w+|from|share_\w+)$")
Parsed = TypeVar("Parsed")
DEFAULT_PORTS = {"http": 80, "https": 443}


class ArchiveError(ValueError):
    """The archive cannot be read or written; the message is one sentence that says what to do."""


class PageError(ValueError):
    """One page cannot be taken in; the message is one sentence for people."""


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page of the archive. `raw_path` is relative to the archive's root, with `/` between folders.

    `sha256` and `size` are those of `page_bytes`. `parts` are the paths of the further pages of an article that
    its site splits over several; they are no pages of their own then. `version_no` counts the versions of one page
    from 1, oldest first. `problem` says why the page cannot be read (its bytes are then never touched), `findings`
    what is odd about it.
    """

    raw_path: str
    sha256: str
    size: int
    source_url: str | None = None
    fetched_at: datetime | None = None
    publisher: str | None = None
    licence: str | None = None
    published_on: date | None = None
    note: str | None = None
    version_no: int = 1
    parts: tuple[str, ...] = ()
    problem: str | None = None
    findings: tuple[str, ...] = ()

    @property
    def page_path(self) -> str:
        """The path that all versions of this page share."""
        return VERSION_MARK.sub("", self.raw_path)

    @property
    def page_key(self) -> str:
        """What makes two files versions of one page: the canonical address, or the shared path."""
        return canonical_url(self.source_url) if self.source_url else self.page_path


def pages_in(raw_dir: Path) -> list[ArchivedPage]:
    """All pages under `raw_dir`, sorted by path: the tree of saved pages joined with the manifest's rows.

    Rows whose file is missing or whose path leaves the archive are in the list too, with their `problem`.
    Raises ArchiveError where the folder or the manifest cannot be read.
    """
    if not raw_dir.is_dir():
        raise ArchiveError(f"there is no folder {raw_dir}; make it and put pages in, or name another with --raw")
    rows = read_manifest(raw_dir)
    root = raw_dir.resolve()
    found = {path.relative_to(raw_dir).as_posix(): path for path in _files(raw_dir)}
    pages = [_page(name, path, root, rows.pop(name, {})) for name, path in found.items()]
    pages += [_missing(name, row) for name, row in rows.items()]
    return _numbered(_joined(raw_dir, sorted(pages, key=lambda page: page.raw_path)))


def page_bytes(raw_dir: Path, page: ArchivedPage) -> bytes:
    """The bytes of an archived page, with those of its further parts after a `PART_BREAK` each.

    Raises PageError where the page has a problem or cannot be read.
    """
    if page.problem:
        raise PageError(page.problem)
    try:
        return PART_BREAK.join((raw_dir / name).read_bytes() for name in (page.raw_path, *page.parts))
    except OSError as error:
        raise PageError(f"{page.raw_path} cannot be read: {error.strerror}") from error


def read_manifest(raw_dir: Path) -> dict[str, dict[str, str]]:
    """The manifest's rows by path, in order; empty where there is no manifest. Cells are stripped.

    Columns of other names are kept. Raises ArchiveError where `path` is missing from the header, a row has too
    many cells, or a path stands twice.
    """
    file = raw_dir / MANIFEST
    if not file.is_file():
        return {}
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArchiveError(f"{file} is not UTF-8 (byte {error.start}); save it as UTF-8") from error
    reader = csv.DictReader(text.splitlines())
    if "path" not in (reader.fieldnames or ()):
        raise ArchiveError(f"{file} has no column `path`; its header must be {','.join(COLUMNS)}")
    rows: dict[str, dict[str, str]] = {}
    for row in reader:
        if None in row:
            raise ArchiveError(f"{file}, line {reader.line_num}: more cells than the header has columns")
        cells = {column: (cell or "").strip() for column, cell in row.items()}
        if not any(cells.values()):
            continue
        if cells["path"] in rows:
            raise ArchiveError(f"{file}, line {reader.line_num}: {cells['path']} stands twice; keep one row")
        rows[cells["path"]] = cells
    return rows


def safe_name(name: str) -> PurePosixPath | None:
    """`name` as a relative path inside the archive, or None where it would leave it or is no clean path."""
    if not name or "\\" in name or re.search(r"[\x00-\x1f]", name) or re.match(r"[A-Za-z]:", name):
        return None
    path = PurePosixPath(name)
    if path.is_absolute() or any(part in ("..", ".") for part in name.split("/")) or path.as_posix() != name:
        return None
    return path


def canonical_url(url: str) -> str:
    """One spelling for one address: https, lower-case host, no default port, no fragment, no tracking words."""
    parts = urlsplit(url.strip())
    host = (parts.hostname or "").rstrip(".")
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and port != DEFAULT_PORTS.get(parts.scheme.lower()):
        host = f"{host}:{port}"
    words = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not TRACKING.match(key)]
    return urlunsplit(("https", host, parts.path or "/", urlencode(words), ""))


def page_hash(data: bytes) -> str:
    """The sha256 of a page's bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def _files(raw_dir: Path) -> Iterable[Path]:
    for folder, folders, names in os.walk(raw_dir):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if Path(name).suffix.lower() in PAGE_SUFFIXES and not name.startswith("."):
                yield Path(folder, name)


def _page(name: str, path: Path, root: Path, row: dict[str, str]) -> ArchivedPage:
    problem = None
    data = b""
    if path.is_symlink() and not path.resolve().is_relative_to(root):  # folders that are links are not walked into
        problem = f"{name} is a link that leaves the archive; put the page itself there"
    else:
        try:
            data = path.read_bytes()
        except OSError as error:
            problem = f"{name} cannot be read: {error.strerror}"
    page = ArchivedPage(name, page_hash(data), len(data), problem=problem)
    return _with_row(page, row)


def _missing(name: str, row: dict[str, str]) -> ArchivedPage:
    if safe_name(name) is None:
        problem = f"the manifest's path {name!r} leaves the archive; write it relative to the archive's root"
    elif PurePosixPath(name).suffix.lower() not in PAGE_SUFFIXES:
        problem = f"the manifest names {name}, which is not a .html, .htm or .shtml page"
    else:
        problem = f"the manifest names {name}, but there is no such page; put it back or delete the row"
    return _with_row(ArchivedPage(name, page_hash(b""), 0, problem=problem), {**row, "sha256": ""})


def _with_row(page: ArchivedPage, row: dict[str, str]) -> ArchivedPage:
    findings = []
    if row.get("sha256") and row["sha256"].lower() != page.sha256:
        findings.append("manifest: the page's bytes are not those of its sha256")
    fetched_at = _parsed(datetime.fromisoformat, row, "fetched_at", findings)
    published_on = _parsed(date.fromisoformat, row, "published_on", findings)
    return replace(
        page,
        source_url=row.get("source_url") or None,
        fetched_at=fetched_at,
        publisher=row.get("publisher") or None,
        licence=row.get("licence") or None,
        published_on=published_on,
        note=row.get("note") or None,
        findings=tuple(findings),
    )


def _parsed(parse: Callable[[str], Parsed], row: dict[str, str], column: str, findings: list[str]) -> Parsed | None:
    """The cell as a date or time; a cell that is none is left out, and a finding says so."""
    cell = row.get(column)
    if not cell:
        return None
    try:
        return parse(cell)
    except ValueError:
        findings.append(f"manifest: {column} {cell!r} is not an ISO date")
        return None


def _joined(raw_dir: Path, pages: list[ArchivedPage]) -> list[ArchivedPage]:
    """The pages, with the further parts of an article folded into its first page."""
    readable = {page.raw_path: page for page in pages if not page.problem}
    firsts = {first for name in readable if (first := first_of(name)) in readable}
    folded: dict[str, ArchivedPage] = {}
    further: set[str] = set()
    for name in sorted(firsts):
        page = readable[name]
        names = part_names(name, declared_count(page_bytes(raw_dir, page)))
        missing = [part for part in names if part not in readable]
        if missing:
            finding = f"parts: the article has {len(names)} pages, of which {'、'.join(missing)} are not here"
            folded[name] = replace(page, findings=(*page.findings, finding))
        elif len(names) > 1:
            whole = replace(page, parts=tuple(names[1:]))
            data = page_bytes(raw_dir, whole)
            folded[name] = replace(whole, sha256=page_hash(data), size=len(data))
            further.update(names[1:])
    return [folded.get(page.raw_path, page) for page in pages if page.raw_path not in further]


def _numbered(pages: list[ArchivedPage]) -> list[ArchivedPage]:
    """The pages with the versions of each counted: by time of fetching, the page without a version mark first."""
    versions: dict[str, list[ArchivedPage]] = {}
    for page in pages:
        versions.setdefault(page.page_key, []).append(page)
    number = {}
    for group in versions.values():
        group.sort(key=lambda page: (page.fetched_at.isoformat() if page.fetched_at else "", page.raw_path))
        number.update({page.raw_path: n for n, page in enumerate(group, 1)})
    return [replace(page, version_no=number[page.raw_path]) for page in pages]
