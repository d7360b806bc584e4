"""``course data``: the shelf of data sets that the lessons use."""

from typing import Annotated

import typer

from .. import places
from ..errors import CourseError
from . import help
from .environment import install_command
from .terminal import document, marked, row, table

EXAMPLES = """
Examples:
  course data list             what is on the shelf
  course data show fashion     the card: who made it, what it is not for
  course data verify           is every set whole?
"""

app = typer.Typer(cls=help.Group, rich_markup_mode=None)

Name = typer.Argument(metavar="NAME", help="Name of a data set; 'course data list' shows them.")


@app.callback(invoke_without_command=True)
def data(context: typer.Context) -> None:
    """List, verify and explain the data sets."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    "list",
    cls=help.Command,
    epilog="""
Example:
  course data list

Next: 'course data show NAME' tells the story of one.
""",
)
def list_() -> None:
    """List the data sets: names, sizes, titles."""
    from .. import data

    cards = [data.card(name) for name in data.names()]
    table(
        ["name", "train", "val", "test", "MB", "title"],
        [
            [
                c.name,
                *(f"{c.counts.get(part, 0):,}" for part in ("train", "val", "test")),
                f"{c.megabytes:.1f}",
                c.title,
            ]
            for c in cards
        ],
        right=(1, 2, 3, 4),
    )


@app.command(
    cls=help.Command,
    epilog="""
Examples:
  course data verify
  course data verify fashion digits28
""",
)
def verify(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Names of data sets; default all.")
    ] = None,
) -> None:
    """Check that data sets are what their cards say.

    Checksum, counts, shape, classes, no row in two parts, the licence in its place. Exit code 1 when one is not as its
    card says.
    """
    from .. import data

    known = data.names()
    if not known:
        raise CourseError(f"there are no data sets in {places.datasets()}", remedy=install_command())
    for name in names or ():
        if name not in known:
            data.card(name)  # raises, and names the nearest
    broken = 0
    for name in names or known:
        try:
            row("✓", name, f"sha256 {data.verify(name)[:12]}…")
        except CourseError as error:
            broken += 1
            row("✗", name, error.problem)
            if error.remedy:
                marked(f"→ {error.remedy}", indent=14)
    if broken:
        raise typer.Exit(1)


@app.command(
    cls=help.Command,
    epilog="""
Examples:
  course data show fashion
  course data show spirals
""",
)
def show(name: Annotated[str, Name]) -> None:
    """Print a data set's card: story, limits, licence, the number to beat."""
    from .. import data

    document(str(data.card(name)))
