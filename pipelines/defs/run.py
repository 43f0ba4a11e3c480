"""One build as one Dagster run in this process, for callers who do not speak Dagster.

Belongs here: starting the run, and its end in plain words. Does not belong here: screens (`commands/`), the build's
steps (`assets`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import dagster as dg

from pipelines.defs.build_session import BuildSession
from pipelines.defs.resources import holding

SILENT = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
REREAD = {"resources": {"build": {"config": {"reread": True}}}}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended: `problems` are sentences, empty where the build was published; `warnings` did not stop it."""

    published: bool
    run_id: str
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def run_build(defs: dg.Definitions, session: BuildSession, *, reread: bool = False) -> Outcome:
    """Run the whole build in `session`. A failed step is an outcome, not an exception."""
    with dg.DagsterInstance.get() as instance:
        close_orphans(instance)
        job = defs.resolve_job_def("build")
        with holding(session):
            result = job.execute_in_process(
                run_config=SILENT | REREAD if reread else SILENT, instance=instance, raise_on_error=False
            )
    events = result.all_events
    return Outcome(
        published=result.success,
        run_id=result.run_id,
        problems=list(problems(events)) if not result.success else [],
        warnings=list(warnings(events)),
    )


def problems(events: Sequence[dg.DagsterEvent]) -> Iterator[str]:
    """Why a run failed: failed checks with their rows, then the steps' own words."""
    for evaluation in evaluations(events):
        if not evaluation.passed and evaluation.severity == dg.AssetCheckSeverity.ERROR and evaluation.description:
            yield told(evaluation)
    for event in events:
        if event.is_step_failure:
            data = event.step_failure_data
            if data.user_failure_data and data.user_failure_data.description:
                yield data.user_failure_data.description
            elif data.error and data.error.cls_name != "DagsterAssetCheckFailedError":
                cause = data.error.cause or data.error
                yield f"{event.step_key}: {cause.message.strip()}"


def warnings(events: Sequence[dg.DagsterEvent]) -> Iterator[str]:
    """What the checks found that does not stop a build."""
    for evaluation in evaluations(events):
        if not evaluation.passed and evaluation.severity == dg.AssetCheckSeverity.WARN:
            yield told(evaluation)


def evaluations(events: Sequence[dg.DagsterEvent]) -> list[dg.AssetCheckEvaluation]:
    """The checks' results in the run's order."""
    return [
        event.asset_check_evaluation_data
        for event in events
        if event.event_type == dg.DagsterEventType.ASSET_CHECK_EVALUATION
    ]


def told(evaluation: dg.AssetCheckEvaluation) -> str:
    """A failed check by its name, its table and its rows."""
    return f"{evaluation.asset_key.to_user_string()} {evaluation.check_name}: {evaluation.description or 'failed'}"


def close_orphans(instance: dg.DagsterInstance) -> int:
    """Mark runs as failed that a killed process left as started. Call only with the builder's lock held.

    Holding the lock proves that no other build is at work. Returns how many there were.
    """
    started = instance.get_runs(dg.RunsFilter(statuses=[dg.DagsterRunStatus.STARTED]))
    for run in started:
        instance.report_run_failed(run, message="The process that ran it ended before the run did.")
    return len(started)
