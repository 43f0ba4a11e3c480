"""The Dagster UI on these definitions, with the daemon that runs the schedule and the sensors."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from pipelines.commands.output import screen
from pipelines.settings import PROJECT_ROOT, prepare_dagster_home


def ui(
    port: Annotated[int, typer.Option(help="The UI's port.")] = 3000,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
) -> None:
    """Open the Dagster UI; the schedule and the sensors run while it is open."""
    prepare_dagster_home()
    command = Path(sys.executable).with_name("dg")
    screen.print(f"The Dagster UI will answer at http://{host}:{port} in some seconds; Ctrl-C ends it.")
    os.chdir(PROJECT_ROOT)
    os.execv(command, [str(command), "dev", "--host", host, "--port", str(port)])
