"""A hand-made page, its article and its reading: small, and with every shape that rows can have."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pipelines.figures.model import Enumeration, Figure, Mention, Numeral, Reading
from pipelines.pages.archive import ArchivedPage
from pipelines.pages.model import Article, Cell, Passage, Table

BODY = "一、总体情况\n全市开通航线由12条增至15条。\n全市开通航线由12条增至15条。\n指标\t2024年\n航线\t15"
TWICE = "全市开通航线由12条增至15条。"


@pytest.fixture
def page() -> ArchivedPage:
    return ArchivedPage(
        raw_path="city/routes.html",
        sha256="ab" * 32,
        size=1234,
        source_url="HTTP://Example.org:80/routes.html#top",
        fetched_at=datetime(2025, 3, 1, 8, tzinfo=UTC),
        publisher="某市政府",
    )


@pytest.fixture
def article() -> Article:
    first = BODY.index(TWICE)
    second = BODY.index(TWICE, first + 1)
    table = BODY.index("指标")
    return Article(
        title="航线增加",
        body_text=BODY,
        passages=(
            Passage(1, "总体情况", 0, 0, 0, 6, "一、总体情况", is_heading=True),
            Passage(1, "总体情况", 1, 0, first, first + len(TWICE), TWICE),
            Passage(1, "总体情况", 2, 0, second, second + len(TWICE), TWICE),
        ),
        tables=(
            Table(
                0, None, None, 1, "总体情况", table, len(BODY),
                (
                    Cell(0, 0, 1, 1, True, "指标", table, table + 2),
                    Cell(0, 1, 1, 1, True, "2024年", table + 3, table + 8),
                    Cell(1, 0, 1, 1, True, "航线", table + 9, table + 11),
                    Cell(1, 1, 1, 1, False, "15", table + 12, table + 14),
                ),
            ),
        ),
        published_on=date(2025, 2, 28),
        source_url="HTTP://Example.org:80/routes.html#top",
    )  # fmt: skip


def exact(start: int, text: str, passage_index: int, value: str, **more: object) -> Figure:
    """A count with an exact value."""
    amount = Decimal(value)
    plain = {"qualifier_text": None, "unit": "条", "unit_code": "1", "value_base": amount, "dimension": "count"}
    return Figure(
        start, start + len(text), text, passage_index, amount, amount, amount, "eq", **{**plain, **more}, rule="made"
    )  # fmt: skip


def reading_of(article: Article) -> Reading:
    """Four figures in two equal sentences, each pair 由…至…, and the whole ledger."""
    body = article.body_text
    figures, numerals = [], [Numeral(0, 1, "一", "list_marker", "made")]
    for index, passage in enumerate(article.passages[1:], 1):
        for role, words, value in (("from", "12条", "12"), ("to", "15条", "15")):
            start = passage.char_start + passage.text.index(words)
            figures.append(exact(start, words, index, value, pair_index=index, pair_role=role, subject="航线"))
            numerals.append(Numeral(start, start + 3, words, "figure", "made", len(figures) - 1))
    table = body.index("2024年")
    numerals += [
        Numeral(table, table + 5, "2024年", "table", "made"),
        Numeral(len(body) - 2, len(body), "15", "table", "made"),
    ]
    passage = article.passages[1]
    return Reading(
        tuple(figures),
        tuple(numerals),
        (Enumeration(passage.char_start, passage.char_end, 1, "航线", 15, ("甲", "乙"), True, 1),),
        (Mention(passage.char_start + 2, passage.char_start + 6, "开通航线", 1, "air_routes"),),
    )


@pytest.fixture
def reading(article: Article) -> Reading:
    return reading_of(article)
