"""Pages packed in a .zip or .tar.*: their names and bytes, with everything refused that could do harm.

Belongs here: reading archives from strangers. Nothing is ever written to a path that a member names: bytes come out,
and `intake` decides where they go. Does not belong here: the archive of raw pages (see `archive`).
"""

import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path, PurePosixPath
from typing import IO

from pipelines.pages.archive import LARGEST_PAGE, MANIFEST, PAGE_SUFFIXES, ArchiveError, safe_name

PACKED = re.compile(r"\.(?:zip|tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz))$", re.I)
LARGEST_PACK = 4_000_000_000  # bytes of pages in one archive, unpacked
MOST_MEMBERS = 500_000
DEEPEST = 12  # folders
ZIP_NAME_IS_UTF8 = 0x800
BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, LZMAError, EOFError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Member:
    """A page or manifest of an archive; `refusal` says in one sentence why it is not taken (`data` is empty then)."""

    name: str
    data: bytes = b""
    refusal: str | None = None


@dataclass(frozen=True, slots=True)
class _Entry:
    """What an archive says of a member before it is read."""

    name: str
    size: int
    is_plain_file: bool


def is_packed(path: Path) -> bool:
    """Whether the name is that of an archive that `members` reads."""
    return bool(PACKED.search(path.name))


def members(path: Path) -> Iterator[Member]:
    """The pages of an archive and its manifest, in its own order; other files are passed over.

    Raises ArchiveError with one sentence where the archive is broken or holds too much; what came before is good.
    """
    read = _zip if zipfile.is_zipfile(path) else _tar
    total = 0
    try:
        for number, (entry, data) in enumerate(read(path)):
            if number >= MOST_MEMBERS:
                raise ArchiveError(f"{path.name} holds more than {MOST_MEMBERS} members; split it")
            refusal = _refusal(entry)
            if refusal or data is None:
                yield Member(entry.name, refusal=refusal or f"{entry.name} in the archive is no plain file")
                continue
            total += len(data)
            if total > LARGEST_PACK:
                raise ArchiveError(f"{path.name} unpacks to more than {LARGEST_PACK // 10**9} GB; split it")
            yield Member(entry.name.removeprefix("./"), data)
    except BROKEN as error:
        raise ArchiveError(f"{path.name} is broken or no archive: {error}") from error


def _is_wanted(name: str) -> bool:
    file = PurePosixPath(name.replace("\\", "/"))
    return file.suffix.lower() in PAGE_SUFFIXES or file.name == MANIFEST


def _refusal(entry: _Entry) -> str | None:
    name = entry.name.removeprefix("./")
    if safe_name(name) is None:
        return f"{entry.name!r} in the archive leaves its folder"
    if len(PurePosixPath(name).parts) > DEEPEST:
        return f"{entry.name} in the archive lies more than {DEEPEST} folders deep"
    if not entry.is_plain_file:
        return f"{entry.name} in the archive is a link or a device, no plain file"
    if entry.size > LARGEST_PAGE:
        return f"{entry.name} in the archive is larger than {LARGEST_PAGE // 10**6} MB"
    return None


def _zip(path: Path) -> Iterator[tuple[_Entry, bytes | None]]:
    with zipfile.ZipFile(path) as pack:
        for info in pack.infolist():
            name = info.filename
            if not info.flag_bits & ZIP_NAME_IS_UTF8:
                name = _chinese_name(name)
            if info.is_dir() or not _is_wanted(name):
                continue
            mode = info.external_attr >> 16
            entry = _Entry(name, info.file_size, mode & 0o170000 in (0, 0o100000))
            yield entry, None if _refusal(entry) else _bounded(pack.open(info), name)


def _tar(path: Path) -> Iterator[tuple[_Entry, bytes | None]]:
    with tarfile.open(path, "r|*") as pack:
        for info in pack:
            if info.isdir() or not _is_wanted(info.name):
                continue
            entry = _Entry(info.name, info.size, info.isreg())
            file = None if _refusal(entry) else pack.extractfile(info)
            yield entry, _bounded(file, info.name) if file else None


def _bounded(file: IO[bytes], name: str) -> bytes:
    """The member's bytes; what it says of its size is not trusted."""
    with file:
        data = file.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise ArchiveError(f"{name} in the archive unpacks to more than {LARGEST_PAGE // 10**6} MB")
    return data


def _chinese_name(name: str) -> str:
    """A name that a Chinese Windows packed: its GBK bytes, which the standard reads as code page 437."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name
