"""Exercises are found by id, lessons are imported when asked for, and authors are told what is missing."""

import subprocess
import sys

import pytest

from course_utils import practice
from course_utils.errors import CourseError
from course_utils.practice import exercise, investigation, quiz


def test_get_and_of_lesson():
    assert practice.get("00.2").title == "Let it say: not sure"
    assert [e.id for e in practice.of_lesson("00")] == ["00.1", "00.2", "00.3", "00.4"]
    assert practice.of_lesson(0) == practice.of_lesson("00")
    assert practice.of_lesson("97") == []
    assert repr(practice.get("00.2")) == "<exercise 00.2: Let it say: not sure>"


def test_a_demonstration_is_found_and_not_listed():
    assert practice.get("00.0").demonstration and not practice.get("00.1").demonstration
    assert practice.get("00.0")([1, 2], 0) == 0  # calling an exercise calls its solution


@pytest.mark.parametrize(
    ("id", "near"),
    [
        ("00.22", "00.2"),
        ("0.2", "00.2"),
        (0.3, "00.3"),
        ("00.02", "00.2"),
        ("00,1", "00.1"),
    ],
)
def test_unknown_id_suggests_the_nearest(id, near):
    with pytest.raises(CourseError, match=f"^there is no exercise '{id}': did you mean '{near}'\\?$"):
        practice.get(id)


def test_a_lesson_is_imported_only_when_asked_for():
    code = (
        "import sys; from course_utils import practice; a = [m for m in sys.modules if '.lesson_' in m];"
        "practice.get('00.1'); b = {m[-9:] for m in sys.modules if m.endswith(('lesson_00', 'lesson_05'))};"
        "heavy = {'tensorflow', 'keras', 'pandas', 'matplotlib', 'IPython', 'sklearn'} & set(sys.modules);"
        "print(a, b, heavy)"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60).stdout
    assert out == "[] {'lesson_00'} set()\n"


def declare(id="98.1", title="One", **more):
    @exercise(id, title=title, **more)
    def itself(x):
        """Return x."""
        return x

    return itself


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (lambda: declare("9.1"), "'9.1' is no exercise id: use lesson.number"),
        (lambda: declare(kind="guess"), "exercise 98.1 is of the unknown kind 'guess': use one of predict, complete"),
        (lambda: exercise("98.1", title="One")(lambda x: x), "exercise 98.1 has no task: write it into the function's"),
        (lambda: declare(hints="one"), "the hints of exercise 98.1 are one string"),
        (lambda: (declare(), declare(title="Two")), "there are two exercises 98.1: 'One' and 'Two'"),
        (lambda: declare().judge(lambda x: x), "exercise 98.1 is not complete: it needs @…cases and one of"),
        (lambda: quiz("98.1", "Q", "?", options={"a": ("x", "y"), "b": ("x", "y")}, answer="c"), "none of its options"),
        (lambda: investigation("98.1", "Q", "?", good_answer="one", model_answer=""), "of exercise 98.1 is one string"),
    ],
)
def test_authors_are_told(wrong, message):
    with pytest.raises(CourseError) as error:
        wrong()
    assert message in str(error.value)


def test_cases_must_be_tuples():
    one = declare()
    one.cases(lambda rng: iter([3]))
    one.reference(lambda x: x)
    with pytest.raises(CourseError, match=r"the cases of exercise 98.1 are not tuples: write `yield \(n,\)`"):
        one.judge(lambda x: x)


def test_reloading_a_module_replaces_its_exercises():
    first, second = declare(), declare()
    assert practice.get("98.1") is second is not first


def test_draws_are_fixed_by_a_seed_and_fresh_without():
    accuracy = practice.get("00.0")
    shown = [str(accuracy.draw(seed)) for seed in (1, 1, 2, None, None)]
    assert shown[0] == shown[1] and len(set(shown)) == 4
    assert str(accuracy.inputs(2)) == str(accuracy.draw(0) + accuracy.draw(2))
