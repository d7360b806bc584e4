"""Every exercise by its id; the modules of a lesson are imported when one of its exercises is asked for.

A lesson's exercises stand in ``exercises/lesson_09.py`` and, as they grow, in ``lesson_09_kernels.py`` beside it.
"""

import difflib
import importlib
import pkgutil
import re

from ..errors import CourseError

_exercises = {}


def register(exercise):
    """Add an exercise; a second one with the same id is a mistake unless its module is being reloaded."""
    if not re.fullmatch(r"\d\d\.\d+", exercise.id):
        raise CourseError(f"'{exercise.id}' is no exercise id", remedy="use lesson.number, such as '09.2'")
    known = _exercises.get(exercise.id)
    if known and exercise.home != "__main__" and (known.home, known.title) != (exercise.home, exercise.title):
        raise CourseError(
            f"there are two exercises {exercise.id}: '{known.title}' and '{exercise.title}'",
            remedy="give one of them the next number",
        )
    _exercises[exercise.id] = exercise
    return exercise


def lessons() -> list[str]:
    """Return the numbers of the lessons that have exercises, such as ["00", "05", "09"]; imports none of them."""
    return sorted({name[7:9] for name in _modules()})


def _modules():
    from . import exercises

    names = (module.name for module in pkgutil.iter_modules(exercises.__path__))
    return [name for name in names if re.fullmatch(r"lesson_\d\d(_\w+)?", name)]


def of_lesson(lesson: str) -> list:
    """Return the exercises of a lesson in order; none for a lesson without any.

    A number 0, such as "00.0", is a demonstration: `get` finds it, but it is no task of the lesson and is not listed.

    >>> [exercise.id for exercise in of_lesson("00")][:2]
    ['00.1', '00.2']
    """
    lesson = str(lesson).zfill(2)
    for name in _modules():
        if name[7:9] == lesson:
            importlib.import_module(f"{__package__}.exercises.{name}")
    own = [exercise for exercise in _exercises.values() if exercise.lesson == lesson and not exercise.demonstration]
    return sorted(own, key=lambda exercise: int(exercise.id.split(".")[1]))


def get(id: str):
    """Return the exercise with this id.

    Raises:
        CourseError: there is none; the message suggests the nearest.
    """
    id = str(id).strip()
    of_lesson(id.partition(".")[0])
    if id in _exercises:
        return _exercises[id]
    for lesson in lessons():
        of_lesson(lesson)
    # "9.2" and "09.02" mean 09.2; otherwise the id that looks most alike.
    numbers = [int(part) for part in re.findall(r"\d+", id)]
    meant = f"{numbers[0]:02d}.{numbers[1]}" if len(numbers) == 2 else id
    near = [meant] if meant in _exercises else difflib.get_close_matches(meant, sorted(_exercises), 1, cutoff=0)
    raise CourseError(f"there is no exercise '{id}'", remedy=f"did you mean '{near[0]}'?" if near else "")
