"""Asking servers for pages, politely and within bounds. The only module that speaks HTTP.

Belongs here: conditional requests, robots.txt, pace, retries, redirects, bounds on size and time.
Does not belong here: which pages (see `fetch_sources`), which addresses may be asked (see `fetch_guard`), what is a
good page (see `verdict`), where it is kept (see `intake`).
"""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx
import stamina
from protego import Protego

from pipelines.pages.archive import LARGEST_PAGE
from pipelines.pages.fetch_guard import AddressError, GuardedTransport, checked_url
from pipelines.pages.fetch_log import Entry

AGENT_NAME = "chengyu"
USER_AGENT = f"{AGENT_NAME}/0.1 (archive of public policy articles; conditional requests; obeys robots.txt)"
LONGEST_ANSWER = 120.0  # seconds from the request to the last byte
MOST_REDIRECTS = 5
MOST_WAIT = 300.0  # seconds that a server may ask to wait
TIMEOUT = httpx.Timeout(20.0, connect=10.0)
RETRIED_STATUS = frozenset((408, 425, 429, 500, 502, 503, 504))
ROBOTS_LIMIT = 500_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for one page: `ok` with its bytes, `unchanged`, `gone`, `refused` or `failed` (`reason`)."""

    url: str
    outcome: str
    status: int | None = None
    reason: str | None = None
    data: bytes = b""
    content_type: str = ""
    is_framed: bool = True
    etag: str | None = None
    last_modified: str | None = None
    seconds: float = 0.0


class _PassingError(Exception):
    """An attempt that failed in a way that may pass; `wait` is what the server asked for, in seconds."""

    def __init__(self, reason: str, status: int | None = None, wait: float | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.wait = wait


class Fetcher:
    """Asks for pages, one at a time. `log` gets an entry for every answer that is not handed back as an Answer.

    `pace` is the least time between two requests to one server, in seconds; a longer crawl delay of its robots.txt
    counts instead. `allowed` are `host:port` pairs past the guard, for the servers of tests alone.
    """

    def __init__(
        self,
        log: Callable[[Entry], None] = lambda entry: None,
        pace: float = 2.0,
        attempts: int = 3,
        first_wait: float = 1.0,
        allowed: frozenset[str] = frozenset(),
        timeout: httpx.Timeout = TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.log, self.pace, self.attempts, self.first_wait = log, pace, attempts, first_wait
        self.allowed, self.sleep = allowed, sleep
        self.client = httpx.Client(
            transport=GuardedTransport(allowed),
            headers={"User-Agent": USER_AGENT, "Accept": "text/html,*/*;q=0.1", "Accept-Encoding": "gzip"},
            follow_redirects=False,
            timeout=timeout,
            trust_env=False,
        )
        self.robots: dict[str, Protego | str] = {}
        self.asked_at: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.client.close()

    def get(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """The page at an address, unless it is unchanged since the version with this `etag` or `last_modified`."""
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {name: value for name, value in conditions.items() if value}
        try:
            return self._follow(url, headers, obeys_robots=True)
        except AddressError as error:
            return Answer(url, "refused", reason=str(error))

    def _follow(self, url: str, headers: dict[str, str], obeys_robots: bool) -> Answer:
        current = url
        for _ in range(MOST_REDIRECTS + 1):
            checked = checked_url(current, self.allowed)
            if obeys_robots and (reason := self._robots_refusal(checked)):
                return Answer(url, "refused", reason=reason)
            answer = self._with_retries(checked, headers)
            if answer.outcome != "redirect":
                return replace(answer, url=url)
            target = urljoin(current, answer.reason or "")
            self._note(current, "redirect", answer.status, location=target)
            current = target
        return Answer(url, "refused", reason=f"the server sends on more than {MOST_REDIRECTS} times")

    def _with_retries(self, url: httpx.URL, headers: dict[str, str]) -> Answer:
        tried = 0

        def again(error: Exception) -> bool | float:
            if isinstance(error, _PassingError) and error.wait is not None:
                return min(error.wait, MOST_WAIT)
            return isinstance(error, _PassingError)

        try:
            for attempt in stamina.retry_context(
                on=again, attempts=self.attempts, timeout=None, wait_initial=self.first_wait, wait_jitter=0
            ):
                with attempt:
                    tried += 1
                    try:
                        return self._once(url, headers)
                    except _PassingError as error:
                        if tried < self.attempts:
                            self._note(str(url), "retried", error.status, reason=str(error))
                        raise
        except _PassingError as error:
            return Answer(str(url), "failed", error.status, f"{error} ({tried} attempts)")
        raise AssertionError("stamina ended without an answer or an error")

    def _once(self, url: httpx.URL, headers: dict[str, str]) -> Answer:
        self._wait_turn(url)
        started = time.monotonic()
        try:
            with self.client.stream("GET", url, headers=headers) as response:
                answer = self._answer(url, response, started)
        except httpx.TransportError as error:
            raise _PassingError(f"the connection failed: {str(error) or type(error).__name__}") from error
        return replace(answer, seconds=round(time.monotonic() - started, 3))

    def _answer(self, url: httpx.URL, response: httpx.Response, started: float) -> Answer:
        status, address = response.status_code, str(url)
        if status in RETRIED_STATUS:
            raise _PassingError(f"the server answered {status}", status, _retry_after(response))
        if status == 304:
            return Answer(address, "unchanged", status)
        if response.is_redirect:
            return Answer(address, "redirect", status, response.headers["location"])
        if status in (404, 410):
            return Answer(address, "gone", status, f"the server answered {status}")
        if status != 200:
            return Answer(address, "refused", status, f"the server answered {status}")
        packing = response.headers.get("content-encoding", "").strip().lower()
        if packing not in ("", "identity", "gzip", "x-gzip"):
            return Answer(address, "refused", status, f"the answer is packed as {packing}, which was not asked for")
        data = _body(response, "gzip" in packing, started)
        if data is None:
            return Answer(address, "refused", status, f"the answer is larger than {LARGEST_PAGE // 10**6} MB")
        return Answer(
            address,
            "ok",
            status,
            data=data,
            content_type=response.headers.get("content-type", ""),
            is_framed="content-length" in response.headers or "transfer-encoding" in response.headers,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )

    def _robots_refusal(self, url: httpx.URL) -> str | None:
        """Why robots.txt forbids the address, or None. A robots.txt that is not there allows all; one that cannot
        be read now forbids all for this run (RFC 9309)."""
        origin = f"{url.scheme}://{url.netloc.decode()}"
        if origin not in self.robots:
            self.robots[origin] = self._read_robots(origin)
        rules = self.robots[origin]
        if isinstance(rules, str):
            return rules
        return None if rules.can_fetch(str(url), AGENT_NAME) else f"the robots.txt of {url.host} forbids {url.path}"

    def _read_robots(self, origin: str) -> Protego | str:
        answer = self._follow(f"{origin}/robots.txt", {}, obeys_robots=False)
        self._note(f"{origin}/robots.txt", "robots", answer.status, reason=answer.reason)
        if answer.outcome == "ok":
            return Protego.parse(answer.data[:ROBOTS_LIMIT].decode("utf-8", "replace"))
        if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
            return Protego.parse("")
        return f"the robots.txt of {origin} cannot be read now: {answer.reason}"

    def _wait_turn(self, url: httpx.URL) -> None:
        rules = self.robots.get(f"{url.scheme}://{url.netloc.decode()}")
        asked_for = rules.crawl_delay(AGENT_NAME) if isinstance(rules, Protego) else None
        pace = max(self.pace, min(float(asked_for or 0), MOST_WAIT))
        due = self.asked_at.get(url.host, -pace) + pace - time.monotonic()
        if due > 0 and url.host in self.asked_at:
            self.sleep(due)
        self.asked_at[url.host] = time.monotonic()

    def _note(
        self, url: str, outcome: str, status: int | None, reason: str | None = None, location: str | None = None
    ) -> None:
        at = datetime.now(UTC).isoformat(timespec="seconds")
        self.log(Entry(at, url, outcome, status, reason, location=location))


def _body(response: httpx.Response, is_packed: bool, started: float) -> bytes | None:
    """The answer's bytes, unpacked no further than the bound; None where it is larger. A cut one is a _PassingError."""
    unpacker = zlib.decompressobj(wbits=31) if is_packed else None
    pieces, received, size = [], 0, 0
    for piece in response.iter_raw():
        received += len(piece)
        if unpacker:
            try:
                piece = unpacker.decompress(piece, LARGEST_PAGE + 1 - size)
            except zlib.error as error:
                raise _PassingError(f"the packed answer is broken: {error}", response.status_code) from error
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_PAGE or received > LARGEST_PAGE:
            return None
        if time.monotonic() - started > LONGEST_ANSWER:
            raise _PassingError(f"the answer took longer than {LONGEST_ANSWER:.0f} seconds", response.status_code)
    if unpacker and not unpacker.eof:
        raise _PassingError("the packed answer is cut", response.status_code)
    return b"".join(pieces)


def _retry_after(response: httpx.Response) -> float | None:
    value = response.headers.get("retry-after", "").strip()
    return float(value) if value.isascii() and value.isdigit() else None
