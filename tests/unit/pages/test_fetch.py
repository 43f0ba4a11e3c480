"""Fetching from a site that misbehaves: after each case the archive is right and the ledger says what happened."""

import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from loopback import Site, article, running

from pipelines.pages import fetch
from pipelines.pages.archive import page_bytes, pages_in
from pipelines.pages.article import parse
from pipelines.pages.fetch import Fetcher
from pipelines.pages.fetch_log import append, entries
from pipelines.pages.fetch_run import fetch_pages, fetch_source
from pipelines.pages.fetch_sources import Source
from pipelines.pages.intake import Taken

FIRST = "全县建成便民服务站26个，服务群众1.2万人次。"
SECOND = "全县建成便民服务站31个，服务群众1.5万人次。"
CHALLENGE = b"<html><title>Just a moment...</title><script>window._cf_chl_opt={}</script><body></body></html>"
Route = Callable[[Site, int], None]


def serve(body: bytes, **headers: str) -> Route:
    return lambda site, n: site.send(200, body, **headers)


def in_turn(*routes: Route) -> Route:
    """The first route for the first request, and so on; the last one for all that follow."""
    return lambda site, n: routes[min(n, len(routes)) - 1](site, n)


def status(code: int, **headers: str) -> Route:
    return lambda site, n: site.send(code, b"<html>busy</html>", **headers)


def conditional(site: Site, n: int) -> None:
    if site.headers.get("If-None-Match") == '"v1"' and site.headers.get("If-Modified-Since"):
        site.send(304)
    else:
        site.send(200, article(FIRST), ETag='"v1"', Last_Modified="Tue, 04 Mar 2025 01:00:00 GMT")


def fetched(raw: Path, routes: dict[str, Route], times: int = 1, path: str = "/a.html") -> list[Taken]:
    """Asks the site for one page, several times over; the results."""
    with running(routes) as host, logged(raw, host) as asking:
        urls = [f"http://{host}{path}"] * times
        return list(fetch_pages(raw, urls, asking))


def fetcher(host: str, **more) -> Fetcher:
    settings = {"pace": 0, "first_wait": 0.01, "timeout": httpx.Timeout(0.5)} | more
    return Fetcher(allowed=frozenset((host,)), **settings)


def logged(raw: Path, host: str) -> Fetcher:
    """A fetcher whose every answer is in the archive's ledger, as in real runs."""
    return fetcher(host, log=lambda entry: append(raw, entry))


def texts(raw: Path) -> list[str]:
    """The bodies of all pages of the archive, oldest version first."""
    pages = sorted(pages_in(raw), key=lambda page: page.version_no) if raw.exists() else []
    return [parse(page_bytes(raw, page), page).body_text for page in pages]


def test_a_new_page_is_taken_with_its_row(tmp_path):
    (one,) = fetched(tmp_path, {"/a.html": serve(article(FIRST))})
    (page,) = pages_in(tmp_path)
    assert (one.outcome, one.raw_path) == ("new", page.raw_path)
    assert page.source_url == one.source
    assert page.fetched_at is not None
    assert (texts(tmp_path), page.findings) == ([FIRST], ())
    entry = entries(tmp_path)[-1]
    assert (entry.status, entry.outcome, entry.sha256, entry.raw_path) == (200, "new", page.sha256, page.raw_path)


def test_an_unchanged_page_is_asked_for_by_its_marks_and_not_sent_again(tmp_path):
    assert [one.outcome for one in fetched(tmp_path, {"/a.html": conditional}, times=3)] == [
        "new",
        "unchanged",
        "unchanged",
    ]
    assert [entry.status for entry in entries(tmp_path) if entry.outcome != "robots"] == [200, 304, 304]
    assert texts(tmp_path) == [FIRST]


def test_a_page_whose_file_was_lost_is_fetched_whole_again(tmp_path):
    with running({"/a.html": conditional}) as host, fetcher(host) as asking:
        url = f"http://{host}/a.html"
        (one,) = fetch_pages(tmp_path, [url], asking)
        (tmp_path / one.raw_path).unlink()
        (again,) = fetch_pages(tmp_path, [url], asking)
    assert again.outcome == "new"
    assert texts(tmp_path) == [FIRST]


def test_a_changed_page_is_a_further_version(tmp_path):
    site = {"/a.html": in_turn(serve(article(FIRST)), serve(article(SECOND)))}
    assert [one.outcome for one in fetched(tmp_path, site, times=3)] == ["new", "version", "unchanged"]
    assert texts(tmp_path) == [FIRST, SECOND]


def test_a_page_that_changes_its_charset_keeps_its_text(tmp_path):
    site = {"/a.html": in_turn(serve(article(FIRST)), serve(article(FIRST, "gb2312")))}
    assert [one.outcome for one in fetched(tmp_path, site, times=2)] == ["new", "version"]
    assert texts(tmp_path) == [FIRST, FIRST]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (status(503), "answered 503"),
        (status(429, Retry_After="0"), "answered 429"),
        (lambda site, n: site.reset(), "connection failed"),
        (lambda site, n: site.drip(b"<html>", 2), "connection failed"),
        (lambda site, n: site.send(200, article(FIRST)[:200], length=5000), "connection failed"),
        (serve(gzip.compress(article(FIRST))[:-20], Content_Encoding="gzip"), "cut"),
        (serve(b"no gzip at all", Content_Encoding="gzip"), "broken"),
    ],
    ids=["503", "429", "reset", "slow", "wrong length", "cut gzip", "no gzip"],
)
def test_trouble_that_passes_is_tried_again(tmp_path, trouble, words):
    (one,) = fetched(tmp_path, {"/a.html": in_turn(trouble, serve(article(FIRST)))})
    assert one.outcome == "new"
    assert texts(tmp_path) == [FIRST]
    robots, retried, good = entries(tmp_path)
    assert (robots.outcome, retried.outcome, good.outcome) == ("robots", "retried", "new")
    assert words in retried.reason


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (status(500), "answered 500"),
        (status(403), "answered 403"),
        (status(404), "answered 404"),
        (lambda site, n: site.reset(), "connection failed"),
        (serve(b""), "empty"),
        (serve(CHALLENGE), "check of the reader|Just a moment"),
        (serve("<html><title>404 页面不存在</title><body>您访问的页面不存在</body></html>".encode()), "页面不存在"),
        (serve(b"<html><body><div id=zoom></div></body></html>"), "no body text"),
        (serve(article(SECOND)[:-40]), "cut"),
        (lambda site, n: site.unframed(article(SECOND)[:-40]), "cut"),
        (lambda site, n: site.send(200, article(SECOND)[:200], length=5000), "connection failed"),
        (lambda site, n: site.bomb(30), "larger than"),
        (serve(b"%PDF-1.7", Content_Type="application/pdf"), "application/pdf"),
        (serve(article(SECOND), Content_Encoding="br"), "packed as br"),
        (lambda site, n: site.send(302, Location="/a.html"), "sends on"),
        (lambda site, n: site.send(302, Location="http://169.254.169.254/latest/"), "link-local"),
        (lambda site, n: site.send(302, Location="http://127.0.0.1:1/"), "this machine"),
        (lambda site, n: site.send(302, Location="file:///etc/passwd"), "only http"),
    ],
    ids=["500", "403", "404", "reset", "empty", "challenge", "error with 200", "no body", "cut", "cut without length",
         "wrong length", "bomb", "pdf", "br", "redirect loop", "to link-local", "to this machine", "to a file"],
)  # fmt: skip
def test_what_is_no_good_page_never_replaces_one(tmp_path, bad, words):
    good = serve(article(FIRST), ETag='"v1"')
    results = fetched(tmp_path, {"/a.html": in_turn(good, bad, bad, bad, bad, bad, bad, bad)}, times=2)
    assert [one.outcome for one in results] == ["new", "refused"]
    assert re.search(words, results[1].reason)
    assert texts(tmp_path) == [FIRST]
    last = entries(tmp_path)[-1]
    assert last.outcome in ("failed", "refused", "gone")
    assert re.search(words, last.reason)


def test_after_a_bad_answer_the_good_ones_marks_still_count(tmp_path):
    site = {"/a.html": in_turn(conditional, serve(CHALLENGE, ETag='"bad"'), conditional)}
    assert [one.outcome for one in fetched(tmp_path, site, times=3)] == ["new", "refused", "unchanged"]


def test_a_new_page_from_an_old_server_without_lengths_is_taken_whole(tmp_path):
    (one,) = fetched(tmp_path, {"/a.html": lambda site, n: site.unframed(article(FIRST))})
    assert one.outcome == "new"


def test_a_drip_that_never_times_out_is_ended_by_the_clock(tmp_path, monkeypatch):
    monkeypatch.setattr(fetch, "LONGEST_ANSWER", 0.2)
    (one,) = fetched(tmp_path, {"/a.html": lambda site, n: site.drip(article(FIRST), 0.05)})
    assert "longer than" in one.reason


def test_attempts_are_all_in_the_ledger(tmp_path):
    with running({"/a.html": status(503)}) as host:
        noted = []
        with fetcher(host, log=noted.append) as asking:
            answer = asking.get(f"http://{host}/a.html")
    assert (answer.outcome, answer.status) == ("failed", 503)
    assert [entry.outcome for entry in noted] == ["robots", "retried", "retried"]
    assert Site.asked["/a.html"] == 3


def test_robots_that_forbid_are_obeyed(tmp_path):
    robots = b"User-agent: *\nDisallow: /secret/\nCrawl-delay: 7\n"
    site = {"/robots.txt": serve(robots), "/secret/a.html": serve(article(FIRST)), "/b.html": serve(article(SECOND))}
    waits: list[float] = []
    with running(site) as host, fetcher(host, sleep=waits.append) as asking:
        results = list(fetch_pages(tmp_path, [f"http://{host}/secret/a.html", f"http://{host}/b.html"], asking))
        assert Site.asked["/secret/a.html"] == 0
    assert [one.outcome for one in results] == ["refused", "new"]
    assert "robots.txt" in results[0].reason
    assert max(waits) == pytest.approx(7, abs=0.5)


@pytest.mark.parametrize("trouble", [status(500), lambda site, n: site.reset()])
def test_robots_that_cannot_be_read_forbid_for_now(tmp_path, trouble):
    (one,) = fetched(tmp_path, {"/robots.txt": trouble, "/a.html": serve(article(FIRST))})
    assert one.outcome == "refused"
    assert "cannot be read now" in one.reason


def test_a_redirect_within_reason_is_followed_and_noted(tmp_path):
    site = {"/a.html": lambda site, n: site.send(301, Location="/b/c.html"), "/b/c.html": serve(article(FIRST))}
    with running(site) as host:
        noted = []
        with fetcher(host, log=noted.append) as asking:
            answer = asking.get(f"http://{host}/a.html")
    assert (answer.outcome, answer.url) == ("ok", f"http://{host}/a.html")
    assert [entry.location for entry in noted if entry.outcome == "redirect"] == [f"http://{host}/b/c.html"]


def source(host: str, **more) -> Source:
    values = {
        "id": "test", "site": "某市", "list": f"http://{host}/list/", "licence": "none", "grade": "seen",
        "column": None,
        "article": re.compile(rf"http://{host}/list/\d{{6}}/t\d{{8}}_\d.html"), "publisher": "某市统计局",
        "pager": "index_{n}.html", "count": re.compile(r"createPageHTML\((\d+)"), "pace": 0.0, "list_pages": 5,
        "recheck_days": 30, "note": None, "enabled": True,
    }  # fmt: skip
    return Source(**(values | more))


def list_page(*names: str, count: int = 1) -> bytes:
    row = '<li><a href="./202503/t20250304_{0}.html" title="公报{0}">公报…</a></li>'
    rows = "".join(row.format(name) for name in names)
    page = (
        f"<html><ul>{rows}<li><a href=/about.html>关于</a></li></ul><script>createPageHTML({count}, 0)</script></html>"
    )
    return page.encode()


def test_a_source_is_read_through_its_pager(tmp_path):
    site = {
        "/list/": serve(list_page("1", "2", count=3)),
        "/list/index_1.html": serve(list_page("2", "3", count=3)),
        "/list/index_2.html": status(500),
        **{f"/list/202503/t20250304_{n}.html": serve(article(FIRST + f"第{n}份。")) for n in "123"},
    }
    with running(site) as host, fetcher(host) as asking:
        first = list(fetch_source(tmp_path, source(host), asking))
        again = list(fetch_source(tmp_path, source(host), asking))
        later = datetime.now(UTC) + timedelta(days=40)
        asked = Site.asked.total()
        settled = list(fetch_source(tmp_path, source(host), asking, later))
        assert Site.asked.total() - asked == 5  # the list pages, the last of them three times
    assert [one.outcome for one in first] == ["new", "new", "new", "refused"]
    assert "index_2.html" in first[-1].reason
    assert [one.outcome for one in again] == ["unchanged"] * 3 + ["refused"]
    assert [one.outcome for one in settled] == ["refused"]
    assert {page.publisher for page in pages_in(tmp_path)} == {"某市统计局"}
    assert {entry.source for entry in entries(tmp_path)} == {"test"}


def test_a_list_page_without_articles_is_said_so(tmp_path):
    with running({"/list/": serve(b"<html>maintenance</html>")}) as host, fetcher(host) as asking:
        (one,) = fetch_source(tmp_path, source(host), asking)
    assert "names no article" in one.reason
