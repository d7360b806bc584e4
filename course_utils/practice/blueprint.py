"""The function is the exercise: its docstring is the task, its signature the starter, its body the solution."""

import functools
import inspect
from dataclasses import dataclass

import numpy as np

from ..errors import CourseError
from . import cells, judgement, registry
from .comparison import TOLERANCE, difference, loosened
from .values import Foreign, plain, show

KINDS = ("predict", "complete", "break it", "investigate")
SECONDS = 8.0  # an answer is stopped after this; an endless loop must be reported within ten
_KNOWN = 0  # seed of the cases that stay the same, so that a learner meets the same counter-example again


class Exercise:
    """What every kind of exercise has; `FunctionExercise`, `Quiz` and `Investigation` add how an answer is judged.

    Attributes:
        id: such as "09.2"; ``lesson`` is its first part.
        title, kind, minutes, task: what the lesson shows; the task is Markdown.
        hints: from a question over the idea to nearly the code.
        why: a sentence that a right answer earns, or "".
        name: what the answer is called in the learner's cell.
        starter, answer_cell: source of the code cell, as the learner finds it and with a right answer in place.
        solution: the text that `practice.solution` prints.
    """

    needs = ""
    solution_line = "a solution; yours may look different and be as right"

    def __init__(self, id, title, kind, minutes, hints, why, home):
        if kind not in KINDS:
            raise CourseError(f"exercise {id} is of the unknown kind '{kind}'", remedy=f"use one of {', '.join(KINDS)}")
        if isinstance(hints, str):
            raise CourseError(f"the hints of exercise {id} are one string", remedy="write hints=('…', '…', '…')")
        self.id, self.title, self.kind, self.minutes = id, title, kind, minutes
        self.hints, self.why, self.home = tuple(hints), why, home
        registry.register(self)

    @property
    def lesson(self) -> str:
        """Number of the lesson, such as "09"."""
        return self.id.partition(".")[0]

    @property
    def demonstration(self) -> bool:
        """Whether a lesson only shows with it how a check answers (number 0): it is neither listed nor recorded."""
        return self.id.endswith(".0")

    def __repr__(self):
        return f"<exercise {self.id}: {self.title}>"


@dataclass(frozen=True)
class Mistake:
    """A wrong implementation and the message that names its slip."""

    message: str
    function: object


class FunctionExercise(Exercise):
    """An exercise whose answer is a function; calling it calls the solution.

    The author hangs onto it, as decorators: ``cases`` (a generator of argument tuples, given a NumPy random generator),
    ``reference`` (an independent computation) or ``accepts`` (``(got, *arguments) -> None | what is wrong``),
    ``mistake("message")`` and ``also_right`` (another right spelling, for the tests).
    """

    def __init__(
        self,
        function,
        id,
        *,
        title,
        kind,
        minutes,
        hints,
        why="",
        needs="",
        given="",
        tolerance=TOLERANCE,
        seconds=SECONDS,
    ):
        if not (function.__doc__ or "").strip():
            raise CourseError(f"exercise {id} has no task", remedy="write it into the function's docstring")
        self.function, self.needs, self.given = function, needs.strip(), given
        self.tolerance, self.seconds = tolerance, seconds
        self.mistakes, self.variants = [], []
        self._cases = self._reference = self._accepts = None
        functools.update_wrapper(self, function)
        super().__init__(id, title, kind, minutes, hints, why, function.__module__)

    def __call__(self, *arguments, **named):
        """Call the solution."""
        return self.function(*arguments, **named)

    name = property(lambda self: self.function.__name__, doc="Name of the function.")
    task = property(lambda self: inspect.cleandoc(self.function.__doc__), doc="The docstring: Markdown.")
    starter = property(lambda self: cells.function_cell(self, solved=False), doc="The cell that the learner finds.")
    answer_cell = property(lambda self: cells.function_cell(self, solved=True), doc="The cell with the solution.")
    solution = property(cells.solution_text, doc="The solution's source.")

    @property
    def signature(self) -> str:
        """The parameters as written, such as "(n, k, stride=1, padding=0)"."""
        return str(inspect.signature(self.function).replace(return_annotation=inspect.Signature.empty))

    def cases(self, function):
        """Decorator: a generator of argument tuples, small fixed ones first, then fresh ones drawn from ``rng``."""
        self._cases = function
        return function

    def reference(self, function):
        """Decorator: computes the expected answer independently of the solution."""
        self._reference = function
        return function

    def accepts(self, function):
        """Decorator: instead of a reference, a predicate ``(got, *arguments)`` that returns None or what is wrong."""
        self._accepts = function
        return function

    def mistake(self, message, function=None):
        """Decorator, or a call with a lambda: a wrong implementation; an answer like it is told ``message``."""
        if function is None:
            return lambda decorated: self.mistake(message, decorated)
        self.mistakes.append(Mistake(message, function))
        return function

    def also_right(self, function):
        """Decorator: another right answer, which the tests put through the check."""
        self.variants.append(function)
        return function

    @property
    def has_reference(self) -> bool:
        """Whether there is one expected answer for each input, and not a property that any answer must have."""
        return self._reference is not None

    def draw(self, seed=None) -> list[tuple]:
        """Return the argument tuples of one seed (None: of the operating system's entropy)."""
        if self._cases is None or (self._reference is None) == (self._accepts is None):
            raise CourseError(
                f"exercise {self.id} is not complete", remedy="it needs @…cases and one of @…reference and @…accepts"
            )
        drawn = list(self._cases(np.random.default_rng(seed)))
        if not drawn or not all(isinstance(case, tuple) for case in drawn):
            raise CourseError(
                f"the cases of exercise {self.id} are not tuples", remedy="write `yield (n,)` for one argument"
            )
        return drawn

    def inputs(self, seed=None) -> list[tuple]:
        """Return what a check tries: the cases that are the same every time, then the fresh ones of ``seed``."""
        return self.draw(_KNOWN) + self.draw(seed)

    def expected(self, case):
        """Return the reference's plain answer for a tuple of arguments; None for an exercise with a predicate."""
        return plain(self._reference(*judgement.copied(case))) if self._reference else None

    def problem(self, case, got) -> str | None:
        """Say what is wrong with a plain answer for a tuple of arguments, or return None."""
        if self._accepts is None:
            return difference(self.expected(case), got, loosened(self.tolerance, *map(plain, case)))
        if got is None or isinstance(got, Foreign):
            return f"got {show(got)}"
        try:
            return self._accepts(got, *judgement.copied(case))
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):  # an answer of another shape or type
            return f"got {show(got)}, which is not the kind of answer that the task asks for"

    def judge(self, answer, *, seed=None, seconds=None):
        """Try an answer and return the `Verdict`; prints and records nothing."""
        return judgement.judge(self, answer, seed, self.seconds if seconds is None else seconds)


def exercise(id, *, title, kind="complete", minutes=5, hints=(), **more):
    """Turn a function into an exercise: docstring = task, signature = starter, body = solution.

    Args:
        id: lesson and number, such as "09.2".
        title: a few words or a question.
        kind: "complete" or "break it".
        minutes: what it takes.
        hints: three, from a question over the idea to nearly the code.
        more: ``why`` (a sentence that a right answer earns), ``needs`` (import lines for the cell), ``given`` (lines of
            the body that the learner starts from; ``...`` marks the gap), ``tolerance`` (a number or the pair relative,
            absolute; default 1e-6), ``seconds`` (time limit, at most 8).

    >>> @exercise("98.1", title="Twice", minutes=1)            # doctest: +SKIP
    ... def double(x):
    ...     "Return twice `x`. For example `double(2)` is `4`."
    ...     return 2 * x
    """
    return lambda function: FunctionExercise(function, id, title=title, kind=kind, minutes=minutes, hints=hints, **more)
