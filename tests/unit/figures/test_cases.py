"""Sentences with what must be read in them, by phenomenon: tables that a lay reader can check (`cases/*.tsv`).

Each line: a sentence; the figures, parted by `; ` (`-` for none), each as `words=value unit relation` with an optional
measure and `key:value` details (subject, region, period, pair, with, price, target, bounds); the dispositions that
others must get, as `words=disposition`, with `|` between accepted ones; in `members.tsv` also the list of members.
The sentence stands alone in an article of 9 June 2025. Every figure must be listed: one too many is an error.
"""

import re
from calendar import monthrange
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pipelines.figures.model import Figure, Reading
from pipelines.figures.read import read
from pipelines.pages.model import Passage

PUBLISHED = date(2025, 6, 9)
CASES = Path(__file__).with_name("cases")
MEASURES = {"level", "cumulative", "growth_rate", "change", "share", "rate", "average"}
TOLERANCE = Decimal("0.000001")


def _rows() -> list[tuple[str, int, dict[str, str]]]:
    rows = []
    for path in sorted(CASES.glob("*.tsv")):
        lines = path.read_text(encoding="utf-8").splitlines()
        header = lines[0].split("\t")
        for number, line in enumerate(lines[1:], 2):
            rows.append((path.stem, number, dict(zip(header, line.split("\t"), strict=False))))
    return rows


ROWS = _rows()


def _read(sentence: str) -> Reading:
    passage = Passage(0, None, 1, 1, 0, len(sentence), sentence)
    return read(sentence, [passage], PUBLISHED)


def _bounds(value: Decimal, relation: str) -> tuple[Decimal | None, Decimal | None]:
    """The bounds on the signed number line that a relation gives a value; of a fall the magnitude is compared."""
    if relation == "approx":
        return None, None
    if relation == "eq":
        return value, value
    at_least = relation in ("gt", "ge")
    return (value, None) if at_least == (value >= 0) else (None, value)


def _number(words: str) -> Decimal | None:
    return Decimal(words) if words else None


def _same(mine: Decimal | None, wanted: Decimal | None) -> bool:
    return mine is wanted if mine is None or wanted is None else abs(mine - wanted) <= TOLERANCE


def _month_range(words: str) -> tuple[date | None, date | None]:
    """`2024`, `2025-05`, `2020/2024`, `2025-01/2025-05`, `as_of:2024-12`, `none` as first and last day."""
    if words == "none":
        return None, None
    ends_only = words.startswith("as_of:")
    first, _, last = words.removeprefix("as_of:").partition("/")
    start = date.fromisoformat(f"{first}-01" if "-" in first else f"{first}-01-01")
    year, _, month = (last or first).partition("-")
    end = date(int(year), int(month or 12), monthrange(int(year), int(month or 12))[1])
    return (None if ends_only else start), end


def _likeness(one: str, other: str) -> float:
    grams = [
        Counter(s[i : i + 2] for i in range(len(s) - 1)) for s in (re.sub(r"[\W的了]", "", t) for t in (one, other))
    ]
    shared = sum((grams[0] & grams[1]).values())
    return 2 * shared / max(1, sum(grams[0].values()) + sum(grams[1].values()))


def _details_wrong(figure: Figure, key: str, wanted: str) -> str | None:
    if key == "subject":
        right = _likeness(figure.subject or "", wanted) >= 0.5
        return None if right else f"subject {figure.subject}, wanted {wanted}"
    if key == "region":
        right = figure.region_name == (None if wanted == "none" else wanted)
        return None if right else f"region {figure.region_name} ({figure.region_basis}), wanted {wanted}"
    if key == "period":
        got = figure.period_start, figure.period_end
        return None if got == _month_range(wanted) else f"period {got[0]}..{got[1]}, wanted {wanted}"
    if key == "pair":
        return None if figure.pair_role == wanted else f"pair {figure.pair_role}, wanted {wanted}"
    if key == "with":
        return (
            None if wanted in (figure.compared_with or "") else f"compared with {figure.compared_with}, wanted {wanted}"
        )
    if key == "target":
        return None if figure.is_target == (wanted == "yes") else f"target {figure.is_target}, wanted {wanted}"
    if key == "price":
        return None if wanted in (figure.price_basis or "") else f"price basis {figure.price_basis}, wanted {wanted}"
    raise ValueError(f"no such detail: {key}")


def _wrong(figure: Figure, wanted: str) -> list[str]:
    """What of `figure` differs from one `value unit relation …`."""
    value, unit, relation, *rest = wanted.split(" ")
    measure = next((word for word in rest if word in MEASURES), None)
    details = dict(word.split(":", 1) for word in rest if ":" in word)
    bounds = details.pop("bounds", None)
    if bounds is not None:
        low, high = (_number(word) for word in bounds.split(".."))
    elif ".." in value:
        low, high = (_number(word) for word in value.split(".."))
    else:
        low, high = _bounds(Decimal(value), relation)
    wrong = []
    if not _same(figure.value, None if ".." in value else Decimal(value)):
        wrong.append(f"value {figure.value}, wanted {value}")
    if not (_same(figure.value_low, low) and _same(figure.value_high, high)):
        wrong.append(f"bounds {figure.value_low}..{figure.value_high}, wanted {low}..{high}")
    if (figure.unit or "-") != unit and {figure.unit or "-", unit} != {"-", "大"}:
        wrong.append(f"unit {figure.unit}, wanted {unit}")
    if figure.relation != relation:
        wrong.append(f"relation {figure.relation}, wanted {relation}")
    if measure and figure.measure != measure and {figure.measure, measure} != {"level", "cumulative"}:
        wrong.append(f"measure {figure.measure}, wanted {measure}")
    return wrong + [words for key, wanted in details.items() if (words := _details_wrong(figure, key, wanted))]


def _check_figures(reading: Reading, expected: str) -> list[str]:
    wanted = [] if expected == "-" else expected.split("; ")
    said = [figure.figure_text for figure in reading.figures]
    if len(said) != len(wanted):
        return [f"read {said}, wanted {[item.partition('=')[0] for item in wanted]}"]
    errors = []
    for figure, item in zip(reading.figures, wanted, strict=True):
        tries = []
        for choice in item.split("|"):
            words, _, value = choice.partition("=")
            wrong = [] if figure.figure_text == words else [f"words {figure.figure_text}, wanted {words}"]
            tries.append(wrong + _wrong(figure, value))
        best = min(tries, key=len)
        errors += [f"{figure.figure_text}: {words}" for words in best]
    return errors


def _check_others(sentence: str, reading: Reading, expected: str) -> list[str]:
    errors = []
    for item in expected.split("; ") if expected else []:
        words, _, accepted = item.rpartition("=")
        start = sentence.index(words)
        rows = [row for row in reading.numerals if row.char_start < start + len(words) and row.char_end > start]
        if not rows or any(row.disposition not in accepted.split("|") for row in rows):
            errors.append(f"{words}: {[(row.text, row.disposition) for row in rows]}, wanted {accepted}")
    return errors


def _check_lists(reading: Reading, expected: str) -> list[str]:
    got = [f"{e.stated_count or ''}{'open' if e.is_open else ''}:{'、'.join(e.members)}" for e in reading.enumerations]
    if not expected:
        return [] if not reading.enumerations else [f"lists {got}, wanted none"]
    head, _, members = expected.partition(":")
    for found in reading.enumerations:
        if found.members != tuple(members.split("、")):
            continue
        if (head == "open" and found.is_open) or head in (str(found.stated_count), str(len(found.members))):
            return []
    return [f"lists {got}, wanted {expected}"]


@pytest.mark.parametrize(
    ("phenomenon", "line", "row"), ROWS, ids=[f"{name}:{number}-{row['sentence'][:24]}" for name, number, row in ROWS]
)
def test_case(phenomenon: str, line: int, row: dict[str, str]) -> None:
    sentence = row["sentence"]
    reading = _read(sentence)
    errors = _check_figures(reading, row["figures"]) + _check_others(sentence, reading, row.get("others", ""))
    if phenomenon == "members":
        errors += _check_lists(reading, row.get("lists", ""))
    assert not errors, f"{phenomenon}.tsv, line {line}: {sentence}\n  " + "\n  ".join(errors)


def test_every_phenomenon_has_ten_cases_of_each_kind() -> None:
    by_name: dict[str, list[dict[str, str]]] = {}
    for name, _, row in ROWS:
        by_name.setdefault(name, []).append(row)
    for name, rows in by_name.items():
        assert len(rows) >= 20, f"{name}.tsv has {len(rows)} lines"


@pytest.mark.parametrize(("phenomenon", "line", "row"), ROWS, ids=[f"{name}:{number}" for name, number, _ in ROWS])
def test_a_case_is_written_as_the_table_says(phenomenon: str, line: int, row: dict[str, str]) -> None:
    """Every line is a sentence with its figures' own words in order."""
    at = 0
    for item in [] if row["figures"] == "-" else row["figures"].split("; "):
        words = item.split("|")[0].partition("=")[0]
        at = row["sentence"].index(words, at) + len(words)
