"""How fast the reading is, on one core and without caches, beside what else there is.

usage: python -m benchmarks.reading PAGE_OR_PAGES… [--characters N]

Each argument is a page, a folder or a tar file of pages; each is measured on its own. Pages are parsed first, outside
the time. Prints characters a second and microseconds a figure for `read`, for a bare regular expression that finds
numbers with a unit character (the floor: it understands nothing), and, where they are installed
(`pip install -e .[compare]`), for JioNLP and Recognizers-Text on a share of the same text. Times are the best of
several runs, each in turn, so that a busy machine weighs on all alike.
"""

import argparse
import contextlib
import re
import sys
import time
import tracemalloc
from collections.abc import Callable, Sequence
from decimal import localcontext
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for running the file itself

from benchmarks.survey import pages_of
from pipelines.figures.dates import find_times
from pipelines.figures.read import read
from pipelines.pages.archive import ArchivedPage, PageError
from pipelines.pages.article import parse
from pipelines.pages.model import Article

FLOOR = re.compile(r"[0-9０-９]+(?:[.．][0-9]+)?[万亿千百]*[%％一-龥]?")
RUNS = 5
SLOW_SHARE = 4_000  # characters that the slow packages are given


def articles_of(where: Path, characters: int) -> list[Article]:
    """Parsed articles until their texts hold so many characters."""
    pages = [(where.name, where.read_bytes())] if where.suffix in (".html", ".htm", ".shtml") else pages_of(where, 1)
    articles, total = [], 0
    for name, data in pages:
        with contextlib.suppress(PageError):
            articles.append(parse(data, ArchivedPage(name, "", len(data))))
            total += len(articles[-1].body_text)
        if total >= characters:
            break
    return articles


def best_of(runs: int, tasks: dict[str, Callable[[], int]]) -> dict[str, tuple[float, int]]:
    """Name → best seconds and what was found; the tasks take turns."""
    best: dict[str, tuple[float, int]] = {}
    for _ in range(runs):
        for name, task in tasks.items():
            started = time.perf_counter()
            found = task()
            spent = time.perf_counter() - started
            best[name] = min(best.get(name, (spent, found)), (spent, found))
    return best


def _read_all(articles: Sequence[Article]) -> int:
    return sum(
        len(read(a.body_text, a.passages, a.published_on, a.title, a.tables, a.publisher).figures) for a in articles
    )


def _jionlp(texts: Sequence[str]) -> Callable[[], int] | None:
    try:
        import jionlp
    except ImportError:
        return None
    return lambda: sum(len(jionlp.ner.extract_money(t, with_parsing=True) or ()) for t in texts)


def _recognizers(texts: Sequence[str]) -> Callable[[], int] | None:
    try:
        from recognizers_number_with_unit import Culture, recognize_currency, recognize_dimension
    except ImportError:
        return None
    return lambda: sum(
        len(recognize_dimension(t, Culture.Chinese)) + len(recognize_currency(t, Culture.Chinese)) for t in texts
    )


def measure(where: Path, characters: int) -> None:
    """Prints the table of one text."""
    articles = articles_of(where, characters)
    total = sum(len(a.body_text) for a in articles)
    print(f"\n{where.name}: {len(articles)} articles, {total} characters")
    if not total:
        return
    tasks: dict[str, Callable[[], int]] = {
        "read, all fields": lambda: _read_all(articles),
        "times alone": lambda: sum(len(find_times(a.body_text, a.published_on)) for a in articles),
        "bare expression": lambda: sum(sum(1 for _ in FLOOR.finditer(a.body_text)) for a in articles),
    }
    for name, (seconds, found) in best_of(RUNS, tasks).items():
        _print(name, total, seconds, found)
    share = "\n".join(a.body_text for a in articles)[:SLOW_SHARE]
    lines = [line for line in share.split("\n") if line]
    with localcontext():  # Recognizers-Text sets the precision of all decimals to 15
        others = {"JioNLP, money": _jionlp(lines), "Recognizers-Text, units": _recognizers(lines)}
        installed = {name: task for name, task in others.items() if task is not None}
        measured = best_of(2, installed)
    for name, (seconds, found) in measured.items():
        _print(name, sum(map(len, lines)), seconds, found)
    for name in others.keys() - installed.keys():
        print(f"  {name:26s} not installed")
    _memory(articles)


def _print(name: str, characters: int, seconds: float, found: int) -> None:
    each = f"{seconds / found * 1e6:9.1f} µs each" if found else ""
    print(f"  {name:26s} {characters / seconds:14,.0f} characters/s  {found:7d} found {each}")


def _memory(articles: Sequence[Article]) -> None:
    """Whether memory grows with the number of articles read: the peak of the first and of the second half."""
    half = len(articles) // 2
    if half < 20:
        return
    tracemalloc.start()
    peaks = []
    for part in (articles[:half], articles[half:]):
        tracemalloc.reset_peak()
        for article in part:
            _read_all([article])
        peaks.append((tracemalloc.get_traced_memory()[0], tracemalloc.get_traced_memory()[1]))
    tracemalloc.stop()
    print(f"  held after {half} / {2 * half} articles: {peaks[0][0] / 1e6:.1f} / {peaks[1][0] / 1e6:.1f} MB")


def main() -> int:
    """Measures every text given."""
    parser = argparse.ArgumentParser(description="Speed of the reading beside a bare expression and other packages.")
    parser.add_argument("texts", type=Path, nargs="+", help="a page, or a folder or tar file of pages")
    parser.add_argument("--characters", type=int, default=500_000, help="how much text to take of each")
    options = parser.parse_args()
    for where in options.texts:
        if not where.exists():
            print(f"{where} does not exist", file=sys.stderr)
            return 1
        measure(where, options.characters)
    return 0


if __name__ == "__main__":
    sys.exit(main())
