"""Declares, validates, stores and publishes the tables; `pages/` and `figures/` make their content.

Belongs here: what a row is (`schemas`), how values become rows (`rows`), the laws rows must keep (`laws`),
Parquet parts, the DuckDB file and its publication. Does not belong here: reading pages or prose, orchestration.
"""
