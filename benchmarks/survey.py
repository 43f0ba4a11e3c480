"""Reads a whole archive and says what the reading does with it: the classes of what it cannot do, not its accuracy.

usage: python -m benchmarks.survey PAGES [--every N] [--seed N] [--sample N]

PAGES is a folder or a tar file of pages. Prints exceptions, breaches of the conservation law, the share of each ledger
disposition, the most frequent `unknown` numerals, subjects and units without a code, figures without period or region,
the slowest articles, and a random sample of figures and of other ledger rows to be read by eye.
The command exits 1 where a page raised an exception other than PageError or a numeral was lost.
"""

import argparse
import random
import re
import sys
import tarfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for running the file itself

from pipelines.figures.model import Figure, Numeral, Reading
from pipelines.figures.read import read
from pipelines.pages.archive import PAGE_SUFFIXES, ArchivedPage, PageError
from pipelines.pages.article import parse
from pipelines.pages.model import Article

# The contract's numeral token, written down here a second time so that the reading cannot excuse itself.
DIGIT = "[0-9０-９]"
TOKEN = re.compile(
    f"{DIGIT}+(?:[,，](?={DIGIT}{{3}}(?!{DIGIT})){DIGIT}{{3}}|[./．／](?={DIGIT}){DIGIT}+)*"
    "|[〇零一二三四五六七八九十百千万亿兆两壹贰叁肆伍陆柒捌玖拾佰仟廿卅半]+"
    "|[\u2160-\u2188]|[\u2460-\u24ff]|[\u3220-\u3229]"
)
AROUND = 26


@dataclass(slots=True)
class Survey:
    """Counts over all pages."""

    pages: int = 0
    characters: int = 0
    seconds: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)
    exceptions: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    dispositions: Counter[str] = field(default_factory=Counter)
    unknown: Counter[str] = field(default_factory=Counter)
    unknown_rules: Counter[str] = field(default_factory=Counter)
    subjects: Counter[str] = field(default_factory=Counter)
    units: Counter[str] = field(default_factory=Counter)
    without: Counter[str] = field(default_factory=Counter)
    measures: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def pages_of(where: Path, every: int) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of every N-th page of a folder or a tar file."""
    if where.is_dir():
        paths = sorted(path for path in where.rglob("*") if path.suffix in PAGE_SUFFIXES)
        for path in paths[::every]:
            yield path.relative_to(where).as_posix(), path.read_bytes()
        return
    with tarfile.open(where) as archive:
        number = 0
        for member in archive:
            if not member.isfile() or Path(member.name).suffix not in PAGE_SUFFIXES:
                continue
            content = archive.extractfile(member)
            if number % every == 0 and content is not None:
                yield member.name, content.read()
            number += 1


def uncovered(text: str, rows: tuple[Numeral, ...]) -> list[str]:
    """Numeral tokens that do not lie inside exactly one ledger row, and rows that overlap, with their words."""
    wrong = []
    ordered = sorted(rows, key=lambda row: row.char_start)
    for one, other in pairwise(ordered):
        if other.char_start < one.char_end:
            wrong.append(f"rows overlap: {one.text} | {other.text}")
    at = 0
    for token in TOKEN.finditer(text):
        while at < len(ordered) and ordered[at].char_end <= token.start():
            at += 1
        if at == len(ordered) or not (ordered[at].char_start <= token.start() and token.end() <= ordered[at].char_end):
            words = text[max(0, token.start() - 10) : token.end() + 10].replace("\n", "⏎")
            wrong.append(f"token {token[0]} in {words}")
    return wrong


def broken_rows(text: str, reading: Reading) -> list[str]:
    """Breaches of the quote law, and figures that have not exactly one ledger row of their own."""
    wrong = [f"quote: {row.text}" for row in reading.numerals if text[row.char_start : row.char_end] != row.text]
    wrong += [f"quote: {f.figure_text}" for f in reading.figures if text[f.char_start : f.char_end] != f.figure_text]
    rows = Counter(row.figure_index for row in reading.numerals if row.figure_index is not None)
    wrong += [f"figure {f.figure_text} has {rows[i]} rows" for i, f in enumerate(reading.figures) if rows[i] != 1]
    return wrong


def take(survey: Survey, name: str, data: bytes) -> None:
    """Parses and reads one page and counts what came of it."""
    survey.pages += 1
    try:
        article = parse(data, ArchivedPage(name, "", len(data)))
    except PageError as error:
        survey.refused[str(error).removeprefix(name).strip()[:60]] += 1
        return
    except Exception:
        survey.exceptions.append(f"{name}: parse: {traceback.format_exc(limit=-1)}")
        return
    text = article.body_text
    started = time.perf_counter()
    try:
        reading = read(text, article.passages, article.published_on, title=article.title, tables=article.tables)
    except Exception:
        survey.exceptions.append(f"{name}: read: {traceback.format_exc(limit=-1)}")
        return
    spent = time.perf_counter() - started
    survey.seconds += spent
    survey.characters += len(text)
    survey.slowest.append((spent / max(len(text), 1), f"{spent:.3f} s for {len(text)} characters: {name}"))
    survey.slowest = sorted(survey.slowest, reverse=True)[:5]
    survey.lost += [f"{name}: {words}" for words in uncovered(text, reading.numerals) + broken_rows(text, reading)]
    _count(survey, name, article, reading)


def _count(survey: Survey, name: str, article: Article, reading: Reading) -> None:
    text = article.body_text
    for row in reading.numerals:
        survey.dispositions[row.disposition] += 1
        if row.disposition == "unknown":
            after = text[row.char_end : row.char_end + 3].replace("\n", "⏎")
            survey.unknown[f"{row.text}{after}"] += 1
            survey.unknown_rules[row.rule] += 1
        if row.disposition != "figure":
            around = text[max(0, row.char_start - AROUND) : row.char_start], text[row.char_end : row.char_end + AROUND]
            words = f"{around[0]}【{row.text}】{around[1]}".replace("\n", "⏎")
            survey.others.append(f"{row.disposition:11s} {row.rule:22s} {words}")
    for figure in reading.figures:
        survey.subjects[figure.subject or "(none)"] += 1
        survey.measures[figure.measure] += 1
        if figure.unit and not figure.unit_code:
            survey.units[figure.unit] += 1
        if figure.period_kind == "none":
            survey.without["period"] += 1
        if figure.region_name is None:
            survey.without["region"] += 1
        if figure.subject is None:
            survey.without["subject"] += 1
        if figure.unit is None:
            survey.without["unit"] += 1
        survey.figures.append(f"{name}\n{described(text, figure)}")


def described(text: str, figure: Figure) -> str:
    """A figure for the eye: its words in their place, and all that was read of it."""
    before = text[max(0, figure.char_start - 60) : figure.char_start]
    words = f"{before}【{figure.figure_text}】{text[figure.char_end : figure.char_end + AROUND]}".replace("\n", "⏎")
    value = figure.value if figure.value is not None else f"{figure.value_low}..{figure.value_high}"
    period = f"{figure.period_start or ''}/{figure.period_end or ''} ({figure.period_basis})"
    target = " target" if figure.is_target else ""
    return (
        f"    {words}\n    = {value} {figure.unit or '-'} {figure.relation} {figure.measure}{target}"
        f" | {figure.subject} | {figure.region_name} ({figure.region_basis}) | {period} | {figure.compared_with or '-'}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part} ({part / whole:.2%})" if whole else "0"


def report(survey: Survey, sample: int, seed: int) -> None:
    """Prints the survey."""
    rows, figures = sum(survey.dispositions.values()), survey.dispositions["figure"]
    print(f"{survey.pages} pages, {survey.characters} characters, {rows} numerals, {len(survey.figures)} figures")
    if survey.seconds:
        print(f"reading: {survey.characters / survey.seconds:,.0f} characters a second")
    print(f"refused pages: {dict(survey.refused.most_common(5))}")
    print(f"exceptions: {len(survey.exceptions)}", *survey.exceptions[:10], sep="\n  ")
    print(f"breaches of the laws: {len(survey.lost)}", *survey.lost[:15], sep="\n  ")
    shares = ", ".join(f"{name} {_share(n, rows)}" for name, n in survey.dispositions.most_common())
    print(f"dispositions: {shares}")
    print(f"rules of unknown: {survey.unknown_rules.most_common(10)}")
    print(f"most frequent unknown: {survey.unknown.most_common(40)}")
    print(f"measures: {survey.measures.most_common()}")
    print(f"figures without: {', '.join(f'{name} {_share(n, figures)}' for name, n in survey.without.most_common())}")
    print(f"units without a code: {survey.units.most_common(40)}")
    print(f"most frequent subjects: {survey.subjects.most_common(60)}")
    print("slowest for their length:", *(words for _, words in survey.slowest), sep="\n  ")
    chance = random.Random(seed)
    print(f"\n{sample} random figures:")
    for number, words in enumerate(chance.sample(survey.figures, min(sample, len(survey.figures))), 1):
        print(f"{number}. {words}")
    print(f"\n{sample} random other rows of the ledger:")
    for number, words in enumerate(chance.sample(survey.others, min(sample, len(survey.others))), 1):
        print(f"{number}. {words}")


def main() -> int:
    """Surveys the pages and prints."""
    parser = argparse.ArgumentParser(description="What the reading does with a whole archive.")
    parser.add_argument("pages", type=Path, help="a folder or a tar file of pages")
    parser.add_argument("--every", type=int, default=1, help="take every N-th page only")
    parser.add_argument("--sample", type=int, default=200, help="how many figures and other rows to print")
    parser.add_argument("--seed", type=int, default=1, help="which random sample")
    options = parser.parse_args()
    if not options.pages.exists():
        print(f"{options.pages} does not exist; give a folder or a tar file of pages", file=sys.stderr)
        return 1
    survey = Survey()
    for name, data in pages_of(options.pages, max(1, options.every)):
        take(survey, name, data)
    report(survey, options.sample, options.seed)
    return 1 if survey.exceptions or survey.lost else 0


if __name__ == "__main__":
    sys.exit(main())
