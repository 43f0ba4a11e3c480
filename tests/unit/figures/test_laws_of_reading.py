"""The two laws on any text: every token lies in exactly one ledger row, and offsets reproduce the words.

The scanner here is written from the contract, apart from the reading's own.
"""

import random
import re
import time
from datetime import date
from decimal import localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.figures.model import Reading
from pipelines.figures.read import read
from pipelines.pages.model import Passage

ON = date(2025, 6, 9)
DIGITS = "0123456789０１２３４５６７８９"
HANZI = "〇零一二三四五六七八九十百千万亿兆两壹贰叁肆伍陆柒捌玖拾佰仟廿卅半"
WORDS = re.split(
    "[|]",
    "2024年|上半年|截至2025年5月底|5年来|“十四五”期间|四川省|成都市|川渝|全国|地区生产总值|进出口|高速公路|中欧班列|增长|下降|达|超|近|约|"
    "以上|左右|分别|其中|占|比重|由|提高至|3.6万亿元|12.5%|0.3个百分点|1.4万余台(套)|三成|十余个|上百家|数十亿元|2/3|30%—40%|一、|（二）|"
    "2024 年|3.2 万家| 12 个| "
    "|第三|首批|双城|一带一路|5G|1+7+13+N|国办发〔2017〕47号|Ⅱ类|①|万亿元级|两省市|“三统一”|《规划》|，|、|。|；|：|\n",
)


MARKED = ((0x2160, 0x2188), (0x2460, 0x24FF), (0x3220, 0x3229))


def _is_group(text: str, at: int) -> bool:
    """Whether exactly three digits stand at `at`."""
    group = text[at : at + 3]
    return len(group) == 3 and all(c in DIGITS for c in group) and text[at + 3 : at + 4] not in tuple(DIGITS)


def tokens(text: str) -> list[tuple[int, int]]:
    """The numeral tokens of the contract, found character by character."""
    found, at = [], 0
    while at < len(text):
        start, character = at, text[at]
        if character in DIGITS:
            while at < len(text):
                if text[at] in DIGITS:
                    at += 1
                elif (
                    text[at] in ",，"
                    and text[at + 1 : at + 4].strip(DIGITS) == ""
                    and len(text[at + 1 : at + 4]) == 3
                    and (text[at + 4 : at + 5] not in DIGITS or at + 4 >= len(text))
                ):
                    at += 4
                elif text[at] in "./．／" and text[at + 1 : at + 2] and text[at + 1] in DIGITS:
                    at += 1
                else:
                    break
        elif character in HANZI:
            while at < len(text) and text[at] in HANZI:
                at += 1
        elif (
            0x2160 <= ord(character) <= 0x2188
            or 0x2460 <= ord(character) <= 0x24FF
            or 0x3220 <= ord(character) <= 0x3229
        ):
            at += 1
        else:
            at += 1
            continue
        found.append((start, at))
    return found


def reading_of(text: str) -> Reading:
    """Reads `text` with one passage a line."""
    passages, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line:
            passages.append(Passage(0, None, number, 0, at, at + len(line), line))
        at += len(line) + 1
    return read(text, passages, ON, "某市经济运行情况", ())


def assert_laws(text: str) -> None:
    reading = reading_of(text)
    ends = -1
    for row in reading.numerals:
        assert row.char_start >= ends, f"rows overlap at {row}"
        assert text[row.char_start : row.char_end] == row.text
        ends = row.char_end
    for start, end in tokens(text):
        covering = [r for r in reading.numerals if r.char_start < end and r.char_end > start]
        assert len(covering) == 1, f"{text[start:end]!r} lies in {covering}"
        assert covering[0].char_start <= start and covering[0].char_end >= end
    for index, figure in enumerate(reading.figures):
        assert text[figure.char_start : figure.char_end] == figure.figure_text
        assert sum(row.figure_index == index for row in reading.numerals) == 1
    assert sum(row.disposition == "figure" for row in reading.numerals) == len(reading.figures)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_the_laws_hold_on_shuffled_words(text: str) -> None:
    assert_laws(text)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet=HANZI + DIGITS + ",，.。/、%年月日元个第首双分之成点abGN+-—~“”《》()（） \n", max_size=80))
def test_the_laws_hold_on_random_characters(text: str) -> None:
    assert_laws(text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_the_laws_hold_on_any_unicode(text: str) -> None:
    assert_laws(text)


def test_the_laws_hold_on_a_shuffled_article() -> None:
    sentences = [
        "2024年，全市地区生产总值突破1.2万亿元，同比增长6.1%，其中第一、二、三产业分别增长3.2%、6.4%、6.3%。",
        "新增市级以上研发平台十余个，上百家企业参与，研发投入占比由2.9%提高至3.1%。",
        "开通国际班列线路26条，累计开行超1.1万列，货值近千亿元。",
        "一、工作回顾\n（一）“两桥一隧”建成通车，日均车流3万辆次。",
    ]
    dice = random.Random(5)
    for _ in range(40):
        mixed = [dice.choice(sentences) for _ in range(6)]
        cut = dice.randrange(len(mixed[0]))
        assert_laws("".join(mixed)[cut:] + " 🚄 GDP≈3.5e4 " + "\n".join(mixed))


def test_the_reading_does_not_depend_on_the_caller_s_precision() -> None:
    text = "进出口总值29362.15亿元，占地1234567.89亩，覆盖三分之一。"
    with localcontext(prec=5):
        lowered = reading_of(text)
    assert lowered == reading_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 20000,
        "一" * 20000,
        "1、" * 8000,
        "十万亿" * 5000,
        "（" * 10000 + "5个",
        "“" * 10000 + "3%",
        "由1%" * 4000,
        "第一、" * 6000,
        "2024年" * 4000,
        "1+" * 8000,
        "四川、" * 6000 + "增长5%",
        "的" * 20000 + "3家",
        "，增长" * 6000 + "5%",
    ],
    ids=lambda text: text[:6],
)
def test_no_text_makes_the_reading_run_away(text: str) -> None:
    started = time.perf_counter()
    reading_of(text)
    assert time.perf_counter() - started < 20  # seconds for at most 30,000 characters: far above the worst seen
