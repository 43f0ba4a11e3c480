"""The house's rules of who may import whom, and what each room may touch. A broken rule names the file and the line."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "pipelines"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A room may import itself and rooms to its left, never to its right.
ORDER = ("settings", "vocabulary", "pages", "figures", "tables", "defs", "definitions", "commands", "cli")

# Each library lives in one room; the paths are relative to pipelines/.
HOMES: dict[str, tuple[str, ...]] = {
    "dagster": ("defs/", "definitions.py"),
    "dagster_dbt": ("defs/",),
    "dbt": ("defs/dbt_run.py",),
    "sqlglot": ("defs/lineage.py",),
    "sqlalchemy": ("defs/event_log.py",),
    "duckdb": ("tables/store.py", "tables/publish.py"),
    "pandera": ("tables/",),
    "polars": ("tables/", "defs/"),
    "bs4": ("pages/article.py", "pages/markup.py"),
    "httpx": ("pages/fetch", "defs/notify.py"),
    "requests": (),
    "urllib.request": (),
    "socket": ("pages/fetch",),
    "typer": ("commands/", "cli.py"),
    "rich": ("commands/", "cli.py"),
    "pydantic_settings": ("settings.py",),
}

# Modules of pages/ and tables/ whose subject is a file, the network or a process; all others there are pure.
NOT_PURE = (
    "pages/archive.py", "pages/intake", "pages/fetch", "pages/unpack",
    "tables/contract.py", "tables/corrections.py", "tables/dictionary.py", "tables/parts", "tables/publish",
    "tables/store", "tables/versions",
)  # fmt: skip
IMPURE_MODULES = {"os", "random", "uuid", "time", "shutil", "tempfile", "subprocess", "socket", "secrets", "sqlite3"}
IMPURE_CALLS = {"open", "now", "utcnow", "today", "read_text", "write_text", "read_bytes", "write_bytes", "urlopen"}


def within(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of every import, those inside functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{within(path)}:{node.lineno} imports relatively"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def room(dotted_or_path: str) -> str:
    return dotted_or_path.replace("/", ".").removesuffix(".py").split(".")[0]


def test_the_list_of_modules_is_not_empty() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_imports_run_one_way(path: Path) -> None:
    if path == PACKAGE / "__init__.py":
        assert not list(imports(path))
        return
    own = ORDER.index(room(within(path)))
    for line, name in imports(path):
        if name.startswith("pipelines."):
            other = room(name.removeprefix("pipelines."))
            assert ORDER.index(other) <= own, f"{within(path)}:{line}: {ORDER[own]} may not import {other}"


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_each_library_lives_in_its_room(path: Path) -> None:
    for line, name in imports(path):
        for library, homes in HOMES.items():
            if name == library or name.startswith(library + "."):
                assert within(path).startswith(homes), f"{within(path)}:{line} imports {library}; only {homes} may"


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_pure_rooms_touch_no_file_clock_or_network(path: Path) -> None:
    name = within(path)
    if room(name) not in {"pages", "figures", "tables"} or name.startswith(NOT_PURE):
        return
    for line, imported in imports(path):
        assert imported.split(".")[0] not in IMPURE_MODULES, f"{name}:{line} imports {imported}"
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            assert called not in IMPURE_CALLS, f"{name}:{node.lineno} calls {called}()"


@pytest.mark.parametrize("path", MODULES, ids=within)
def test_modules_are_small_named_for_a_subject_and_say_what_belongs_in_them(path: Path) -> None:
    name = within(path)
    assert not {"utils", "helpers", "common", "misc"} & set(Path(name).with_suffix("").parts), name
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef):
            assert not node.name.startswith("process_"), f"{name}:{node.lineno} {node.name}"
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350, f"{name} is too long to be one subject"
    if text.strip():
        assert ast.get_docstring(tree(path)), f"{name} has no docstring"
