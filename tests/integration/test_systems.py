"""Every system of the source article, with its structure and its figures beside it: none missing, none invented."""

import csv
from pathlib import Path
from typing import Any

import pytest

from pipelines.tables import store

FILE = Path(__file__).parents[1] / "golden" / "systems.tsv"

# The systems that texts name, beside what they consist of and their figures; one row per entry of the catalogue.
SYSTEMS = """
select
    systems.initiative_id,
    systems.sections,
    (
        select coalesce(list(distinct mentions.text), [])
        from marts.fct_initiative_mentions as mentions
        where mentions.initiative_id = systems.initiative_id
    ) as named,
    systems.parts_named,
    systems.lists_stated,
    (
        select coalesce(list(figures.figure_text order by figures.char_start), [])
        from marts.fct_initiative_figures as links
        inner join marts.fct_figures as figures using (figure_id)
        where links.initiative_id = systems.initiative_id
    ) as figures
from marts.rpt_initiatives as systems
order by systems.initiative_id
"""
LISTS = "select head, stated_count, listed_count, is_open, members from marts.fct_enumerations"
TIES = """
select figures.figure_text, count(links.initiative_id) as ties
from marts.fct_figures as figures
left join marts.fct_initiative_figures as links using (figure_id)
group by figures.figure_id, figures.figure_text
having ties != 1
"""
RESTS = """
select distinct links.initiative_id, cast(findings.expected_low as integer) as rest
from marts.fct_findings as findings
inner join marts.fct_initiative_figures as links on list_contains(findings.figure_ids, links.figure_id)
where findings.kind = 'rest_of_whole' and findings.agrees
"""


def members(cell: str) -> list[str]:
    return [member for member in cell.split("; ") if member]


def rows() -> list[dict[str, str]]:
    lines = [line for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))


ROWS = rows()


def dicts(warehouse: Path, sql: str) -> list[dict[str, Any]]:
    answer = store.query(warehouse, sql)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]


@pytest.fixture(scope="module")
def systems(built) -> dict[str, dict[str, Any]]:
    return {row["initiative_id"]: row for row in dicts(built.warehouse, SYSTEMS)}


@pytest.fixture(scope="module")
def lists(built) -> dict[str, str]:
    """The head and the members of each stated list, as the report writes them, and with the counts."""
    found = {}
    for row in dicts(built.warehouse, LISTS):
        head, named = row["head"], "、".join(row["members"])
        counts = f"{row['listed_count']}/{row['stated_count']}{'等' if row['is_open'] else ''}"
        found[f"{head}: {named}"] = f"{head} {counts}: {named}"
    return found


@pytest.fixture(scope="module")
def rests(built) -> list[dict[str, Any]]:
    return dicts(built.warehouse, RESTS)


def test_the_file_names_each_system_once():
    ids = [one for row in ROWS for one in (row["initiative_id"], *members(row["parts"]))]
    assert len(ids) == len(set(ids))
    assert len(ROWS) == 47


def test_no_system_is_missing_and_none_invented(systems):
    assert set(systems) == {one for row in ROWS for one in (row["initiative_id"], *members(row["parts"]))}


def test_every_figure_belongs_to_one_system(built):
    assert not dicts(built.warehouse, TIES)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["initiative_id"])
def test_system(row, systems, lists, rests):
    ids = [row["initiative_id"], *members(row["parts"])]
    found = [systems[one] for one in ids]
    assert int(row["section"]) in systems[row["initiative_id"]]["sections"]

    named = {text for one in found for key in ("named", "parts_named") for text in one[key]}
    stated = {lists[text] for one in found for text in one["lists_stated"]}
    known = set(members(row["known"]))
    missing = (set(members(row["consists_of"])) - named) | (set(members(row["lists"])) - stated)
    assert missing == known, "not found; or found by now: take it out of `known`"
    assert len(stated) == len(members(row["lists"])), "a list that the article does not state"

    assert sorted(text for one in found for text in one["figures"]) == sorted(members(row["figures"]))
    assert [str(rest["rest"]) for rest in rests if rest["initiative_id"] in ids] == members(row["rest_derived"])
