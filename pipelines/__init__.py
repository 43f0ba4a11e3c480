"""From pages to figures that can be queried: one word per layer, left to right, once.

raw        pages as fetched, never edited, and manifest.csv        pages/archive.py
parsed     articles, passages, tables: one pure function a page    pages/
extracted  figures and the ledger: one pure function an article    figures/, with vocabulary/
staging    views that rename and cast                              dbt_project/models/staging
marts      dimensions, facts and reports with contracts            dbt_project/models/marts
published  the finished DuckDB file, swapped in by rename          tables/publish.py
`tables/` declares every table once; `defs/` tells Dagster; `cli.py` is the front.
Imports run one way: settings, vocabulary → pages → figures → tables → defs → definitions, cli.
"""
