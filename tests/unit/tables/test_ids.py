import hashlib
from dataclasses import replace

from pipelines.tables.ids import article_id, occurrences, version_id


def test_an_article_is_known_by_its_canonical_url(page):
    spellings = ["https://example.org/a.html", "HTTPS://EXAMPLE.org:443/a.html#part", " https://example.org/a.html "]
    assert {article_id(url, page) for url in spellings} == {
        hashlib.sha256(b"https://example.org/a.html").hexdigest()[:16]
    }


def test_without_a_url_it_is_known_by_its_path_in_every_version(page):
    first = replace(page, raw_path="a/b.html")
    later = replace(page, raw_path="a/b@0123abcd.html")
    other = replace(page, raw_path="a/b@home.html")
    assert article_id(None, first) == article_id(None, later) == hashlib.sha256(b"a/b.html").hexdigest()[:16]
    assert article_id(None, other) != article_id(None, first)


def test_a_version_changes_with_the_bytes_and_with_what_the_manifest_says(page):
    changed = [replace(page, sha256="cd" * 32), replace(page, publisher="乙"), replace(page, fetched_at=None)]
    assert len({version_id(one) for one in [page, *changed]}) == 4
    assert version_id(replace(page, note="seen")) == version_id(page)


def test_occurrences_count_equal_texts_before():
    assert occurrences(["a", "b", "a", "a"]) == [0, 0, 1, 2]
