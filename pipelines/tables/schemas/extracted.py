"""The extracted layer's declaration: figures, the ledger of numerals, lists, mentions, figures of tables."""

import pandera.polars as pa
import polars as pl

from pipelines.tables.schemas.fields import (
    DIMENSIONS,
    DISPOSITIONS,
    ID,
    MEASURES,
    PAIR_ROLES,
    PERIOD_BASES,
    PERIOD_KINDS,
    REGION_BASES,
    RELATIONS,
    Amount,
    Count,
    Words,
    column,
    in_order,
)
from pipelines.tables.schemas.parsed import Quarantine


class Readings(pa.DataFrameModel):
    """What became of each article's reading, so that none is lost unseen.

    Grain: one row per article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    article_id: str = column("The article", str_matches=ID)
    is_good: bool = column("Read and every law kept; otherwise the article is in quarantine whole")
    figures: Count = column("Figures found", ge=0)
    numerals: Count = column("Rows of the ledger", ge=0)
    unread: Count = column("Rows of the ledger with disposition unknown", ge=0)


class Value(pa.DataFrameModel):
    """What figures of prose and of tables share: the words, the value and what it is of, where and when."""

    char_start: Count = column("Where the words begin in the text", unit="code points", ge=0)
    char_end: Count = column("Where they end, exclusive", unit="code points", ge=0)
    figure_text: str = column(
        "The numeral with its touching qualifier and unit, as written", str_length={"min_value": 1}
    )
    value: Amount = column(
        "The value, signed, 万 and 亿 applied, per cent as per cent; null for a range", nullable=True
    )
    value_low: Amount = column("Lower bound on the number line; null where open", nullable=True)
    value_high: Amount = column("Upper bound on the number line; null where open", nullable=True)
    relation: str = column("How the wording ties the magnitude to the value", isin=list(RELATIONS))
    qualifier_text: str = column("The qualifying words, verbatim", nullable=True)
    unit: str = column("The unit as written, without its multiplier", nullable=True)
    unit_code: str = column("The unit's canonical code", nullable=True)
    value_base: Amount = column("The value in the unit of that code", nullable=True)
    dimension: str = column("What kind of quantity it is", isin=list(DIMENSIONS))
    measure: str = column("What kind of statement it is", isin=list(MEASURES))
    is_target: bool = column("A planned or expected value")
    compared_with: str = column("The base of a change, as said", nullable=True)
    price_basis: str = column("The price basis, where said", nullable=True)
    subject: str = column("What is measured, in Chinese, without place and time", nullable=True)
    indicator_id: str = column(
        "Its entry in the catalogue of indicators", nullable=True, references="vocabulary.indicators.indicator_id"
    )
    region_name: str = column("The place it speaks of, by its short name", nullable=True)
    region_code: str = column("That place's code", nullable=True, references="vocabulary.regions.region_code")
    region_basis: str = column("How the place is known", isin=list(REGION_BASES))
    period_start: pl.Date = column("First day of the time it speaks of", nullable=True)
    period_end: pl.Date = column("Last day of the time it speaks of", nullable=True)
    period_kind: str = column("What kind of time it is", isin=list(PERIOD_KINDS))
    period_text: str = column("The words that set the time", nullable=True)
    period_basis: str = column("How the time is known", isin=list(PERIOD_BASES))

    @pa.dataframe_check(name="offsets_in_order", error="char_start must lie before char_end")
    @classmethod
    def offsets_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("char_start") < pl.col("char_end"))

    @pa.dataframe_check(name="bounds_in_order", error="value_low must not lie above value_high")
    @classmethod
    def bounds_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(in_order("value_low", "value_high"))

    @pa.dataframe_check(name="value_in_bounds", error="value must lie between its bounds")
    @classmethod
    def value_in_bounds(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(in_order("value_low", "value") & in_order("value", "value_high"))

    @pa.dataframe_check(name="exact_is_its_bounds", error="an exact value is both its bounds")
    @classmethod
    def exact_is_its_bounds(cls, data: pa.PolarsData) -> pl.LazyFrame:
        exact = pl.col("value").eq_missing(pl.col("value_low")) & pl.col("value").eq_missing(pl.col("value_high"))
        return data.lazyframe.select((pl.col("relation") != "eq") | (exact & pl.col("value").is_not_null()))

    @pa.dataframe_check(name="range_has_no_value", error="a range has bounds and no value")
    @classmethod
    def range_has_no_value(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("relation") == "range") == pl.col("value").is_null())

    @pa.dataframe_check(name="period_in_order", error="period_start must not lie after period_end")
    @classmethod
    def period_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(in_order("period_start", "period_end"))


class Figures(Value):
    """The figures stated in prose.

    Grain: one row per figure of an article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    figure_id: str = column(
        "Hash of article, sentence, the sentence's occurrence and the offset in it", key=True, str_matches=ID
    )
    article_id: str = column("The article", str_matches=ID)
    passage_id: str = column("The sentence", references="parsed.passages.passage_id", str_matches=ID)
    series_id: str = column("The parallel list it is a member of", nullable=True, str_matches=ID)
    series_no: Count = column("Its position in that list, from 1", nullable=True, ge=1)
    pair_id: str = column("The pair 由A提高至B it is an end of", nullable=True, str_matches=ID)
    pair_role: str = column("Which end", nullable=True, isin=list(PAIR_ROLES))
    evidence_url: str = column("A link that opens the page at the words", nullable=True)
    rule: str = column("The rule that read it")
    steps: Words = column("Every step of its normalisation, for `explain`")


class Numerals(pa.DataFrameModel):
    """The ledger: every numeric expression of the body and what became of it.

    Grain: one row per numeric expression of an article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    numeral_id: str = column(
        "Hash of article, line, the line's occurrence and the offset in it", key=True, str_matches=ID
    )
    article_id: str = column("The article", str_matches=ID)
    char_start: Count = column("Where it begins in the text", unit="code points", ge=0)
    char_end: Count = column("Where it ends, exclusive", unit="code points", ge=0)
    text: str = column("The expression as written", str_length={"min_value": 1})
    disposition: str = column("What became of it", isin=list(DISPOSITIONS))
    figure_id: str = column(
        "The figure it became", nullable=True, references="extracted.figures.figure_id", str_matches=ID
    )
    rule: str = column("The rule that decided")

    @pa.dataframe_check(name="figure_is_named", error="a numeral has a figure exactly when its disposition is figure")
    @classmethod
    def figure_is_named(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("disposition") == "figure") == pl.col("figure_id").is_not_null())


class Enumerations(pa.DataFrameModel):
    """Lists of members that the text states, with the count it gives.

    Grain: one row per stated list of an article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    enumeration_id: str = column("Hash of article, sentence, occurrence and offset", key=True, str_matches=ID)
    article_id: str = column("The article", str_matches=ID)
    passage_id: str = column("The sentence", references="parsed.passages.passage_id", str_matches=ID)
    char_start: Count = column("Where the list begins in the text", unit="code points", ge=0)
    char_end: Count = column("Where it ends, exclusive", unit="code points", ge=0)
    head: str = column("What the members are")
    stated_count: Count = column("How many the text says there are", nullable=True, ge=0)
    members: Words = column("The members, in order")
    is_open: bool = column("The list says it is not complete (等)")
    figure_id: str = column(
        "The figure that states the count", nullable=True, references="extracted.figures.figure_id", str_matches=ID
    )


class Mentions(pa.DataFrameModel):
    """Words of the text that name an entry of the catalogue of initiatives.

    Grain: one row per mention in an article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    mention_id: str = column("Hash of article, sentence, occurrence, offset and entry", key=True, str_matches=ID)
    article_id: str = column("The article", str_matches=ID)
    passage_id: str = column("The sentence", references="parsed.passages.passage_id", str_matches=ID)
    char_start: Count = column("Where the words begin in the text", unit="code points", ge=0)
    char_end: Count = column("Where they end, exclusive", unit="code points", ge=0)
    text: str = column("The words", str_length={"min_value": 1})
    initiative_id: str = column("The entry they name", references="vocabulary.initiatives.initiative_id")


class TableFigures(Value):
    """The figures of statistical tables, kept apart from prose.

    Grain: one row per numeric cell of a table.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    table_figure_id: str = column("Hash of the table and the cell's place in it", key=True, str_matches=ID)
    article_id: str = column("The article", str_matches=ID)
    table_id: str = column("The table", references="parsed.tables.table_id", str_matches=ID)
    row_no: Count = column("Row in the grid, from 0", ge=0)
    column_no: Count = column("Column in the grid, from 0", ge=0)
    row_path: Words = column("The headers of its row, outermost first")
    column_path: Words = column("The headers of its column, outermost first")
    evidence_url: str = column("A link that opens the page at the words", nullable=True)
    rule: str = column("The rule that read it")


EXTRACTED = {
    "readings": Readings,
    "figures": Figures,
    "numerals": Numerals,
    "enumerations": Enumerations,
    "mentions": Mentions,
    "table_figures": TableFigures,
    "quarantine": Quarantine,
}
