"""Which columns a column is made from, by SQL of the shapes that the models have."""

import dagster as dg
import pytest

from pipelines.defs.lineage import Parent, column_lineage

FIGURES = Parent(
    dg.AssetKey(["extracted", "figures"]), dict.fromkeys(("figure_id", "article_id", "value", "members"), "varchar")
)
ARTICLES = Parent(dg.AssetKey(["parsed", "articles"]), dict.fromkeys(("article_id", "title"), "varchar"))
PARENTS = {'"chengyu"."extracted"."figures"': FIGURES, '"chengyu"."parsed"."articles"': ARTICLES}
HEAD = 'with f as (select * from "chengyu"."extracted"."figures"), a as (select * from "chengyu"."parsed"."articles")'


@pytest.mark.parametrize(
    ("select", "expected"),
    [
        ("select value as x from f", {"figures.value"}),
        ("select 1 as x from f", set()),
        ("select case when value > 1 then title end as x from f, a", {"figures.value", "articles.title"}),
        ("select sum(value) over (partition by article_id) as x from f", {"figures.value", "figures.article_id"}),
        ("select value as x from f union all select title from a", {"figures.value", "articles.title"}),
        ("select (select max(title) from a) as x from f", {"articles.title"}),
        ("select x from (select *, value as x from f)", {"figures.value"}),
    ],
)  # fmt: skip
def test_a_column_leads_to_what_it_is_made_from(select: str, expected: set[str]) -> None:
    found = column_lineage(f"{HEAD} {select}", PARENTS)
    assert found is not None
    assert {f"{dep.asset_key.path[-1]}.{dep.column_name}" for dep in found.deps_by_column["x"]} == expected


def test_what_cannot_be_followed_is_left_out() -> None:
    assert column_lineage("pivot what", PARENTS) is None
