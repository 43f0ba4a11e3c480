"""Qualifiers: words that touch a number and bound it (超, 近, 以上, 左右).

Belongs here: finding them on either side; the words stand in `vocabulary/qualifiers.csv`. Does not belong
here: words at a distance (迈上…台阶), which are read with the clause.
"""

from collections.abc import Iterable
from decimal import Decimal

from pipelines.vocabulary import VocabularyError, read_rows

RELATIONS = frozenset(("eq", "gt", "ge", "lt", "le", "approx", "range"))
_COLUMNS = ("word", "side", "relation", "not_beside")

_BEFORE: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
_AFTER: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}


def _load() -> None:
    for row in sorted(read_rows("qualifiers.csv", _COLUMNS), key=lambda row: -len(row["word"])):
        if row["relation"] not in RELATIONS or row["side"] not in ("before", "after"):
            raise VocabularyError(f"qualifiers.csv: {row['word']}: side or relation is not one of those known")
        guards = tuple(filter(None, row["not_beside"].split("|")))
        if row["side"] == "before":
            _BEFORE.setdefault(row["word"][-1], []).append((row["word"], row["relation"], guards))
        else:
            _AFTER.setdefault(row["word"][0], []).append((row["word"], row["relation"], guards))


_load()


def before(text: str, at: int) -> tuple[int, str, str] | None:
    """The qualifier that ends at `at`: (start, word, relation)."""
    if at == 0:
        return None
    for word, relation, guards in _BEFORE.get(text[at - 1], ()):
        start = at - len(word)
        if start >= 0 and text.startswith(word, start) and not (guards and text.endswith(guards, 0, start)):
            return start, word, relation
    return None


def after(text: str, at: int) -> tuple[int, str, str] | None:
    """The qualifier that begins at `at`: (end, word, relation)."""
    for word, relation, guards in _AFTER.get(text[at : at + 1], ()):
        end = at + len(word)
        if text.startswith(word, at) and not (guards and text.startswith(guards, end)):
            return end, word, relation
    return None


def combine(relations: Iterable[str]) -> str:
    """One relation of several words on one number: approx yields to a bound, a range to nothing."""
    best = "eq"
    for relation in relations:
        if relation == "range" or best in ("eq", "approx"):
            best = relation if relation != "eq" else best
    return best


def bounds(
    value: Decimal | None, low: Decimal | None, high: Decimal | None, relation: str
) -> tuple[Decimal | None, Decimal | None]:
    """The bounds that a relation gives a positive value; a range keeps its own."""
    if relation == "range" or value is None:
        return low, high
    if relation in ("gt", "ge"):
        return value, None
    if relation in ("lt", "le"):
        return None, value
    if relation == "approx":
        return None, None
    return value, value
