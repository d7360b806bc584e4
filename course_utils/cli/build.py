"""``course build``: sources -> executed notebooks and README's tables, or the proof that they are current."""

from typing import Annotated

import typer

from ..errors import CourseError
from .environment import require_checkout
from .terminal import bullets, duration, marked, say
from .watching import cells

EXAMPLES = """
Examples:
  course build 09                  execute lesson 09 and store its notebook
  course build                     build every lesson that is stale
  course build --check             is everything current? executes nothing
  course build 09 --keep-outputs   after a change of prose: no execution

Next: 'course check 09' proves the lesson; commit source and notebook together.
"""


def build(
    lessons: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[LESSON]...", help="Numbers or names. Default: all with --check, else those that are stale."
        ),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit with 1 when something is stale.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Overwrite notebooks that were edited by hand.")] = False,
    keep_outputs: Annotated[
        bool,
        typer.Option("--keep-outputs", help=("Do not execute: keep the stored outputs, where the code is the same.")),
    ] = False,
) -> None:
    """Build the notebooks from their sources, or prove that they are current.

    Executes each lesson from a clean kernel and stores it only when every cell ran, every claim holds and no output
    differs from run to run; then renews README's tables. A notebook that somebody edited in Jupyter is not overwritten:
    'course adopt' brings such an edit back first.
    """
    from .. import authoring

    require_checkout()
    chosen = [authoring.find(name) for name in lessons or ()]
    if check:
        _check(chosen or authoring.lessons(), tables=not chosen)
        return
    failed = 0
    for lesson in chosen or [x for x in authoring.lessons() if authoring.stale(x)]:
        try:
            _build(lesson, force, keep_outputs)
        except CourseError as error:
            failed += 1
            marked(f"✗ {lesson}: {error.problem}")
            bullets("→", error.remedy.split("; "))
    if authoring.write_tables():
        marked("✓ README's tables renewed")
    if failed:
        raise typer.Exit(1)
    if not chosen:
        say("Every notebook is current.")


def _build(lesson, force: bool, keep_outputs: bool) -> None:
    from .. import authoring

    with cells(str(lesson), authoring.assemble(lesson)) as on_cell:
        built = authoring.build(lesson, force=force, keep_outputs=keep_outputs, on_cell=on_cell)
    marked(
        f"✓ {lesson.notebook.name} stored: {duration(built.seconds)}, {built.peak_mb:,} MB, "
        f"{len(built.claims)} claims and records"
    )


def _check(lessons, tables: bool) -> None:
    from .. import authoring

    stale = 0
    for lesson in lessons:
        problems = authoring.stale(lesson)
        stale += bool(problems)
        marked(f"✗ {lesson}" if problems else f"✓ {lesson}")
        bullets("→", problems)
    for line in authoring.stale_tables() if tables else ():
        stale += 1
        marked(f"✗ {line}")
    if stale:
        say("'course build' renews what is stale.")
        raise typer.Exit(1)
