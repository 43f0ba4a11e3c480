"""What the tests of the whole path share: a house of its own, and one build that many tests only look at.

A house is an archive, a warehouse and the command, all in a temporary folder. Dagster's home is one for the session.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2025-03-0{day} 09:00"></head>
<body><div class="nav">首页</div><div class="TRS_Editor">{paragraphs}</div></body></html>"""


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class House:
    """An archive, a warehouse, and the command on both."""

    root: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def raw(self) -> Path:
        """The archive."""
        return self.root / "raw"

    @property
    def warehouse(self) -> Path:
        """The published file."""
        return self.root / "warehouse" / "chengyu.duckdb"

    def chengyu(self, *words: str, **more: str) -> Said:
        """Run the command in this process, as in a shell whose environment names this house."""
        from pipelines.cli import main
        from pipelines.settings import settings

        before = dict(os.environ)
        os.environ.update(self.names() | more)
        settings.cache_clear()
        out, err, code = StringIO(), StringIO(), 0
        try:
            with redirect_stdout(out), redirect_stderr(err):
                main(list(words))
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        finally:
            os.environ.clear()
            os.environ.update(before)
            settings.cache_clear()
        return Said(code, out.getvalue(), err.getvalue())

    def names(self) -> dict[str, str]:
        """The environment by which a process finds this house."""
        return {"CHENGYU_RAW_DIR": str(self.raw), "CHENGYU_WAREHOUSE": str(self.warehouse)} | self.environment

    def query(self, sql: str) -> list[tuple]:
        """Rows of the published warehouse."""
        from pipelines.tables import store

        return store.query(self.warehouse, sql).rows

    def write(self, name: str, *sentences: str, title: str | None = None, day: int = 1) -> Path:
        """Put a page into the archive whose body is these sentences, a paragraph each."""
        page = self.raw / name
        page.parent.mkdir(parents=True, exist_ok=True)
        paragraphs = "".join(f"<p>{sentence}</p>" for sentence in sentences)
        page.write_text(PAGE.format(title=title or f"{name}的要闻", paragraphs=paragraphs, day=day), encoding="utf-8")
        return page


@pytest.fixture(scope="session", autouse=True)
def dagster_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Dagster's state, away from the developer's."""
    home = tmp_path_factory.mktemp("dagster")
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("CHENGYU_")]:
        del os.environ[name]
    os.environ |= {"DAGSTER_HOME": str(home), "DAGSTER_DISABLE_TELEMETRY": "1", "DO_NOT_TRACK": "1"}
    yield home
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture(scope="session")
def new_house(dagster_home: Path) -> Callable[[Path], House]:
    """Makes a house with an empty archive in a folder."""

    def made(root: Path) -> House:
        (root / "raw").mkdir()
        return House(root)

    return made


@pytest.fixture
def house(tmp_path: Path, new_house: Callable[[Path], House]) -> House:
    """A house with an empty archive."""
    return new_house(tmp_path)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The repository's own archive, built once. Only to be looked at."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(ROOT / "raw", root / "raw")
    house = House(root)
    said = house.chengyu("build")
    assert said.code == 0, said.err
    return house
