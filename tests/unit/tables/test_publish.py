import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import duckdb
import pytest

from pipelines.tables import publish, store
from pipelines.tables.ids import digest
from pipelines.tables.parts import Parts


@pytest.fixture
def warehouse(tmp_path):
    return tmp_path / "warehouse" / "chengyu.duckdb"


def built(warehouse: Path, build: str, parser: str = "p", page: str = "v") -> Path:
    """A private file whose only content is who made it."""
    private = publish.private_file(warehouse, build)
    private.parent.mkdir(parents=True)
    with duckdb.connect(str(private)) as connection:
        connection.execute("create schema raw")
        connection.execute(
            f"create table raw.build as select '{build}' as build_id, '{parser}' as parser_version, "
            "'r' as rules_version, 'w' as vocabulary_version"
        )
        connection.execute(f"create table raw.pages as select '{page}' as version_id")
    return private


def published(warehouse: Path, *names: str, keep: int = 5) -> None:
    for name in names:
        publish.publish(built(warehouse, name), warehouse, name, keep)
        os.utime(warehouse.parent / "builds" / name / "chengyu.duckdb", (int(name), int(name)))


def test_a_published_build_is_what_readers_see_and_is_kept(warehouse):
    kept = publish.publish(built(warehouse, "1"), warehouse, "1", 5)
    assert publish.published_build(warehouse) == "1"
    assert kept == warehouse.parent / "builds" / "1" / "chengyu.duckdb"
    assert not list(warehouse.parent.rglob("*.wal"))
    assert [build.build_id for build in publish.builds(warehouse) if build.is_published] == ["1"]


def test_a_reader_of_the_old_file_goes_on_while_a_new_one_is_published(warehouse):
    published(warehouse, "1")
    with duckdb.connect(str(warehouse), read_only=True) as reader:
        published(warehouse, "2")
        assert reader.execute("select build_id from raw.build").fetchone() == ("1",)
    assert publish.published_build(warehouse) == "2"


def test_writing_to_the_published_file_does_not_touch_the_kept_build(warehouse):
    published(warehouse, "1")
    with duckdb.connect(str(warehouse)) as careless:
        careless.execute("drop table raw.pages")
    assert store.query(warehouse.parent / "builds" / "1" / "chengyu.duckdb", "from raw.pages").rows == [("v",)]


def test_the_newest_builds_are_kept_and_the_published_one_always(warehouse):
    published(warehouse, "1", "2", "3")
    publish.rollback(warehouse, "1")
    assert publish.prune(warehouse, keep=1) == ["2"]
    assert [build.build_id for build in publish.builds(warehouse)] == ["3", "1"]


def test_rollback_publishes_a_kept_build_again(warehouse):
    published(warehouse, "11", "22")
    assert publish.rollback(warehouse, "1").build_id == "11"
    assert publish.published_build(warehouse) == "11"


@pytest.mark.parametrize(
    ("name", "words"), [("9", "the build 9 is not kept; kept builds: 21, 2"), ("2", "is not clear")]
)
def test_a_build_that_cannot_be_named_is_refused(warehouse, name, words):
    published(warehouse, "2", "21")
    with pytest.raises(publish.PublishError, match=words):
        publish.rollback(warehouse, name)


def test_a_failed_swap_leaves_the_old_file(warehouse, monkeypatch):
    published(warehouse, "1")
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        publish.publish(built(warehouse, "2"), warehouse, "2", 5)
    assert publish.published_build(warehouse) == "1"
    assert not list(warehouse.parent.glob(".chengyu*"))


def hold(warehouse: Path, ready: Path) -> None:
    """Another builder, in a process of its own."""
    with publish.builder_lock(warehouse, 0, "build"):
        ready.write_text("held")
        time.sleep(60)


@pytest.fixture
def other_builder(warehouse, tmp_path):
    ready = tmp_path / "ready"
    process = multiprocessing.get_context("spawn").Process(target=hold, args=(warehouse, ready))
    process.start()
    while not ready.exists():
        time.sleep(0.02)
    yield process
    process.kill()
    process.join()


def test_a_second_builder_is_refused_after_its_wait_and_told_who_is_at_work(warehouse, other_builder):
    begun = time.monotonic()
    words = rf"the build of process {other_builder.pid} on \S+, begun \S+, is at work on .*; waited 0.5 s"
    with pytest.raises(publish.LockedError, match=words), publish.builder_lock(warehouse, 0.5):
        pytest.fail("the lock was given twice")
    assert time.monotonic() - begun >= 0.5


def test_the_lock_of_a_killed_builder_is_taken_over(warehouse, other_builder):
    os.kill(other_builder.pid, signal.SIGKILL)
    other_builder.join()
    with publish.builder_lock(warehouse, 5) as left:
        assert f"process {other_builder.pid}" in left
    with publish.builder_lock(warehouse, 0) as left:
        assert left is None


def test_an_unreadable_lock_file_is_no_obstacle(warehouse):
    warehouse.parent.mkdir()
    (warehouse.parent / "build.lock").write_text("{half")
    with publish.builder_lock(warehouse, 0) as left:
        assert left is None
        assert json.loads((warehouse.parent / "build.lock").read_text())["pid"] == os.getpid()


def test_what_killed_builds_left_is_cleared_and_kept_builds_stay(warehouse):
    published(warehouse, "1")
    left = built(warehouse, "2").parent
    (warehouse.parent / ".chengyu.duckdb.99").write_text("half")
    assert set(publish.clear_unfinished(warehouse)) == {left, warehouse.parent / ".chengyu.duckdb.99"}
    assert publish.published_build(warehouse) == "1"


def test_gc_deletes_parts_that_no_kept_build_was_made_from(warehouse):
    publish.publish(built(warehouse, "1", parser="new", page="here"), warehouse, "1", 5)
    root = warehouse.parent / "parts"
    used = [
        Parts(root, "parsed", "new").write({"here": "here", "gone": "gone"}, {}),
        Parts(root, "extracted", digest("r", "w")).write({"key": "here"}, {}),
    ]
    unused = [
        Parts(root, "parsed", "new").write({"gone": "gone"}, {}),
        Parts(root, "parsed", "old").write({"here": "here"}, {}),
    ]
    gone = publish.gc(warehouse, keep=5)
    assert set(unused) <= set(gone)
    assert all(folder.exists() for folder in used)
    assert not (root / "parsed" / "old").exists()
