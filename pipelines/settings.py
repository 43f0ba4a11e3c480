"""Paths and knobs: what may differ from machine to machine, each with a default that works.

Belongs here: values read from `CHENGYU_*` environment variables or `.env` at the project's root.
Does not belong here: rules of reading (see `vocabulary/`), and anything a result could depend on.
"""

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT_ROOT / "dbt_project"


def _from_root(path: Path) -> Path:
    """A relative setting counts from the project's root, so that a command means the same from any folder."""
    return Path(os.path.normpath(PROJECT_ROOT / path.expanduser()))


RootedPath = Annotated[Path, AfterValidator(_from_root)]


class Settings(BaseSettings):
    """The settings of one process. Raises pydantic's ValidationError where a value makes no sense."""

    model_config = SettingsConfigDict(
        env_prefix="CHENGYU_", env_file=PROJECT_ROOT / ".env", extra="ignore", validate_default=True
    )

    raw_dir: RootedPath = Field(Path("raw"), description="The archive: pages as fetched, and manifest.csv.")
    warehouse: RootedPath = Field(
        Path("warehouse/chengyu.duckdb"), description="The published DuckDB file; parts and kept builds lie beside it."
    )
    workers: int = Field(1, ge=1, le=64, description="Local processes that read pages; 1 reads in this process.")
    batch_pages: int = Field(200, ge=1, description="Pages read and written as one Parquet part.")
    lock_wait_seconds: float = Field(60, ge=0, description="How long a build waits for another one to finish.")
    kept_builds: int = Field(5, ge=1, description="Published builds kept for rollback.")
    dagster_home: RootedPath = Field(Path(".dagster"), description="Where Dagster keeps runs; DAGSTER_HOME overrules.")
    notify_url: str | None = Field(None, description="A webhook that is sent a JSON message when a run fails.")

    @property
    def state_dir(self) -> Path:
        """The folder that holds the published file, the parts, the kept builds and the lock."""
        return self.warehouse.parent


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once; `settings.cache_clear()` after a change of the environment."""
    return Settings()


def prepare_dagster_home() -> Path:
    """Make DAGSTER_HOME an absolute folder that holds this project's dagster.yaml, and silence telemetry.

    A DAGSTER_HOME that the environment names already is taken as it is. Returns the folder.
    """
    named = os.environ.get("DAGSTER_HOME")
    home = Path(named) if named else settings().dagster_home
    home.mkdir(parents=True, exist_ok=True)
    config = home / "dagster.yaml"
    if not config.exists():
        config.unlink(missing_ok=True)  # a dangling link of an earlier clone
        config.symlink_to(PROJECT_ROOT / "dagster.yaml")
    os.environ["DAGSTER_HOME"] = str(home.resolve())
    os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("DO_NOT_TRACK", "1")
    # Each event stored alone costs a connection to SQLite, and a build has hundreds.
    os.environ.setdefault("DAGSTER_EVENT_BATCH_SIZE", "500")
    return home
