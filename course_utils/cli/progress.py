"""``course progress``: which exercises are solved."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from .. import places
from .calls import CallError
from .terminal import marked, row, say, table

EXAMPLES = """
Examples:
  course progress                  all lessons
  course progress 09               the exercises of one lesson
  course progress --reset --yes    start afresh; the old record is kept

The record stays on this computer. COURSE_PROGRESS=FILE keeps it elsewhere.
"""

MARKS = {"solved": "✓", "attempted": "✗", "open": "○"}


def progress(
    lesson: Annotated[
        str | None, typer.Argument(metavar="[LESSON]", help="Number or name: show its exercises.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Start afresh; wants --yes.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Confirm --reset.")] = False,
) -> None:
    """Show which exercises you solved (✓), tried (✗) and have open (○)."""
    if reset:
        _reset(confirmed=yes)
        return
    from .. import authoring, practice

    parts = {part.lesson: part for part in practice.progress().lessons}
    if lesson is not None:
        found = authoring.find(lesson)
        if found.number not in parts:
            say(f"Lesson {found} has no exercises.")
            return
        _show(found, parts[found.number])
        return
    titles = {found.number: str(found) for found in authoring.lessons()}
    table(
        ["lesson", "exercises", "solved", "hints"],
        [
            [titles.get(number, number), part.marks, f"{part.solved} of {part.total}", str(part.hints or "")]
            for number, part in parts.items()
        ],
        right=(3,),
    )
    say(f"{sum(p.solved for p in parts.values())} of {sum(p.total for p in parts.values())} exercises solved")


def _show(lesson, part) -> None:
    say(str(lesson), style="bold")
    for exercise in part.exercises:
        taken = [f"{exercise.hints} hint{'s' * (exercise.hints > 1)}"] * bool(exercise.hints)
        taken += ["solution read"] * exercise.solution_read
        row(MARKS[exercise.state], exercise.id, exercise.title + (f" ({', '.join(taken)})" if taken else ""), width=5)


def _reset(confirmed: bool) -> None:
    file = places.progress_file()
    if not confirmed:
        raise CallError("--reset sets your record aside", remedy="add --yes if that is what you want")
    if not file.exists():
        say(f"There is no record yet ({file}).")
        return
    backup = _free(file.with_name(f"{file.stem}-{datetime.now():%Y-%m-%d}{file.suffix}"))
    file.rename(backup)
    marked(f"✓ a new record begins; the old one is kept as {backup}")


def _free(file: Path) -> Path:
    """Return this name, or the first numbered one that nothing has."""
    number, name = 1, file
    while name.exists():
        number += 1
        name = file.with_name(f"{file.stem}-{number}{file.suffix}")
    return name
