"""A made-up archive whose articles disagree in known ways: what the warehouse says of them, all of it and no more."""

import hashlib
from pathlib import Path

import pytest

from pipelines.defs import dbt_run
from pipelines.defs.build_session import LOADERS, BuildSession
from pipelines.settings import Settings
from pipelines.tables import store

PAGE = """<html><head><meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="{day} 09:00">
<meta name="ContentSource" content="某报"></head><body><div class="article_con"><div class="TRS_Editor">{body}</div>
</div></body></html>"""

FILLER = [
    "各地坚持把项目建设作为重要抓手，加强统筹协调，完善工作机制，推动任务落地见效，群众的获得感持续增强。",
    "有关部门表示，下一步将加强服务保障，优化办理流程，加快形成更多可以推广的经验做法，促进区域协同发展。",
]

ARTICLES = {
    "bulletin": ("四川经济运行情况", "2024-02-01", [
        "2023年，四川省地区生产总值60132.9亿元。2023年前三季度，四川省地区生产总值43387亿元。",
        "2023年，川渝地区生产总值9.03万亿元。2023年，成渝地区双城经济圈地区生产总值8.19万亿元。",
        "2022年，川渝共建重点项目160个。2023年，川渝共建重点项目248个。",
    ]),
    "rounded": ("春节里的产业观察", "2024-02-05", ["2023年，四川省地区生产总值6.01万亿元，开局良好，企业忙着备货。"]),
    "wrong": ("一家之言谈发展", "2024-02-03", ["2023年，四川省地区生产总值5.2万亿元，这一数字引人注目，值得讨论。"]),
    "revised": ("四川发布最终核实数据", "2025-02-01", [
        "2023年，四川省地区生产总值60500.2亿元。2024年，四川省地区生产总值64697亿元。",
        "2025年，四川省地区生产总值力争达到6.8万亿元。",
    ]),
    "tables": ("一县主要指标", "2025-03-01", ["某县2024年主要指标如下表。"]),
}  # fmt: skip

TABLE = """<p>表1 某县主要指标</p><table><tr><th>指标</th><th>单位</th><th>2023年</th><th>2024年</th></tr>
<tr><td>粮食产量</td><td>万吨</td><td>12.5</td><td>13</td></tr><tr><td>农户</td><td>户</td><td>800</td><td>1,050</td></tr>
</table>"""
CORRECTIONS = """
- figure: {figure_id}
  field: value
  old: 160
  new: 161
  reason: a slip in print
  author: editor
"""


def page(name: str, body: list[str] | None = None, day: str | None = None, more: str = "") -> str:
    title, published, own = ARTICLES[name]
    lines = [*(body or own), *(f"{title}。{line}" for line in FILLER)]
    return PAGE.format(title=title, day=day or published, body="".join(f"<p>{line}</p>" for line in lines) + more)


def write_archive(raw: Path) -> None:
    """Each article once; the bulletin reprinted two days later; the revised one in a second version."""
    raw.mkdir()
    for name in ARTICLES:
        more = TABLE if name == "tables" else ""
        (raw / f"{name}.html").write_text(page(name, more=more), encoding="utf-8")
    reprint = page("bulletin", day="2024-02-03").replace("</div>\n</div>", "<p>转载自四川发布。</p></div>\n</div>")
    (raw / "reprint.html").write_text(reprint, encoding="utf-8")
    _, _, lines = ARTICLES["revised"]
    later = page("revised", [line.replace("64697亿元", "64700亿元") for line in lines])
    mark = hashlib.sha256(later.encode()).hexdigest()[:8]
    (raw / f"revised@{mark}.html").write_text(later, encoding="utf-8")
    (raw / "empty.html").write_text("<html><body></body></html>", encoding="utf-8")


def build(root: Path) -> tuple[Path, list[dbt_run.NodeResult]]:
    """The archive's private warehouse file with everything dbt makes of it, and dbt's results."""
    session = BuildSession(Settings(raw_dir=root / "raw", warehouse=root / "warehouse" / "chengyu.duckdb"))
    session.parse_due()
    session.read_due()
    for layer in LOADERS:
        session.load(layer)
    return session.private, dbt_run.run(session.private, root / "target", [], lambda *_: None)


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory):
    root = tmp_path_factory.mktemp("made_up")
    write_archive(root / "raw")
    file, results = build(root)
    assert [(result.unique_id, result.message) for result in results if result.status not in ("success", "pass")] == []
    return file


def rows(warehouse: Path, sql: str) -> list[tuple]:
    return store.query(warehouse, sql).rows


def test_every_page_is_an_article_a_version_or_in_quarantine(warehouse):
    assert rows(warehouse, "select count(*) from marts.dim_articles") == [(6,)]
    assert rows(warehouse, "select raw_path, rule from marts.quarantine") == [("empty.html", "page")]
    assert rows(warehouse, "select pages, articles, quarantined_pages, unknown from marts.build_info") == [(8, 6, 1, 0)]


def test_all_conflicts_are_found_and_none_else(warehouse):
    found = rows(
        warehouse,
        """
        select earlier.figure_text, later.figure_text, conflicts.kind
        from marts.fct_conflicts as conflicts
        inner join marts.fct_figures as earlier on earlier.figure_id = conflicts.figure_id_a
        inner join marts.fct_figures as later on later.figure_id = conflicts.figure_id_b
        """,
    )
    assert set(found) == {
        ("60132.9亿元", "6.01万亿元", "rounding"),
        ("60132.9亿元", "5.2万亿元", "contradiction"),
        ("5.2万亿元", "6.01万亿元", "contradiction"),
        ("60132.9亿元", "60500.2亿元", "revision"),
        ("5.2万亿元", "60500.2亿元", "revision"),
        ("6.01万亿元", "60500.2亿元", "revision"),
    }


def test_places_times_and_targets_are_never_mixed(warehouse):
    found = rows(
        warehouse,
        """
        select region_name, cast(period_start as varchar), period_kind, is_target, value, n_figures, n_articles
        from marts.fct_observations
        where indicator_id = 'gdp'
        order by region_name, period_start, period_kind, is_target
        """,
    )
    values = [(region, start, kind, target, float(value)) for region, start, kind, target, value, *_ in found]
    assert sorted(values) == sorted([
        ("四川", "2023-01-01", "year", False, 60500.2e8),
        ("四川", "2023-01-01", "ytd", False, 43387e8),
        ("四川", "2024-01-01", "year", False, 64700e8),
        ("四川", "2025-01-01", "year", True, 6.8e12),
        ("川渝", "2023-01-01", "year", False, 9.03e12),
        ("成渝地区双城经济圈", "2023-01-01", "year", False, 8.19e12),
    ])  # fmt: skip
    of_2023 = next(row for row in found if row[:3] == ("四川", "2023-01-01", "year"))
    assert of_2023[5:] == (5, 4), "five figures in four articles: a reprint confirms nothing"


def test_the_reprint_is_known_by_its_original(warehouse):
    found = rows(
        warehouse,
        """
        select articles.raw_path, originals.raw_path
        from marts.dim_articles as articles
        inner join marts.dim_articles as originals on originals.article_id = articles.reprint_of
        """,
    )
    assert found == [("reprint.html", "bulletin.html")]


def test_the_second_version_says_what_it_changed(warehouse):
    found = rows(
        warehouse,
        "select change, figure_text_before, figure_text_after, version_no_before, version_no from marts.fct_revisions",
    )
    assert ("changed", "64697亿元", "64700亿元", 1, 2) in found
    assert {change for change, *_ in found} <= {"changed", "reworded"}


def test_the_timeline_is_in_order(warehouse):
    found = rows(
        warehouse,
        """
        select extract(year from period_end), value from marts.rpt_indicator_timeline
        where indicator_id = 'joint_projects' and not is_reprint
        order by position
        """,
    )
    assert found == [(2022, 160), (2023, 248)]


def test_growth_of_joint_projects(warehouse):
    found = rows(
        warehouse,
        "select region_name, year, projects, projects_growth_percent from marts.rpt_joint_projects order by year",
    )
    assert found == [("川渝", 2022, 160, None), ("川渝", 2023, 248, 55)]


def test_the_cells_of_a_table_are_figures_of_their_own(warehouse):
    found = rows(
        warehouse,
        """
        select subject, unit, value, extract(year from period_end), row_path, figures.article_id = tables.article_id
        from marts.fct_table_figures as figures
        inner join marts.dim_tables as tables on tables.table_id = figures.table_id
        order by row_no, column_no
        """,
    )
    assert [row[:4] for row in found] == [
        ("粮食产量", "吨", 125_000, 2023),
        ("粮食产量", "吨", 130_000, 2024),
        ("农户", "户", 800, 2023),
        ("农户", "户", 1050, 2024),
    ]
    assert all(row[4:] == (["粮食产量"], True) for row in found[:2])


def test_a_correction_changes_the_mart_and_leaves_what_was_read(warehouse, tmp_path):
    ((figure_id,),) = rows(warehouse, "select figure_id from marts.fct_figures where figure_text = '160个' limit 1")
    write_archive(tmp_path / "raw")
    (tmp_path / "raw" / "corrections.yml").write_text(CORRECTIONS.format(figure_id=figure_id), encoding="utf-8")
    corrected, results = build(tmp_path)
    assert {result.status for result in results} == {"success", "pass"}
    of_it = f"where figure_id = '{figure_id}'"
    assert rows(corrected, f"select value, is_corrected from marts.fct_figures {of_it}") == [(161, True)]
    assert rows(corrected, f"select value from extracted.figures {of_it}") == [(160,)]


def test_a_correction_whose_old_value_no_longer_stands_fails_the_build(warehouse, tmp_path):
    ((figure_id,),) = rows(warehouse, "select figure_id from marts.fct_figures where figure_text = '248个' limit 1")
    write_archive(tmp_path / "raw")
    (tmp_path / "raw" / "corrections.yml").write_text(CORRECTIONS.format(figure_id=figure_id), encoding="utf-8")
    _, results = build(tmp_path)
    failed = {result.unique_id.split(".")[2]: result.failures for result in results if result.status == "fail"}
    assert failed == {"corrections_stand": 1}


def test_every_public_table_and_column_has_a_comment(warehouse):
    bare = rows(
        warehouse,
        """
        select table_name, column_name from duckdb_columns()
        where schema_name in ('raw', 'parsed', 'extracted', 'vocabulary', 'marts') and coalesce(comment, '') = ''
        union all
        select table_name, null from duckdb_tables()
        where schema_name in ('raw', 'parsed', 'extracted', 'vocabulary', 'marts') and coalesce(comment, '') = ''
        """,
    )
    assert bare == []
