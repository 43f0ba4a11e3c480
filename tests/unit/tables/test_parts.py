import hashlib
from pathlib import Path

import polars as pl
import pytest

from pipelines.tables.parts import Parts


@pytest.fixture
def parts(tmp_path):
    return Parts(tmp_path / "parts", "parsed", "v1")


def rows(*versions: str) -> dict[str, pl.DataFrame]:
    return {"articles": pl.DataFrame({"version_id": list(versions), "n": list(range(len(versions)))})}


def content(folder: Path) -> dict[str, str]:
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in folder.iterdir()}


def test_only_what_no_batch_holds_is_missing(parts):
    parts.write({"k1": "a", "k2": "b"}, rows("a", "b"))
    assert parts.missing(["k3", "k1", "k3"]) == ["k3"]
    assert Parts(parts.root, "parsed", "v2").missing(["k1"]) == ["k1"]


def test_a_selection_reads_only_the_wanted_versions(parts):
    parts.write({"k1": "a", "k2": "b"}, rows("a", "b"))
    parts.write({"k3": "c"}, rows("c"))
    selection = parts.select(["k2", "k3"])
    assert sorted(version for part in selection for version in part.read("articles")["version_id"]) == ["b", "c"]
    assert sorted(part.whole for part in selection) == [False, True]


def test_a_key_in_two_batches_is_read_once(parts):
    parts.write({"k1": "a", "k2": "b"}, rows("a", "b"))
    parts.write({"k2": "b"}, rows("b"))
    selection = parts.select(["k1", "k2"])
    assert sorted(version for part in selection for version in part.read("articles")["version_id"]) == ["a", "b"]


def test_the_same_rows_give_the_same_bytes(tmp_path):
    first, second = (Parts(tmp_path / name, "parsed", "v1").write({"k": "a"}, rows("a")) for name in "xy")
    assert first.name == second.name
    assert content(first) == content(second)


def test_a_half_written_batch_is_not_there(parts, monkeypatch):
    def fails(*arguments, **options):
        raise OSError("disk full")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", fails)
    with pytest.raises(OSError, match="disk full"):
        parts.write({"k": "a"}, rows("a"))
    assert parts.missing(["k"]) == ["k"]
    monkeypatch.undo()
    parts.write({"k": "a"}, rows("a"))
    assert parts.missing(["k"]) == []


def test_writing_a_batch_again_leaves_it_as_it_is(parts):
    folder = parts.write({"k": "a"}, rows("a"))
    before = content(folder)
    assert parts.write({"k": "a"}, rows("a")) == folder
    assert content(folder) == before
