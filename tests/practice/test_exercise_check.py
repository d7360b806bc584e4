"""What a learner reads about a function: every message of check, word for word."""

import functools
import threading
import warnings

import numpy as np
import pytest

from course_utils import practice
from course_utils.errors import CourseError
from course_utils.practice import exercise
from course_utils.practice.trial import attempt


def test_right(width, said):
    assert said(width.function) == "✓ 98.1 correct, on known and on fresh random inputs\n  Shapes must fit."
    assert said(width.function, seed=5) == said(width.function, seed=6)


def test_wrong_with_a_named_mistake(width, said):
    expected = "✗ 98.1 for n=5, k=3 expected 3, got 2 — did you forget the first window?"
    assert said(lambda n, k, s=1: len(range(s, n - k + 1, s))) == expected


def test_a_mistake_is_named_only_if_it_explains_every_answer(width, said):
    assert said(lambda n, k, s=1: 2 if n == 5 else 7) == "✗ 98.1 for n=5, k=3 expected 3, got 2"


def test_exception_with_line_and_named_mistake(width, said):
    def answer(n, k, stride=1):
        places = [1]
        return places[n - k]

    line = answer.__code__.co_firstlineno + 2
    assert said(answer) == (
        "✗ 98.1 for n=5, k=3 your function raised IndexError: list index out of range "
        f"(line {line}: return places[n - k])\n  — the stride comes first"
    )


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (SystemExit(), "SystemExit"),
        (GeneratorExit("stop"), "GeneratorExit: stop"),
        (ValueError("long " * 200), "ValueError: long long"),
        (MemoryError(), "MemoryError"),
        (ValueError(object()), "ValueError: <object object>"),
    ],
)
def test_other_exceptions(width, said, error, text):
    def answer(n, k, stride=1):
        raise error

    assert f"your function raised {text}" in said(answer)
    assert len(said(answer)) < 400


def test_exception_whose_message_fails(width, said):
    class RudeError(Exception):
        def __str__(self):
            raise RuntimeError

    def answer(n, k, stride=1):
        raise RudeError

    assert "your function raised RudeError: (its message cannot be read)" in said(answer)


def test_recursion_without_end(width, said):
    def answer(n, k, stride=1):
        return answer(n, k, stride)

    assert said(answer).startswith("✗ 98.1 for")
    assert said(answer).endswith("— does it call itself without end?")


def test_ctrl_c_is_not_a_verdict(width, capsys):
    def answer(n, k, stride=1):
        print("loud")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        practice.check("98.1", answer)
    print("still here")
    assert capsys.readouterr().out == "still here\n"


def test_too_slow(width, said, monkeypatch):
    monkeypatch.setattr(width, "seconds", 0.1)

    def answer(n, k, stride=1):
        while n != k or n == k:
            n = n + 1

    expected = "✗ 98.1 for n=5, k=3 your function was stopped after 0.1 seconds: does every loop come to its end?"
    assert said(answer) == expected
    lines = []
    thread = threading.Thread(target=lambda: lines.append(str(width.judge(answer))))
    thread.start()
    thread.join()
    assert lines == [expected]


@pytest.mark.parametrize(
    "answer",
    [
        lambda n, k, stride=1: None,
        lambda n, k, stride=1: ...,
        lambda a, b, c=2: NotImplemented,
    ],
)
def test_stubs(width, said, answer):
    assert said(answer) == "○ 98.1 not attempted yet: put your code in place of the ... and run this cell again"


def test_stub_that_raises(width, said):
    def answer(n, k, stride=1):
        raise NotImplementedError

    assert said(answer).startswith("○ 98.1 not attempted yet")


@pytest.mark.parametrize(("answer", "what"), [(12, "12"), (None, "None"), ("98", "'98'"), ([1, 2], "[1, 2]")])
def test_no_function(width, said, answer, what):
    assert said(answer) == (
        "○ 98.1 give the function itself, without brackets after its name: "
        f'practice.check("98.1", output_width); this was {what}'
    )


def test_wrong_parameters(width, said):
    assert said(lambda n, k: n) == "✗ 98.1 output_width should take (n, k, stride=1), yours takes (n, k)"


@pytest.mark.parametrize(
    "answer",
    [
        functools.partial(lambda plus, n, k, stride=1: (n - k) // stride + plus, 1),
        np.vectorize(lambda n, k, stride=1: (n - k) // stride + 1),
        lambda *numbers: len(range(0, numbers[0] - numbers[1] + 1, [1, *numbers][3] if len(numbers) > 2 else 1)),
    ],
)
def test_anything_callable_is_a_function(width, said, answer):
    assert said(answer).startswith("✓")


def test_printed_text_shows_only_on_failure(width, said):
    def chatty(n, k, stride=1):
        print("working " * 100_000)
        return (n - k) // stride + (n != 5)

    assert said(lambda n, k, stride=1: print("hello") or (n - k) // stride + 1).count("hello") == 0
    lines = said(chatty).splitlines()
    assert lines[1].startswith("  It printed: 'working working") and len(lines[1]) < 120


def test_warnings_show_only_on_failure(width, said):
    def warning(n, k, stride=1):
        warnings.warn("divide by zero encountered", RuntimeWarning, stacklevel=1)
        return (n - k) // stride + (n != 5)

    assert said(warning).splitlines()[1] == "  It warned: RuntimeWarning: divide by zero encountered"


def test_arguments_are_copies_and_a_change_is_mentioned(said):
    @exercise("98.4", title="Twice", needs="import numpy as np")
    def twice(x):
        """Return twice the array."""
        return 2 * x

    def in_place(x):
        x *= 2
        return x

    twice.cases(lambda rng: ((np.arange(3.0),) for _ in range(3)))
    twice.reference(lambda x: [2 * value for value in x])
    note = "(It changes its argument x in place; a caller may not expect that.)"
    assert said(in_place, "98.4").splitlines()[1].strip() == note
    assert said(lambda x: x + x, "98.4") == "✓ 98.4 correct, on known and on fresh random inputs"
    in_place.__doc__ = twice.__doc__
    twice.function = in_place  # where the solution does so too, it is no news
    assert said(in_place, "98.4") == "✓ 98.4 correct, on known and on fresh random inputs"


def test_check_without_an_answer(width):
    with pytest.raises(CourseError, match=r'nothing to check for 98.1: write practice.check\("98.1", output_width\)'):
        practice.check("98.1")


def test_attempt_keeps_what_came_before_the_limit():
    def slow(n):
        while n == 3:
            pass
        return n

    trial = attempt(slow, [(1,), (2,), (3,), (4,)], 0.1)
    assert [outcome.value for outcome in trial.outcomes] == [1, 2] and not trial.finished
