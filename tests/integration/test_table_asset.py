"""What is shown of rows: nothing that a page says can break out of the table."""

from pipelines.defs.table_asset import declared_lineage, in_order, preview, upstream_tables


def test_cells_are_escaped_cut_and_on_one_line() -> None:
    text = preview(["text"], [["a|b\n<script>alert(1)</script> [x](javascript:y) " + "长" * 200]])
    row = text.splitlines()[2]
    assert len(text.splitlines()) == 3
    assert "<" not in row and "a\\|b" in row and "\\[x\\]" in row
    assert row.endswith("… |") and len(row) < 100


def test_no_rows_are_said() -> None:
    assert preview(["a"], []) == "*no rows*"


def test_nulls_are_blank_and_lists_are_text() -> None:
    assert preview(["a", "b"], [[None, ["甲", "乙"]]]).splitlines()[2] == "|  | \\['甲', '乙'\\] |"


def test_tables_come_after_those_they_are_made_from() -> None:
    for layer in ("raw", "vocabulary", "parsed", "extracted"):
        seen: set[str] = set()
        for table in in_order(layer):
            assert {other for other in upstream_tables(table) if other.startswith(f"{layer}.")} <= seen
            seen.add(table)


def test_columns_lead_to_what_they_refer_to_or_to_the_text() -> None:
    deps = declared_lineage("extracted.figures").deps_by_column
    assert [(dep.asset_key.path, dep.column_name) for dep in deps["passage_id"]] == [
        (["parsed", "passages"], "passage_id")
    ]
    assert [(dep.asset_key.path, dep.column_name) for dep in deps["value"]] == [(["parsed", "articles"], "body_text")]
