"""The words the reading knows: tables of data that a non-programmer can extend, and their loaders.

Belongs here: CSV and YAML files, and functions that read and validate them. Does not belong here: grammar.
A broken file is refused on load with its name, line and reason.
"""

import csv
from importlib.resources import files

import yaml

# The safe loader in C where libyaml is there: the catalogues load six times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class VocabularyError(ValueError):
    """A vocabulary file breaks its rules; the message names file, line and what to do."""


def read_rows(name: str, columns: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of the CSV file `name`, whose header must be exactly `columns`; cells are stripped.

    Lines that begin with `#` are notes. Raises VocabularyError with file and line.
    """
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    numbered = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    reader = csv.reader(line for _, line in numbered)
    header = tuple(next(reader, ()))
    if header != columns:
        raise VocabularyError(f"{name}: the header is {','.join(header)}; it must be {','.join(columns)}")
    rows = []
    for (number, _), cells in zip(numbered[1:], reader, strict=False):
        if len(cells) != len(columns):
            raise VocabularyError(f"{name}, line {number}: {len(cells)} cells, expected {len(columns)}")
        rows.append({column: cell.strip() for column, cell in zip(columns, cells, strict=True)})
    return rows


def read_yaml(name: str) -> object:
    """The content of the YAML file `name`. Raises VocabularyError where it cannot be read."""
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    try:
        return yaml.load(text, Loader=_LOADER)
    except yaml.YAMLError as error:
        raise VocabularyError(f"{name}: {error}") from error
