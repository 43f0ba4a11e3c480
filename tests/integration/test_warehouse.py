"""The warehouse of the repository's own archive: the public contract, and what the source article says."""

import shutil
from decimal import Decimal

import pytest

from pipelines.settings import DBT_PROJECT

FIGURE_COLUMNS = {
    "figure_id": "VARCHAR", "article_id": "VARCHAR", "passage_id": "VARCHAR", "char_start": "INTEGER",
    "char_end": "INTEGER", "figure_text": "VARCHAR", "value": "DECIMAL(38,10)", "value_low": "DECIMAL(38,10)",
    "value_high": "DECIMAL(38,10)", "relation": "VARCHAR", "qualifier_text": "VARCHAR", "unit": "VARCHAR",
    "unit_code": "VARCHAR", "value_base": "DECIMAL(38,10)", "dimension": "VARCHAR", "measure": "VARCHAR",
    "is_target": "BOOLEAN", "compared_with": "VARCHAR", "price_basis": "VARCHAR", "subject": "VARCHAR",
    "indicator_id": "VARCHAR", "region_name": "VARCHAR", "region_code": "VARCHAR", "region_basis": "VARCHAR",
    "period_start": "DATE", "period_end": "DATE", "period_kind": "VARCHAR", "period_text": "VARCHAR",
    "period_basis": "VARCHAR", "series_id": "VARCHAR", "series_no": "INTEGER", "pair_id": "VARCHAR",
    "pair_role": "VARCHAR", "section_no": "INTEGER", "section_title": "VARCHAR", "sentence": "VARCHAR",
    "evidence_url": "VARCHAR", "rule": "VARCHAR",
}  # fmt: skip
CONTRACT = {
    "dim_articles": "article_id title authors publisher source_name published_on column_path source_url raw_path "
    "page_sha256 encoding template body_text characters version_no first_seen_at",
    "dim_passages": "passage_id article_id section_no section_title paragraph_no sentence_no char_start char_end text",
    "fct_numerals": "numeral_id article_id char_start char_end text disposition figure_id rule",
    "fct_observations": "n_figures n_articles first_said_on last_said_on has_conflict preferred_figure_id value unit",
    "fct_conflicts": "figure_id_a figure_id_b kind",
    "fct_revisions": "article_id change figure_id_before figure_id_after",
    "dim_initiatives": "initiative_id name_zh name_en kind theme parent_id description",
    "fct_initiative_figures": "initiative_id figure_id",
    "fct_initiative_mentions": "initiative_id article_id passage_id",
    "fct_enumerations": "head stated_count members listed_count is_open agrees",
    "dim_tables": "table_id caption section_no",
    "fct_table_figures": "table_id value unit row_path column_path period_start period_end region_name",
    "dim_units": "unit_code name_zh name_en dimension",
    "dim_regions": "region_code name_zh name_en",
    "dim_region_members": "group_code member_code",
    "dim_indicators": "indicator_id name_zh name_en",
    "quarantine": "table_name row_key rule message row_json sentence",
    "rpt_figures": "figure_id title published_on publisher evidence_url",
    "build_info": "build_id schema_version parser_version rules_version vocabulary_version models_version",
    "rpt_joint_projects": "year projects investment_yuan investment_per_project_yuan figure_ids",
}
REPORTS = (
    "rpt_joint_projects", "rpt_economy", "rpt_strategy_scorecard", "rpt_planning_system", "rpt_cooperation",
    "rpt_connectivity", "rpt_innovation", "rpt_opening_up", "rpt_ecology_and_services", "rpt_indicator_timeline",
    "rpt_data_quality", "rpt_initiatives", "rpt_unmatched_subjects",
)  # fmt: skip


def test_the_figures_have_the_columns_of_the_contract_first_and_in_its_order(built):
    described = built.query("select column_name, column_type from (describe marts.fct_figures)")
    assert dict(described[: len(FIGURE_COLUMNS)]) == FIGURE_COLUMNS
    assert [name for name, _ in described[: len(FIGURE_COLUMNS)]] == list(FIGURE_COLUMNS)


@pytest.mark.parametrize("table", CONTRACT)
def test_a_public_table_has_the_columns_of_the_contract(built, table):
    found = {name for (name,) in built.query(f"select column_name from (describe marts.{table})")}
    assert set(CONTRACT[table].split()) <= found


@pytest.mark.parametrize("table", REPORTS)
def test_every_report_rests_on_figures_that_are_there(built, table):
    lost = built.query(
        f"select figure_id from (select unnest(figure_ids) as figure_id from marts.{table}) "
        "where figure_id not in (select figure_id from marts.fct_figures)"
    )
    assert lost == []
    assert built.query(f"select count(*) > 0 from marts.{table}") == [(True,)]


def test_figures_and_all_other_numerals_are_the_whole_ledger(built):
    ((ledger, figures, unknown),) = built.query(
        "select count(*), count(*) filter (where disposition = 'figure'), "
        "count(*) filter (where disposition = 'unknown') from marts.fct_numerals"
    )
    assert built.query("select count(*) from marts.fct_figures") == [(figures,)]
    assert unknown == 0
    assert ledger > figures > 75


def test_growth_of_the_joint_projects(built):
    found = built.query(
        "select year, projects, investment_yuan, projects_growth_percent, investment_growth_percent, "
        "investment_per_project_yuan, len(figure_ids) from marts.rpt_joint_projects order by year"
    )
    billions = [row[2] / 10**9 for row in found]
    assert [row[:2] for row in found] == [(2020, 31), (2021, 67), (2022, 160), (2023, 248), (2024, 300)]
    assert billions == [580, 1570, 2040, 3250, 3550]
    assert [row[3] for row in found] == [None, Decimal("116.13"), Decimal("138.81"), Decimal("55.00"), Decimal("20.97")]
    assert found[-1][4:] == (Decimal("9.23"), Decimal("11833333333.33"), 2)


def test_the_planning_system_has_four_tiers(built):
    found = built.query("select tier, stated, listed, is_open, agrees from marts.rpt_planning_system order by tier_no")
    assert [row[0] for row in found] == ["1", "7", "13", "N"]
    assert found[1] == ("7", 7, 7, False, True)
    assert found[2][1] == 13
    assert found[2][3:] == (True, None)


def test_what_the_arithmetic_of_the_article_gives(built):
    findings = built.query("select kind, agrees, expected_low, expected_high, stated from marts.fct_findings")
    assert not [row for row in findings if row[1] is False]
    rest = next(row for row in findings if row[0] == "rest_of_whole")
    assert rest[1:] == (True, 2, 2, 2), "ten platforms are two that are named and the other eight"
    wholes = {row[2:4] for row in findings if row[0] == "whole_implied_by_share"}
    assert (Decimal(8_600_000_000_000), Decimal("28666666666666.67")) in wholes, "8.6万亿 is more than 30% of the west"


def test_two_regions_with_similar_names_are_apart(built):
    found = dict(
        built.query(
            "select region_name, value from marts.fct_observations where indicator_id = 'gdp' and not is_target"
        )
    )
    assert found == {"川渝": 9 * 10**12, "成渝地区双城经济圈": Decimal("8.6") * 10**12}


def test_the_models_unit_tests_pass(built, tmp_path, monkeypatch):
    from dbt.cli.main import dbtRunner

    monkeypatch.setenv("CHENGYU_BUILD_FILE", shutil.copy(built.warehouse, tmp_path))
    folders = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--target-path", str(tmp_path)]
    quiet = ["--log-level", "none", "--log-level-file", "none"]
    outcome = dbtRunner().invoke(["test", "--select", "test_type:unit", *folders, *quiet])
    assert outcome.success, [(result.node.name, result.message) for result in outcome.result if result.failures]
    assert len(outcome.result) >= 19
