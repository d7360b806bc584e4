"""``course data fetch``."""

from pathlib import Path
from typing import Annotated

import typer

from ... import places
from .. import help
from ..calls import CallError
from ..terminal import row
from . import app


@app.command(
    cls=help.Command,
    epilog="""
Examples:
  course data fetch pneumonia
  course data fetch --all
  course data fetch --all --to /media/stick   for a classroom without a network
  COURSE_DATA=/media/stick course lab         there: lessons read that folder
""",
)
def fetch(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", help="Names of data sets that are fetched.")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="Every set that does not come with the course.")] = False,
    to: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder instead of the cache.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Also when it is here; the new file replaces it.")] = False,
) -> None:
    """Fetch data sets that do not come with the course, from where their makers publish them.

    They are kept in the folder COURSE_DATA, or in your user's cache. A transfer that broke off goes on where it
    stopped, and a file takes its name only when its checksum is right.
    """
    from ... import data

    if bool(names) == all_:
        raise CallError("course data fetch needs names or --all", remedy="for example: course data fetch --all")
    fetched = [name for name in data.names() if data.card(name).source.downloads]
    for name in names or fetched:
        path = data.fetch(name, to, again)
        row("✓", name, f"{path.stat().st_size / 1e6:.1f} MB in {path.parent}")
    if to and to.expanduser().resolve() != places.cache().resolve():
        row("·", "", f"lessons find it with COURSE_DATA={to}")
