"""The declared sources: sites whose articles are fetched, as data in `sources.yml`.

Belongs here: reading and checking the declarations. Does not belong here: fetching (see `fetch_run`).
"""

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

GRADES = ("seen", "agreed", "said", "inferred")
REQUIRED = ("id", "site", "list", "article", "licence", "grade")
OPTIONAL: dict[str, Any] = {
    "column": None,
    "publisher": None,
    "pager": None,
    "count": None,
    "pace": 5.0,
    "list_pages": 5,
    "recheck_days": 30,
    "note": None,
    "enabled": False,
}


class SourceError(ValueError):
    """A source is declared wrongly or not at all; the message says which and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A site's column: its list pages, the pattern of its articles, and how it may be asked. See `sources.yml`."""

    id: str
    site: str
    list: str
    article: re.Pattern[str]
    licence: str
    grade: str
    column: str | None
    publisher: str | None
    pager: str | None
    count: re.Pattern[str] | None
    pace: float
    list_pages: int
    recheck_days: int
    note: str | None
    enabled: bool


def sources(path: Path | None = None) -> list[Source]:
    """The sources of a file, or of the package's own `sources.yml`. Raises SourceError."""
    file = path or files("pipelines").joinpath("sources.yml")
    try:
        declared = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SourceError(f"{file.name}: {error}") from error
    if not isinstance(declared, dict) or not isinstance(declared.get("sources"), list):
        raise SourceError(f"{file.name} must hold a list named `sources`")
    found = [_source(file.name, entry) for entry in declared["sources"]]
    ids = [source.id for source in found]
    if len(set(ids)) < len(ids):
        raise SourceError(f"{file.name}: two sources have the same id")
    return found


def chosen(all_sources: list[Source], ids: list[str]) -> list[Source]:
    """The sources named, switched on or not; all that are switched on where none is named. Raises SourceError."""
    if not ids:
        return [source for source in all_sources if source.enabled]
    by_id = {source.id: source for source in all_sources}
    unknown = [name for name in ids if name not in by_id]
    if unknown:
        raise SourceError(f"there is no source {unknown[0]}; there are: {', '.join(by_id) or 'none'}")
    return [by_id[name] for name in ids]


def _source(file: str, entry: Any) -> Source:
    if not isinstance(entry, dict):
        raise SourceError(f"{file}: a source must be a mapping, not {entry!r}")
    name = f"{file}: source {entry.get('id', '?')}"
    missing = [field for field in REQUIRED if not entry.get(field)]
    unknown = [field for field in entry if field not in REQUIRED and field not in OPTIONAL]
    if missing or unknown:
        raise SourceError(f"{name}: {'missing' if missing else 'unknown'} field {(missing or unknown)[0]}")
    values = OPTIONAL | entry
    if values["grade"] not in GRADES:
        raise SourceError(f"{name}: grade must be one of {', '.join(GRADES)}")
    if not re.match(r"https?://", str(values["list"])):
        raise SourceError(f"{name}: list must be an http or https address")
    if bool(values["pager"]) != bool(values["count"]):
        raise SourceError(f"{name}: pager and count go together")
    if values["pager"] and "{n}" not in values["pager"]:
        raise SourceError(f"{name}: pager must hold {{n}}")
    try:
        values["article"] = re.compile(values["article"])
        values["count"] = re.compile(values["count"]) if values["count"] else None
        values["pace"] = float(values["pace"])
        values["list_pages"], values["recheck_days"] = int(values["list_pages"]), int(values["recheck_days"])
    except (re.error, TypeError, ValueError) as error:
        raise SourceError(f"{name}: {error}") from error
    if values["count"] is not None and values["count"].groups < 1:
        raise SourceError(f"{name}: count needs a group that holds the number of pages")
    return Source(**values)
