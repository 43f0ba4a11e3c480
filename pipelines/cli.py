"""The `chengyu` command.

Belongs here: the list of its words, and how errors end it: 0 done, 1 refused or failed with a sentence, 2 wrong usage.
Does not belong here: what each word does (`commands/`).
"""

import sys

import typer
from pydantic import ValidationError
from rich.markup import escape

from pipelines.commands import archive, ask, build, doctor, keep, ui
from pipelines.commands.output import RefusedError, errors

HELP = "A warehouse of the figures stated in Chinese policy articles: from pages to rows with their words."

app = typer.Typer(help=HELP, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
for word in (
    build.build,
    archive.add,
    archive.fetch,
    ask.query,
    ask.find,
    ask.explain,
    ask.examples,
    keep.builds,
    keep.rollback,
    keep.gc,
    doctor.doctor,
    ui.ui,
):
    app.command()(word)


def main(arguments: list[str] | None = None) -> None:
    """Entry point of the console script; `arguments` are those of the command line when not given."""
    try:
        app(arguments)
    except BrokenPipeError:
        sys.exit(1)
    except ValidationError as wrong:
        for error in wrong.errors():
            errors.print(escape(f"CHENGYU_{str(error['loc'][0]).upper()}: {error['msg']}"), soft_wrap=True, style="red")
        sys.exit(1)
    except Exception as error:
        if not isinstance(error, sentences()):
            raise
        errors.print(escape(str(error)), soft_wrap=True, style="red")
        sys.exit(1)


def sentences() -> tuple[type[Exception], ...]:
    """The errors of the rooms below that are one sentence for people already. Anything else is a fault of the code."""
    from pipelines.defs.build_session import BuildError
    from pipelines.pages.archive import ArchiveError
    from pipelines.pages.fetch_sources import SourceError
    from pipelines.tables.publish import PublishError
    from pipelines.tables.store import QueryError
    from pipelines.vocabulary import VocabularyError

    return RefusedError, ArchiveError, SourceError, PublishError, QueryError, BuildError, VocabularyError


if __name__ == "__main__":
    main()
