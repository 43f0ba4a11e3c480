"""The declaration of every table that Python makes: one pandera model each, and no second copy anywhere.

The DDL with its comments, dbt's `sources.yml` and the column lists in Dagster are generated from these models
(see `tables.contract`). A model's docstring ends with its grain. Does not belong here: marts, which dbt declares.
"""

from pandera.polars import DataFrameModel

from pipelines.tables.schemas.extracted import EXTRACTED
from pipelines.tables.schemas.parsed import PARSED
from pipelines.tables.schemas.raw import RAW
from pipelines.tables.schemas.vocabulary import VOCABULARY

LAYERS: dict[str, dict[str, type[DataFrameModel]]] = {
    "raw": RAW,
    "parsed": PARSED,
    "extracted": EXTRACTED,
    "vocabulary": VOCABULARY,
}
TABLES: dict[str, type[DataFrameModel]] = {
    f"{layer}.{name}": model for layer, models in LAYERS.items() for name, model in models.items()
}
