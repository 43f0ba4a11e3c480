"""The command's words: what they print, and the one sentence and exit code where they refuse."""

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest


def joint_investment(built) -> str:
    """The figure of the last year's joint projects."""
    sql = "select figure_ids[2] from marts.rpt_joint_projects where year = 2024"
    return built.query(sql)[0][0]


def test_query_prints_rows_in_three_forms(built) -> None:
    sql = "select 'a' as word, 1.50::decimal(38, 10) as number, null as nothing, ['甲', '乙'] as list"
    assert json.loads(built.chengyu("query", sql, "--json").out) == [
        {"word": "a", "number": 1.5, "nothing": None, "list": ["甲", "乙"]}
    ]
    assert list(csv.reader(io.StringIO(built.chengyu("query", sql, "--format", "csv").out))) == [
        ["word", "number", "nothing", "list"],
        ["a", "1.5", "", "甲、乙"],
    ]
    assert "甲、乙" in built.chengyu("query", sql).out


def test_query_keeps_digits_that_a_float_would_lose(built) -> None:
    number = "12345678901234567.8901234567"
    said = built.chengyu("query", f"select {number}::decimal(38, 10) as number", "--json")
    assert json.loads(said.out, parse_float=Decimal) == [{"number": Decimal(number)}]


@pytest.mark.parametrize(
    "sql",
    [
        "drop table marts.fct_figures",
        "create table marts.own (a int)",
        "copy (select 1) to '/tmp/chengyu_leak.csv'",
        "select * from read_csv('/etc/passwd')",
        "select nonsense",
        "selec 1",
    ],
)
def test_query_refuses_with_a_sentence(built, sql) -> None:
    said = built.chengyu("query", sql)
    assert said.code == 1 and said.err.strip() and "Traceback" not in said.err
    assert built.query("select count(*) from marts.dim_articles") == [(1,)]


def test_find_gives_ids_that_explain_takes(built) -> None:
    found = json.loads(built.chengyu("find", "中欧班列", "--json").out)
    figure = next(row for row in found if row["kind"] == "figure")
    said = built.chengyu("explain", figure["id"])
    assert said.code == 0 and figure["words"] in said.out


def test_find_says_that_it_found_nothing(built) -> None:
    assert "Nothing holds" in built.chengyu("find", "不见于此的词").out


def test_explain_shows_the_words_the_steps_and_the_source(built) -> None:
    figure_id = joint_investment(built)
    out = built.chengyu("explain", figure_id).out
    assert "【3.55万亿元】" in out
    assert "3.55 × 万亿" in out and "5 of 5" in out
    assert "ndrc/" in out
    told = json.loads(built.chengyu("explain", figure_id, "--json").out)
    assert told["value"] == 3550000000000 and told["steps"]


def test_unknown_figures_are_refused(built) -> None:
    said = built.chengyu("explain", "0123456789abcdef")
    assert said.code == 1 and "There is no figure 0123456789abcdef" in said.err


@pytest.mark.parametrize("words", [("query", "select 1"), ("find", "铁路"), ("explain", "x"), ("builds",)])
def test_before_the_first_build_the_way_is_shown(house, words) -> None:
    said = house.chengyu(*words)
    assert said.code == 1 and "chengyu build" in said.err and "Traceback" not in said.err


@pytest.mark.parametrize("words", [("no-such-word",), ("explain",), ("build", "--no-such-option")])
def test_wrong_usage_is_exit_2(house, words) -> None:
    assert house.chengyu(*words).code == 2


def test_a_missing_archive_is_one_sentence(house) -> None:
    said = house.chengyu("build", "--raw", str(house.root / "nowhere"))
    assert said.code == 1 and "there is no folder" in said.err and "Traceback" not in said.err


def test_settings_that_make_no_sense_are_one_sentence(house) -> None:
    said = house.chengyu("build", CHENGYU_WORKERS="many")
    assert said.code == 1 and "CHENGYU_WORKERS" in said.err and "Traceback" not in said.err


def test_add_takes_pages_in_and_says_what_became_of_each(house, tmp_path) -> None:
    folder = tmp_path / "saved"
    folder.mkdir()
    page = house.write("page.html", "2024年，旺苍县改造危房320户。").rename(folder / "page.html")
    said = house.chengyu("add", str(folder))
    assert said.code == 0 and "1 new" in said.out
    assert "1 unchanged" in house.chengyu("add", str(folder)).out
    assert [path.name for path in house.raw.rglob("*.html")] == [page.name]
    refused = house.chengyu("add", str(tmp_path / "nowhere"))
    assert refused.code == 1 and "Traceback" not in refused.err


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:1/a.html", "http://169.254.169.254/"])
def test_add_refuses_addresses_that_are_no_ones_pages(house, address) -> None:
    said = house.chengyu("add", address)
    assert said.code == 1 and "Traceback" not in said.err
    assert not list(house.raw.rglob("*.html"))


def test_fetch_says_that_no_source_is_switched_on(house) -> None:
    said = house.chengyu("fetch")
    assert said.code == 1 and "sources.yml" in said.err
    assert house.chengyu("fetch", "no_such_source").code == 1


def test_doctor_finds_a_sound_house_sound(built) -> None:
    said = built.chengyu("doctor", "--json")
    assert said.code == 0, said.out
    assert {finding["subject"] for finding in json.loads(said.out)} >= {"installation", "archive", "warehouse", "runs"}


def test_doctor_says_what_to_do(house) -> None:
    said = house.chengyu("doctor")
    assert said.code == 1 and "chengyu add" in said.out and "chengyu build" in said.out


def test_the_command_works_from_any_folder(built, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    (Path("pages")).mkdir()
    assert built.chengyu("query", "select 1").code == 0
    said = built.chengyu("build", "--raw", "pages", "--warehouse", "own.duckdb")
    assert said.code == 1 and str(tmp_path / "pages") in said.err
