from dataclasses import replace

import pytest

from pipelines.figures.model import Reading
from pipelines.pages.archive import PageError
from pipelines.tables.batches import parse_pages, read_articles


@pytest.fixture
def archive(tmp_path, page):
    pages = [replace(page, raw_path=f"{name}.html", source_url=None, sha256=mark * 64) for name, mark in ("a1", "b2")]
    for one in pages:
        (tmp_path / one.raw_path).write_text("<html>")
    return tmp_path, pages


def made(article):
    return lambda data, page: replace(article, source_url=None)


def test_pages_become_frames_of_every_table(archive, article):
    frames = parse_pages(*archive, made(article))
    assert {name: rows.height for name, rows in frames.items()} == {
        "articles": 2, "passages": 6, "tables": 2, "table_cells": 8, "quarantine": 0,
    }  # fmt: skip


def test_a_page_that_cannot_be_read_is_in_quarantine_and_the_rest_goes_on(archive, article):
    def parse(data, page):
        if page.raw_path == "a.html":
            raise PageError("a.html has no text")
        return article

    frames = parse_pages(*archive, parse)
    assert frames["articles"]["raw_path"].to_list() == ["b.html"]
    (row,) = frames["quarantine"].rows(named=True)
    assert (row["rule"], row["message"], row["raw_path"]) == ("page", "a.html has no text", "a.html")
    assert row["whole_article"]


def test_an_error_that_nobody_foresaw_is_named(archive):
    def parse(data, page):
        raise RecursionError("too deep")

    assert parse_pages(*archive, parse)["quarantine"]["message"].to_list() == ["RecursionError: too deep"] * 2


def test_an_article_whose_passages_misquote_the_text_is_kept_out_whole(archive, article):
    wrong = replace(article, passages=(*article.passages[:-1], replace(article.passages[-1], text="别的话")))
    frames = parse_pages(*archive, made(wrong))
    assert frames["articles"].height == frames["passages"].height == frames["table_cells"].height == 0
    assert frames["quarantine"]["rule"].to_list() == ["quote_law"] * 2


@pytest.fixture
def parsed(archive, article):
    return parse_pages(*archive, made(article))


def test_articles_become_frames_with_one_reading_each(parsed, reading):
    frames = read_articles(parsed, lambda *_, **__: reading)
    assert frames["readings"].select("is_good", "figures", "numerals", "unread").rows() == [(True, 4, 7, 0)] * 2
    assert frames["quarantine"].height == 0


def test_the_reader_gets_the_article_as_it_was_parsed(parsed, article, reading):
    def read(body_text, passages, published_on, title, tables, publisher):
        assert (body_text, passages, published_on) == (article.body_text, article.passages, article.published_on)
        assert (title, tables, publisher) == (article.title, article.tables, "某市政府")
        return reading

    assert read_articles(parsed, read)["readings"]["is_good"].all()


def test_an_article_that_breaks_a_law_is_kept_out_whole_and_counted(parsed, reading):
    readings = iter([replace(reading, numerals=reading.numerals[1:]), reading])
    frames = read_articles(parsed, lambda *_, **__: next(readings))
    assert frames["readings"]["is_good"].to_list() == [False, True]
    assert frames["figures"]["version_id"].n_unique() == 1
    (row,) = frames["quarantine"].rows(named=True)
    assert row["rule"] == "conservation_law"
    assert row["sentence"] == "一、总体情况"


def test_a_reader_that_fails_costs_its_article_only(parsed, reading):
    def read(*_, **__):
        raise ZeroDivisionError("no")

    frames = read_articles(parsed, read)
    assert frames["readings"].select("is_good", "figures").rows() == [(False, 0)] * 2
    assert frames["quarantine"]["rule"].to_list() == ["reading"] * 2


def test_a_bad_figure_goes_alone_and_its_numeral_stays_unread(parsed, reading):
    figures = (replace(reading.figures[0], measure="guess"), *reading.figures[1:])
    bad = Reading(figures, reading.numerals, reading.enumerations, reading.mentions)
    frames = read_articles(parsed, lambda *_, **__: bad)
    assert frames["readings"].select("is_good", "figures", "numerals", "unread").rows() == [(True, 3, 7, 1)] * 2
    unread = frames["numerals"].filter(frames["numerals"]["disposition"] == "unknown").rows(named=True)
    assert [(row["text"], row["figure_id"], row["rule"]) for row in unread] == [("12条", None, "quarantined: made")] * 2
    assert frames["quarantine"]["sentence"].to_list() == ["全市开通航线由12条增至15条。"] * 2
    assert not frames["quarantine"]["whole_article"].any()
