"""``course data list``, ``show`` and ``verify``."""

from typing import Annotated

import typer

from ... import places
from ...errors import CourseError
from .. import help
from ..environment import install_command
from ..terminal import document, marked, row, table
from . import Name, app


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
    """List the data sets: kind, size, licence, the lessons that use them.

    A set marked ↓ does not come with the course and is not on this computer yet.
    """
    from ... import data

    used = _lessons()
    cards = [data.card(name) for name in data.names()]
    table(
        ["name", "kind", "items", "MB", "licence", "lessons", ""],
        [
            [
                card.name,
                card.kind,
                f"{sum(card.counts.values()):,}",
                f"{card.megabytes:.1f}",
                card.licence.name.partition(";")[0].partition(" for ")[0],
                " ".join(used.get(card.name, ["·"])),
                "" if data.is_here(card.name) else "↓",
            ]
            for card in cards
        ],
        right=(2, 3),
    )


def _lessons() -> dict[str, list[str]]:
    """Return the numbers of the lessons that load each set."""
    from ...authoring import lessons

    used: dict[str, list[str]] = {}
    for lesson in lessons():
        for name in lesson.data:
            used.setdefault(name, []).append(lesson.number)
    return used


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
    from ... import data

    document(str(data.card(name)))


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

    Checksum, counts, shape, classes, columns, no row in two parts, no group on two sides, the licence in its place.
    Exit code 1 when one is not as its card says. Without names, sets that are not on this computer are passed over.
    """
    from ... import data

    known = data.names()
    if not known:
        raise CourseError(f"there are no data sets in {places.datasets()}", remedy=install_command())
    for name in names or ():
        if name not in known:
            data.card(name)  # raises, and names the nearest
    broken = 0
    for name in names or known:
        if not names and not data.is_here(name):
            row("·", name, data.absence(name), width=18)
            continue
        try:
            row("✓", name, f"{data.verify(name).removeprefix('sha256:').removeprefix('md5:')[:12]}…", width=18)
        except CourseError as error:
            broken += 1
            row("✗", name, error.problem, width=18)
            if error.remedy:
                marked(f"→ {error.remedy}", indent=21)
    if broken:
        raise typer.Exit(1)
