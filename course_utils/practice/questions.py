"""Exercises without code: a prediction with options, and an investigation with notes."""

import inspect
import re
import sys
import textwrap

from ..errors import CourseError
from . import cells
from .blueprint import Exercise
from .values import plain, show
from .verdict import NOT_ATTEMPTED, PASS, WRONG, Verdict

ENOUGH_WORDS = 15  # fewer are no notes yet


class Quiz(Exercise):
    """A prediction: one of a few options, each with its explanation; made by `quiz`."""

    name = "prediction"
    solution_line = "the answer"

    def __init__(self, id, title, question, *, options, answer, hints, minutes, why, home):
        if answer not in options or len(options) < 2:
            raise CourseError(
                f"the answer '{answer}' of quiz {id} is none of its options", remedy="name the letter of one of them"
            )
        self.question, self.answer = inspect.cleandoc(question), answer
        self.options = {key: tuple(" ".join(part.split()) for part in pair) for key, pair in options.items()}
        super().__init__(id, title, "predict", minutes, hints, why, home)

    @property
    def task(self) -> str:
        """The question and its options in Markdown."""
        return "\n".join([self.question, "", *(f"- **{key}** {text}" for key, (text, _) in self.options.items())])

    starter = property(lambda self: self._cell("?"), doc="The cell that the learner finds.")
    answer_cell = property(lambda self: self._cell(self.answer), doc="The cell with the right letter.")

    @property
    def solution(self) -> str:
        """The right option with its explanation."""
        text, reason = self.options[self.answer]
        return f"{self.answer}: {text}\n{reason}"

    def _cell(self, letter):
        return f'prediction = "{letter}"\n\n{cells.check_line(self.id, self.name)}'

    def judge(self, answer, **_limits) -> Verdict:
        """Judge a letter; a wrong one is told its own explanation, a right one all of them."""
        letter = re.sub(r"[\s().:\"']", "", answer).lower() if isinstance(answer, str) else answer
        *first, last = (f'"{key}"' for key in self.options)
        choice = f"{', '.join(first)} or {last}"
        if letter is None or letter is ... or (isinstance(letter, str) and letter in ("", "?")):
            text = f'not attempted yet: put {choice} in place of the "?" and run this cell again'
            return Verdict(self.id, NOT_ATTEMPTED, text)
        if not isinstance(letter, str) or letter not in self.options:
            return Verdict(self.id, NOT_ATTEMPTED, f"the prediction is one of {choice}; this was {show(plain(answer))}")
        text = f"{letter}: {self.options[letter][1]}"
        if letter != self.answer:
            return Verdict(self.id, WRONG, text)
        others = [f"Not {key}: {reason}" for key, (_, reason) in self.options.items() if key != letter]
        return Verdict(self.id, PASS, text, (*others, *filter(None, [self.why])))


class Investigation(Exercise):
    """An open question: the learner writes notes and compares them with a good answer; made by `investigation`."""

    name = "notes"
    solution_line = "notes that answer it well; yours will read differently"

    def __init__(self, id, title, task, *, good_answer, model_answer, hints, minutes, why, home):
        if isinstance(good_answer, str):
            raise CourseError(f"good_answer of exercise {id} is one string", remedy="write a list of points")
        self.task = inspect.cleandoc(task)
        paragraphs = inspect.cleandoc(model_answer).split("\n\n")
        self.model_answer = "\n\n".join(textwrap.fill(" ".join(text.split()), 100) for text in paragraphs)
        self.good_answer = tuple(" ".join(point.split()) for point in good_answer)
        super().__init__(id, title, "investigate", minutes, hints, why, home)

    starter = property(lambda self: self._cell(""), doc="The cell that the learner finds.")
    answer_cell = property(lambda self: self._cell(self.model_answer), doc="The cell with the model answer.")
    solution = property(lambda self: self.model_answer, doc="The model answer.")

    def _cell(self, notes):
        quoted = notes.replace("\\", "\\\\").replace('"""', "'''")
        return f'notes = """\n{quoted}\n"""\n\n{cells.check_line(self.id, self.name)}'

    def judge(self, answer, **_limits) -> Verdict:
        """Accept notes of at least `ENOUGH_WORDS` words and list what a good answer contains."""
        words = len(re.findall(r"\w+", answer)) if isinstance(answer, str) else 0
        if words < ENOUGH_WORDS:
            text = f"not attempted yet: write at least {ENOUGH_WORDS} words into {self.name} and run this cell again"
            return Verdict(self.id, NOT_ATTEMPTED, text)
        points = tuple(f"- {point}" for point in self.good_answer)
        text = "written down; compare it with what a good answer contains:"
        return Verdict(self.id, PASS, text, (*points, *filter(None, [self.why])))


def quiz(id, title, question, *, options, answer, hints=(), minutes=2, why=""):
    """Declare a prediction: a question in Markdown, and below it the options.

    ``options`` is {"a": ("the option", "its explanation"), …} and ``answer`` the letter of the right one. The
    explanation of a wrong option must not give the right one away: it is all that a learner is told who chose it. The
    rest is as for `exercise`.
    """
    home = sys._getframe(1).f_globals["__name__"]
    return Quiz(id, title, question, options=options, answer=answer, hints=hints, minutes=minutes, why=why, home=home)


def investigation(id, title, task, *, good_answer, model_answer, hints=(), minutes=10, why=""):
    """Declare an open question, a task in Markdown.

    ``good_answer`` lists the points that the learner compares the own notes with; ``model_answer`` are notes that
    contain them. The rest is as for `exercise`.
    """
    home = sys._getframe(1).f_globals["__name__"]
    return Investigation(
        id,
        title,
        task,
        good_answer=good_answer,
        model_answer=model_answer,
        hints=hints,
        minutes=minutes,
        why=why,
        home=home,
    )
