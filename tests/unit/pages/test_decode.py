"""Charsets of Chinese government pages as they really come."""

import codecs

import pytest

from pipelines.pages.decode import decode

WORDS = "全市常住人口３１２万人，同比增长1.5％。"
RARE = "䶮"  # in GB18030, not in GBK
GB_PAGE = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (codecs.BOM_UTF8 + WORDS.encode(), "utf-8"),
        ((GB_PAGE + WORDS).encode(), "utf-8"),
        ((GB_PAGE + WORDS).encode("gbk"), "gb18030"),
        ((GB_PAGE + WORDS + RARE).encode("gb18030"), "gb18030"),
        (WORDS.encode("gb18030"), "gb18030"),
        (('<meta charset="big5">' + "經濟增長").encode("big5"), "big5"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16-le"),
    ],
    ids=[
        "utf-8",
        "with a mark",
        "says gb2312 and is utf-8",
        "gbk",
        "gb18030 in gb2312",
        "says nothing",
        "big5",
        "utf-16",
    ],
)
def test_pages_are_read_whole_whatever_they_declare(data, encoding):
    decoded = decode(data)
    assert (decoded.encoding, decoded.replacements) == (encoding, 0)
    assert decoded.text.endswith((WORDS, RARE, "增長"))


def test_a_damaged_utf8_page_is_not_taken_for_gb18030():
    data = (WORDS * 20).encode()
    decoded = decode(data[:300] + b"\xff" + data[300:])
    assert (decoded.encoding, decoded.replacements) == ("utf-8", 1)


def test_a_page_that_fits_no_codec_is_read_with_counted_replacements():
    decoded = decode((GB_PAGE + WORDS * 5).encode("gb18030") + b"\xff\xff")
    assert decoded.encoding == "gb18030"
    assert decoded.replacements == decoded.text.count("\ufffd") > 0


@pytest.mark.parametrize("declared", ["gb2312", "no-such-charset", "zip", "iso-8859-1", None])
def test_the_declared_charset_is_only_a_witness(declared):
    assert decode(WORDS.encode("gbk"), declared).text == WORDS
