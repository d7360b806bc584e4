"""Exercises: ``check`` an answer, ask for a ``hint``, read a ``solution``, see your ``progress``.

A lesson's author declares exercises in ``exercises/lesson_NN.py``: the function is the exercise::

    @exercise("09.2", title="How wide is the output?", minutes=5,
              hints=("a question", "the idea", "nearly the code"), why="a sentence that a right answer earns",
              needs="import numpy as np")           # optional; also given=, tolerance=, seconds=, kind="break it"
    def output_width(n, k, stride=1, padding=0):
        \"\"\"Return the width of … (task in Markdown, with a worked example).\"\"\"
        return (n + 2 * padding - k) // stride + 1  # the solution

    @output_width.cases                             # argument tuples: small fixed ones first, then fresh ones from rng
    def _(rng):
        yield 28, 3
        yield from (tuple(rng.integers(5, 9, 2)) for _ in range(20))

    @output_width.reference                         # independent: brute force, never the solution's formula
    def _(n, k, stride=1, padding=0): ...

    @output_width.mistake("did you forget the window at the left edge?")       # at least five
    def forgets_first_window(n, k, stride=1, padding=0): ...

    @output_width.also_right                        # other right spellings, for the tests
    def with_range(n, k, stride=1, padding=0): ...

``accepts`` takes the place of ``reference`` where any answer with a property is right. Questions without code are
``quiz(...)`` and ``investigation(...)``. The builder and the graders use ``get``, ``of_lesson``, ``lessons`` and the
attributes of `Exercise`: ``starter``, ``answer_cell``, ``task``, ``judge(answer, seed=…)``, ``draw(seed)``.

``glossary("epoch")`` explains a word of the course.
"""

from .blueprint import Exercise, FunctionExercise, exercise
from .desk import check, hint, progress, solution
from .glossary import Glossary, glossary
from .overview import Progress
from .questions import Investigation, Quiz, investigation, quiz
from .registry import get, lessons, of_lesson
from .verdict import Verdict

__all__ = [
    "Exercise",
    "FunctionExercise",
    "Glossary",
    "Investigation",
    "Progress",
    "Quiz",
    "Verdict",
    "check",
    "exercise",
    "get",
    "glossary",
    "hint",
    "investigation",
    "lessons",
    "of_lesson",
    "progress",
    "quiz",
    "solution",
]
