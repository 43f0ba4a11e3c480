"""Which addresses may be asked: public web servers, and nothing inside anybody's network.

Belongs here: refusing other schemes, private, loopback and link-local addresses and their odd spellings, and
connecting only to an address that was checked (so that a name cannot turn to another address between the check and
the connection). Does not belong here: what is asked (see `fetch`).
"""

import ipaddress
import re
import socket
import ssl
import unicodedata
from collections.abc import Iterable
from functools import cache

import httpcore
import httpx

NUMERIC_HOST = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+))*\.?")
INNER_NAMES = re.compile(r"(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|arpa)$")
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class AddressError(ValueError):
    """An address that is not asked; the message is one sentence."""


def checked_url(url: str, allowed: frozenset[str] = frozenset()) -> httpx.URL:
    """The address, where it is one of a public web server by its looks. Raises AddressError.

    `allowed` are `host:port` pairs that are let through; it is meant for the servers of tests.
    """
    if re.search(r"[\x00-\x20\\\x7f]", url):
        raise AddressError(f"{url!r} holds characters that no address has")
    try:
        parsed = httpx.URL(url)
        host = parsed.host
    except (httpx.InvalidURL, ValueError) as error:
        raise AddressError(f"{url!r} is no address: {error}") from error
    if parsed.scheme not in ("http", "https"):
        raise AddressError(f"{url} is not asked for: only http and https addresses are")
    if not host:
        raise AddressError(f"{url!r} names no server")
    if parsed.userinfo:
        raise AddressError(f"{url} names a user; such addresses are not asked")
    if f"{host}:{_port(parsed)}" not in allowed:
        _refuse_inner(url, host)
    return parsed


def address_refusal(address: Address) -> str | None:
    """Why an IP address is none of a public server, in a few words, or None where it is."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return address_refusal(inner)
    if address.is_loopback:
        return "this machine"
    if address.is_link_local:
        return "a link-local address"
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_unspecified:
        return "a private or reserved address"
    return None


class GuardedTransport(httpx.HTTPTransport):
    """A transport that connects only to addresses that `address_refusal` lets through, and through no proxy."""

    def __init__(self, allowed: frozenset[str]) -> None:
        context = _tls_context()
        super().__init__(verify=context, trust_env=False)
        # httpx has no public way to name the resolver of its pool; the version is pinned and a test proves it is used.
        self._pool = httpcore.ConnectionPool(ssl_context=context, network_backend=_GuardedBackend(allowed))


class _GuardedBackend(httpcore.SyncBackend):
    """Resolves a name, checks every address that it has, and connects to a checked one."""

    def __init__(self, allowed: frozenset[str]) -> None:
        self.allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = [host] if f"{host}:{port}" in self.allowed else public_addresses(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
        raise httpcore.ConnectError(f"{host} has no address")


def public_addresses(host: str, port: int) -> list[str]:
    """The addresses of a name, all of them public. Raises AddressError where one is not."""
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise httpcore.ConnectError(f"the name {host} cannot be resolved: {error}") from error
    found = list(dict.fromkeys(str(answer[4][0]).partition("%")[0] for answer in answers))
    for address in found:
        if reason := address_refusal(ipaddress.ip_address(address)):
            raise AddressError(f"{host} is not asked: its address {address} is {reason}")
    return found


@cache  # reading the certificates takes as long as several requests
def _tls_context() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _refuse_inner(url: str, host: str) -> None:
    folded = unicodedata.normalize("NFKC", host).rstrip(".").lower()
    try:
        address: Address | None = ipaddress.ip_address(folded)
    except ValueError:
        address = _odd_address(folded)
    if address is not None:
        if reason := address_refusal(address):
            raise AddressError(f"{url} is not asked: {address} is {reason}")
    elif INNER_NAMES.search(folded) or "." not in folded:
        raise AddressError(f"{url} is not asked: {folded} is a name inside a network")


def _odd_address(host: str) -> Address | None:
    """The address that numbers such as 2130706433, 0x7f.1 or 017700000001 spell, as the system reads them."""
    if not NUMERIC_HOST.fullmatch(host):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(host))
    except OSError as error:
        raise AddressError(f"{host} spells no address") from error


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
