"""How right the reading is, field by field, against hand-made answers.

usage: python -m benchmarks.accuracy GOLD_DIR [--worst N] [--show FIELD] [--accept]

Reads the annotated articles with the engine directly, prints each field with its 95 % Wilson interval, the confusions
and the sentences with most errors. The last figures stand in `benchmarks/accuracy.json`: the command exits 1 where one
has fallen since, and keeps the new ones where none has (or with --accept).
"""

import argparse
import json
import math
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # for running the file itself

from benchmarks.gold import SOURCE, Annotated, Answer, GoldError, annotated_articles, judge
from benchmarks.matching import match
from pipelines.figures.model import Figure

KEPT = Path(__file__).with_name("accuracy.json")
AIMS = {
    "precision": 0.98,
    "recall": 0.98,
    "f1": 0.98,
    "span": 0.95,
    "value_unit_relation": 0.97,
    "bounds": 0.96,
    "measure": 0.95,
    "subject": 0.90,
    "region": 0.92,
    "period": 0.92,
    "disposition": 0.97,
}
ORDER = (
    "precision",
    "recall",
    "f1",
    "span",
    "value",
    "unit",
    "relation",
    "value_unit_relation",
    "bounds",
    "measure",
    "not_target",
    "subject",
    "region",
    "period",
    "disposition",
)


@dataclass(slots=True)
class Score:
    """Right answers and answers in all, by field, and what was wrong."""

    right: Counter[str] = field(default_factory=Counter)
    of: Counter[str] = field(default_factory=Counter)
    confusions: dict[str, Counter[tuple[str, str]]] = field(default_factory=lambda: defaultdict(Counter))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    sentences: Counter[str] = field(default_factory=Counter)
    articles: list[str] = field(default_factory=list)

    def rate(self, name: str) -> float:
        if name == "f1":
            one, other = self.rate("precision"), self.rate("recall")
            return 2 * one * other / (one + other) if one + other else 0.0
        return self.right[name] / self.of[name] if self.of[name] else 0.0


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % Wilson score interval of a rate."""
    if not of:
        return 0.0, 1.0
    z, rate = 1.959964, right / of
    centre = rate + z * z / (2 * of)
    spread = z * math.sqrt(rate * (1 - rate) / of + z * z / (4 * of * of))
    return (centre - spread) / (1 + z * z / of), (centre + spread) / (1 + z * z / of)


def score(articles: list[Annotated]) -> Score:
    """All fields over the articles."""
    total = Score()
    for annotated in articles:
        total.articles.append(annotated.name)
        matched = match(annotated)
        good, missed, false = len(matched.pairs), len(matched.missed), len(matched.false)
        total.right["precision"] += good
        total.of["precision"] += good + false
        total.right["recall"] += good
        total.of["recall"] += good + missed
        for answer in matched.missed:
            _wrong(total, annotated, "recall", answer, "missed", str(answer.fields["text"]), "-")
        for kind, words in matched.false:
            total.confusions["precision"][(kind, "figure")] += 1
            total.errors["precision"].append(f"{annotated.name} {kind}: {words}")
        for figure, answer in matched.pairs:
            for name, right in judge(figure, answer, annotated.answers).items():
                total.of[name] += 1
                total.right[name] += right
                if not right:
                    _wrong(total, annotated, name, answer, *_compared(name, figure, answer))
        for answer, right, got in matched.others:
            total.of["disposition"] += 1
            total.right["disposition"] += right
            if not right:
                _wrong(
                    total, annotated, "disposition", answer, str(answer.fields["text"]), str(answer.fields["kind"]), got
                )
    return total


def _wrong(total: Score, annotated: Annotated, name: str, answer: Answer, words: str, wanted: str, got: str) -> None:
    total.confusions[name][(wanted, got)] += 1
    quote = str(answer.fields.get("quote") or "")[:60].replace("\n", " ")
    total.errors[name].append(f"{annotated.name} {words} | wanted {wanted} | got {got} | {quote}")
    total.sentences[_sentence(annotated, answer)] += 1


def _sentence(annotated: Annotated, answer: Answer) -> str:
    if answer.span is None:
        return f"{annotated.name}: {answer.fields.get('quote')}"
    for passage in annotated.article.passages:
        if passage.char_start <= answer.span[0] < passage.char_end:
            return f"{annotated.name}: {passage.text}"
    return f"{annotated.name}: {answer.fields.get('quote')}"


def _compared(name: str, figure: Figure, answer: Answer) -> tuple[str, str, str]:
    """The figure's words, the answer's value of the field, and the reading's."""
    gold = answer.fields
    mine: dict[str, object] = {
        "span": figure.figure_text,
        "value": figure.value,
        "unit": figure.unit,
        "relation": figure.relation,
        "bounds": f"{figure.value_low}..{figure.value_high}",
        "measure": "target" if gold.get("measure") == "target" and figure.is_target else figure.measure,
        "not_target": "target",
        "subject": figure.subject,
        "region": figure.region_name,
        "period": f"{figure.period_start or ''}/{figure.period_end or ''}",
    }
    theirs: dict[str, object] = {
        "span": gold.get("text"),
        "relation": gold.get("qualifier"),
        "bounds": f"{gold.get('value_low')}..{gold.get('value_high')}",
        "not_target": gold.get("measure"),
    }
    if name == "value_unit_relation":
        parts = ("value", "unit", "relation")
        wanted = " ".join(str(theirs.get(part, gold.get(part))) for part in parts)
        return figure.figure_text, wanted, " ".join(str(mine[part]) for part in parts)
    return figure.figure_text, str(theirs.get(name, gold.get(name))), str(mine[name])


def report(name: str, total: Score, worst: int) -> None:
    """Prints one table."""
    print(f"\n{name}: {len(total.articles)} articles, {total.of['recall']} figures")
    for key in ORDER:
        aim = AIMS.get(key)
        mark = "" if aim is None else f"aim {aim:.2f}" + ("" if total.rate(key) >= aim else "  below")
        if key == "f1":
            print(f"  {key:20s} {total.rate(key):.4f}                              {mark}")
            continue
        low, high = wilson(total.right[key], total.of[key])
        counts = f"{total.right[key]}/{total.of[key]}"
        print(f"  {key:20s} {total.rate(key):.4f}  [{low:.3f}, {high:.3f}]  {counts:>10s}  {mark}")
    for key in ORDER:
        confusions = total.confusions.get(key)
        if confusions and key != "value_unit_relation":
            most = ", ".join(f"{wanted} → {got} ({n})" for (wanted, got), n in confusions.most_common(6))
            print(f"  confusions of {key}: {most}")
    if worst and total.sentences:
        print("  the worst sentences:")
        for sentence, errors in total.sentences.most_common(worst):
            print(f"    {errors:3d}  {sentence[:160]}")


def fallen(total: Score, kept: dict[str, list[int]]) -> list[str]:
    """The fields whose rate is below the kept one."""
    below = []
    for key, (right, of) in kept.items():
        before = right / of if of else 0.0
        if total.of[key] and total.rate(key) < before - 1e-9:
            below.append(f"{key} fell from {before:.4f} to {total.rate(key):.4f}")
    return below


def main() -> int:
    """Measures, prints, compares with the last figures and keeps the new ones."""
    parser = argparse.ArgumentParser(description="Accuracy of the reading against hand-made answers.")
    parser.add_argument("gold", type=Path, help="a folder of NNN.jsonl, articles/NNN.txt and index.tsv")
    parser.add_argument("--worst", type=int, default=10, help="how many of the worst sentences to print")
    parser.add_argument("--show", help="print every error of this field")
    parser.add_argument("--accept", action="store_true", help="keep the new figures even where one fell")
    options = parser.parse_args()
    try:
        articles = list(annotated_articles(options.gold))
    except GoldError as error:
        print(error, file=sys.stderr)
        return 1
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    below = []
    groups = {
        "annotated articles": [a for a in articles if a.name != SOURCE],
        "source article": [a for a in articles if a.name == SOURCE],
    }
    for name, group in groups.items():
        if not group:
            continue
        total = score(group)
        report(name, total, options.worst)
        if options.show:
            print(f"  errors of {options.show}:", *total.errors[options.show], sep="\n    ")
        before = kept.get(name)
        comparable = before is not None and before["articles"] == total.articles
        if comparable:
            below += [f"{name}: {words}" for words in fallen(total, before["fields"])]
        if comparable or before is None or options.accept:
            fields = {key: [total.right[key], total.of[key]] for key in ORDER if total.of[key]}
            kept[name] = {"articles": total.articles, "fields": fields}
        else:
            print(f"  not compared: the kept figures are of {', '.join(before['articles'])}")
    for words in below:
        print(words, file=sys.stderr)
    if below and not options.accept:
        return 1
    KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
