"""A site on this machine that behaves as badly as real ones do, for the tests of fetching."""

import contextlib
import gzip
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

HTML = "text/html; charset=utf-8"


def article(text: str, charset: str = "utf-8") -> bytes:
    """An article page whose body holds `text`."""
    page = (
        f'<html><head><meta charset="{charset}"><meta name="ArticleTitle" content="公报">'
        f'<meta name="PubDate" content="2025-03-04 09:00"></head><body><div id="zoom"><p>{text}</p></div></body></html>'
    )
    return page.encode("gb18030" if charset == "gb2312" else charset)


class Site(BaseHTTPRequestHandler):
    """Answers by the table `routes`: path → a function that gets the handler and how often the path was asked."""

    routes: ClassVar[dict[str, Callable[["Site", int], None]]] = {}
    asked: ClassVar[Counter[str]] = Counter()
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        Site.asked[self.path] += 1
        route = self.routes.get(self.path)
        if route:
            route(self, Site.asked[self.path])
        else:
            self.send(404, b"gone")

    def send(self, status: int, body: bytes = b"", length: int | None = None, **headers: str) -> None:
        self.send_response(status)
        named = {"Content-Type": HTML, "Connection": "close"} | {k.replace("_", "-"): v for k, v in headers.items()}
        for name, value in named.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(body)
        self.close_connection = True

    def unframed(self, body: bytes) -> None:
        """An answer that ends with the connection, as old servers send it."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + body)
        self.close_connection = True

    def reset(self) -> None:
        """Breaks the connection without an answer."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        self.close_connection = True

    def drip(self, body: bytes, seconds: float) -> None:
        """Sends one byte after another."""
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        with contextlib.suppress(OSError):
            for byte in body:
                self.wfile.write(bytes([byte]))
                time.sleep(seconds)
        self.close_connection = True

    def bomb(self, megabytes: int) -> None:
        """A small packed answer that unpacks to many megabytes."""
        self.send(200, gzip.compress(b" " * megabytes * 1_000_000), Content_Encoding="gzip")

    def log_message(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def running(routes: dict[str, Callable[[Site, int], None]]) -> Iterator[str]:
    """The site, serving until the block ends; gives its `host:port`."""
    Site.routes, Site.asked = routes, Counter()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
