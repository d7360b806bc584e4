"""Rules on exercises: three to five, of several kinds, all of them in the lesson."""

from ... import practice
from ...errors import CourseError
from ...practice.blueprint import KINDS


def placed(draft):
    """Markers name exercises of this lesson, each once."""
    seen = set()
    for cell in draft.cells:
        key = cell.exercise
        if not key:
            continue
        if key in seen:
            yield cell.error("exercise", f"exercise {key} appears twice")
        seen.add(key)
        try:
            practice.get(key)
        except CourseError as error:
            yield cell.error("exercise", str(error))
            continue
        if not key.startswith(f"{draft.lesson.number}."):
            yield cell.error("exercise", f"exercise {key} belongs to another lesson")
    code = "\n".join(c.text for c in draft.code)
    for exercise in practice.of_lesson(draft.lesson.number):
        if exercise.id not in seen and f'"{exercise.id}"' not in code:
            yield draft.error(
                "exercise", f"exercise {exercise.id} is not in the lesson: place {{{{exercise {exercise.id}}}}}"
            )


def enough(draft):
    """Three to five exercises of the four kinds."""
    count = len({c.exercise for c in draft.cells if c.exercise})
    if not 3 <= count <= 5:
        yield draft.error("exercise-count", f"{count} exercises; a lesson has three to five")
    kinds = {e.kind for e in draft.exercises.values()}
    if missing := [k for k in KINDS if k not in kinds]:
        yield draft.advice("exercise-kinds", f"no exercise of the kind {', '.join(missing)}")


RULES = (placed, enough)
