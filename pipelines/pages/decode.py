"""Bytes of a page → text, with the codec that was used and the characters it could not read.

Belongs here: charsets. Does not belong here: markup beyond the charset declaration.

Chinese government pages declare gb2312 and hold GBK or GB18030 characters, or are UTF-8 in truth (of 33 pages
that declared gb2312, 11 did not decode as such and 1 was UTF-8), so the declaration is only the second witness.
"""

import codecs
import re
from dataclasses import dataclass

DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.I)
DECLARATION_BYTES = 4096
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Each of these is a subset of GB18030, and pages that name one of them hold characters of the others.
SUPERSET = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "hz": "gb18030", "gb18030": "gb18030"}
# A page in another charset read as UTF-8 turns most of its characters into replacements; a damaged UTF-8 page a few.
DAMAGE_TOLERATED = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """The page's text; `encoding` is the codec that read it, `replacements` the characters it could not read."""

    text: str
    encoding: str
    replacements: int


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`: byte order mark, strict UTF-8, the declared charset, GB18030, in this order.

    `declared` is the charset of the HTTP answer, if any; without it the page's own declaration counts.
    Never fails: what fits no codec is read with replacement characters, which are counted.
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], name)
    strict = _strict(data, "utf-8")
    if strict is not None:
        return strict
    as_utf8 = _lenient(data, "utf-8")
    foreign = sum(character > "\x7f" for character in as_utf8.text)
    if as_utf8.replacements <= DAMAGE_TOLERATED * foreign:
        return as_utf8
    names = [name for name in (_codec(declared), _codec(_declaration(data))) if name]
    for name in dict.fromkeys([*names, "gb18030"]):
        strict = _strict(data, name)
        if strict is not None:
            return strict
    return min((_lenient(data, name) for name in dict.fromkeys([*names, "gb18030", "utf-8"])), key=_replacements)


def _declaration(data: bytes) -> str | None:
    found = DECLARED.search(data, 0, DECLARATION_BYTES)
    return found[1].decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    """The codec to use for a declared charset, or None where Python knows no text codec of that name."""
    if not name:
        return None
    try:
        known = codecs.lookup(name.strip())
        b"x".decode(known.name, "replace")
    except LookupError:  # raised too by codecs that make no text, such as zip
        return None
    if known.name.startswith(("iso8859", "latin", "ascii", "cp125")):
        return None  # a Western charset on a Chinese page is a server's default, and it reads any byte
    return SUPERSET.get(known.name, known.name)


def _strict(data: bytes, name: str) -> Decoded | None:
    try:
        return Decoded(data.decode(name), name, 0)
    except UnicodeDecodeError:
        return None


def _lenient(data: bytes, name: str) -> Decoded:
    text = data.decode(name, "replace")
    return Decoded(text, name, text.count("\ufffd"))


def _replacements(decoded: Decoded) -> int:
    return decoded.replacements
