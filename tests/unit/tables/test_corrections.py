import re
from pathlib import Path

import pytest

from pipelines.tables.corrections import FIELDS, CorrectionError, corrections_digest, read_corrections
from pipelines.tables.validate import frame, split

GOOD = """
- figure: 0123456789abcdef
  field: value
  old: 31
  new: "31.50"
  reason: a slip of the pen
  author: editor
- article: fedcba9876543210
  field: published_on
  old: null
  new: 2025-01-31
  reason: printed on the page
  evidence: https://example.org/
  author: editor
"""


def corrections(tmp_path: Path, text: str) -> list[dict]:
    (tmp_path / "corrections.yml").write_text(text, encoding="utf-8")
    return read_corrections(tmp_path)


def test_entries_become_rows_with_values_as_text(tmp_path):
    rows = corrections(tmp_path, GOOD)
    assert [(row["old_value"], row["new_value"]) for row in rows] == [("31", "31.50"), (None, "2025-01-31")]
    assert split("raw.corrections", frame("raw.corrections", rows))[1] == []


def test_no_file_is_no_correction(tmp_path):
    assert read_corrections(tmp_path) == []
    assert corrections_digest(tmp_path) == ""


def test_the_digest_follows_the_file(tmp_path):
    corrections(tmp_path, GOOD)
    before = corrections_digest(tmp_path)
    corrections(tmp_path, GOOD.replace("31.50", "31.60"))
    assert before != corrections_digest(tmp_path) != ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("- figure: 0123456789abcdef", "- page: 0123456789abcdef", "either `figure` or `article`"),
        ("0123456789abcdef", "1234", "is no figure_id"),
        ("field: value", "field: sentence", "'sentence' cannot be corrected"),
        ("  reason: a slip of the pen\n", "", r"missing \['reason'\]"),
        ("  old: 31\n", "", r"missing \['old'\]"),
        ("  author: editor", "  autor: editor", "unknown"),
        ('"31.50"', "31.50", "in quotes"),
        ("article: fedcba9876543210\n  field: published_on", "figure: 0123456789abcdef\n  field: value", "same field"),
    ],
)
def test_a_wrong_entry_is_named_by_its_number(tmp_path, old, new, words):
    with pytest.raises(CorrectionError, match=rf"corrections.yml, entry [12]: .*{words}"):
        corrections(tmp_path, GOOD.replace(old, new, 1))


@pytest.mark.parametrize("text", ["figure: x", "- [", "- 3"])
def test_a_file_that_is_no_list_of_entries_is_refused(tmp_path, text):
    with pytest.raises(CorrectionError):
        corrections(tmp_path, text)


@pytest.mark.parametrize(("target", "model"), [("figure", "fct_figures"), ("article", "dim_articles")])
def test_the_marts_correct_the_fields_that_may_be_corrected(target, model):
    dbt = Path(__file__).parents[3] / "dbt_project"
    mart = (dbt / "models" / "marts" / "core" / f"{model}.sql").read_text(encoding="utf-8")
    test = (dbt / "tests" / "corrections_stand.sql").read_text(encoding="utf-8")
    applied = re.findall(r"^ {4}'(\w+)': '", mart, re.M) or re.findall(r"corrected\('articles', '(\w+)'", mart)
    assert tuple(applied) == FIELDS[target]
    block = re.search(rf"'{target}': \[(.*?)\]", test, re.S)
    assert tuple(re.findall(r"'(\w+)'", block[1])) == FIELDS[target]
