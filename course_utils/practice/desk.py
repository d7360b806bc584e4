"""Where a learner meets the exercises: check an answer, ask for a hint, read a solution, see the progress."""

from .. import places
from ..errors import CourseError
from . import record, registry
from .overview import HINT, SOLUTION, Progress

_shown = {}  # hints shown in this kernel, by exercise id
_NOTHING = object()


def check(id, answer=_NOTHING, *, seed=None):
    """Judge an answer, print the verdict, and write it into the progress record.

    Args:
        id: such as "09.2".
        answer: the function itself, the letter of a prediction, or the notes of an investigation.
        seed: of the fresh random inputs; without it they differ each time.

    Raises:
        CourseError: there is no such exercise.

    >>> check("00.1", "?")
    ○ 00.1 not attempted yet: put "a", "b", "c" or "d" in place of the "?" and run this cell again
    """
    exercise = registry.get(id)
    if answer is _NOTHING:
        raise CourseError(
            f"nothing to check for {exercise.id}", remedy=f'write practice.check("{exercise.id}", {exercise.name})'
        )
    verdict = exercise.judge(answer, seed=seed)
    print(verdict)
    _save(exercise, verdict.kind)


def hint(id, number=None):
    """Print one more hint on each call, or hint ``number`` again.

    Raises:
        CourseError: there is no such exercise, or no hint of this number.
    """
    exercise = registry.get(id)
    total, shown = len(exercise.hints), _shown.get(exercise.id, 0)
    if number is None and shown == total:
        print(f'{exercise.id}: no more hints; practice.solution("{exercise.id}") shows a solution')
        return
    number = shown + 1 if number is None else number
    if number not in range(1, total + 1):
        raise CourseError(f"exercise {exercise.id} has no hint {number}", remedy=f"it has hints 1 to {total}")
    print(f"{exercise.id}, hint {number} of {total}: {exercise.hints[number - 1]}")
    _shown[exercise.id] = max(shown, number)
    _save(exercise, HINT)


def solution(id):
    """Print a solution; other answers may be as right.

    Raises:
        CourseError: there is no such exercise.
    """
    exercise = registry.get(id)
    print(f"{exercise.id}, {exercise.solution_line}:\n\n{exercise.solution}")
    _save(exercise, SOLUTION)


def progress(lesson=None) -> Progress:
    """Return what has been solved so far, of one lesson or of all: a table in a notebook, lines as text.

    Raises:
        CourseError: the record cannot be read.
    """
    return Progress.read(lesson=lesson)


def _save(exercise, verdict):
    if exercise.demonstration:
        return
    try:
        aside = record.append(exercise.id, verdict, _shown.get(exercise.id, 0))
    except OSError as error:
        path = str(error.filename or places.progress_file()).removesuffix(".lock")
        print(f"  (progress not saved: {error.strerror or error}: {path})")
    except CourseError as error:
        print(f"  (progress not saved: {error})")
    else:
        if aside:
            print(f"  (the progress record was damaged: what could be read goes on, the old file is kept as {aside})")
