import pytest

from pipelines.tables.laws import NUMERAL_TOKEN, broken_conservation, broken_quotes


def row(start: int, text: str, figure_id: str | None = None, **more: object) -> dict:
    return {"char_start": start, "char_end": start + len(text), "text": text, "figure_id": figure_id, **more}


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("产值1,234.5万元", ["1,234.5", "万"]),
        ("增至１，２３４家", ["１，２３４"]),
        ("在2024,300家企业", ["2024", "300"]),
        ("有12,34个", ["12", "34"]),
        ("下降2/3,7.5.1版", ["2/3", "7.5.1"]),
        ("第Ⅱ类①②㈠", ["Ⅱ", "①", "②", "㈠"]),
        ("十余个、两成半", ["十", "两", "半"]),
        ("双首几数第", []),
        ("二〇二五年", ["二〇二五"]),
    ],
)
def test_tokens_are_those_of_the_contract(text, tokens):
    assert [match[0] for match in NUMERAL_TOKEN.finditer(text)] == tokens


def test_a_quote_must_be_what_stands_there():
    good, shifted = row(2, "12个"), row(1, "12个")
    assert broken_quotes("共有12个", [good], "text") == []
    (broken,) = broken_quotes("共有12个", [shifted], "text")
    assert broken.rule == "quote_law"
    assert "'有12'" in broken.message


TEXT = "建成12个,占3.5%"
LEDGER = [row(2, "12个", "f1"), row(7, "3.5%", "f2")]
FIGURES = [{"figure_id": "f1", "figure_text": "12个", "char_start": 2, "char_end": 5},
           {"figure_id": "f2", "figure_text": "3.5%", "char_start": 7, "char_end": 11}]  # fmt: skip


def messages(figures: list[dict], ledger: list[dict]) -> list[str]:
    return [broken.message for broken in broken_conservation(TEXT, figures, ledger)]


def test_a_whole_ledger_breaks_nothing():
    assert messages(FIGURES, LEDGER) == []


def test_a_numeral_without_a_row_is_named_with_its_words():
    (message,) = messages(FIGURES[:1], LEDGER[:1])
    assert message == "the numeral '3.5' in '建成12个,占3.5%' lies in no row of the ledger"


def test_a_row_that_holds_half_a_token_does_not_count():
    half = [LEDGER[0], row(7, "3", "f2")]
    assert "'3.5'" in messages(FIGURES, half)[0]


def test_rows_must_not_overlap():
    twice = [*LEDGER, row(3, "2个")]
    assert messages(FIGURES, twice) == ["two rows of the ledger overlap: '12个' and '2个'"]


def test_a_figure_needs_exactly_one_row_at_its_place():
    assert messages(FIGURES, [LEDGER[0], row(7, "3.5%")]) == ["the figure '3.5%' has 0 rows of the ledger, not one"]
    swapped = [row(2, "12个", "f2"), row(7, "3.5%", "f1")]
    assert messages(FIGURES, swapped) == [
        "the figure '12个' stands elsewhere in the ledger",
        "the figure '3.5%' stands elsewhere in the ledger",
    ]


def test_a_row_must_not_name_a_figure_that_is_not_there():
    assert messages(FIGURES[:1], LEDGER) == ["the ledger's row '3.5%' names a figure that is not there"]
