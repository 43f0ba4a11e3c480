"""The parsed layer's declaration: articles, their sentences and tables, and what could not be taken in."""

import pandera.polars as pa
import polars as pl

from pipelines.tables.schemas.fields import ID, SHA256, Count, Moment, Sketch, Words, column, in_order


class Articles(pa.DataFrameModel):
    """An article as one page gives it: what the page says of itself, and the canonical text.

    The text is the body's blocks in reading order, one line each, Unicode NFC, furniture left out.

    Grain: one row per version of an article, that is per page that could be read.
    """

    version_id: str = column("This version of the article", key=True, references="raw.pages.version_id", str_matches=ID)
    article_id: str = column(
        "The article: hash of its canonical URL, or of its path where there is none", str_matches=ID
    )
    title: str = column("Title, from the page's meta tags or its markup", str_length={"min_value": 1})
    authors: str = column("Authors as printed", nullable=True)
    publisher: str = column("Who published the page", nullable=True)
    source_name: str = column("The source that the page names (来源)", nullable=True)
    published_on: pl.Date = column("Publication date", nullable=True)
    column_path: str = column("The breadcrumb of columns above the article", nullable=True)
    source_url: str = column("Where the page can be opened", nullable=True)
    raw_path: str = column("Path of the page inside the archive")
    page_sha256: str = column("SHA-256 of the page's bytes", str_matches=SHA256)
    encoding: str = column("The codec the page was decoded with")
    template: str = column("The page template that was recognised")
    body_text: str = column("The canonical text; every offset counts its code points", str_length={"min_value": 1})
    characters: Count = column("Length of the canonical text", unit="code points", ge=1)
    first_seen_at: Moment = column("When this version was fetched (UTC), by the manifest", nullable=True)
    findings: Words = column("What the parser noticed and a person should know")
    shingles: Sketch = column("MinHash sketch of the text, by which reprints are recognised")
    text_sha256: str = column("SHA-256 of all that the reading of figures depends on", str_matches=SHA256)


class Passages(pa.DataFrameModel):
    """The sentences of the body, headings included, tables left out.

    Grain: one row per sentence of an article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    passage_id: str = column("Hash of the article, the sentence and its occurrence in it", key=True, str_matches=ID)
    article_id: str = column("The article", str_matches=ID)
    passage_no: Count = column("Position in the article, from 0", ge=0)
    section_no: Count = column("Section, 0 before the first heading", ge=0)
    section_title: str = column("The section's heading", nullable=True)
    paragraph_no: Count = column("Paragraph in the article", ge=0)
    sentence_no: Count = column("Sentence in its paragraph", ge=0)
    char_start: Count = column("Where it begins in the text", unit="code points", ge=0)
    char_end: Count = column("Where it ends, exclusive", unit="code points", ge=0)
    text: str = column("The sentence, exactly as in the text", str_length={"min_value": 1})
    is_heading: bool = column("The sentence is a heading")

    @pa.dataframe_check(name="offsets_in_order", error="char_start must lie before char_end")
    @classmethod
    def offsets_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("char_start") < pl.col("char_end"))


class Tables(pa.DataFrameModel):
    """The statistical tables of the body.

    Grain: one row per table of an article's version.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    table_id: str = column("Hash of the article, the table's text and its occurrence", key=True, str_matches=ID)
    article_id: str = column("The article", str_matches=ID)
    table_no: Count = column("Position in the article", ge=0)
    caption: str = column("The caption above the table", nullable=True)
    unit_text: str = column("The unit that caption or header states for the whole table", nullable=True)
    section_no: Count = column("Section, 0 before the first heading", ge=0)
    section_title: str = column("The section's heading", nullable=True)
    char_start: Count = column("Where it begins in the text", unit="code points", ge=0)
    char_end: Count = column("Where it ends, exclusive", unit="code points", ge=0)
    row_count: Count = column("Rows of the grid", ge=0)
    column_count: Count = column("Columns of the grid", ge=0)


class TableCells(pa.DataFrameModel):
    """The cells of the statistical tables, after spans are laid out.

    Grain: one row per cell of a table.
    """

    version_id: str = column("The article's version", key=True, references="parsed.articles.version_id", str_matches=ID)
    table_id: str = column("The table", key=True, references="parsed.tables.table_id", str_matches=ID)
    row_no: Count = column("Row in the grid, from 0", key=True, ge=0)
    column_no: Count = column("Column in the grid, from 0", key=True, ge=0)
    row_span: Count = column("Rows it covers", ge=1)
    column_span: Count = column("Columns it covers", ge=1)
    is_header: bool = column("It names a row or a column")
    text: str = column("The cell's text")
    char_start: Count = column("Where it begins in the text", unit="code points", ge=0)
    char_end: Count = column("Where it ends, exclusive", unit="code points", ge=0)

    @pa.dataframe_check(name="offsets_in_order", error="char_start must not lie after char_end")
    @classmethod
    def offsets_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(in_order("char_start", "char_end"))


class Quarantine(pa.DataFrameModel):
    """Pages and rows that broke a rule, kept with the reason.

    Grain: one row per broken rule and row.
    """

    quarantine_id: str = column("Hash of version, table, key and rule", key=True, str_matches=ID)
    version_id: str = column("The article's version", references="raw.pages.version_id", str_matches=ID)
    article_id: str = column("The article, where it was read that far", nullable=True, str_matches=ID)
    raw_path: str = column("Path of the page inside the archive")
    table_name: str = column("The table the row was meant for; `raw.pages` for a whole page")
    row_key: str = column("The key of the row there")
    rule: str = column("The rule that was broken; `page` for a page that could not be read")
    message: str = column("What is wrong, in a sentence for people")
    row_json: str = column("The row as JSON", nullable=True)
    sentence: str = column("The sentence the row comes from", nullable=True)
    whole_article: bool = column("The whole article was kept out, not this row alone")


PARSED = {
    "articles": Articles,
    "passages": Passages,
    "tables": Tables,
    "table_cells": TableCells,
    "quarantine": Quarantine,
}
