"""From a finished private file to the published one, so that readers never wait and never see half a build.

Belongs here: the lock of the one builder, the swap by rename, the kept builds, rollback and clearing up. Does not
belong here: making the file (`store`, dbt), deciding whether it is good (the gates).

    warehouse/chengyu.duckdb               what readers open
    warehouse/builds/<build>/chengyu.duckdb  the kept builds; a folder that begins with a dot is being built
    warehouse/build.lock                   who builds
"""

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import duckdb

from pipelines.tables import store
from pipelines.tables.ids import digest
from pipelines.tables.parts import flush, keys_in

BUILDS = "builds"
LOCK = "build.lock"
RETRY_SECONDS = 0.2


class PublishError(RuntimeError):
    """The step was refused; the message is one sentence that says what to do."""


class LockedError(PublishError):
    """Another build holds the lock; the message names it."""


@dataclass(frozen=True, slots=True)
class Build:
    """A kept build: its file, when it was finished, and whether it is the published one."""

    build_id: str
    file: Path
    finished_at: datetime
    size: int
    is_published: bool


@contextmanager
def builder_lock(warehouse: Path, wait_seconds: float, label: str = "build") -> Iterator[str | None]:
    """Holds the lock of the one builder, waiting up to `wait_seconds` for another to finish.

    Yields a sentence about a lock that a killed build left behind, or None. The system itself lets go of the lock
    when its process ends, so a dead holder never blocks. Raises LockedError, which names the holder.
    """
    warehouse.parent.mkdir(parents=True, exist_ok=True)
    with (warehouse.parent / LOCK).open("a+", encoding="utf-8") as file:
        deadline = time.monotonic() + wait_seconds
        while not taken(file):
            if time.monotonic() >= deadline:
                raise LockedError(
                    f"{holder(file)} is at work on {warehouse}; waited {wait_seconds:g} s for it to finish"
                )
            time.sleep(RETRY_SECONDS)
        left = f"{holder(file)} did not finish; its lock was taken over" if read_holder(file) else None
        started = datetime.now(UTC).isoformat(timespec="seconds")
        write_holder(file, {"label": label, "pid": os.getpid(), "host": os.uname().nodename, "started": started})
        try:
            yield left
        finally:
            write_holder(file, {})


def taken(file: IO[str]) -> bool:
    """Tries to lock the file."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read_holder(file: IO[str]) -> dict[str, str]:
    """Who wrote its name into the lock file and has not taken it out."""
    file.seek(0)
    with suppress(json.JSONDecodeError):
        found = json.loads(file.read() or "{}")
        return found if isinstance(found, dict) else {}
    return {}


def write_holder(file: IO[str], who: Mapping[str, object]) -> None:
    """Puts a name into the lock file, or takes it out."""
    file.seek(0)
    file.truncate()
    if who:
        file.write(json.dumps(who))
    file.flush()


def holder(file: IO[str]) -> str:
    """The lock's holder for people."""
    who = read_holder(file)
    if not who:
        return "another build"
    return f"the {who.get('label')} of process {who.get('pid')} on {who.get('host')}, begun {who.get('started')},"


def private_file(warehouse: Path, build_id: str) -> Path:
    """Where a build makes its file; the name of the file is the published one's, which dbt bakes into views."""
    return warehouse.parent / BUILDS / f".{build_id}.{os.getpid()}" / store.DATABASE_NAME


def publish(private: Path, warehouse: Path, build_id: str, keep: int) -> Path:
    """Keeps the finished file as a build and swaps it in for readers. Returns the kept file.

    Readers of the old file go on with it. Older builds beyond `keep` are deleted, never the published one.
    """
    settle(private)
    kept = warehouse.parent / BUILDS / build_id
    if kept.exists():
        shutil.rmtree(kept)
    private.parent.rename(kept)
    flush(kept.parent)
    swap_in(kept / store.DATABASE_NAME, warehouse)
    prune(warehouse, keep)
    return kept / store.DATABASE_NAME


def settle(private: Path) -> None:
    """Brings everything of a private file into the file itself and on the disk. Raises PublishError where it cannot."""
    with duckdb.connect(str(private)) as connection:
        connection.execute("checkpoint")
    if Path(f"{private}.wal").exists():
        raise PublishError(f"{private} still has a write-ahead log; something holds it open")
    flush(private)


def swap_in(file: Path, warehouse: Path) -> None:
    """Puts a copy of the file in the published place in one step: readers see the old one or the new one."""
    incoming = warehouse.with_name(f".{warehouse.name}.{os.getpid()}")
    try:
        shutil.copyfile(file, incoming)
        flush(incoming)
        incoming.replace(warehouse)
    finally:
        incoming.unlink(missing_ok=True)
    Path(f"{warehouse}.wal").unlink(missing_ok=True)
    flush(warehouse.parent)


def published_build(warehouse: Path) -> str | None:
    """The id of the published build, or None where there is none that can be read."""
    try:
        answer = store.query(warehouse, "select build_id from raw.build")
    except store.QueryError:
        return None
    return answer.rows[0][0] if answer.rows else None


def builds(warehouse: Path) -> list[Build]:
    """The kept builds, newest first."""
    published = published_build(warehouse)
    found = []
    for file in (warehouse.parent / BUILDS).glob(f"[!.]*/{store.DATABASE_NAME}"):
        about = file.stat()
        finished = datetime.fromtimestamp(about.st_mtime, UTC)
        found.append(Build(file.parent.name, file, finished, about.st_size, file.parent.name == published))
    return sorted(found, key=lambda build: (build.finished_at, build.build_id), reverse=True)


def rollback(warehouse: Path, build: str) -> Build:
    """Publishes a kept build again, named by its id or the beginning of it. Raises PublishError with a sentence."""
    kept = builds(warehouse)
    found = [one for one in kept if one.build_id.startswith(build)]
    if len(found) != 1:
        names = ", ".join(one.build_id for one in kept) or "none"
        problem = "is not clear" if found else "is not kept"
        raise PublishError(f"the build {build} {problem}; kept builds: {names}")
    swap_in(found[0].file, warehouse)
    return found[0]


def prune(warehouse: Path, keep: int) -> list[str]:
    """Deletes the oldest builds beyond `keep`, never the published one. Returns their ids."""
    old = [build for build in builds(warehouse)[keep:] if not build.is_published]
    for build in old:
        shutil.rmtree(build.file.parent)
    return [build.build_id for build in old]


def clear_unfinished(warehouse: Path) -> list[Path]:
    """Deletes what killed builds left behind. Only the holder of the lock may call it. Returns what was deleted."""
    state = warehouse.parent
    left = [*(state / BUILDS).glob(".*"), *state.glob(f".{warehouse.name}.*"), *state.glob("parts/*/*/.*")]
    for path in left:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return left


def gc(warehouse: Path, keep: int) -> list[Path]:
    """Deletes builds beyond `keep`, leavings of killed builds, and parts that no kept build was made from.

    Only the holder of the lock may call it. Returns what was deleted.
    """
    gone = clear_unfinished(warehouse)
    gone += [warehouse.parent / BUILDS / build for build in prune(warehouse, keep)]
    needed: dict[tuple[str, str], set[str]] = {}
    for build in builds(warehouse):
        facts = "select parser_version, rules_version, vocabulary_version from raw.build"
        parser, rules, vocabulary = store.query(build.file, facts).rows[0]
        pages = {row[0] for row in store.query(build.file, "select version_id from raw.pages").rows}
        for where in (("parsed", parser), ("extracted", digest(rules, vocabulary))):
            needed.setdefault(where, set()).update(pages)
    for version in (warehouse.parent / "parts").glob("[!.]*/[!.]*"):
        pages = needed.get((version.parent.name, version.name), set())
        unused = [file.parent for file in version.glob("[!.]*/keys.txt") if pages.isdisjoint(keys_in(file).values())]
        for folder in unused:
            shutil.rmtree(folder)
        gone += unused
        if not any(version.iterdir()):
            version.rmdir()
            gone.append(version)
    return gone
