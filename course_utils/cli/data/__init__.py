"""``course data``: the shelf of data sets that the lessons use."""

import typer

from .. import help

EXAMPLES = """
Examples:
  course data list             what is on the shelf
  course data show fashion     the card: who made it, what it is not for
  course data verify           is every set whole?
  course data fetch --all      the three sets that do not come with the course
"""

app = typer.Typer(cls=help.Group, rich_markup_mode=None)

Name = typer.Argument(metavar="NAME", help="Name of a data set; 'course data list' shows them.")


@app.callback(invoke_without_command=True)
def data(context: typer.Context) -> None:
    """List, verify, fetch and explain the data sets."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


from . import fetching, shelf, upkeep  # noqa: E402, F401  (each adds its commands to `app`)
