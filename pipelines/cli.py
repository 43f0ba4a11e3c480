"""The `chengyu` command. Belongs here: the list of commands. Each command lives in `commands/`."""

import typer

app = typer.Typer(help=__doc__)


@app.command()
def build() -> None:
    """Build the warehouse."""


@app.command()
def examples() -> None:
    """Three queries to try."""


def main() -> None:
    """Entry point of the console script."""
    app()
