"""The data dictionary: a page for people that says what every public table and column means.

Belongs here: the marts' dbt properties, with the declared descriptions that they quote, as Markdown. Does not belong
here: descriptions, which stand where a table is declared.
Run as `python -m pipelines.tables.dictionary` it rewrites docs/dictionary.md.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from pipelines.tables.contract import columns_of, sentence, staged_name
from pipelines.tables.schemas import TABLES

ROOT = Path(__file__).parents[2]
MARTS = ROOT / "dbt_project" / "models" / "marts"
PAGE = ROOT / "docs" / "dictionary.md"
# The folders of the marts, in the order in which people need them.
FOLDERS = {
    "core": "Core: articles, figures, vocabulary",
    "analysis": "Analysis: one table per question",
    "quality": "Quality: what was kept out, what does not add up",
}
HEAD = """# Data dictionary

Every table of the schema `marts`, which is what users may rely on. `key` marks a unique column, `–` one that may be
null. The same texts stand in the warehouse as comments: `select column_name, comment from duckdb_columns()`.

<!-- Generated from the declarations by `python -m pipelines.tables.dictionary`: edit there, not here. -->
"""
QUOTED = re.compile(r"""\{\{\s*doc\(\s*['"](\w+)['"]\s*\)\s*\}\}""")

Properties = Mapping[str, Any]


def declared() -> dict[str, str]:
    """The descriptions that the marts quote, by the name of their dbt doc block."""
    return {
        f"{staged_name(table).removeprefix('stg_')}__{column.name}": sentence(column)
        for table, model in TABLES.items()
        for column in columns_of(model)
    }


def models(folder: str) -> list[Properties]:
    """The properties of the models in a folder of the marts, facts and dimensions by name."""
    files = sorted((MARTS / folder).glob("*.yml"))
    contents = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in files)
    found = [model for content in contents for model in content.get("models", [])]
    return sorted(found, key=lambda model: model["name"])


def page() -> str:
    """The whole page. Raises KeyError where a description quotes a doc block that nothing declares."""
    texts = declared()
    parts = [HEAD]
    for folder, title in FOLDERS.items():
        parts.append(f"## {title}\n")
        parts += ["\n".join(lines(model, texts)) + "\n" for model in models(folder)]
    return "\n".join(parts)


def lines(model: Properties, texts: Mapping[str, str]) -> Iterator[str]:
    """One table: its description with its grain, and a row per column."""
    yield f"### {model['name']}\n"
    yield told(model.get("description", ""), texts) + "\n"
    yield "| column | type | | meaning |"
    yield "|---|---|---|---|"
    for column in model.get("columns", []):
        meaning = told(column.get("description", ""), texts)
        values = ", ".join(f"`{value}`" for value in accepted(column))
        cells = (
            f"`{column['name']}`",
            column.get("data_type", ""),
            mark(column),
            f"{meaning}: {values}" if values else meaning,
        )
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def told(description: str, texts: Mapping[str, str]) -> str:
    """The description on one line, with what it quotes."""
    return " ".join(QUOTED.sub(lambda quoted: texts[quoted[1]], description).split())


def mark(column: Properties) -> str:
    """`key`, nothing, or `–` where the column may be null."""
    if "unique" in names_of_tests(column):
        return "key"
    return "" if {"type": "not_null"} in column.get("constraints", []) else "–"


def names_of_tests(column: Properties) -> set[str]:
    """The names of the dbt tests on a column."""
    return {test if isinstance(test, str) else next(iter(test)) for test in column.get("data_tests", [])}


def accepted(column: Properties) -> list[str]:
    """The closed list of values that a column takes; empty where it is open."""
    for test in column.get("data_tests", []):
        if isinstance(test, dict) and "accepted_values" in test:
            body = test["accepted_values"]
            return [str(value) for value in body.get("arguments", body)["values"]]
    return []


def main() -> None:
    """Rewrites the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
