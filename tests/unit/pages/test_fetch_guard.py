"""What is never asked: other schemes, inner addresses in all their spellings, names that turn inward."""

import socket

import httpcore
import httpx
import pytest

from pipelines.pages.fetch import Fetcher
from pipelines.pages.fetch_guard import AddressError, GuardedTransport, checked_url, public_addresses

REFUSED = [
    "file:///etc/passwd",
    "ftp://site.example/a.html",
    "gopher://127.0.0.1/",
    "javascript:alert(1)",
    "//127.0.0.1/",
    "http://",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://a.localhost/",
    "http://printer.local/",
    "http://intranet/",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1.:80/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.0.0.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.0.0.1/",
    "http://172.16.5.5/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://[::1]/",
    "http://[::]/",
    "http://[fe80::1]/",
    "http://[fc00::1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://１２７.0.0.1/",
    "http://127。0。0。1/",
    "http://user:word@site.example/",
    "http://site.example\\@127.0.0.1/",
    "http://site.example/a b",
    "http://site.example/\r\nHost: x",
    "http://999.999.999.999/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_inner_addresses_are_refused_in_every_spelling(url):
    with pytest.raises(AddressError) as refused:
        checked_url(url)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "url", ["https://www.ndrc.gov.cn/a/t1.html", "http://8.8.8.8/a.html", "https://政府.中国/a.html"]
)
def test_public_addresses_pass(url):
    assert checked_url(url).scheme in ("http", "https")


def test_a_refused_address_is_an_answer_and_never_a_request(monkeypatch):
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection was opened"))
    with Fetcher(pace=0) as fetcher:
        assert {fetcher.get(url).outcome for url in REFUSED} == {"refused"}


@pytest.mark.parametrize("address", ["127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
def test_a_name_that_turns_to_an_inner_address_is_refused_when_connecting(monkeypatch, address):
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80)), (0, 0, 0, "", (address, 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection was opened"))
    with pytest.raises(AddressError, match="is not asked"):
        public_addresses("rebound.example", 80)
    with httpx.Client(transport=GuardedTransport(frozenset())) as client, pytest.raises(AddressError):
        client.get("http://rebound.example/")


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked = []

    def refuse(address, *_, **__):
        asked.append(address)
        raise OSError("no network in tests")

    answers = [(0, 0, 0, "", ("93.184.216.34", 80)), (0, 0, 0, "", ("93.184.216.35", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    monkeypatch.setattr(socket, "create_connection", refuse)
    with httpx.Client(transport=GuardedTransport(frozenset())) as client, pytest.raises(httpx.ConnectError):
        client.get("http://public.example/")
    assert asked == [("93.184.216.34", 80), ("93.184.216.35", 80)]


def test_a_name_that_nobody_knows_is_a_connection_that_failed(monkeypatch):
    def unknown(*_, **__):
        raise socket.gaierror("no such name")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(httpcore.ConnectError, match="cannot be resolved"):
        public_addresses("nowhere.example", 80)
