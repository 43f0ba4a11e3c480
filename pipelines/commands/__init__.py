"""What each word of the `chengyu` command does: thin, one module per subject.

Belongs here: options, screens and sentences. Does not belong here: work (`defs/`, `tables/`), which is imported
where it is called, so that a query does not wait for Dagster to load.
"""
