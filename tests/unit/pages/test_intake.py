"""Taking pages in: files, folders, packed archives; versions; everything that is refused."""

import io
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.pages import unpack
from pipelines.pages.archive import ArchiveError, pages_in, read_manifest
from pipelines.pages.intake import Taken, add, opened

NOW = datetime(2026, 4, 5, 6, 7, 8, tzinfo=UTC)


def taken(raw: Path, *sources: Path) -> list[tuple[str, str | None]]:
    return [(one.outcome, one.raw_path) for one in add(raw, sources, NOW)]


def page(path: Path, data: bytes = b"<p>1</p>") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def test_a_file_is_taken_once_and_its_changes_become_versions(tmp_path):
    raw, file = tmp_path / "raw", page(tmp_path / "a.html")
    assert taken(raw, file) == [("new", "a.html")]
    assert taken(raw, file) == [("unchanged", "a.html")]
    page(file, b"<p>2</p>")
    ((outcome, version),) = taken(raw, file)
    assert outcome == "version"
    assert version.startswith("a@")
    assert (raw / "a.html").read_bytes() == b"<p>1</p>"
    assert taken(raw, file) == [("unchanged", version)]
    assert [(p.raw_path, p.version_no, p.fetched_at) for p in pages_in(raw)] == [
        ("a.html", 1, NOW),
        (version, 2, NOW),
    ]
    assert all(not p.findings for p in pages_in(raw))


def test_the_same_bytes_under_another_name_are_here_already(tmp_path):
    raw = tmp_path / "raw"
    files = (page(tmp_path / "a.html"), page(tmp_path / "b.html"))
    assert taken(raw, *files) == [("new", "a.html"), ("unchanged", "a.html")]


def test_a_folder_brings_its_manifest_along(tmp_path):
    page(tmp_path / "pages/x/a.html")
    page(tmp_path / "pages/b.shtml", b"<p>b</p>")
    page(tmp_path / "pages/notes.txt")
    (tmp_path / "pages/manifest.csv").write_text(
        "path,source_url,published_on,other\nx/a.html,https://site.example/a.html,2026-01-02,z\n../e.html,u,,\n"
    )
    raw = tmp_path / "raw"
    assert taken(raw, tmp_path / "pages") == [("new", "pages/b.shtml"), ("new", "pages/x/a.html")]
    rows = read_manifest(raw)
    assert list(rows) == ["pages/b.shtml", "pages/x/a.html"]
    row = rows["pages/x/a.html"]
    assert (row["source_url"], row["published_on"]) == ("https://site.example/a.html", "2026-01-02")


def test_one_address_in_two_files_is_one_page_with_two_versions(tmp_path):
    with opened(tmp_path) as intake:
        first = intake.take("a.html", b"1", {"source_url": "https://site.example/p.html"})
        second = intake.take("b/c.html", b"2", {"source_url": "http://SITE.example/p.html#x"})
    assert (first.raw_path, first.outcome, second.outcome) == ("a.html", "new", "version")
    assert second.raw_path.startswith("a@")


def tar_of(path: Path, *names: str, link: str | None = None) -> Path:
    with tarfile.open(path, "w:gz") as pack:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(name)
            pack.addfile(info, io.BytesIO(name.encode()))
        if link:
            info = tarfile.TarInfo("link.html")
            info.type, info.linkname = tarfile.SYMTYPE, link
            pack.addfile(info)
    return path


def zip_of(path: Path, *names: str) -> Path:
    with zipfile.ZipFile(path, "w") as pack:
        for name in names:
            pack.writestr(name, name)
    return path


@pytest.mark.parametrize("make", [lambda path: tar_of(path / "p.tar.gz", "n/a.html", "n/b.txt"),
                                  lambda path: zip_of(path / "p.zip", "n/a.html", "n/b.txt")])  # fmt: skip
def test_packed_pages_are_taken_under_their_own_names(tmp_path, make):
    assert taken(tmp_path / "raw", make(tmp_path)) == [("new", "n/a.html")]
    assert (tmp_path / "raw/n/a.html").read_bytes() == b"n/a.html"


def test_a_manifest_at_an_archives_end_counts_too(tmp_path):
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as pack:
        pack.writestr("n/a.html", "<p>1</p>")
        pack.writestr("n/manifest.csv", "path,source_url\na.html,https://site.example/a.html\n")
    assert taken(tmp_path / "raw", tmp_path / "p.zip") == [("new", "n/a.html")]
    assert read_manifest(tmp_path / "raw")["n/a.html"]["source_url"] == "https://site.example/a.html"


def test_a_name_that_a_chinese_windows_packed_is_read(tmp_path):
    gbk = "公报".encode("gb18030")
    pack = tmp_path / "p.zip"
    with zipfile.ZipFile(pack, "w") as made:
        made.writestr("ABCD.html", "<p>1</p>")
    pack.write_bytes(pack.read_bytes().replace(b"ABCD.html", gbk + b".html"))
    assert taken(tmp_path / "raw", pack) == [("new", "公报.html")]


@pytest.mark.parametrize(
    "name", ["../evil.html", "/etc/evil.html", "a/../../evil.html", "a\\..\\evil.html", "C:/evil.html"]
)
def test_members_that_leave_the_archive_are_refused_and_the_rest_taken(tmp_path, name):
    for pack in (tar_of(tmp_path / "p.tgz", name, "good.html"), zip_of(tmp_path / "p.zip", name, "fine.html")):
        results = list(add(tmp_path / "raw", [pack], NOW))
        assert [one.outcome for one in results] == ["refused", "new"]
        assert "leaves its folder" in results[0].reason
    assert not list(tmp_path.rglob("evil.html"))


def test_links_and_depth_and_size_in_archives_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "LARGEST_PAGE", 60)
    pack = tar_of(tmp_path / "p.tgz", "d/" * 20 + "a.html", "b" * 90 + ".html", "good.html", link="/etc/passwd")
    results = list(add(tmp_path / "raw", [pack], NOW))
    assert [one.outcome for one in results] == ["refused", "refused", "new", "refused"]
    for one, word in zip(results, ("deep", "larger", "", "link"), strict=True):
        assert word in (one.reason or "")


def test_an_archive_that_unpacks_to_too_much_is_refused_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(unpack, "LARGEST_PACK", 12)
    results = list(add(tmp_path / "raw", [tar_of(tmp_path / "p.tgz", "a.html", "bb.html")], NOW))
    assert [one.outcome for one in results] == ["refused"]
    assert "unpacks to more" in results[0].reason
    assert pages_in(tmp_path / "raw") == []


def test_what_cannot_be_opened_is_refused_with_a_sentence(tmp_path):
    broken = page(tmp_path / "broken.zip", b"PK\x03\x04 no")
    offered = [tmp_path / "none.html", page(tmp_path / "a.pdf"), broken, page(tmp_path / "e.html", b" ")]
    results = list(add(tmp_path / "raw", offered, NOW))
    assert [one.outcome for one in results] == ["refused"] * 4
    for one, words in zip(results, ("there is no", "is no page", "broken", "is empty"), strict=True):
        assert words in one.reason


def test_the_archive_itself_is_not_taken_into_itself(tmp_path):
    page(tmp_path / "raw/a.html")
    (one,) = add(tmp_path / "raw", [tmp_path / "raw"], NOW)
    assert one == Taken(str(tmp_path / "raw"), "refused", None, one.reason)
    assert "already" in one.reason


def test_a_broken_manifest_is_never_overwritten(tmp_path):
    (tmp_path / "manifest.csv").write_text("name\nx\n")
    with pytest.raises(ArchiveError):
        list(add(tmp_path, [page(tmp_path.parent / "a.html")], NOW))
    assert (tmp_path / "manifest.csv").read_text() == "name\nx\n"


def test_columns_of_ones_own_stay_in_the_manifest(tmp_path):
    page(tmp_path / "raw/old.html")
    (tmp_path / "raw/manifest.csv").write_text("path,my_note\nold.html,keep me\n")
    taken(tmp_path / "raw", page(tmp_path / "a.html", b"<p>new</p>"))
    assert read_manifest(tmp_path / "raw")["old.html"]["my_note"] == "keep me"
