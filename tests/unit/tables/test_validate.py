from decimal import Decimal

import polars as pl
import pytest
from pandera.errors import SchemaErrors

from pipelines.tables.rows import extracted_rows, parsed_rows
from pipelines.tables.validate import frame, quarantine_row, split


@pytest.fixture
def figures(page, article, reading):
    parsed = parsed_rows(page, article)
    return extracted_rows(parsed["articles"][0], parsed["passages"], reading)["figures"]


def test_good_rows_pass_as_they_are(figures):
    rows = frame("extracted.figures", figures)
    good, refused = split("extracted.figures", rows)
    assert good.equals(rows)
    assert refused == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"relation": "about"}, "relation is 'about'"),
        ({"value_low": Decimal(99)}, "value_low must not lie above value_high"),
        ({"value": Decimal(11)}, "an exact value is both its bounds"),
        ({"relation": "range"}, "a range has bounds and no value"),
        ({"char_end": 0}, "char_start must lie before char_end"),
        ({"figure_id": "no hash"}, "figure_id is 'no hash'"),
        ({"dimension": None}, "dimension is None"),
    ],
)
def test_a_bad_row_is_refused_with_a_sentence_and_the_others_go_on(figures, change, words):
    rows = frame("extracted.figures", [figures[0] | change, *figures[1:]])
    good, refused = split("extracted.figures", rows)
    assert good.height == 3
    assert any(words in one.message for one in refused)
    assert all(one.row["figure_text"] == "12条" for one in refused)


def test_a_failure_is_one_line_with_table_key_and_sentence(figures):
    bad = figures[0] | {"measure": "guess"}
    (refused,) = split("extracted.figures", frame("extracted.figures", [bad]))[1]
    line = refused.line("由12条增至15条。")
    assert line.startswith(f"extracted.figures {bad['figure_id']}: measure is 'guess'")
    assert line.endswith("— “由12条增至15条。”")
    assert "\n" not in line


def test_a_wrong_frame_is_a_fault_of_the_code():
    with pytest.raises(SchemaErrors):
        split("extracted.numerals", pl.DataFrame({"numeral_id": ["x"]}))


def test_quarantine_keeps_the_row_exactly(figures):
    head = {"version_id": "0" * 16, "article_id": "1" * 16, "raw_path": "a.html"}
    bad = figures[0] | {"value": Decimal("12345678901234567.1234567891")}
    (refused,) = split("extracted.figures", frame("extracted.figures", [bad]))[1][:1]
    row = quarantine_row(head, refused, "句。")
    assert '"value": "12345678901234567.1234567891"' in row["row_json"]
    assert frame("extracted.quarantine", [row]).height == 1
