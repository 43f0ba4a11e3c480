"""Where Dagster keeps its events: one SQLite file, with connections that stay open.

Belongs here: storage for the instance (named in dagster.yaml), nothing of the build. Dagster's own SQLite storage
opens and closes a connection for each of the hundreds of events of a build, and each close moves the whole journal
into the file: of a small build's time that is more than the build itself.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

import sqlalchemy as db
from dagster._core.storage.event_log import ConsolidatedSqliteEventLogStorage

BUSY_TIMEOUT_SECONDS = 20


class EventLogStorage(ConsolidatedSqliteEventLogStorage):
    """The consolidated SQLite event log, on an engine that pools its connections."""

    @cached_property
    def _engine(self) -> db.Engine:
        engine = db.create_engine(self._conn_string, connect_args={"timeout": BUSY_TIMEOUT_SECONDS})

        @db.event.listens_for(engine, "connect")
        def relaxed(connection: Any, _record: Any) -> None:
            # A power cut may cost the last events of a run, never the file, and never the warehouse.
            connection.execute("pragma synchronous = normal")

        return engine

    @contextmanager
    def _connect(self) -> Iterator[db.Connection]:
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            before = driver.total_changes
            with connection.begin():
                yield connection
            if driver.total_changes != before:
                # The UI follows a run by watching this file, which the write-ahead log leaves untouched.
                os.utime(self.get_db_path())

    def dispose(self) -> None:
        """Close the connections."""
        super().dispose()
        self._engine.dispose()
