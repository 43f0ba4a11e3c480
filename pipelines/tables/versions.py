"""Versions of the code and the vocabulary that results depend on: short hashes of the source files themselves.

Nobody can forget to bump one. Belongs here: which files make up which version, and the build's identity.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from pipelines.tables.contract import schema_version
from pipelines.tables.ids import digest

PIPELINES = Path(__file__).parents[1]
DBT_PROJECT = PIPELINES.parent / "dbt_project"
ROWS = ("batches.py", "evidence.py", "ids.py", "laws.py", "rows.py", "shingles.py", "validate.py")
NOT_SOURCES = frozenset({"__pycache__", "target", "logs", "dbt_packages", ".user.yml"})


@dataclass(frozen=True, slots=True)
class Versions:
    """What a build was made with. `parser` also covers the declarations and the making of rows; so does `rules`."""

    schema: str
    parser: str
    rules: str
    vocabulary: str
    models: str

    @property
    def parsed(self) -> str:
        """What the parsed layer depends on beside the page."""
        return self.parser

    @property
    def extracted(self) -> str:
        """What the extracted layer depends on beside the article."""
        return digest(self.rules, self.vocabulary)


@cache
def versions() -> Versions:
    """The versions of the code that runs, read once a process."""
    shared = [PIPELINES / "tables" / name for name in ROWS]
    schema = schema_version()
    return Versions(
        schema=schema,
        parser=digest(schema, files_digest([*sources(PIPELINES / "pages"), *shared], PIPELINES)),
        rules=digest(schema, files_digest([*sources(PIPELINES / "figures"), *shared], PIPELINES)),
        vocabulary=files_digest(sources(PIPELINES / "vocabulary"), PIPELINES),
        models=files_digest(sources(DBT_PROJECT), DBT_PROJECT),
    )


def build_id(version_ids: Iterable[str], of: Versions, corrections: str = "") -> str:
    """The build's id: the same pages, versions and corrections give the same id on every machine."""
    return digest(*sorted(version_ids), *asdict(of).values(), corrections)


def sources(folder: Path) -> list[Path]:
    """The files under a folder that its results depend on."""
    return [
        path for path in folder.rglob("*") if path.is_file() and not NOT_SOURCES & set(path.relative_to(folder).parts)
    ]


def files_digest(files: Sequence[Path], root: Path) -> str:
    """A hash of the files' names and contents; line ends do not count."""
    named = sorted((path.relative_to(root).as_posix(), path) for path in files)
    content = hashlib.sha256()
    for name, path in named:
        content.update(name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return content.hexdigest()[:16]
