"""``course build``: source -> executed notebook, stored only when nothing is wrong with it; and what is stale."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError
from . import outputs
from .assembly import assemble, fingerprint
from .execution import CELL_SECONDS, Step, execute
from .lesson import Lesson, find
from .storage import write_notebook

# Recorded numbers are rounded up to these steps, so that a rebuild on the same machine rarely changes them.
SECONDS_STEP, MEGABYTES_STEP = 5, 50


@dataclass(frozen=True)
class Built:
    """What a build stored: the lesson, its rounded seconds and peak memory, and its claims and records by id."""

    lesson: Lesson
    seconds: int
    peak_mb: int
    claims: dict[str, dict]


def build(
    lesson,
    *,
    force: bool = False,
    on_cell: Callable[[Step], None] | None = None,
    timeout: float = CELL_SECONDS,
    keep_outputs: bool = False,
) -> Built:
    """Assemble a lesson from its source, execute it, and store the notebook with its outputs.

    Args:
        lesson: a `Lesson`, or any name that `find` understands.
        force: overwrite a notebook that was edited by hand.
        on_cell: called with a `Step` before and after each code cell.
        timeout: seconds that one cell may take.
        keep_outputs: do not execute; take outputs and measurement from the stored notebook, whose code must be the
            same. For a change of prose, of a reference or of the header.

    Raises:
        CourseError: where the notebook was edited by hand, a cell fails, writes to stderr or shows something that
            differs from run to run, or a claim does not hold. Nothing is then written.
    """
    lesson = find(lesson)
    stored = load(lesson)
    if stored is not None and not force and edited(stored):
        raise CourseError(
            f"{lesson.notebook.name} was edited by hand",
            remedy=f"'course adopt {lesson.number}' brings the edit to the source; --force drops it",
        )
    if keep_outputs:
        return _rebuild(lesson, stored)
    result = execute(assemble(lesson), cwd=lesson.notebook.parent, on_cell=on_cell, timeout=timeout)
    if wrong := outputs.faults(result):
        raise CourseError(f"{lesson.name} was not stored", remedy="; ".join(wrong))
    return _store(
        lesson, result.notebook, _up(result.seconds, SECONDS_STEP), _up(result.peak_mb, MEGABYTES_STEP), result.claims
    )


def load(lesson: Lesson):
    """Return a lesson's stored notebook, or None before its first build."""
    import nbformat

    if not lesson.notebook.is_file():
        return None
    try:
        return nbformat.read(lesson.notebook, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, KeyError, AttributeError):
        raise CourseError(
            f"{lesson.notebook.name} is not a notebook", remedy="restore it, or remove it and build again"
        ) from None


def edited(notebook) -> bool:
    """Return whether a stored notebook's cells differ from those that the last build, or adoption, left."""
    return notebook.metadata.get("course", {}).get("built_sha256") != fingerprint(notebook)


def _rebuild(lesson, stored):
    from .. import claims

    if stored is None:
        raise CourseError(
            f"{lesson.notebook.name} has no outputs to keep", remedy=f"run 'course build {lesson.number}'"
        )
    course = stored.metadata.get("course", {})
    draft = assemble(lesson)
    old, new = ([c for c in n.cells if c.cell_type == "code"] for n in (stored, draft))
    if [c.source for c in old] != [c.source for c in new] or "seconds" not in course:
        raise CourseError(
            f"the code of {lesson.name} has changed", remedy=f"run 'course build {lesson.number}' to execute it"
        )
    for before, after in zip(old, new, strict=True):
        after.outputs, after.execution_count = before.outputs, before.execution_count
    return _store(lesson, draft, course["seconds"], course["peak_mb"], claims.read(draft))


def _store(lesson: Lesson, executed, seconds, peak_mb, claims) -> Built:
    final = assemble(lesson, seconds=seconds, peak_mb=peak_mb)
    for cell, done in zip(final.cells, executed.cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = done.outputs
    outputs.clean(final)
    write_notebook(Path(lesson.notebook), final)
    return Built(lesson, seconds, peak_mb, claims)


def _up(value, step):
    return max(step, math.ceil(value / step) * step)
