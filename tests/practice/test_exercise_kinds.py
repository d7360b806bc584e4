"""Predicates, long inputs, given lines, predictions, investigations, hints and solutions, word for word."""

import numpy as np
import pytest

from course_utils import practice
from course_utils.errors import CourseError
from course_utils.practice import exercise, investigation, quiz


def test_predicate_in_place_of_a_reference(said):
    @exercise("98.5", title="Break it", kind="break it")
    def too_large():
        """Return a number above 100."""
        return 101

    too_large.cases(lambda rng: iter([()]))
    too_large.accepts(lambda got: None if got > 100 else f"{got} is not above 100")
    too_large.mistake("exactly 100 does not break it", lambda: 100)
    assert said(lambda: 1e6, "98.5") == "✓ 98.5 correct"
    assert said(lambda: 50, "98.5") == "✗ 98.5 50 is not above 100"
    assert said(lambda: 100, "98.5") == "✗ 98.5 100 is not above 100 — exactly 100 does not break it"
    assert said(lambda: "x", "98.5") == "✗ 98.5 got 'x', which is not the kind of answer that the task asks for"
    assert said(lambda: [None][0], "98.5") == "✗ 98.5 got None — is a `return` missing?"
    assert said(lambda: int, "98.5") == "✗ 98.5 got a type"


def test_long_inputs_go_on_lines_of_their_own(said):
    @exercise("98.6", title="Total")
    def total(numbers, picture):
        """Return the sum."""
        return sum(numbers)

    total.cases(lambda rng: iter([(list(range(25)), np.zeros((28, 28)))]))
    total.reference(lambda numbers, picture: 300)
    assert said(lambda numbers, picture: 2, "98.6").splitlines() == [
        "✗ 98.6 for this input:",
        f"  numbers={list(range(25))}",
        "  picture=an array of shape (28, 28)",
        "  expected 300, got 2",
    ]


def test_given_lines(said):
    @exercise(
        "98.7",
        title="Total",
        needs="import numpy as np",
        given="total = np.zeros(1)[0]\nfor x in xs:\n    ...\nreturn total",
    )
    def total(xs: list, start: float = 0.0) -> float:
        r"""Return $\sum x$ of the list. More text.

        And more.
        """
        # A remark.
        return start + sum(xs)

    total.cases(lambda rng: iter([([1, 2],)]))
    total.reference(lambda xs: 3)
    assert total.starter == (
        "import numpy as np\n\ndef total(xs: list, start: float=0.0) -> float:\n"
        '    r"""Return $\\sum x$ of the list."""\n'
        "    total = np.zeros(1)[0]\n    for x in xs:\n        ...\n    return total\n\n\n"
        'practice.check("98.7", total)   # stuck? practice.hint("98.7")'
    )
    assert "    # A remark.\n    return start + sum(xs)\n" in total.answer_cell
    for source in (total.starter, total.starter.removeprefix("import numpy as np")):
        exec(source.partition("practice.check")[0], scope := {"np": np})
        assert said(scope["total"], "98.7").startswith("○ 98.7 not attempted yet")
    exec(total.starter.replace("...", "total += x * 2").partition("practice.check")[0], scope)
    assert said(scope["total"], "98.7").startswith("✗ 98.7 for xs=[1, 2] expected 3, got 6")


def test_quiz(said):
    quiz(
        "98.8",
        "Which?",
        "Which letter?",
        hints=("Think.",),
        answer="b",
        options={"a": ("the first", "It is not the first."), "b": ("the second", "It is."), "c": ("both", "One only.")},
    )
    assert said("b", "98.8") == "✓ 98.8 b: It is.\n  Not a: It is not the first.\n  Not c: One only."
    assert said(" (A). ", "98.8") == "✗ 98.8 a: It is not the first."
    todo = '○ 98.8 not attempted yet: put "a", "b" or "c" in place of the "?" and run this cell again'
    assert {said(stub, "98.8") for stub in ("?", "", None, ...)} == {todo}
    assert said("e", "98.8") == '○ 98.8 the prediction is one of "a", "b" or "c"; this was \'e\''
    assert said(np.zeros(3), "98.8") == '○ 98.8 the prediction is one of "a", "b" or "c"; this was [0, 0, 0]'
    assert practice.get("98.8").task == "Which letter?\n\n- **a** the first\n- **b** the second\n- **c** both"
    practice.solution("98.8")
    assert said("?", "98.8").startswith("98.8, the answer:\n\nb: the second\nIt is.\n○")


def test_investigation(said):
    investigation(
        "98.9", "Look", "Look closely.", good_answer=["a number", "a reason"], model_answer='I "saw" a \\ thing.'
    )
    todo = "○ 98.9 not attempted yet: write at least 15 words into notes and run this cell again"
    assert said("  ", "98.9") == todo
    assert said(12, "98.9") == said("word " * 14, "98.9") == said("", "98.9")
    assert said("word " * 15, "98.9") == (
        "✓ 98.9 written down; compare it with what a good answer contains:\n  - a number\n  - a reason"
    )
    exec(practice.get("98.9").answer_cell.partition("practice.check")[0], scope := {})
    assert scope["notes"].strip() == 'I "saw" a \\ thing.'


def test_hints(width, capsys):
    for _ in range(4):
        practice.hint("98.1")
    practice.hint("98.1", 2)
    assert capsys.readouterr().out.splitlines() == [
        "98.1, hint 1 of 3: Count.",
        "98.1, hint 2 of 3: Subtract.",
        "98.1, hint 3 of 3: n - k.",
        '98.1: no more hints; practice.solution("98.1") shows a solution',
        "98.1, hint 2 of 3: Subtract.",
    ]
    with pytest.raises(CourseError, match=r"exercise 98.1 has no hint 4: it has hints 1 to 3"):
        practice.hint("98.1", 4)


def test_solution(width, capsys):
    practice.solution("98.1")
    assert capsys.readouterr().out == (
        "98.1, a solution; yours may look different and be as right:\n\n"
        'def output_width(n, k, stride=1):\n    """Return the number of places of a window."""\n'
        "    return (n - k) // stride + 1\n"
    )
