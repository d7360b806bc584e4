"""What has been solved so far, as text, as a table in a notebook, and as data for the command line."""

import html
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError
from . import record, registry
from .verdict import ERROR, PASS, TOO_SLOW, WRONG

HINT, SOLUTION = "hint", "solution"  # the events that are no verdicts
_MARKS = {"solved": "✓", "attempted": "✗", "open": "○"}


@dataclass(frozen=True)
class ExerciseProgress:
    """One exercise: its state ("solved", "attempted" or "open"), the hints taken, whether the solution was read."""

    id: str
    title: str
    state: str
    hints: int = 0
    solution_read: bool = False


@dataclass(frozen=True)
class LessonProgress:
    """The exercises of one lesson, in order."""

    lesson: str
    exercises: tuple[ExerciseProgress, ...]

    total = property(lambda self: len(self.exercises), doc="Number of exercises.")
    solved = property(lambda self: sum(e.state == "solved" for e in self.exercises), doc="Number solved.")
    attempted = property(lambda self: sum(e.state != "open" for e in self.exercises), doc="Number solved or tried.")
    hints = property(lambda self: sum(e.hints for e in self.exercises), doc="Hints taken.")
    marks = property(lambda self: " ".join(_MARKS[e.state] for e in self.exercises), doc="A mark for each exercise.")


@dataclass(frozen=True)
class Progress:
    """All lessons; prints as lines, shows as a table in Jupyter."""

    lessons: tuple[LessonProgress, ...]

    @classmethod
    def read(cls, path: Path | None = None, lesson=None) -> "Progress":
        """Read the record (default: the learner's own) and set it beside the exercises of one lesson (default: of all).

        Raises:
            CourseError: there is a record that cannot be read.
        """
        try:
            events = record.events(path)
        except OSError as error:
            raise CourseError(
                "the progress record cannot be read", remedy=f"{error.strerror}: {error.filename}"
            ) from error
        by_id = {}
        for event in events:
            by_id.setdefault(event["id"], []).append(event)
        numbers = registry.lessons() if lesson is None else [str(lesson).zfill(2)]
        return cls(tuple(_lesson(number, by_id) for number in numbers))

    solved = property(lambda self: sum(part.solved for part in self.lessons), doc="Number solved in all lessons.")
    total = property(lambda self: sum(part.total for part in self.lessons), doc="Number of exercises in all lessons.")

    def __str__(self):
        wide = max((len(part.marks) for part in self.lessons), default=0)
        lines = [f"lesson {part.lesson}  {part.marks:{wide}}  {_summary(part)}" for part in self.lessons]
        return "\n".join([*lines, f"{self.solved} of {self.total} exercises solved"])

    __repr__ = __str__

    def _repr_html_(self):
        names = ("lesson", "exercises", "solved", "attempted", "hints")
        head = "".join(f'<th scope="col">{name}</th>' for name in names)
        rows = "".join(
            f'<tr><th scope="row">{part.lesson}</th><td>{_html_marks(part)}</td>'
            f"<td>{part.solved} of {part.total}</td><td>{part.attempted}</td><td>{part.hints}</td></tr>"
            for part in self.lessons
        )
        caption = f"<caption>{self.solved} of {self.total} exercises solved</caption>"
        return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _lesson(number, by_id):
    return LessonProgress(number, tuple(_exercise(e, by_id.get(e.id, [])) for e in registry.of_lesson(number)))


def _exercise(exercise, events):
    verdicts = {event["verdict"] for event in events}
    state = "solved" if PASS in verdicts else "attempted" if verdicts & {WRONG, ERROR, TOO_SLOW} else "open"
    # Each event tells how many hints that kernel had shown, so the largest is the number of different hints.
    hints = max((event["hints"] for event in events), default=0)
    return ExerciseProgress(exercise.id, exercise.title, state, min(hints, len(exercise.hints)), SOLUTION in verdicts)


def _summary(part):
    text = f"{part.solved} of {part.total} solved"
    if part.attempted > part.solved:
        text += f", {part.attempted - part.solved} tried"
    return text + (f", {part.hints} hint{'s' * (part.hints > 1)}" if part.hints else "")


def _html_marks(part):
    return " ".join(
        f'<span title="{html.escape(f"{e.id} {e.title}: {e.state}", quote=True)}">{_MARKS[e.state]}</span>'
        for e in part.exercises
    )
