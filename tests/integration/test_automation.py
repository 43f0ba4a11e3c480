"""What starts by itself, ticked by hand: the sensor on new pages, the daily schedule, the notice of a failed run."""

import json
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import dagster as dg
import pytest

from pipelines.settings import settings


@pytest.fixture
def at_home(house, monkeypatch):
    """The house as this process's settings."""
    for name, value in house.names().items():
        monkeypatch.setenv(name, value)
    settings.cache_clear()
    yield house
    settings.cache_clear()


QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    from pipelines.definitions import defs

    return defs


def tick(defs: dg.Definitions, cursor: str | None) -> dg.SensorResult | dg.SkipReason:
    with dg.build_sensor_context(cursor=cursor, instance=dg.DagsterInstance.ephemeral()) as context:
        return defs.resolve_sensor_def("new_pages").evaluate_tick(context)


def test_new_pages_start_one_build(at_home, defs) -> None:
    assert "There are no pages" in tick(defs, None).skip_message
    page = at_home.write("one.html", "2024年，苍溪县栽植梨树40万株。")
    seen = tick(defs, None)
    assert len(seen.run_requests) == 1
    assert "Nothing in the archive has changed" in tick(defs, seen.cursor).skip_message
    page.write_text(page.read_text(encoding="utf-8").replace("40", "45"), encoding="utf-8")
    later = tick(defs, seen.cursor)
    assert len(later.run_requests) == 1
    assert later.run_requests[0].run_key != seen.run_requests[0].run_key


def test_the_build_the_sensor_asks_for_publishes_the_page_and_is_not_asked_for_again(at_home, defs) -> None:
    at_home.write("one.html", "2024年，苍溪县栽植梨树40万株。")
    [request] = tick(defs, None).run_requests
    job = defs.resolve_job_def(request.job_name or "build")
    assert job.execute_in_process(run_config=QUIET, instance=dg.DagsterInstance.ephemeral()).success
    assert at_home.query("select value, unit from marts.fct_figures") == [(400000, "株")]
    result = tick(defs, None)
    assert not result.run_requests and "published already" in result.skip_message


def materialise(defs: dg.Definitions, *keys: str) -> dg.ExecuteInProcessResult:
    """Run some assets alone, as a click on them in the UI does."""
    chosen = [dg.AssetKey(key.split("/")) for key in keys]
    job = defs.resolve_job_def("build").get_subset(asset_selection=set(chosen))
    return job.execute_in_process(run_config=QUIET, instance=dg.DagsterInstance.ephemeral(), raise_on_error=False)


def test_a_part_of_the_path_can_be_run_alone(at_home, defs) -> None:
    at_home.write("one.html", "2024年，苍溪县栽植梨树40万株。")
    layers = ("parsed", "extracted")
    chosen = [key.to_user_string() for key in defs.resolve_all_asset_keys() if key.path[0] in layers]
    result = materialise(defs, *chosen)
    assert result.success
    rows = result.asset_materializations_for_node("read_articles")
    assert {one.asset_key.path[-1]: one.metadata["dagster/row_count"].value for one in rows}["figures"] == 1
    assert not at_home.warehouse.exists()


def test_a_part_of_the_path_is_never_published(at_home, defs) -> None:
    at_home.write("one.html", "2024年，苍溪县栽植梨树40万株。")
    result = materialise(defs, "published/warehouse")
    assert not result.success
    [failure] = [event for event in result.all_events if event.is_step_failure]
    assert "Only a whole build can be published" in failure.step_failure_data.user_failure_data.description
    assert not at_home.warehouse.exists()


def test_the_schedule_runs_each_morning_in_shanghai_and_fetches_first(defs) -> None:
    schedule = defs.resolve_schedule_def("daily_build")
    assert schedule.execution_timezone == "Asia/Shanghai"
    assert schedule.default_status == dg.DefaultScheduleStatus.RUNNING
    moment = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)  # six in the morning in Shanghai
    with dg.build_schedule_context(scheduled_execution_time=moment) as context:
        [request] = schedule.evaluate_tick(context).run_requests
    assert request.run_config == {"resources": {"build": {"config": {"fetch": True}}}}
    assert schedule.cron_schedule == "0 6 * * *"


def test_sensors_run_by_default(defs) -> None:
    for name in ("new_pages", "run_failed"):
        assert defs.resolve_sensor_def(name).default_status == dg.DefaultSensorStatus.RUNNING


class Webhook(BaseHTTPRequestHandler):
    """Keeps what it is sent."""

    taken: ClassVar[list[dict]] = []
    status = 200

    def do_POST(self) -> None:
        self.taken.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def webhook():
    Webhook.taken, Webhook.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Webhook)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_failed_run_is_told_to_the_webhook(at_home, defs, webhook, monkeypatch) -> None:
    monkeypatch.setenv("CHENGYU_NOTIFY_URL", webhook)
    settings.cache_clear()
    at_home.write("empty.html")
    instance = dg.DagsterInstance.ephemeral()
    result = defs.resolve_job_def("build").execute_in_process(run_config=QUIET, instance=instance, raise_on_error=False)
    assert not result.success
    context = dg.build_run_status_sensor_context(
        sensor_name="run_failed",
        dagster_event=result.get_run_failure_event(),
        dagster_instance=instance,
        dagster_run=result.dagster_run,
    ).for_run_failure()
    from pipelines.defs.automation import run_failed

    run_failed(context)
    [message] = Webhook.taken
    assert message["job"] == "build" and message["run"] == result.run_id
    assert message["steps"] == ["parse_pages"]


def test_a_webhook_that_does_not_answer_does_no_harm(webhook) -> None:
    from pipelines.defs.notify import post

    Webhook.status = 500
    assert not post(webhook, {"run": "x"})
    assert not post("http://127.0.0.1:9/", {"run": "x"})
