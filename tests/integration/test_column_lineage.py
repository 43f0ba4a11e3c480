"""From a column of a mart back to the article's text, by what the build wrote into Dagster's log."""

import dagster as dg
import pytest


@pytest.fixture(scope="module")
def lineage_of(built):
    """The columns behind a column, one step back, as the last build of each asset recorded them."""
    with dg.DagsterInstance.get() as instance:
        yield (
            lambda key: (
                instance.get_latest_materialization_event(dg.AssetKey(key))
                .asset_materialization.metadata["dagster/column_lineage"]
                .value.deps_by_column
            )
        )


def origins(lineage_of, key: list[str], column: str) -> set[str]:
    """All columns that a column is made from, however many steps back."""
    found, pending = set(), [(tuple(key), column)]
    while pending:
        asset, name = pending.pop()
        for dep in lineage_of(list(asset)).get(name, []):
            one = (tuple(dep.asset_key.path), dep.column_name)
            text = "/".join(one[0]) + "." + one[1]
            if text not in found:
                found.add(text)
                if one[0] != ("raw", "archive"):
                    pending.append(one)
    return found


@pytest.mark.parametrize(
    ("table", "column", "through"),
    [
        ("fct_figures", "value", {"staging/stg_figures.value", "extracted/figures.value"}),
        ("fct_figures", "sentence", {"parsed/passages.text"}),
        ("rpt_figures", "title", {"parsed/articles.title"}),
        ("rpt_joint_projects", "investment_yuan", {"extracted/figures.value"}),
    ],
)
def test_a_column_leads_back_to_the_page(lineage_of, table, column, through) -> None:
    found = origins(lineage_of, ["marts", table], column)
    assert through <= found
    assert found & {"parsed/articles.body_text", "parsed/articles.title"}
    assert any(one.startswith("raw/pages.") for one in found)


def test_materialised_tables_show_rows_and_a_preview(built) -> None:
    with dg.DagsterInstance.get() as instance:
        event = instance.get_latest_materialization_event(dg.AssetKey(["extracted", "figures"]))
        metadata = event.asset_materialization.metadata
    rows = metadata["dagster/row_count"].value
    preview = metadata["preview"].value.splitlines()
    assert rows > 0 and preview[0].startswith("| version_id")
    assert len(preview) == 2 + min(rows, 5), "a head, a rule, and at most five rows"
