"""Numerals as written → exact values. One case a line: the words and the number they write."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.figures.numerals import TOKEN, hanzi_value
from pipelines.figures.quantities import number_at

WRITTEN = [
    ("1234", "1234"),
    ("１２３４", "1234"),
    ("1,234.5", "1234.5"),
    ("1，234", "1234"),
    ("3.55", "3.55"),
    ("3.6万", "36000"),
    ("0.58万亿", "580000000000"),
    ("2千", "2000"),
    ("5百亿", "50000000000"),
    ("3亿5千万", "350000000"),
    ("十二", "12"),
    ("二十三", "23"),
    ("一百零五", "105"),
    ("一千零一十", "1010"),
    ("三亿五千万", "350000000"),
    ("二〇二五", "2025"),
    ("廿三", "23"),
    ("壹佰", "100"),
    ("六点五", "6.5"),
    ("百分之六点五", "6.5"),
    ("千分之三", "3"),
    ("三分之二", "0.666667"),
    ("2/3", "0.666667"),
]
VAGUE = [
    ("十几", "11", "19"),
    ("几十", "20", "90"),
    ("几百", "200", "900"),
    ("数十亿", "2000000000", "9000000000"),
    ("十几万", "110000", "190000"),
    ("三四十", "30", "40"),
    ("两三", "2", "3"),
]
OPEN = [
    ("十余", "10", "gt"),
    ("十多万", "100000", "gt"),
    ("上百", "100", "ge"),
    ("1.4万余", "14000", "gt"),
    ("30多", "30", "gt"),
]


def _number(words: str):
    token = TOKEN.search(words)
    assert token is not None
    return number_at(words, token.start(), token.end())


@pytest.mark.parametrize(("words", "value"), WRITTEN)
def test_a_numeral_has_its_value(words: str, value: str) -> None:
    number = _number(words)
    assert number.value == Decimal(value)
    assert (number.start, number.end) == (0, len(words))


@pytest.mark.parametrize(("words", "low", "high"), VAGUE)
def test_a_vague_amount_has_bounds_and_no_value(words: str, low: str, high: str) -> None:
    number = _number(words)
    assert (number.value, number.low, number.high) == (None, Decimal(low), Decimal(high))


@pytest.mark.parametrize(("words", "value", "relation"), OPEN)
def test_an_open_amount_is_bounded_on_one_side(words: str, value: str, relation: str) -> None:
    number = _number(words)
    assert (number.value, number.relation) == (Decimal(value), relation)


@pytest.mark.parametrize("words", ["十三十", "两二", "百千"])
def test_a_run_that_writes_no_number_has_no_value(words: str) -> None:
    assert hanzi_value(words) is None


def _in_hanzi(number: int) -> str:
    """`number` written out the usual way; the test's own writer."""
    digits = "零一二三四五六七八九"

    def section(n: int) -> str:
        written, zero = "", False
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = n // place % 10
            if digit:
                written += ("零" if zero and written else "") + digits[digit] + name
                zero = False
            else:
                zero = True
        return written

    parts, written = [number // 10**8, number // 10**4 % 10**4, number % 10**4], ""
    for part, name in zip(parts, ("亿", "万", ""), strict=True):
        if part:
            gap = "零" if written and part < 1000 else ""
            written += gap + section(part) + name
    return written or "零"


@given(st.integers(min_value=1, max_value=9999_9999_9999))
def test_every_integer_written_in_hanzi_comes_back(number: int) -> None:
    assert hanzi_value(_in_hanzi(number)) == number


@given(
    st.decimals(min_value=0, max_value=99999, places=2, allow_nan=False, allow_infinity=False),
    st.sampled_from([("", 1), ("万", 10**4), ("亿", 10**8), ("万亿", 10**12), ("百万", 10**6)]),
    st.booleans(),
)
def test_every_decimal_with_a_multiplier_is_exact(value: Decimal, multiplier: tuple[str, int], wide: bool) -> None:
    written = f"{value}"
    if wide:
        written = written.translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))
    assert _number(f"{written}{multiplier[0]}").value == value * multiplier[1]


@given(st.integers(min_value=1000, max_value=10**12))
def test_thousands_groups_change_nothing(number: int) -> None:
    assert _number(f"{number:,}").value == number
