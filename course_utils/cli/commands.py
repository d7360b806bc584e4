"""The table of commands: which there are, in which order and section the help lists them."""

from typing import Annotated

import typer

from .. import __version__
from . import adopt, build, check, data, doctor, help, lab, lint, progress, run
from .calls import explained

EXAMPLES = """
Start here:
  course doctor     is everything ready?
  course lab        open the lessons
  course run 09     or watch one run, here, without a browser

'course COMMAND --help' shows the options of a command, with examples.
"""

app = typer.Typer(cls=help.Group, add_completion=False, rich_markup_mode=None, epilog=EXAMPLES)


def _add(section, *modules):
    for module in modules:
        name = module.__name__.rpartition(".")[2]
        app.command(name, cls=help.Command, epilog=module.EXAMPLES, rich_help_panel=section)(getattr(module, name))


_add("For learners", doctor, lab, run, progress)
app.add_typer(data.app, name="data", cls=help.Group, epilog=data.EXAMPLES, rich_help_panel="For learners")
_add("For contributors", build, adopt, lint, check)


@app.callback(invoke_without_command=True)
def course(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", is_eager=True, help="Show the version and exit.")] = False,
) -> None:
    """Deep Learning Explained: a course in which every statement is an experiment that you run."""
    if version:
        typer.echo(f"course {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def invoke(argv: list[str]) -> int:
    """Run one call and return its exit code.

    Raises:
        CourseError: one line for the user; a `CallError` for a call that cannot be understood.
    """
    command = typer.main.get_command(app)
    usage_error = typer.BadParameter.__base__  # Click's UsageError: in some versions inside Typer, in others beside it
    try:
        with command.make_context("course", argv) as context:
            command.invoke(context)
    except typer.Exit as end:
        return end.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    except usage_error as error:
        raise explained(error) from None
    return 0
