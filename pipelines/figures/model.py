"""The values that `figures/` makes from one article: plain data, no behaviour.

Belongs here: what a reading is. Does not belong here: how it is found, and ids and keys (see `tables/`).
Offsets count Unicode code points in the article's body text, end exclusive.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(slots=True)
class Figure:
    """A figure stated in prose: what it says, of what, where and when, and the words it stands on."""

    char_start: int
    char_end: int
    figure_text: str
    passage_index: int
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    relation: str
    qualifier_text: str | None
    unit: str | None
    unit_code: str | None
    value_base: Decimal | None
    dimension: str
    measure: str = "level"
    is_target: bool = False
    compared_with: str | None = None
    price_basis: str | None = None
    subject: str | None = None
    indicator_id: str | None = None
    region_name: str | None = None
    region_code: str | None = None
    region_basis: str = "none"
    period_start: date | None = None
    period_end: date | None = None
    period_kind: str = "none"
    period_text: str | None = None
    period_basis: str = "none"
    series_no: int | None = None
    series_index: int | None = None
    pair_index: int | None = None
    pair_role: str | None = None
    rule: str = ""
    steps: tuple[str, ...] = ()


@dataclass(slots=True)
class Numeral:
    """A row of the ledger: one numeric expression and what became of it."""

    char_start: int
    char_end: int
    text: str
    disposition: str
    rule: str
    figure_index: int | None = None


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A list of members that the text states, with the count it gives, if any."""

    char_start: int
    char_end: int
    passage_index: int
    head: str
    stated_count: int | None
    members: tuple[str, ...]
    is_open: bool
    figure_index: int | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words of the text that name an entry of the catalogue of initiatives."""

    char_start: int
    char_end: int
    text: str
    passage_index: int
    initiative_id: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read in one article."""

    figures: tuple[Figure, ...]
    numerals: tuple[Numeral, ...]
    enumerations: tuple[Enumeration, ...] = ()
    mentions: tuple[Mention, ...] = ()
