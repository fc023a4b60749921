"""The command ``orgshift``: assembles its commands, turns mistakes into messages and exit codes."""

import atexit
import gc
import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from simulator.cli.check import check
from simulator.cli.compare import compare
from simulator.cli.console import discard_output, prepare_streams, show, show_error, unwritable
from simulator.cli.explain import explain
from simulator.cli.importing import import_files
from simulator.cli.optimise import optimise
from simulator.cli.options import language_of
from simulator.cli.report import report
from simulator.cli.stress import stress
from simulator.cli.template import template
from simulator.errors import NoAnswerError, OrgshiftError
from simulator.memory import collect_rarely

app = typer.Typer(
    name="orgshift",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(*, wanted: bool) -> None:
    if wanted:
        show(f"orgshift {version('orgshift')}")
        raise typer.Exit


@app.callback()
def orgshift(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=lambda wanted: _show_version(wanted=wanted),
            is_eager=True,
            help="版本 / version",
        ),
    ] = False,
) -> None:
    """机构改革方案比较：比现状好不好、好多少、因为什么。Is this reorganisation better, and why."""


app.command()(compare)
app.command()(optimise)
app.command()(explain)
app.command()(stress)
app.command()(report)
app.command()(check)
app.command()(template)
app.command("import")(import_files)

NO_ANSWER = 1
BAD_INPUT = 2


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exit code 0, 1 for no answer, 2 for input that cannot be used."""
    given = sys.argv[1:] if arguments is None else arguments
    prepare_streams()
    _prepare_process()
    try:
        app(args=given)
    except OrgshiftError as error:
        show_error(error.render(language_of(given)))
        code = NO_ANSWER if isinstance(error, NoAnswerError) else BAD_INPUT
        raise SystemExit(code) from None
    except OSError as error:  # the help text on a full disk; results have their own way
        discard_output()
        show_error(unwritable(error).render(language_of(given)))
        raise SystemExit(BAD_INPUT) from None


def _prepare_process() -> None:
    """Keep to the number of threads asked for, tidy up rarely, leave quickly; before numpy comes.

    The arrays are small: threads of the linear algebra would take the time of ``--workers``. At the
    end Python looks through all objects for cycles several times, which takes longer than the rest
    of leaving; frozen ones are passed over.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    atexit.register(gc.freeze)
    collect_rarely()


if __name__ == "__main__":
    main()
