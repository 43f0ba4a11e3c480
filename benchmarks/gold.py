"""Hand-made answers: loading them, finding their words in an article's text, and judging a reading against them.

Belongs here: the format of a gold folder (`NNN.jsonl`, `articles/NNN.txt`, `index.tsv`, as its GUIDE.md says) and what
counts as the same answer. Does not belong here: reports and thresholds (`accuracy.py`).
An answer's `alt` lists overrides that are as right as the answer itself.
"""

import csv
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pipelines.figures.model import Figure, Reading
from pipelines.figures.read import read
from pipelines.pages.archive import ArchivedPage
from pipelines.pages.article import parse
from pipelines.pages.markup import Block
from pipelines.pages.model import Article
from pipelines.pages.passages import lay_out

SOURCE = "source-article"
FIGURE_KINDS = ("figure", "series")
RELATIONS = {
    "exact": "eq",
    "over": "gt",
    "breakthrough": "gt",
    "over_odd": "gt",
    "approx_over": "gt",
    "at_least": "ge",
    "nearly": "lt",
    "under": "lt",
    "up_to": "le",
    "about": "approx",
    "range": "range",
}
NEAR_RELATIONS = {"lt": {"lt", "le", "approx"}, "le": {"le", "lt"}, "gt": {"gt", "ge"}, "ge": {"ge", "gt"}}
MEASURES = {"ratio_rate": "rate", "per_unit": "average"}
SAME_PLACES = {"我国": "全国", "中国": "全国", "国内": "全国", "双城经济圈": "成渝地区双城经济圈"}
PLACE_SUFFIX = re.compile(r"(?<=..)(?:省|市|自治区|特别行政区|地区|两省市|两地)$")
GAP = re.compile(r"[\s\u3000\u200b\ufeff]")
CONTEXT_WIDTHS = (60, 40, 25, 15, 8, 4)
SAME_SUBJECT = 0.5  # bigram F1 from which two subjects are the same


class GoldError(ValueError):
    """A gold folder cannot be used; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of a gold file and where its words stand in the body text; `span` is None where they do not."""

    fields: dict[str, Any]
    span: tuple[int, int] | None

    def options(self) -> list[dict[str, Any]]:
        """The answer and its accepted variants."""
        alternatives = self.fields.get("alt") or []
        return [self.fields, *({**self.fields, **other} for other in alternatives)]

    def kinds(self) -> set[str | None]:
        return {option.get("kind") for option in self.options()}

    def is_figure(self) -> bool:
        return self.fields["kind"] in FIGURE_KINDS


@dataclass(frozen=True, slots=True)
class Annotated:
    """An annotated article, read."""

    name: str
    article: Article
    reading: Reading
    answers: tuple[Answer, ...]


def annotated_articles(gold_dir: Path) -> Iterator[Annotated]:
    """Every annotated article of the folder, parsed and read, in order of name.

    The source article is taken where its page lies beside the folder (`../source/article.html`).
    Raises GoldError where the folder holds no answers.
    """
    index_path = gold_dir / "index.tsv"
    rows = csv.DictReader(index_path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
    index = {row["no"]: row for row in rows} if index_path.exists() else {}
    found = False
    for path in sorted(gold_dir.glob("*.jsonl")):
        text_path = gold_dir / "articles" / f"{path.stem}.txt"
        page_path = gold_dir.parent / "source" / "article.html"
        if text_path.exists():
            text = text_path.read_text(encoding="utf-8")
            article = article_of(text, index.get(path.stem, {}))
        elif path.stem == SOURCE and page_path.exists():
            data = page_path.read_bytes()
            article = parse(data, ArchivedPage(page_path.name, "", len(data)))
            text = page_path.with_suffix(".txt").read_text(encoding="utf-8")
        else:
            continue
        found = True
        reading = read(
            article.body_text, article.passages, article.published_on, title=article.title, tables=article.tables
        )
        lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        answers = place([line for line in lines if "start" in line], text, article.body_text)
        yield Annotated(path.stem, article, reading, answers)
    if not found:
        raise GoldError(f"{gold_dir} holds no NNN.jsonl with an articles/NNN.txt")


def article_of(text: str, row: dict[str, str]) -> Article:
    """The article of an annotated text: its lines are paragraphs, the leading `#` lines are not part of it."""
    title = (row.get("title") or "").split("(none recorded", 1)[0].strip()
    lines = [line.strip(" \t\u3000") for line in text.splitlines() if not line.startswith("#")]
    layout = lay_out([Block(line) for line in lines if line], title)
    day = re.search(r"(\d{4})\D(\d{1,2})\D(\d{1,2})", row.get("date") or "")
    return Article(
        title=title or (lines[0][:80] if lines else ""),
        body_text=layout.body_text,
        passages=layout.passages,
        tables=layout.tables,
        published_on=date(int(day[1]), int(day[2]), int(day[3])) if day else None,
    )


def squashed(text: str) -> tuple[str, list[int]]:
    """The text without white space, and the offset of each character that is left."""
    kept = [offset for offset, character in enumerate(text) if not GAP.match(character)]
    return "".join(text[offset] for offset in kept), kept


def place(lines: list[dict[str, Any]], text: str, body: str) -> tuple[Answer, ...]:
    """The answers with their words' offsets in `body`, found by the words around them."""
    squashed_text, kept_text = squashed(text)
    squashed_body, kept_body = squashed(body)
    position = {offset: index for index, offset in enumerate(kept_text)}
    answers, last = [], 0
    for line in lines:
        words = str(line["text"])
        start = int(line["start"]) + len(words) - len(words.lstrip())
        index, length = position[start], len(squashed(words)[0])
        at = _find(squashed_text, index, length, squashed_body, last)
        span = None
        if at is not None:
            last = at
            span = kept_body[at], kept_body[at + length - 1] + 1
        answers.append(Answer(line, span))
    return tuple(answers)


def _find(text: str, index: int, length: int, body: str, after: int) -> int | None:
    for width in CONTEXT_WIDTHS:
        begin = max(0, index - width)
        words = text[begin : index + length + width]
        at = body.find(words)
        if at >= 0 and body.find(words, at + 1) < 0:
            return at + index - begin
    for width in CONTEXT_WIDTHS:
        at = body.find(text[index : index + length + width], after)
        if at >= 0:
            return at
    return None


def decimal_of(value: object) -> Decimal | None:
    """A gold number: a decimal string, or a fraction."""
    if value is None:
        return None
    top, slash, bottom = str(value).partition("/")
    return Decimal(top) / Decimal(bottom) if slash else Decimal(top)


def same_number(mine: object, gold: object) -> bool:
    one, other = decimal_of(mine), decimal_of(gold)
    if one is None or other is None:
        return one is other
    return one == other or (abs(other) < 1 and abs(one - other) < Decimal("1e-6"))


def bigrams(words: str | None) -> Counter[str]:
    bare = re.sub(r"[\W_的了]", "", words or "")
    return Counter(bare[i : i + 2] for i in range(len(bare) - 1)) or Counter([bare])


def likeness(mine: str | None, gold: str | None) -> float:
    """Bigram F1 of two phrases."""
    one, other = bigrams(mine), bigrams(gold)
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if shared else 0.0


def same_place(mine: str | None, gold: str | None) -> bool:
    one, other = (SAME_PLACES.get(name or "", name or "") for name in (mine, gold))
    one, other = PLACE_SUFFIX.sub("", one), PLACE_SUFFIX.sub("", str(other))
    return one == other or (min(len(one), len(other)) >= 2 and (one.endswith(other) or other.endswith(one)))


def same_unit(mine: str | None, gold: str | None) -> bool:
    one, other = ((unit or "").replace("％", "%") for unit in (mine, gold))
    pairs = ({"公里", "公里/小时"}, {"", "大"}, {"元", "元人民币"})
    return one == other or {one, other} in pairs


PART = re.compile(r"(\d{4})(?:-Q(\d)|-H(\d)|-(\d\d)(?:-(\d\d))?)?")


def _months(part: str) -> tuple[str, str]:
    """First and last month of one end of a gold period."""
    found = PART.fullmatch(part)
    if not found:
        raise GoldError(f"not a period: {part}")
    year, quarter, half, month, _ = found.groups()
    if quarter:
        first, last = 3 * int(quarter) - 2, 3 * int(quarter)
    elif half:
        first, last = (1, 6) if half == "1" else (7, 12)
    else:
        first, last = (int(month), int(month)) if month else (1, 12)
    return f"{year}-{first:02d}", f"{year}-{last:02d}"


def period_months(period: object) -> tuple[str | None, str | None]:
    """A gold period as its first and last month; `as_of` has only a last one."""
    if period is None:
        return None, None
    words = str(period)
    if words.startswith("as_of:"):
        return None, _months(words[6:])[1]
    first, _, last = words.partition("/")
    return _months(first)[0], _months(last or first)[1]


def _month(day: date | None) -> str | None:
    return None if day is None else day.strftime("%Y-%m")


def _bounds(figure: Figure, gold: dict[str, Any]) -> bool:
    if str(gold.get("value") or "").startswith("-") and gold.get("qualifier") != "exact":
        return True  # the guide leaves bounds of inexact falls open
    return same_number(figure.value_low, gold.get("value_low")) and same_number(
        figure.value_high, gold.get("value_high")
    )


def _value(figure: Figure, gold: dict[str, Any]) -> bool:
    if gold.get("value") is None and gold.get("qualifier") == "range":
        return same_number(figure.value_low, gold.get("value_low")) and same_number(
            figure.value_high, gold.get("value_high")
        )
    return same_number(figure.value, gold.get("value"))


def _relation(figure: Figure, gold: dict[str, Any]) -> bool:
    relation = RELATIONS.get(str(gold.get("qualifier")), "")
    return figure.relation in NEAR_RELATIONS.get(relation, {relation})


def _measure(figure: Figure, gold: dict[str, Any]) -> bool:
    if not gold.get("measure") or gold["measure"] == "target":
        return figure.is_target or not gold.get("measure")
    measure = MEASURES.get(str(gold["measure"]), gold["measure"])
    return figure.measure == measure or {figure.measure, measure} == {"level", "cumulative"}


def _period(figure: Figure, gold: dict[str, Any]) -> bool:
    return (_month(figure.period_start), _month(figure.period_end)) == period_months(gold.get("period"))


FIELDS: dict[str, Callable[[Figure, dict[str, Any]], bool]] = {
    "span": lambda f, g: squashed(f.figure_text)[0] == squashed(str(g["text"]))[0],
    "value": _value,
    "unit": lambda f, g: same_unit(f.unit, g.get("unit")),
    "relation": _relation,
    "bounds": _bounds,
    "measure": _measure,
    "region": lambda f, g: same_place(f.region_name, g.get("region")),
    "period": _period,
}


def same_subject(figure: Figure, answer: Answer, all_answers: tuple[Answer, ...]) -> bool:
    """Whether the subject is near enough to the answer's, and no nearer to another figure's."""
    near = max(
        max(
            likeness(figure.subject, option.get("subject")),
            likeness(figure.subject, str(option.get("subject_text") or "").replace("…", "")),
        )
        for option in answer.options()
    )
    if near < SAME_SUBJECT:
        return False
    own = answer.fields.get("subject")
    rivals = {a.fields.get("subject") for a in all_answers if a.is_figure()} - {own, None}
    return all(likeness(figure.subject, str(rival)) <= near for rival in rivals)


def judge(figure: Figure, answer: Answer, all_answers: tuple[Answer, ...]) -> dict[str, bool]:
    """Field → right or wrong."""
    options = answer.options()
    verdict = {name: any(same(figure, option) for option in options) for name, same in FIELDS.items()}
    verdict["value_unit_relation"] = verdict["value"] and verdict["unit"] and verdict["relation"]
    verdict["subject"] = same_subject(figure, answer, all_answers)
    if not any(option.get("measure") == "target" for option in options):
        verdict["not_target"] = not figure.is_target
    return verdict
