"""The build as a whole: what it publishes, what it leaves alone, what it refuses and what it says."""

import pytest

from pipelines.figures.read import read
from pipelines.tables.publish import builder_lock

GOOD = ("2024年，青川县新建农村公路120公里，完成投资3.5亿元。", "全县常住人口18.6万人，比上年增长1.2%。")


def test_the_archive_becomes_figures_that_can_be_queried(built) -> None:
    assert built.query("select count(*) from marts.dim_articles") == [(1,)]
    [(figures,)] = built.query("select count(*) from marts.fct_figures")
    assert figures > 50
    wrong = """select figure_id from marts.fct_figures join marts.dim_articles using (article_id)
    where substr(body_text, char_start + 1, char_end - char_start) != figure_text"""
    assert built.query(wrong) == []


def test_the_joint_projects_are_those_of_the_article(built) -> None:
    rows = built.query("select year, projects, investment_yuan from marts.rpt_joint_projects order by year")
    assert [row[0] for row in rows] == [2020, 2021, 2022, 2023, 2024]
    assert [int(row[1]) for row in rows] == [31, 67, 160, 248, 300]
    assert [row[2] / 10**10 for row in rows] == [58, 157, 204, 325, 355]


@pytest.mark.parametrize("pages", [0, 1], ids=["no page", "no good page"])
def test_nothing_is_published_without_a_good_page(house, pages) -> None:
    if pages:
        house.write("empty.html")
    said = house.chengyu("build")
    assert said.code == 1 and "Traceback" not in said.err
    assert ("some_page_is_good" if pages else "There are no pages") in said.err
    assert not house.warehouse.exists()


def test_many_articles_that_break_a_rule_stop_the_build(house, monkeypatch) -> None:
    def stumbling(body_text: str, *rest, **more):
        if "不可读" in body_text:
            raise ValueError("the reading stumbled")
        return read(body_text, *rest, **more)

    monkeypatch.setattr("pipelines.defs.build_session.read", stumbling)
    for number in range(99):
        house.write(f"{number}.html", f"2024年，青川县新建农村公路{number + 10}公里。")
    house.write("bad.html", "2024年，青川县有一处不可读的地方。")
    assert house.chengyu("build").code == 0, "one of a hundred is tolerated"
    before = house.warehouse.read_bytes()
    house.write("bad_too.html", "2024年，青川县有两处不可读的地方。")
    said = house.chengyu("build")
    assert said.code == 1
    assert "few_articles_kept_out" in said.err and "bad_too.html" in said.err and "stumbled" in said.err
    assert "The published warehouse is as it was." in said.err
    assert house.warehouse.read_bytes() == before


def test_a_build_waits_a_stated_time_for_another_and_names_it(house) -> None:
    house.write("one.html", *GOOD)
    with builder_lock(house.warehouse, 0, "test of locks"):
        said = house.chengyu("build", CHENGYU_LOCK_WAIT_SECONDS="0.3")
    assert said.code == 1
    assert "test of locks" in said.err and "waited 0.3 s" in said.err
