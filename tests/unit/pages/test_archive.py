"""The archive: the tree of pages joined with the manifest, and what is refused."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from pipelines.pages.archive import (
    ArchiveError,
    PageError,
    canonical_url,
    page_bytes,
    pages_in,
    read_manifest,
    safe_name,
)

HEADER = "path,sha256,source_url,fetched_at,publisher,licence,published_on,note\n"


def archive(tmp_path: Path, files: dict[str, bytes], manifest: str | None = None) -> Path:
    for name, data in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if manifest is not None:
        (tmp_path / "manifest.csv").write_text(manifest, encoding="utf-8")
    return tmp_path


def test_every_page_of_the_tree_is_found_with_or_without_a_row(tmp_path):
    files = {"a/one.html": b"1", "two.htm": b"22", "three.SHTML": b"3", "notes.txt": b"x", ".git/four.html": b"4"}
    rows = HEADER + "a/one.html,,https://site.example/one.html,2026-01-02T03:04:05+08:00,某厅,CC0,2026-01-01,\n"
    pages = {page.raw_path: page for page in pages_in(archive(tmp_path, files, rows))}
    assert sorted(pages) == ["a/one.html", "three.SHTML", "two.htm"]
    one = pages["a/one.html"]
    assert (one.publisher, one.published_on, one.size) == ("某厅", date(2026, 1, 1), 1)
    assert one.sha256 == hashlib.sha256(b"1").hexdigest()
    assert one.fetched_at is not None
    assert one.fetched_at.utcoffset() is not None
    assert pages["two.htm"].source_url is None


def test_versions_of_a_page_are_counted_by_path_and_by_address(tmp_path):
    files = {"one.html": b"1", "one@0a1b2c3d.html": b"2", "b.html": b"3", "c.html": b"4"}
    rows = HEADER + (
        "b.html,,http://site.example/p.html?utm_source=x,2026-01-02T00:00:00+00:00,,,,\n"
        "c.html,,https://site.example/p.html#top,2026-01-01T00:00:00+00:00,,,,\n"
    )
    numbers = {page.raw_path: page.version_no for page in pages_in(archive(tmp_path, files, rows))}
    assert numbers == {"one.html": 1, "one@0a1b2c3d.html": 2, "c.html": 1, "b.html": 2}


@pytest.mark.parametrize("path", ["../outside.html", "/etc/page.html", "a\\b.html", "C:/page.html", "a/../b.html"])
def test_a_row_that_leaves_the_archive_is_listed_with_its_reason_and_never_read(tmp_path, path):
    (tmp_path / "outside.html").write_bytes(b"secret")
    root = archive(tmp_path / "raw", {"good.html": b"1"}, HEADER + f"{path},,,,,,,\n")
    bad, good = sorted(pages_in(root), key=lambda page: page.problem is None)
    assert good.problem is None
    assert "leaves the archive" in bad.problem
    with pytest.raises(PageError, match="leaves the archive"):
        page_bytes(root, bad)


def test_a_link_that_leaves_the_archive_is_never_followed(tmp_path):
    (tmp_path / "secret.html").write_bytes(b"secret")
    root = archive(tmp_path / "raw", {"good.html": b"1"})
    (root / "link.html").symlink_to(tmp_path / "secret.html")
    problems = {page.raw_path: page.problem for page in pages_in(root)}
    assert problems["good.html"] is None
    assert "link" in problems["link.html"]


def test_a_page_that_the_manifest_names_and_nobody_has_is_listed(tmp_path):
    (page,) = pages_in(archive(tmp_path, {}, HEADER + "gone.html,abc,,,,,,\n"))
    assert "no such page" in page.problem


def test_bytes_that_are_not_those_of_the_manifest_are_a_finding(tmp_path):
    root = archive(tmp_path, {"a.html": b"edited"}, HEADER + f"a.html,{'0' * 64},,not a time,,,,\n")
    (page,) = pages_in(root)
    assert page.problem is None
    assert len(page.findings) == 2
    assert page.sha256 == hashlib.sha256(b"edited").hexdigest()


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("name,url\nx,y\n", "no column `path`"),
        (HEADER + "a.html,,,,,,,,too,many\n", "line 2"),
        (HEADER + "a.html,,,,,,,\na.html,,,,,,,\n", "stands twice"),
    ],
)
def test_a_manifest_that_cannot_be_trusted_is_refused_with_its_line(tmp_path, manifest, words):
    with pytest.raises(ArchiveError, match=words):
        read_manifest(archive(tmp_path, {}, manifest))


def test_an_archive_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ArchiveError, match="there is no folder"):
        pages_in(tmp_path / "nowhere")


def test_one_address_has_one_spelling():
    spellings = ["http://WWW.Site.example:80/a/b.html#x", "https://www.site.example/a/b.html?spm=1.2"]
    assert {canonical_url(url) for url in spellings} == {"https://www.site.example/a/b.html"}
    assert canonical_url("https://site.example/a?id=2") != canonical_url("https://site.example/a?id=3")


def test_names_inside_the_archive_are_allowed():
    assert str(safe_name("ndrc/页面 1.html")) == "ndrc/页面 1.html"
    assert safe_name("") is None


PART = '<script>var _PAGE_COUNT="3"</script><div id=zoom>'


def test_the_pages_of_one_article_are_one_page_where_all_are_there(tmp_path):
    files = {"a.shtml": PART.encode(), "a_1.shtml": b"second", "a_2.shtml": b"third", "b_1.shtml": b"alone"}
    whole, alone = pages_in(archive(tmp_path, files))
    assert (whole.raw_path, whole.parts, alone.raw_path) == ("a.shtml", ("a_1.shtml", "a_2.shtml"), "b_1.shtml")
    data = page_bytes(tmp_path, whole)
    assert data.index(b"second") < data.index(b"third")
    assert (whole.sha256, whole.size) == (hashlib.sha256(data).hexdigest(), len(data))


def test_a_part_that_is_missing_is_a_finding(tmp_path):
    first, second = pages_in(archive(tmp_path, {"a.shtml": PART.encode(), "a_1.shtml": b"second"}))
    assert (first.parts, second.raw_path) == ((), "a_1.shtml")
    assert "a_2.shtml" in first.findings[0]


def test_a_folder_that_is_a_link_is_not_walked_into(tmp_path):
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/secret.html").write_bytes(b"secret")
    root = archive(tmp_path / "raw", {"good.html": b"1"})
    (root / "link").symlink_to(tmp_path / "outside")
    assert [page.raw_path for page in pages_in(root)] == ["good.html"]
