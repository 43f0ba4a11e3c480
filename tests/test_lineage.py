"""The asset graph as text, compared with the one that was looked at: a line per asset, its parents, its checks.

A change of the graph is seen in the diff of `lineage.txt`; `python -m tests.test_lineage` writes it anew.
"""

import os
import tempfile
from pathlib import Path
from typing import Any

import dagster as dg

SNAPSHOT = Path(__file__).with_name("lineage.txt")
LAYERS = ("raw", "vocabulary", "parsed", "extracted", "staging", "marts", "published")
KINDS = "dagster/kind/"


def graph() -> Any:
    """The resolved asset graph."""
    from pipelines.definitions import defs

    return defs.resolve_asset_graph()


def picture() -> str:
    """Every asset by its layer: key, kinds, number of checks, and its parents."""
    found = graph()
    lines = []
    for layer in LAYERS:
        lines.append(f"# {layer}")
        for key in sorted(found.get_all_asset_keys()):
            node = found.get(key)
            if node.group_name != layer:
                continue
            kinds = "+".join(sorted(tag.removeprefix(KINDS) for tag in node.tags if tag.startswith(KINDS)))
            parents = ", ".join(sorted(parent.to_user_string() for parent in node.parent_keys))
            count = len([check for check in found.asset_check_keys if check.asset_key == key])
            lines.append(f"{key.to_user_string()} [{kinds}, {count} checks] <- {parents or 'nothing'}")
    return "\n".join(lines) + "\n"


def test_the_graph_is_the_one_that_was_looked_at() -> None:
    assert picture() == SNAPSHOT.read_text(encoding="utf-8")


def test_every_asset_says_what_it_is_and_whose() -> None:
    found = graph()
    for key in found.get_all_asset_keys():
        node = found.get(key)
        assert node.description, key
        assert node.owners == ["team:data-platform"], key
        assert node.group_name in LAYERS, key
        assert [tag for tag in node.tags if tag.startswith(KINDS)], key
        columns = node.metadata.get("dagster/column_schema")
        if node.group_name != "published" and key.path != ["raw", "archive"] and not key.path[-1].startswith("int_"):
            assert columns, f"{key} shows no columns"
            assert all(column.description for column in columns.columns), key


def test_data_moves_from_left_to_right() -> None:
    found = graph()
    place = {key: LAYERS.index(found.get(key).group_name) for key in found.get_all_asset_keys()}
    for key in found.get_all_asset_keys():
        for parent in found.get(key).parent_keys:
            assert place[parent] <= place[key], f"{key} is made from {parent}"


def test_every_python_table_is_checked_against_its_declaration() -> None:
    found = graph()
    for key in found.get_all_asset_keys():
        if key.path[0] in LAYERS[:4] and key.path != ["raw", "archive"]:
            assert dg.AssetCheckKey(key, "declared") in found.asset_check_keys, key


def test_the_warehouse_has_to_be_fresh() -> None:
    node = graph().get(dg.AssetKey(["published", "warehouse"]))
    assert node.freshness_policy_or_from_metadata is not None


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        os.environ["DAGSTER_HOME"] = home
        SNAPSHOT.write_text(picture(), encoding="utf-8")
