"""Reads an article: its text becomes figures and a ledger in which every numeral has one row.

Belongs here: the order of the stages. expressions → senses → lists and pairs → subjects → place and time → rows.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Context, Decimal, localcontext

from pipelines.figures import lists, measures, numerals, subjects
from pipelines.figures.enumerations import enumerations_of
from pipelines.figures.indicators import match
from pipelines.figures.kinds import Expression
from pipelines.figures.ledger import expressions
from pipelines.figures.measures import Sense
from pipelines.figures.mentions import mentions_of
from pipelines.figures.model import Figure, Numeral, Reading
from pipelines.figures.naming import subjects_of
from pipelines.figures.scope import Scope
from pipelines.figures.spacing import closed_up
from pipelines.figures.units import in_base
from pipelines.pages.model import Passage, Table

_ARITHMETIC = Context(prec=28)
"""The reading's own: a caller, or a package beside it, may have set another precision for its own purposes."""
_REACH = 80
"""How many characters before a figure may say what it measures and compares; keeps long sentences linear."""


def read(
    body_text: str,
    passages: Sequence[Passage],
    published_on: date | None,
    title: str | None = None,
    tables: Sequence[Table] = (),
    publisher: str | None = None,
) -> Reading:
    """All figures, numerals and enumerations of one article.

    Offsets count code points of `body_text`. Relative times are resolved against `published_on`; where it is None
    they stay open. Raises nothing on any text: what cannot be read is a ledger row `unknown`.
    """
    closed = closed_up(body_text, passages, tables)
    if closed is None:
        return _read(body_text, passages, tables, Scope(body_text, passages, published_on, title, publisher))
    scope = Scope(closed.text, closed.passages, published_on, title, publisher)
    return closed.laid_back(_read(closed.text, closed.passages, closed.tables, scope))


def _read(text: str, passages: Sequence[Passage], tables: Sequence[Table], scope: Scope) -> Reading:
    with localcontext(_ARITHMETIC):
        rows, figures = _rows_and_figures(text, passages, scope, [(t.char_start, t.char_end) for t in tables])
    return Reading(tuple(figures), tuple(rows), enumerations_of(text, passages, figures), mentions_of(text, passages))


def _rows_and_figures(
    text: str, passages: Sequence[Passage], scope: Scope, tables: Sequence[tuple[int, int]]
) -> tuple[list[Numeral], list[Figure]]:
    """The ledger, and the figures sentence by sentence."""
    rows, written = expressions(text, scope.times, tables)
    figures: list[Figure] = []
    at = 0
    for number, passage in enumerate(passages):
        while at < len(written) and written[at].end <= passage.char_start:
            at += 1
        first = at
        while at < len(written) and written[at].start < passage.char_end:
            at += 1
        if at > first:
            drafts = written[first:at]
            for index, draft in enumerate(drafts, len(figures)):
                rows[draft.row].figure_index = index
            figures += _sentence(text, passage, number, drafts, scope, len(figures))
    for row in rows:
        if row.disposition == "figure" and row.figure_index is None:
            row.disposition, row.rule = "unknown", "outside_passages"
    return rows, figures


def _sentence(
    text: str, passage: Passage, number: int, drafts: list[Expression], scope: Scope, base: int
) -> list[Figure]:
    """The figures of one sentence, each with its sense, subject, place and time."""
    floor = passage.char_start
    for draft in drafts:
        draft.clause_start = subjects.segment_before(text, floor, draft.start)
        floor = draft.end
    several = len(drafts) > 1
    series = lists.series_of(text, drafts) if several else []
    in_series = {i: s for s in series for i in range(s.first, s.last + 1)}
    pairs = set(lists.pairs_of(text, drafts, passage.char_start)) if several else set()
    senses = _senses(text, passage, drafts, in_series, pairs)
    names = subjects_of(text, passage, drafts, senses, in_series, pairs, scope)
    targets = measures.Targets(passage.text, passage.section_title, scope.published_on)
    figures = []
    for i, (draft, meaning, name) in enumerate(zip(drafts, senses, names, strict=True)):
        figure = _figure(text, draft, meaning, number)
        figure.subject = name.subject
        if figure.measure == "level" and figure.dimension != "duration" and measures.is_average(name.subject):
            figure.measure = "average"
        floor = drafts[i - 1].end if i else passage.char_start
        scope.place(figure, floor, draft.clause_start, passage, name.member if name.aligned else None)
        run = in_series.get(i)
        if run is not None and name.member is None and i not in pairs and i - 1 not in pairs:
            scope.place_by_position(figure, drafts[run.first].start, i - run.first, len(run), passage)
        ahead = scope.period(figure)
        within = figure.char_start - passage.char_start, figure.char_end - passage.char_start
        figure.is_target = i not in pairs and (ahead or targets.hold(*within, figure.period_end))
        left = text[max(passage.char_start, figure.char_start - _REACH) : figure.char_start]
        if figure.measure in ("growth_rate", "change") or "较" in left or "比" in left:
            figure.compared_with = measures.compared_with(_since_figure(text, passage, drafts, i, figure.measure))
        if meaning.governed and figure.measure == "growth_rate":
            figure.price_basis = measures.price_basis(left)
        figure.indicator_id = match(
            figure.subject, figure.unit, figure.dimension, figure.measure, figure.region_code, passage.text
        ).indicator_id
        if i in pairs:
            figure.pair_index, figure.pair_role = base + i, "from"
        elif i - 1 in pairs:
            figure.pair_index, figure.pair_role = base + i - 1, "to"
        if run is not None:
            figure.series_no, figure.series_index = i - run.first + 1, base + run.first
            if name.rule:
                figure.rule = f"{figure.rule}+{name.rule}"
        figures.append(figure)
    for i in pairs:
        scope.ends_of_span(figures[i], figures[i + 1])
    for run in series:
        members = figures[run.first : run.last + 1]
        if not scope.times_by_position(members, passage):
            continue
        each_year = "每年" in text[drafts[run.first].clause_start : drafts[run.first].start]
        for figure in members:
            if each_year and figure.measure == "average":
                figure.measure = "level"  # 三年每年签约31个、45个、62个: each its own year's
            figure.rule = figure.rule.removesuffix("+unaligned") + "+times_by_position"
    return figures


def _since_figure(text: str, passage: Passage, drafts: list[Expression], i: int, measure: str) -> str:
    """The words between the nearest figure of another clause and figure i; of its own clause for an amount."""
    if measure not in ("growth_rate", "change"):
        return text[drafts[i].clause_start : drafts[i].start]
    while i and not text[drafts[i - 1].end : drafts[i].start].strip("、和与及，, "):
        i -= 1
    return text[drafts[i - 1].end if i else passage.char_start : drafts[i].start]


def _senses(
    text: str, passage: Passage, drafts: list[Expression], in_series: dict[int, lists.Series], pairs: set[int]
) -> list[Sense]:
    senses: list[Sense] = []
    for i, draft in enumerate(drafts):
        cue = text[draft.clause_start : draft.start]
        if i - 1 in pairs:
            senses.append(measures.second_end(senses[i - 1], cue))
            continue
        run = in_series.get(i)
        amounts = i > 0 and senses[-1].measure in ("change", "cumulative")
        beside = amounts and text[drafts[i - 1].end : draft.start] == "、"  # 增加2万座、494万米
        listed = run is not None and i > run.first
        before = senses[i - 1] if i and (beside or listed or _continues(text, drafts, i)) else None
        left = text[max(passage.char_start, draft.start - _REACH) : draft.start]
        if cue.endswith("（"):
            left = passage.text  # 甲（3%）、乙（4%）增速放缓: of what may be told behind them
        last = i
        while run is not None and last < run.last and drafts[last + 1].start - drafts[last].end <= 1:
            last += 1  # 以9%、8%的速度领跑: what stands behind the last is told of all
        right = text[drafts[last].end : drafts[last].end + 8]
        senses.append(measures.sense(draft.quantity, cue, left, right, before))
    return senses


def _continues(text: str, drafts: list[Expression], i: int) -> bool:
    """Whether figure i goes on with the verb of the figure before: A增长5%，B 3%."""
    one, two = drafts[i - 1].quantity, drafts[i].quantity
    if one is None or two is None or (one.unit is None) != (two.unit is None):
        return False
    if one.unit and two.unit and one.unit.unit != two.unit.unit:
        return False
    gap = text[drafts[i - 1].end : drafts[i].start]
    return len(gap) <= 16 and gap.count("，") < 2 and not any(c in gap for c in "。；;")


def _figure(text: str, draft: Expression, meaning: Sense, number: int) -> Figure:
    """The figure's own words as values: signed, bounded, in its unit and in the base unit."""
    quantity = draft.quantity
    value, low, high, relation = quantity.value, quantity.low, quantity.high, quantity.relation
    steps = quantity.steps
    if meaning.sign < 0 or quantity.negative:
        value = -value if value is not None else None
        low, high = (None if high is None else -high), (None if low is None else -low)
        steps = (*steps, f"fall → {numerals.shown(value)}" if value is not None else "fall → negative")
    exact = _exact(value)
    unit = quantity.unit
    base = in_base(exact, unit) if unit is not None and exact is not None else None
    dimension = unit.dimension if unit else ("fraction" if _fraction(quantity.steps, quantity.ratio) else "count")
    return Figure(
        char_start=draft.start,
        char_end=draft.end,
        figure_text=text[draft.start : draft.end],
        passage_index=number,
        value=exact,
        value_low=exact if low is value else _exact(low),
        value_high=exact if high is value else _exact(high),
        relation=relation,
        qualifier_text=quantity.qualifier,
        unit=unit.unit if unit else None,
        unit_code=unit.base_unit if unit else None,
        value_base=base if base is exact else _exact(base),
        dimension=dimension,
        measure=meaning.measure,
        rule=draft.rule,
        steps=steps,
    )


def _fraction(steps: tuple[str, ...], ratio: bool) -> bool:
    return ratio or any(" = 0." in step for step in steps)


def _exact(value: Decimal | None) -> Decimal | None:
    """`value` without trailing zeros and never in exponent form."""
    if value is None:
        return None
    whole = int(value)
    return Decimal(whole) if value == whole else value.normalize()
