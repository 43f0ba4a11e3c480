"""What starts by itself: the daily build, a build for new pages, and the notice when a run fails.

Belongs here: jobs, the schedule, the sensors. Does not belong here: what a build does (`assets`).
"""

import hashlib
import json
import logging
from pathlib import Path

import dagster as dg

from pipelines.defs.build_session import planned_build
from pipelines.defs.notify import post
from pipelines.pages.archive import ArchiveError
from pipelines.settings import settings
from pipelines.tables.publish import published_build

log = logging.getLogger("chengyu")

TIMEZONE = "Asia/Shanghai"
DAILY = "0 6 * * *"
LOOK_EVERY_SECONDS = 30
EVERYTHING = dg.AssetSelection.all()

build_job = dg.define_asset_job(
    "build",
    EVERYTHING,
    description="From the archive to the published warehouse. Only pages that are new or changed are worked on.",
    executor_def=dg.in_process_executor,
)
reread_job = dg.define_asset_job(
    "reread",
    EVERYTHING,
    description="The same, but every page is parsed and read again.",
    config={"resources": {"build": {"config": {"reread": True}}}},
    executor_def=dg.in_process_executor,
)
daily = dg.ScheduleDefinition(
    name="daily_build",
    job=build_job,
    cron_schedule=DAILY,
    execution_timezone=TIMEZONE,
    default_status=dg.DefaultScheduleStatus.RUNNING,
    run_config={"resources": {"build": {"config": {"fetch": True}}}},
    description="Every morning: fetch the sources that are switched on, then build.",
)


@dg.sensor(
    job=build_job,
    minimum_interval_seconds=LOOK_EVERY_SECONDS,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts a build when pages were put into the archive, changed or taken out.",
)
def new_pages(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One look at the archive: the files' sizes and times first, and only where they differ the pages themselves."""
    seen = signature(settings().raw_dir)
    if seen == context.cursor:
        return dg.SkipReason("Nothing in the archive has changed.")
    try:
        build_id = planned_build(settings())
    except ArchiveError as error:
        return dg.SkipReason(str(error))
    if build_id is None:
        return dg.SkipReason(f"There are no pages in {settings().raw_dir}.")
    if build_id == published_build(settings().warehouse):
        context.update_cursor(seen)
        return dg.SkipReason("These pages are published already.")
    return dg.SensorResult([dg.RunRequest(run_key=f"{build_id}-{seen}")], cursor=seen)


def signature(folder: Path) -> str:
    """A hash of the names, sizes and times of all files in a folder; cheap, for noticing that something changed."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            about = path.stat()
            found.update(f"{path.relative_to(folder)}\0{about.st_size}\0{about.st_mtime_ns}\0".encode())
    return found.hexdigest()[:16]


@dg.run_failure_sensor(
    name="run_failed",
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Says in the log, and to the webhook of CHENGYU_NOTIFY_URL if there is one, that a run failed and why.",
)
def run_failed(context: dg.RunFailureSensorContext) -> None:
    """Tell of the failed run."""
    message = {
        "job": context.dagster_run.job_name,
        "run": context.dagster_run.run_id,
        "error": context.failure_event.message or "",
        "steps": [event.step_key for event in context.get_step_failure_events()],
    }
    log.error("run failed: %s", json.dumps(message, ensure_ascii=False))
    if url := settings().notify_url:
        post(url, message)
