"""The ledger of fetching: one line for every answer that a server gave, beside the manifest.

Belongs here: writing it, and what it says of a page that was fetched before. Does not belong here: asking.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from pipelines.pages.archive import canonical_url

LEDGER = "fetch_log.jsonl"
GOOD = frozenset(("new", "version", "unchanged"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, or one attempt that got none.

    `outcome`: for pages `new`, `version`, `unchanged`; `list` for a list page, `robots`, `redirect`; `retried` where
    another attempt followed; `gone`, `refused`, `failed` with the `reason`. `seconds` is how long the answer took.
    """

    at: str
    url: str
    outcome: str
    status: int | None = None
    reason: str | None = None
    source: str | None = None
    location: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    bytes: int | None = None
    sha256: str | None = None
    raw_path: str | None = None
    seconds: float | None = None


def append(raw_dir: Path, entry: Entry) -> None:
    """Writes one line to the ledger's end."""
    raw_dir.mkdir(parents=True, exist_ok=True)
    line = json.dumps({key: value for key, value in asdict(entry).items() if value is not None}, ensure_ascii=False)
    with (raw_dir / LEDGER).open("a", encoding="utf-8") as ledger:
        ledger.write(line + "\n")


def entries(raw_dir: Path) -> list[Entry]:
    """All lines of the ledger in order; a last line that a crash cut short is passed over."""
    file = raw_dir / LEDGER
    if not file.is_file():
        return []
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            found.append(Entry(**json.loads(line)))
        except (json.JSONDecodeError, TypeError):
            continue
    return found


def last_good(raw_dir: Path) -> dict[str, Entry]:
    """The last good answer for each page whose file is still in the archive, by canonical address."""
    good = {canonical_url(entry.url): entry for entry in entries(raw_dir) if entry.outcome in GOOD and entry.raw_path}
    return {url: entry for url, entry in good.items() if (raw_dir / str(entry.raw_path)).is_file()}
