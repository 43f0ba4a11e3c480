"""What the assets share in one run: the build session with its lock.

Belongs here: Dagster's resource around `build_session`. The in-process executor makes one for the whole run.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import dagster as dg
from pydantic import Field, PrivateAttr

from pipelines.defs.build_session import BuildSession, opened
from pipelines.settings import settings

_held: ContextVar[BuildSession | None] = ContextVar("held", default=None)


@contextmanager
def holding(session: BuildSession) -> Iterator[None]:
    """A run inside this block works in `session`, which its caller has opened and closes."""
    token = _held.set(session)
    try:
        yield
    finally:
        _held.reset(token)


class BuildResource(dg.ConfigurableResource):
    """One run's build: holds the lock from its first step to its last."""

    reread: bool = Field(
        default=False, description="Forget what was parsed and read under the present rules, and do it again."
    )

    fetch: bool = Field(
        default=False, description="Fetch the sources that are switched on before the archive is listed."
    )

    _session: BuildSession | None = PrivateAttr(None)

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["BuildResource"]:
        """Open the session for the run, unless its caller holds one."""
        self._session = _held.get()
        if self._session:
            yield self
            return
        label = f"run {context.run.run_id[:8]}" if context.run else "build"
        with opened(settings(), label) as session:
            self._session = session
            yield self

    @property
    def session(self) -> BuildSession:
        """The run's session. Raises RuntimeError outside a run."""
        if not self._session:
            raise RuntimeError("the build's session is open only during a run")
        return self._session
