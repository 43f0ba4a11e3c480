"""One house from its first build on: what each step makes of what the steps before left. Each build costs seconds, so
the steps are taken once and the tests look at what they left.

    first      two good pages and two bad ones
    unchanged  the same again
    killed     a page is edited, and the build killed while a reader has the published file open
    second     the build after it
    broken     words that were read are changed behind the build's back
    several    everything read again by two processes
    back       the first build is published again
"""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import polars as pl
import pytest

GOOD = ("2024年，青川县新建农村公路120公里，完成投资3.5亿元。", "全县常住人口18.6万人，比上年增长1.2%。")
READER = """
import duckdb, sys
connection = duckdb.connect(sys.argv[1], read_only=True)
print(connection.execute("select value from marts.fct_figures where unit = '座'").fetchall(), flush=True)
sys.stdin.readline()
print(connection.execute("select value from marts.fct_figures where unit = '座'").fetchall(), flush=True)
"""


@dataclass
class Life:
    """What was said at each step, the public rows after it, and what else was seen."""

    said: dict[str, object] = field(default_factory=dict)
    rows: dict[str, dict[str, list[tuple]]] = field(default_factory=dict)
    seen: dict[str, object] = field(default_factory=dict)


def marts(warehouse: Path) -> dict[str, list[tuple]]:
    """Every row of every public table, sorted."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        names = connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
        return {name: sorted(connection.execute(f"from marts.{name}").fetchall(), key=repr) for (name,) in names}


def killed_in_the_middle(house) -> bool:
    """Begin a build in a process of its own, and kill it while dbt is at work on the private file."""
    command = [sys.executable, "-m", "pipelines.cli", "build"]
    build = subprocess.Popen(command, env=os.environ | house.names(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    builds = house.warehouse.parent / "builds"
    deadline = time.monotonic() + 120
    while not list(builds.glob(".*.dbt")) and build.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    was_at_work = build.poll() is None
    build.send_signal(signal.SIGKILL)
    build.communicate()
    return was_at_work and bool(list(builds.glob(".*")))


@pytest.fixture(scope="module")
def life(tmp_path_factory, new_house) -> Life:
    house = new_house(tmp_path_factory.mktemp("life"))
    life = Life()

    def step(name: str, *words: str, **more: str) -> None:
        life.said[name] = house.chengyu(*words, **more)
        life.rows[name] = marts(house.warehouse)

    house.write("one.html", *GOOD)
    house.write("two.html", "2024年，平武县建成光伏电站3座。")
    house.write("empty.html")
    (house.raw / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    step("first", "build", "--json")
    life.seen["reasons"] = dict(house.query("select raw_path, message from parsed.quarantine"))

    inode = house.warehouse.stat().st_ino
    step("unchanged", "build")
    life.seen["same file"] = house.warehouse.stat().st_ino == inode

    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    reader = subprocess.Popen([sys.executable, "-c", READER, str(house.warehouse)], **pipes)
    life.seen["read before"] = reader.stdout.readline()
    house.write("two.html", "2024年，平武县建成光伏电站5座。")
    before = house.warehouse.read_bytes()
    life.seen["killed"] = killed_in_the_middle(house)
    life.seen["left alone by the killed build"] = house.warehouse.read_bytes() == before
    step("second", "build", "--json")
    life.seen["left behind"] = list((house.warehouse.parent / "builds").glob(".*"))
    life.seen["read after"] = reader.communicate("\n", timeout=30)[0]

    before = house.warehouse.read_bytes()
    parts = {path: pl.read_parquet(path) for path in house.root.glob("warehouse/parts/extracted/*/*/figures.parquet")}
    for path, figures in parts.items():
        changed = pl.col("figure_text").replace("120公里", "121公里")
        figures.with_columns(changed).write_parquet(path)
    step("broken", "build", "--force")
    life.seen["left alone by the failed build"] = house.warehouse.read_bytes() == before

    step("several", "build", "--reread", "--json", CHENGYU_WORKERS="2", CHENGYU_BATCH_PAGES="1")

    life.said["builds"] = house.chengyu("builds", "--json")
    first = json.loads(life.said["builds"].out)[-1]["build"]
    step("back", "rollback", first[:6])
    life.said["no such build"] = house.chengyu("rollback", "ffffffff")
    life.said["gc"] = house.chengyu("gc")
    life.seen["first"] = first
    life.seen["published after gc"] = marts(house.warehouse) == life.rows["back"]
    return life


def summary(life: Life, step: str) -> dict:
    said = life.said[step]
    assert said.code == 0, said.err
    return json.loads(said.out)


def stations(life: Life, step: str) -> list[int]:
    """The figure of the page that is edited."""
    return [row for row in life.rows[step]["rpt_figures"] if "光伏电站3座" in repr(row) or "光伏电站5座" in repr(row)]


def test_a_build_says_what_it_made(life) -> None:
    first = summary(life, "first")
    assert (first["articles"], first["figures"]) == (2, 5)
    assert (first["parsed_now"], first["read_now"]) == (4, 2)


def test_bad_pages_are_named_and_the_good_ones_go_in(life) -> None:
    named = {page["page"]: page["reason"] for page in summary(life, "first")["kept_out"]}
    assert set(named) == {"empty.html", "picture.html"} and all(named.values())
    assert named == life.seen["reasons"]
    assert len(life.rows["first"]["dim_articles"]) == 2


def test_where_nothing_has_changed_nothing_is_built(life) -> None:
    assert life.said["unchanged"].code == 0 and "Nothing has changed" in life.said["unchanged"].out
    assert life.seen["same file"] and life.rows["unchanged"] == life.rows["first"]
    assert "empty.html" in life.said["unchanged"].err, "bad pages are named each time"


def test_a_killed_build_leaves_the_old_warehouse_and_the_next_one_succeeds(life) -> None:
    assert life.seen["killed"], "the build ended before it could be killed"
    assert life.seen["left alone by the killed build"]
    assert life.said["second"].code == 0 and "did not finish" in life.said["second"].err
    assert life.seen["left behind"] == []


def test_a_reader_neither_blocks_a_build_nor_sees_half_of_it(life) -> None:
    assert life.seen["read before"] == "[(Decimal('3.0000000000'),)]\n"
    assert life.seen["read after"] == life.seen["read before"], "it goes on with the file it opened"
    assert "5座" in repr(stations(life, "second"))


def test_only_the_changed_page_is_worked_on(life) -> None:
    # The killed build parsed and read it before it died, and its parts are whole.
    second = summary(life, "second")
    assert (second["parsed_now"], second["read_now"]) in {(0, 0), (1, 1)}
    unchanged = {repr(row) for row in life.rows["first"]["fct_figures"] if "青川" in repr(row)}
    assert unchanged and unchanged <= set(map(repr, life.rows["second"]["fct_figures"]))


def test_a_broken_law_in_the_marts_stops_the_build_and_shows_the_rows(life) -> None:
    said = life.said["broken"]
    assert said.code == 1
    assert "quote_law" in said.err and "121公里" in said.err
    assert life.seen["left alone by the failed build"]


def test_two_processes_read_what_one_reads(life) -> None:
    several = summary(life, "several")
    assert (several["parsed_now"], several["read_now"]) == (4, 2)
    assert life.rows["several"] == life.rows["second"]


def test_builds_are_kept_and_published_again(life) -> None:
    kept = json.loads(life.said["builds"].out)
    assert [one["published"] for one in kept] == [True, False]
    assert life.said["back"].code == 0 and life.rows["back"] == life.rows["first"]
    assert life.said["no such build"].code == 1 and life.seen["first"] in life.said["no such build"].err
    assert life.said["gc"].code == 0 and life.seen["published after gc"]
