"""Results kept by content: a batch of pages or articles is one folder with one Parquet file per table.

Belongs here: writing a batch so that it is there whole or not at all, and finding which batch holds a key. A key is
what the result depends on (the page with its manifest row; the article's text), under the version of the code. The
same rows give byte-identical files. Does not belong here: what is in the frames.

    parts/<layer>/<version>/<batch>/keys.txt        a line per key: key, version_id
    parts/<layer>/<version>/<batch>/<table>.parquet
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

KEYS = "keys.txt"


@dataclass(frozen=True, slots=True)
class Part:
    """One batch's folder and which article versions of it are wanted; `whole` where that is all of them."""

    folder: Path
    version_ids: tuple[str, ...]
    whole: bool

    def file(self, table: str) -> Path:
        """The Parquet file of a table, named without its layer."""
        return self.folder / f"{table}.parquet"

    def read(self, table: str) -> pl.DataFrame:
        """The wanted rows of a table."""
        rows = pl.read_parquet(self.file(table))
        return rows if self.whole else rows.filter(pl.col("version_id").is_in(list(self.version_ids)))


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one layer under one version of the code, in `root`/layer/version."""

    root: Path
    layer: str
    version: str

    @property
    def folder(self) -> Path:
        """Where the batches lie."""
        return self.root / self.layer / self.version

    def index(self) -> dict[Path, dict[str, str]]:
        """For each batch, its keys and the article version each stands for. Batches in order of their names."""
        return {file.parent: keys_in(file) for file in sorted(self.folder.glob(f"[!.]*/{KEYS}"))}

    def missing(self, keys: Iterable[str]) -> list[str]:
        """The keys, in order and once each, that no batch holds."""
        held = {key for batch in self.index().values() for key in batch}
        return [key for key in dict.fromkeys(keys) if key not in held]

    def select(self, keys: Iterable[str]) -> list[Part]:
        """The batches that hold the keys, each key from the first batch that has it."""
        wanted = set(keys)
        selection = []
        for folder, batch in self.index().items():
            found = {key: version for key, version in batch.items() if key in wanted}
            wanted -= found.keys()
            if found:
                selection.append(Part(folder, tuple(sorted(set(found.values()))), whole=len(found) == len(batch)))
        return selection

    def write(self, keys: Mapping[str, str], frames: Mapping[str, pl.DataFrame]) -> Path:
        """Keeps the frames of one batch, whole or not at all; `keys` gives each key's version_id.

        Returns the batch's folder. A batch that is there already is left as it is.
        """
        name = hashlib.sha256("\n".join(sorted(keys)).encode()).hexdigest()[:16]
        target = self.folder / name
        if target.exists():
            return target
        building = self.folder / f".{name}.{os.getpid()}"
        shutil.rmtree(building, ignore_errors=True)
        building.mkdir(parents=True)
        for table, rows in frames.items():
            rows.write_parquet(building / f"{table}.parquet", compression="zstd")
        lines = [f"{key}\t{version}\n" for key, version in sorted(keys.items())]
        (building / KEYS).write_text("".join(lines), encoding="utf-8", newline="\n")
        for file in building.iterdir():
            flush(file)
        try:
            building.rename(target)
        except OSError:
            shutil.rmtree(building)
            if not target.exists():
                raise
        flush(self.folder)
        return target


def keys_in(file: Path) -> dict[str, str]:
    """The keys of a batch with their version ids."""
    return dict(line.split("\t") for line in file.read_text(encoding="utf-8").splitlines())


def flush(path: Path) -> None:
    """Asks the system to put a file or a folder on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
