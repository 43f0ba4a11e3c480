"""Times of one build, beside the bare floor: `python -m benchmarks.build [ARCHIVE]`, by default the repository's own.

Each run is a process of its own, one after another: `chengyu build` with nothing there yet (cold), the same again
with nothing changed, a whole build again although nothing changed (forced), a cold one that has to parse the dbt
project first (unparsed; otherwise `make` has done that at set-up, or `python -m pipelines.defs.dbt_run`), and the
floor: the same dbt project with its parse and tests on the same tables, in process, without Dagster. Peak memory is
that of the process; the ratio is of processor seconds, which other work on the machine disturbs less than the clock.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
UNPARSED = "BENCHMARK_PARSE_DIR"
MEASURED = f"""
import json, os, pathlib, resource, runpy, sys
sys.argv = sys.argv[1:]
if "{UNPARSED}" in os.environ:
    from pipelines.defs import dbt_run
    dbt_run.PARSED = pathlib.Path(os.environ["{UNPARSED}"])
try:
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
finally:
    used = resource.getrusage(resource.RUSAGE_SELF)
    memory = used.ru_maxrss // 1024
    print(json.dumps({{"cpu": used.ru_utime + used.ru_stime, "mb": memory}}), file=sys.stderr)
"""
# One build of the whole project with its tests, as the command does it, by dbt alone.
FLOOR = ("--project-dir", str(ROOT / "dbt_project"), "--profiles-dir", str(ROOT / "dbt_project"), "--log-level", "none",
         "--log-level-file", "none", "--exclude-resource-type", "unit_test", "--no-write-json")  # fmt: skip


def measure(name: str, words: list[str], environment: dict[str, str]) -> dict[str, float | str]:
    """Seconds, seconds of the processor and peak memory of `python -m words`. Raises where it fails."""
    started = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", MEASURED, *words], env=os.environ | environment, cwd=ROOT, capture_output=True, text=True
    )
    seconds = time.perf_counter() - started
    if run.returncode:
        raise SystemExit(f"{name} failed:\n{run.stdout}\n{run.stderr}")
    return {"run": name, "seconds": seconds, **json.loads(run.stderr.strip().splitlines()[-1])}


def main() -> None:
    """Measure and print."""
    archive = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "raw"
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        warehouse = state / "warehouse" / "chengyu.duckdb"
        home = {
            "CHENGYU_RAW_DIR": str(archive.absolute()),
            "CHENGYU_WAREHOUSE": str(warehouse),
            "DAGSTER_HOME": str(state / "dagster"),
            "DAGSTER_DISABLE_TELEMETRY": "1",
            "DO_NOT_TRACK": "1",
        }
        rows = [
            measure("cold", ["pipelines.cli", "build"], home),
            measure("nothing changed", ["pipelines.cli", "build"], home),
            measure("forced", ["pipelines.cli", "build", "--force"], home),
        ]
        new = home | {
            name: str(state / "new" / Path(home[name]).name) for name in ("CHENGYU_WAREHOUSE", "DAGSTER_HOME")
        }
        unparsed = new | {UNPARSED: str(state / "new" / "dbt")}
        rows.append(measure("unparsed", ["pipelines.cli", "build"], unparsed))
        floor = state / "floor" / "chengyu.duckdb"
        floor.parent.mkdir()
        shutil.copyfile(warehouse, floor)
        target = ["--target-path", str(state / "floor" / "target")]
        rows.append(measure("floor", ["dbt.cli.main", "build", *FLOOR, *target], {"CHENGYU_BUILD_FILE": str(floor)}))
    print(f"{'run':<18}{'seconds':>9}{'cpu':>8}{'peak MB':>9}{'of floor':>10}")
    for row in rows:
        ratio = float(row["cpu"]) / float(rows[-1]["cpu"])
        print(f"{row['run']:<18}{row['seconds']:>9.1f}{row['cpu']:>8.1f}{row['mb']:>9}{ratio:>10.2f}")


if __name__ == "__main__":
    main()
