"""The reading against packages that others wrote, on random numbers written out, where those packages are right.

They are not right everywhere, and each test says where it stops: cn2an fails on 3.55万亿 and on an empty 万 behind
亿 and knows no fractions, chinese2digits fails on 万 before 亿, JioNLP has money only and counts in floats. Where two
of them read the same words, all three must agree.
"""

import random
from datetime import date
from decimal import Decimal
from types import ModuleType

import pytest

from pipelines.figures.model import Figure
from pipelines.figures.numerals import TOKEN
from pipelines.figures.quantities import number_at
from pipelines.figures.read import read
from pipelines.pages.model import Passage

SEED = 20_251_229
TRIES = 400
OPEN = {"blur+": {"gt", "ge"}, "blur-": {"lt", "le"}, "accurate": {"eq"}, "blur": {"approx"}}


@pytest.fixture(scope="module")
def cn2an() -> ModuleType:
    return pytest.importorskip("cn2an", reason="an optional reader of Chinese numerals to compare with")


@pytest.fixture(scope="module")
def chinese2digits() -> ModuleType:
    return pytest.importorskip("chinese2digits", reason="an optional reader of Chinese numerals to compare with")


@pytest.fixture(scope="module")
def jionlp() -> ModuleType:
    return pytest.importorskip("jionlp", reason="an optional reader of amounts of money to compare with")


def integers() -> list[int]:
    """Numbers of every length up to sixteen digits, many of them with zeros inside, which is where readers fail."""
    chance = random.Random(SEED)
    found = [0, 1, 2, 10, 11, 20, 100, 101, 110, 1000, 1001, 1010, 1100, 10_000, 10_001, 100_000_001, 10**12]
    while len(found) < TRIES:
        digits = chance.choices("0123456789", weights=[6, 2, 2, 1, 1, 1, 1, 1, 1, 1], k=chance.randint(1, 16))
        found.append(int("".join(digits)))
    return found


def ours(words: str) -> Decimal | None:
    """The value of a numeral that fills the words. A part of it read alone is an error."""
    token = TOKEN.search(words)
    assert token is not None, words
    number = number_at(words, token.start(), token.end())
    assert number is not None and (number.start, number.end) == (0, len(words)), words
    return number.value


def theirs(chinese2digits: ModuleType, words: str) -> Decimal:
    """What chinese2digits takes out of a sentence that holds the words."""
    (digits,) = chinese2digits.takeNumberFromString(f"其中{words}，")["digitsStringList"]
    return Decimal(digits)


@pytest.mark.parametrize("form", ["low", "up"])
def test_integers_written_out(cn2an, chinese2digits, form):
    for number in integers():
        words = cn2an.an2cn(number, form)
        if number < 10**8:
            assert cn2an.cn2an(words, "strict") == number, words
        if number < 10**12:
            assert theirs(chinese2digits, words) == number, words
        assert ours(words) == number, words


def test_decimals_written_out(cn2an, chinese2digits):
    chance = random.Random(SEED)
    for _ in range(TRIES):
        number = Decimal(chance.randint(1, 10**8)).scaleb(-chance.randint(1, 4))
        words = cn2an.an2cn(f"{number:f}", "low")
        assert theirs(chinese2digits, words) == number, words
        assert ours(words) == number, words


def test_digits_with_a_multiplier(cn2an, chinese2digits):
    """Single multipliers and those in hundreds and thousands of 万; cn2an fails from 万亿 on."""
    chance = random.Random(SEED)
    scales = {"万": 4, "亿": 8, "百万": 6, "千万": 7, "百亿": 10, "千亿": 11}
    for _ in range(TRIES):
        word = chance.choice(list(scales))
        number = Decimal(chance.randint(1, 99_999)).scaleb(-chance.randint(0, 3))
        words = f"{number:f}{word}"
        value = number.scaleb(scales[word])
        if len(word) == 1:
            assert Decimal(str(cn2an.cn2an(words, "smart"))) == value, words
        assert theirs(chinese2digits, words) == value, words
        assert ours(words) == value, words


def test_parts_of_a_hundred_and_fractions_written_out(cn2an, chinese2digits):
    """chinese2digits gives 百分之六点五 as 0.065; a figure keeps the percent scale."""
    chance = random.Random(SEED)
    for _ in range(TRIES):
        percent = Decimal(chance.randint(1, 999)).scaleb(-chance.randint(0, 1))
        words = f"百分之{cn2an.an2cn(f'{percent:f}', 'low')}"
        assert theirs(chinese2digits, words) * 100 == percent, words
        assert ours(words) == percent, words
        below = chance.randint(2, 99)
        above = chance.randint(1, below - 1)
        words = f"{cn2an.an2cn(below, 'low')}分之{cn2an.an2cn(above, 'low')}"
        if below != 10:  # 十分之 is also an adverb
            assert abs(theirs(chinese2digits, words) - ours(words)) < Decimal("0.000001"), words


def money() -> list[str]:
    """Amounts as articles write them: digits and characters, with and without words that bound them."""
    chance = random.Random(SEED)
    before, after = ("", "", "超过", "约", "近"), ("", "", "以上", "左右")
    found = []
    while len(found) < TRIES:
        number = Decimal(chance.randint(1, 99_999)).scaleb(-chance.choice((0, 0, 1, 2)))
        ahead = chance.choice(before)
        behind = chance.choice(after) if not ahead else ""
        unit = chance.choice(("元", "元", "美元", "欧元", "港元"))
        multiplier = chance.choice(("", "万", "亿", "万亿", "千万", "百亿"))
        found.append(f"{ahead}{number:f}{multiplier}{unit}{behind}")
    return found


def figure_in(words: str) -> Figure:
    """The only figure of a sentence with the words."""
    sentence = f"全年完成投资{words}。"
    (figure,) = read(sentence, [Passage(0, None, 1, 1, 0, len(sentence), sentence)], date(2025, 12, 29)).figures
    assert figure.figure_text == words
    return figure


def close(exact: Decimal, floating: Decimal) -> bool:
    """Equal to the digits that a float holds."""
    return abs(exact - floating) <= exact * Decimal("1e-14") + Decimal("0.005")


def test_money(jionlp):
    for words in money():
        answer = jionlp.parse_money(words)
        figure = figure_in(words)
        assert figure.unit == answer["case"], words
        assert figure.value is not None and close(figure.value, Decimal(answer["num"])), words
        assert figure.relation in OPEN[answer["definition"]], words


def test_money_written_out(cn2an, jionlp):
    for number in integers():
        if number <= 10:
            continue  # 一元 is a word as well
        words = f"{cn2an.an2cn(number, 'low')}元"
        assert figure_in(words).value == number, words
        assert close(Decimal(number), Decimal(jionlp.parse_money(words)["num"])), words
