from dataclasses import replace
from decimal import Decimal

from pipelines.tables.rows import amount, extracted_rows, parsed_rows, passages_of, tables_of


def extracted(page, article, reading):
    parsed = parsed_rows(page, article)
    return extracted_rows(parsed["articles"][0], parsed["passages"], reading)


def test_the_article_row_joins_page_and_manifest(page, article):
    (row,) = parsed_rows(page, article)["articles"]
    assert row["publisher"] == "某市政府"
    assert row["first_seen_at"].isoformat() == "2025-03-01T08:00:00"
    assert row["characters"] == len(article.body_text)
    assert row["raw_path"] == "city/routes.html"


def test_rows_give_back_the_passages_and_tables_they_came_from(page, article):
    rows = parsed_rows(page, article)
    assert passages_of(reversed(rows["passages"])) == article.passages
    assert tables_of(rows["tables"], reversed(rows["table_cells"])) == article.tables


def test_equal_sentences_have_ids_of_their_own(page, article, reading):
    parsed = parsed_rows(page, article)
    assert len({row["passage_id"] for row in parsed["passages"]}) == 3
    figures = extracted(page, article, reading)["figures"]
    assert len({row["figure_id"] for row in figures}) == 4
    numerals = extracted(page, article, reading)["numerals"]
    assert len({row["numeral_id"] for row in numerals}) == 7


def test_a_figure_keeps_its_id_when_text_before_it_changes(page, article, reading):
    ids = {row["figure_id"] for row in extracted(page, article, reading)["figures"]}
    shift = "前言。\n"
    moved = replace(
        article,
        body_text=shift + article.body_text,
        passages=tuple(
            replace(p, char_start=p.char_start + len(shift), char_end=p.char_end + len(shift)) for p in article.passages
        ),
    )
    later = replace(
        reading,
        figures=tuple(
            replace(f, char_start=f.char_start + len(shift), char_end=f.char_end + len(shift)) for f in reading.figures
        ),
        numerals=(), enumerations=(), mentions=(),
    )  # fmt: skip
    assert {row["figure_id"] for row in extracted(page, moved, later)["figures"]} == ids


def test_both_ends_of_a_pair_share_its_id_and_the_ledger_names_the_figure(page, article, reading):
    rows = extracted(page, article, reading)
    first, second, third, _ = rows["figures"]
    assert first["pair_id"] == second["pair_id"] != third["pair_id"]
    assert first["series_id"] is None
    named = [row["figure_id"] for row in rows["numerals"] if row["disposition"] == "figure"]
    assert named == [row["figure_id"] for row in rows["figures"]]
    assert rows["enumerations"][0]["figure_id"] == second["figure_id"]


def test_the_evidence_link_holds_the_words_encoded(page, article, reading):
    url = extracted(page, article, reading)["figures"][0]["evidence_url"]
    assert url.startswith("http://Example.org:80/routes.html#:~:text=")
    assert "12%E6%9D%A1" in url


def test_amounts_are_exact_where_a_float_would_not_be():
    assert amount(Decimal("12345678901234567.1234567891")) == Decimal("12345678901234567.1234567891")
    assert amount(Decimal(2) / Decimal(3)) == Decimal("0.6666666667")
    assert amount(None) is None


def test_what_a_reading_depends_on_is_hashed(page, article):
    def text_key(one):
        return parsed_rows(page, one)["articles"][0]["text_sha256"]

    assert text_key(article) == text_key(replace(article, findings=("odd",)))
    assert text_key(article) != text_key(replace(article, published_on=None))
    assert text_key(article) != text_key(replace(article, tables=()))
