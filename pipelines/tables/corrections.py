"""`corrections.yml` of the archive: what a person found wrong, with the reason, applied after extraction.

Belongs here: reading and checking the file. Does not belong here: applying it (the marts do, and `extracted` keeps
what was read), judging whether the old value still stands (a dbt test does).

    - figure: 0123456789abcdef      # or `article:` with its article_id
      field: value
      old: 31
      new: 32
      reason: the page was corrected in print
      evidence: https://…
      author: …
"""

import hashlib
import re
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from pipelines.tables.ids import digest
from pipelines.tables.rows import Row

FILE = "corrections.yml"
FIELDS = {
    "figure": (
        "value", "value_low", "value_high", "relation", "qualifier_text", "unit", "unit_code", "value_base",
        "dimension", "measure", "is_target", "compared_with", "price_basis", "subject", "indicator_id", "region_name",
        "region_code", "region_basis", "period_start", "period_end", "period_kind", "period_text", "period_basis",
    ),
    "article": ("title", "authors", "publisher", "source_name", "published_on", "column_path"),
}  # fmt: skip
KEYS = frozenset({"field", "old", "new", "reason", "evidence", "author"})
NEEDED = ("field", "reason", "author")
ID = re.compile(r"[0-9a-f]{16}")


class CorrectionError(ValueError):
    """`corrections.yml` breaks its rules; the message names the entry and says what to do."""


def read_corrections(raw_dir: Path) -> list[Row]:
    """The rows of `raw.corrections`; none where there is no file. Raises CorrectionError."""
    file = raw_dir / FILE
    if not file.is_file():
        return []
    try:
        entries = yaml.safe_load(file.read_text(encoding="utf-8")) or []
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise CorrectionError(f"{file} cannot be read: {error}") from error
    if not isinstance(entries, list):
        raise CorrectionError(f"{file} must be a list of corrections, each with figure or article, {', '.join(KEYS)}")
    rows = [correction_row(number, entry) for number, entry in enumerate(entries, 1)]
    seen: dict[tuple[str, str], int] = {}
    for row in rows:
        place = (row["target_id"], row["field"])
        if place in seen:
            raise CorrectionError(f"{FILE}, entry {row['correction_no']}: entry {seen[place]} corrects the same field")
        seen[place] = row["correction_no"]
    return rows


def correction_row(number: int, entry: Any) -> Row:
    """One entry as a row, checked. Raises CorrectionError that names it by its number."""
    where = f"{FILE}, entry {number}"
    targets = [target for target in FIELDS if isinstance(entry, dict) and target in entry]
    if len(targets) != 1:
        raise CorrectionError(f"{where}: it must have either `figure` or `article`, with an id")
    target = targets[0]
    unknown = sorted(set(entry) - KEYS - {target})
    missing = [key for key in NEEDED if not entry.get(key)] + [key for key in ("old", "new") if key not in entry]
    if unknown or missing:
        raise CorrectionError(f"{where}: missing {missing}, unknown {unknown}")
    if not ID.fullmatch(str(entry[target])):
        raise CorrectionError(f"{where}: {entry[target]!r} is no {target}_id; an id of digits only needs quotes")
    if entry["field"] not in FIELDS[target]:
        raise CorrectionError(f"{where}: {entry['field']!r} cannot be corrected; {', '.join(FIELDS[target])} can")
    return {
        "correction_no": number,
        "target": target,
        "target_id": entry[target],
        "field": entry["field"],
        "old_value": as_text(entry["old"], where),
        "new_value": as_text(entry["new"], where),
        "reason": str(entry["reason"]),
        "evidence": None if entry.get("evidence") is None else str(entry["evidence"]),
        "author": str(entry["author"]),
    }


def as_text(value: Any, where: str) -> str | None:
    """A value of the file as text, as SQL casts it back; numbers with a dot must be quoted to stay exact."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | date):
        return str(value)
    raise CorrectionError(f"{where}: write {value!r} in quotes, so that it stays exact")


def corrections_digest(raw_dir: Path) -> str:
    """A hash of the file, for the build's id; the same where there is none."""
    file = raw_dir / FILE
    return digest(hashlib.sha256(file.read_bytes()).hexdigest()) if file.is_file() else ""
