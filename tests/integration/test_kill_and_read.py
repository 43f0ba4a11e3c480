"""Readers and killed builds: the published file is whole at every moment, whoever holds it and whatever dies."""

import os
import signal
import subprocess
import sys
import time

READER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
print(connection.execute("select count(*) from marts.fct_figures").fetchone()[0], flush=True)
sys.stdin.readline()
print(connection.execute("select count(*) from marts.fct_figures").fetchone()[0], flush=True)
"""
FIRST = "2024年，剑阁县种植油菜30万亩。"
SECOND = "2024年，剑阁县出栏生猪50万头，产值12.5亿元。"


def killed_in_the_middle(house) -> None:
    """Begin a build in a process of its own, and kill it while dbt is at work on the private file."""
    command = [sys.executable, "-m", "pipelines.cli", "build"]
    build = subprocess.Popen(command, env=os.environ | house.names(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    builds = house.warehouse.parent / "builds"
    deadline = time.monotonic() + 120
    while not list(builds.glob(".*.dbt")) and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert build.poll() is None, "the build ended before it could be killed"
    build.send_signal(signal.SIGKILL)
    build.communicate()
    assert list(builds.glob(".*")), "it was killed in the middle"


def test_neither_a_reader_nor_a_killed_build_stands_in_the_way_of_the_next(house) -> None:
    house.write("one.html", FIRST)
    assert house.chengyu("build").code == 0
    before = house.warehouse.read_bytes()
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    reader = subprocess.Popen([sys.executable, "-c", READER, str(house.warehouse)], **pipes)
    assert reader.stdout and reader.stdout.readline() == "1\n"

    house.write("two.html", SECOND)
    killed_in_the_middle(house)
    assert house.warehouse.read_bytes() == before

    said = house.chengyu("build")
    assert said.code == 0 and "did not finish" in said.err
    assert not list((house.warehouse.parent / "builds").glob(".*"))
    assert house.query("select count(*) from marts.fct_figures") == [(3,)]
    out, _ = reader.communicate("\n", timeout=30)
    assert out == "1\n", "the reader goes on with the file it opened"
