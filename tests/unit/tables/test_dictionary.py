"""The data dictionary is current, complete, and says something of every column."""

import pytest

from pipelines.tables.dictionary import FOLDERS, MARTS, PAGE, accepted, declared, lines, mark, models, page, told


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m pipelines.tables.dictionary`"


def test_every_mart_has_its_place():
    documented = {f"{folder}/{model['name']}.sql" for folder in FOLDERS for model in models(folder)}
    assert documented == {path.relative_to(MARTS).as_posix() for path in MARTS.rglob("*.sql")}


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_column_is_described(folder):
    texts = declared()
    for model in models(folder):
        assert "Grain: one row per" in model["description"], model["name"]
        assert model["columns"], model["name"]
        for column in model["columns"]:
            assert told(column["description"], texts).strip(), f"{model['name']}.{column['name']}"


def test_a_quoted_description_stands_in_full_and_an_unknown_one_is_an_error():
    assert told("{{ doc('a__b') }} of the\n pair", {"a__b": "The value"}) == "The value of the pair"
    with pytest.raises(KeyError):
        told("{{ doc('a__c') }}", {"a__b": "The value"})


def test_keys_nulls_and_closed_lists_show():
    key = {"name": "k", "constraints": [{"type": "not_null"}], "data_tests": ["unique"]}
    listed = {"name": "v", "data_tests": [{"accepted_values": {"arguments": {"values": ["a", "b"]}}}]}
    assert (mark(key), mark(listed), mark({"constraints": [{"type": "not_null"}]})) == ("key", "–", "")
    assert (accepted(key), accepted(listed)) == ([], ["a", "b"])
    *_, row = lines({"name": "t", "columns": [listed | {"description": "One | two", "data_type": "varchar"}]}, {})
    assert row == "| `v` | varchar | – | One \\| two: `a`, `b` |"
