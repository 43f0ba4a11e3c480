"""The raw layer's declaration: the archive's listing, the corrections beside it, and the build itself."""

import pandera.polars as pa
import polars as pl

from pipelines.tables.schemas.fields import ID, SHA256, Count, Moment, column


class Pages(pa.DataFrameModel):
    """The pages the archive held when the build began, as its tree and `manifest.csv` describe them.

    Grain: one row per page file.
    """

    version_id: str = column(
        "The page as one version of an article: hash of its bytes and of what the manifest says of it",
        key=True,
        str_matches=ID,
    )
    raw_path: str = column("Path inside the archive, with forward slashes")
    page_sha256: str = column("SHA-256 of the page's bytes", str_matches=SHA256)
    size: pl.Int64 = column("Length of the page", unit="bytes", ge=0)
    source_url: str = column("Where the page was fetched from, if known", nullable=True)
    fetched_at: Moment = column("When it was fetched (UTC), if known", nullable=True)
    publisher: str = column("Who published it, by the manifest", nullable=True)
    licence: str = column("Under which terms, by the manifest", nullable=True)
    published_on: pl.Date = column("Publication date, by the manifest", nullable=True)


class Build(pa.DataFrameModel):
    """The build that made this file: its identity and the versions of everything it was made with.

    Grain: one row.
    """

    build_id: str = column("Hash of the pages' hashes and of the versions below", key=True, str_matches=ID)
    schema_version: str = column("Version of the declarations of the tables", str_matches=ID)
    parser_version: str = column("Version of the code that turns pages into articles", str_matches=ID)
    rules_version: str = column("Version of the code that reads figures", str_matches=ID)
    vocabulary_version: str = column("Version of the vocabulary's files", str_matches=ID)
    models_version: str = column("Version of the dbt project", str_matches=ID)
    pages: Count = column("Pages found in the archive", ge=0)


class Corrections(pa.DataFrameModel):
    """The corrections of `corrections.yml`, as a person wrote them; applied to marts, never to `extracted`.

    Grain: one row per corrected field of a figure or an article.
    """

    correction_no: Count = column("Position in the file", key=True, ge=1)
    target: str = column("What is corrected", isin=["figure", "article"])
    target_id: str = column("Its figure_id or article_id", str_matches=ID)
    field: str = column("The column that is corrected")
    old_value: str = column("The value that must stand there, as text; null for a null", nullable=True)
    new_value: str = column("The value that replaces it, as text; null for a null", nullable=True)
    reason: str = column("Why the old value is wrong")
    evidence: str = column("What shows it", nullable=True)
    author: str = column("Who says so")


RAW = {"pages": Pages, "build": Build, "corrections": Corrections}
