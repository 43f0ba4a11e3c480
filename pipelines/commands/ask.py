"""Questions to the published warehouse: query, find, explain, examples.

Belongs here: SQL for people's questions and how the answers are shown. Nothing here writes.
"""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from pipelines.commands.output import Format, RefusedError, json_text, plain, print_rows, screen
from pipelines.settings import settings
from pipelines.tables import store

WarehouseOption = Annotated[
    Path | None, typer.Option("--warehouse", metavar="FILE", help="The published warehouse to ask.", show_default=False)
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]

EXAMPLES = (
    (
        "The joint projects of Sichuan and Chongqing, year by year",
        "select year, projects, investment_yuan, investment_per_project_yuan from marts.rpt_joint_projects",
    ),
    (
        "What was counted in which unit",
        "select dimension, unit, count(*) as figures from marts.fct_figures group by all order by all desc limit 9",
    ),
    (
        "The figures of one place, with the words they stand on",
        "select figure_id, figure_text, subject, sentence from marts.fct_figures where region_name = '四川' limit 5",
    ),
)

FIND = """
select 'figure' as kind, figure_id as id, figure_text as words, sentence, title as article
from marts.rpt_figures
where contains(sentence, $words) or contains(coalesce(subject, ''), $words)
union all
select 'sentence', p.passage_id, $words, p.text, a.title
from marts.dim_passages as p
inner join marts.dim_articles as a using (article_id)
where
    contains(p.text, $words)
    and not exists (select 1 from marts.fct_figures as f where f.passage_id = p.passage_id)
order by article, sentence, id
limit $limit
"""

EXPLAIN = """
select f.*, a.title, a.publisher, a.published_on, a.source_url, a.raw_path, p.char_start as sentence_start, e.steps
from marts.fct_figures as f
inner join marts.dim_articles as a using (article_id)
inner join marts.dim_passages as p using (passage_id)
inner join extracted.figures as e on f.figure_id = e.figure_id and a.version_id = e.version_id
where f.figure_id = $figure_id
"""


def ask(warehouse: Path | None, sql: str, parameters: dict[str, Any] | None = None) -> store.Answer:
    """The published warehouse's answer. Raises RefusedError where there is none, QueryError where the SQL is wrong."""
    path = warehouse or settings().warehouse
    if not path.is_file():
        raise RefusedError(f"There is no warehouse at {path} yet; `chengyu build` makes it.")
    return store.query(path, sql, parameters or {})


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SQL statement; the file is opened read-only.")],
    warehouse: WarehouseOption = None,
    form: Annotated[Format, typer.Option("--format", help="How to print the rows.")] = Format.TABLE,
    as_json: JsonOption = False,
) -> None:
    """Run SQL on the published warehouse, read-only."""
    answer = ask(warehouse, sql)
    print_rows(answer.columns, answer.rows, Format.JSON if as_json else form)


def find(
    words: Annotated[str, typer.Argument(help="Words as they stand in the text, or a subject.")],
    limit: Annotated[int, typer.Option(min=1, help="At most this many rows.")] = 20,
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Figures and sentences that hold the words, with their ids."""
    answer = ask(warehouse, FIND, {"words": words, "limit": limit})
    if not answer.rows and not as_json:
        screen.print(f"Nothing holds the words {words}.")
        return
    print_rows(answer.columns, answer.rows, Format.JSON if as_json else Format.TABLE)


def explain(
    figure_id: Annotated[str, typer.Argument(metavar="FIGURE_ID", help="As `find` and the tables name it.")],
    warehouse: WarehouseOption = None,
    as_json: JsonOption = False,
) -> None:
    """A figure, its sentence with the words marked, every step of its normalisation, and its source."""
    answer = ask(warehouse, EXPLAIN, {"figure_id": figure_id})
    if not answer.rows:
        raise RefusedError(f"There is no figure {figure_id}; `chengyu find WORDS` lists figures with their ids.")
    figure = dict(zip(answer.columns, answer.rows[0], strict=True))
    if as_json:
        print(json_text(figure))
    else:
        show(figure)


def show(figure: dict[str, Any]) -> None:
    """The figure on the screen, from the words to the source."""
    start = figure["char_start"] - figure["sentence_start"]
    sentence = Text(figure["sentence"])
    sentence.stylize("bold reverse", start, start + figure["char_end"] - figure["char_start"])
    # Without colours the mark must show too.
    marked = sentence if screen.is_terminal else Text(_bracketed(figure["sentence"], start, figure))
    screen.print(Text(f"{figure['figure_text']} = {value_text(figure)}", style="bold"), soft_wrap=True)
    screen.print(marked, soft_wrap=True)
    for number, step in enumerate(figure["steps"], 1):
        screen.print(Text(f"  {number}. {step}"), soft_wrap=True)
    for label, names in FACTS:
        said = " · ".join(plain(figure[name]) for name in names if figure.get(name) not in (None, "none"))
        if said:
            screen.print(Text(f"{label:<8} {said}"), soft_wrap=True)


FACTS = (
    ("what", ("subject", "indicator_id", "measure", "compared_with", "price_basis")),
    ("where", ("region_name", "region_code", "region_basis")),
    ("when", ("period_text", "period_start", "period_end", "period_basis")),
    ("section", ("section_title",)),
    ("article", ("title", "publisher", "published_on")),
    ("source", ("evidence_url", "source_url", "raw_path")),
    ("rule", ("rule",)),
)


def value_text(figure: dict[str, Any]) -> str:
    """The value, or its bounds, with the unit."""
    low, high = (plain(figure[name]) if figure[name] is not None else "…" for name in ("value_low", "value_high"))
    value = plain(figure["value"]) if figure["value"] is not None else f"{low} – {high}"
    relation = "" if figure["relation"] in ("eq", "range") else f" ({figure['relation']}: {low} – {high})"
    return f"{value} {figure['unit'] or ''}".strip() + relation


def _bracketed(sentence: str, start: int, figure: dict[str, Any]) -> str:
    end = start + figure["char_end"] - figure["char_start"]
    return f"{sentence[:start]}【{sentence[start:end]}】{sentence[end:]}"


def examples() -> None:
    """Three queries to try."""
    screen.print("\nThree queries to try:")
    for title, sql in EXAMPLES:
        screen.print(Text(f'\n# {title}\n.venv/bin/chengyu query "{sql}"'), soft_wrap=True)
