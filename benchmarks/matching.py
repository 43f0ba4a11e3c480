"""Which figure of a reading answers which line of the gold, and what became of the other lines.

Belongs here: pairing by overlap, dispositions. Does not belong here: judging a pair (`gold.py`).
"""

from dataclasses import dataclass, field

from benchmarks.gold import FIGURE_KINDS, Annotated, Answer
from pipelines.figures.model import Figure, Numeral

DISPOSITIONS = {
    "date": {"date"},
    "ordinal": {"ordinal"},
    "code": {"code"},
    "level_class": {"level_class"},
    "threshold_level": {"level_class"},
    "fixed": {"name", "word"},
    "table": {"table"},
    "figure": {"figure"},
    "series": {"figure"},
}


def wanted_dispositions(answer: Answer) -> set[str]:
    """The dispositions that are right for a line that is no figure; empty where any is."""
    wanted: set[str] = set()
    for kind in answer.kinds():
        if kind is not None:
            wanted |= DISPOSITIONS.get(kind, set())
    return wanted


def overlapping(span: tuple[int, int], rows: tuple[Numeral, ...]) -> list[Numeral]:
    return [row for row in rows if row.char_start < span[1] and row.char_end > span[0]]


@dataclass(slots=True)
class Matched:
    """The figures of one article beside its answers."""

    pairs: list[tuple[Figure, Answer]] = field(default_factory=list)
    missed: list[Answer] = field(default_factory=list)
    false: list[tuple[str, str]] = field(default_factory=list)
    others: list[tuple[Answer, bool, str]] = field(default_factory=list)


def match(annotated: Annotated) -> Matched:
    """Figures to answers, each to the one it overlaps most; what is left over on either side is an error.

    A figure outside the annotated part of the text is not judged.
    """
    matched, used = Matched(), set()
    figures = annotated.reading.figures
    spans = [answer.span for answer in annotated.answers if answer.span]
    first, last = min(s for s, _ in spans), max(e for _, e in spans)

    def hits(span: tuple[int, int]) -> list[int]:
        return [i for i, f in enumerate(figures) if i not in used and f.char_start < span[1] and f.char_end > span[0]]

    for answer in annotated.answers:
        other_kinds = answer.kinds() - set(FIGURE_KINDS)
        if answer.span is None:
            if answer.is_figure() and not other_kinds:
                matched.missed.append(answer)
            continue
        start, end = answer.span
        found = hits(answer.span)
        if answer.is_figure():
            if found:
                best = max(found, key=lambda i: min(figures[i].char_end, end) - max(figures[i].char_start, start))
                used.add(best)
                matched.pairs.append((figures[best], answer))
            elif not other_kinds:
                matched.missed.append(answer)
            continue
        wanted = wanted_dispositions(answer)
        if wanted:
            rows = overlapping(answer.span, annotated.reading.numerals)
            right = bool(rows) and all(row.disposition in wanted for row in rows)
            matched.others.append((answer, right, "+".join(sorted({row.disposition for row in rows})) or "nothing"))
        used.update(found)
        if not answer.kinds() & set(FIGURE_KINDS):
            matched.false += [(str(answer.fields["kind"]), figures[i].figure_text) for i in found]
    for index, figure in enumerate(figures):
        if index not in used and first <= figure.char_start < last:
            words = annotated.article.body_text[max(0, figure.char_start - 12) : figure.char_end + 12]
            matched.false.append(("no answer", words.replace("\n", " ")))
    return matched
