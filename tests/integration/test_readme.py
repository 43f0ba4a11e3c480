"""Every query and command of the pages for people: they run, and the answers shown are those of the warehouse."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
import typer
from fenced_blocks import Command, Query, cells, commands, markdown, queries

from pipelines.tables import store

ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", ROOT / "docs" / "questions.md")
LINKED = (*PAGES, ROOT / "docs" / "dictionary.md", ROOT / "CHANGELOG.md")
LINK = re.compile(r"!?\[[^]]*\]\(([^)#\s]+)\)")
RULING = re.compile(r"^[\s─]*$")


def named(page: Path, line: int) -> str:
    return f"{page.stem}:{line}"


QUERIES = [pytest.param(query, id=named(page, query.line)) for page in PAGES for query in queries(page)]
SHOWN = [pytest.param(one, id=named(page, one.line)) for page in PAGES for one in commands(page) if one.output]
UNSHOWN = [pytest.param(one, id=named(page, one.line)) for page in PAGES for one in commands(page) if not one.output]


def test_the_pages_hold_what_they_promise():
    questions = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    numbers = [int(number) for number in re.findall(r"^## (\d+)\. .+\?$", questions, re.MULTILINE)]
    assert numbers == list(range(1, 16))
    for section in questions.split("\n## ")[1:]:
        assert "```sql" in section, section.splitlines()[0]
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) < 260


@pytest.mark.parametrize("query", QUERIES)
def test_the_answer_shown_is_the_answer(built, query: Query):
    answer = store.query(built.warehouse, query.sql)
    found = cells(answer.columns, answer.rows)
    assert query.answer is not None, f"shows no answer; it is\n{markdown(found)}"
    assert query.answer == found, f"the answer is\n{markdown(found)}"


@pytest.mark.parametrize("command", SHOWN)
def test_the_output_shown_is_the_output(built, command: Command):
    word, *rest = shlex.split(command.words)
    assert word == "chengyu", "only the project's own command has its output shown"
    said = built.chengyu(*rest)
    assert (said.code, said.err) == (0, "")
    assert lines(said.out) == lines("\n".join(command.output))


@pytest.mark.parametrize("command", UNSHOWN)
def test_a_command_that_is_only_named_exists(command: Command):
    """Commands that install, serve or build are not run, but their words and options must be there."""
    word, *rest = shlex.split(command.words, comments=True)
    if word == "make":
        targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert set(rest) <= set(targets)
    elif word == "chengyu":
        understood(rest)
    elif (word, rest[0]) == ("python", "-m"):
        assert importlib.util.find_spec(rest[1])
    else:
        pytest.fail(f"{word} is not a command of this project")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_commands_named_in_the_text_exist(built, page):
    """Questions among them are asked."""
    for words in re.findall(r"`chengyu ([^`]+)`", page.read_text(encoding="utf-8")):
        if "…" in words:
            continue
        word, *rest = shlex.split(words)
        understood([word, *rest])
        if word == "query":
            store.query(built.warehouse, *rest)


@pytest.mark.parametrize("page", LINKED, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def understood(words: list[str]) -> None:
    """Fails where the command has no such word, option or argument; a word alone names it. Nothing is run."""
    from pipelines.cli import app

    group = typer.main.get_command(app)
    name, *rest = words
    if name == "--help":
        return
    assert name in group.commands, name
    if rest:
        group.commands[name].make_context(name, list(rest))


def lines(text: str) -> list[str]:
    """Lines without idle spaces; empty ones and rulings are left out."""
    return [" ".join(line.split()) for line in text.splitlines() if not RULING.match(line)]
