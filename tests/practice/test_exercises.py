"""What must hold for every exercise of every lesson."""

import inspect
import re

import pytest

from course_utils import practice
from course_utils.practice import FunctionExercise, Investigation, Quiz, get, lessons, of_lesson
from course_utils.practice.trial import attempt
from course_utils.practice.verdict import ERROR, NOT_ATTEMPTED, PASS, TOO_SLOW, WRONG

ALL = [exercise for lesson in lessons() for exercise in of_lesson(lesson)] + [get("00.0")]


def each(kind=object, parts=lambda exercise: [None]):
    """Parametrise over the exercises of a kind, or over (exercise, part) for each of its parts."""
    rows = [(e, part) for e in ALL if isinstance(e, kind) for part in parts(e)]
    names = [f"{e.id}-{i}" for e in ALL if isinstance(e, kind) for i, _ in enumerate(parts(e), 1)]
    return pytest.mark.parametrize(("exercise", "part"), rows, ids=names)


@each()
def test_is_complete(exercise, part):
    assert 1 <= exercise.minutes <= 30
    assert len(exercise.hints) == 3 and all(len(hint.split()) >= 5 for hint in exercise.hints)
    assert len(exercise.task.split()) >= 20
    assert exercise is practice.get(exercise.id)
    for cell in (exercise.starter, exercise.answer_cell):
        compile(cell, exercise.id, "exec")
        assert all(len(line) <= 120 for line in cell.splitlines())
        check = f'practice.check("{exercise.id}", {exercise.name})   # stuck? practice.hint("{exercise.id}")'
        assert cell.endswith(check)


@each()
def test_starter_is_not_attempted_and_answer_cell_passes(exercise, part, capsys):
    # In a namespace with nothing but `practice`: the cell has to bring its own imports, as in an assignment.
    exec(exercise.starter, {"practice": practice})
    assert capsys.readouterr().out.startswith(f"○ {exercise.id} not attempted yet: ")
    exec(exercise.answer_cell, {"practice": practice})
    assert capsys.readouterr().out.startswith(f"✓ {exercise.id} ")
    practice.solution(exercise.id)
    assert exercise.solution in capsys.readouterr().out


@each(FunctionExercise)
def test_solution_passes_on_many_seeds(exercise, part):
    cases = [case for seed in range(20) for case in exercise.draw(seed)]
    trial = attempt(exercise.function, cases, 60)
    assert trial.finished and len(cases) >= 20
    problems = {exercise.problem(case, o.value) for case, o in zip(cases, trial.outcomes, strict=True)}
    assert problems == {None}
    assert exercise.judge(exercise.function).kind == PASS


@each(FunctionExercise)
def test_has_a_worked_example_and_a_short_docstring(exercise, part):
    assert f"{exercise.name}(" in exercise.task or "example" in exercise.task
    first = exercise.starter.split('"""')[1]
    assert "\n" not in first and len(first) <= 101
    assert "your code here" in exercise.starter
    body = exercise.answer_cell.partition('"""\n')[2].partition("\n\n\npractice.check")[0]
    assert len(body.splitlines()) <= 8


@each(FunctionExercise)
def test_has_five_named_mistakes(exercise, part):
    messages = [mistake.message for mistake in exercise.mistakes]
    assert len(messages) == len(set(messages)) >= 5


@each(FunctionExercise, lambda e: e.mistakes)
def test_mistake_is_rejected_by_name(exercise, part):
    for seed in (1, 2, None):
        verdict = exercise.judge(part.function, seed=seed)
        assert verdict.kind in (WRONG, ERROR)
        assert verdict.slip == part.message
        assert f"— {part.message}" in str(verdict)


@each(FunctionExercise, lambda e: e.variants)
def test_variant_is_accepted(exercise, part):
    for seed in (1, 2, None):
        assert str(exercise.judge(part, seed=seed)).startswith(f"✓ {exercise.id} correct")


@each(FunctionExercise)
def test_exception_is_reported_in_one_line(exercise, part):
    def broken(*arguments):
        raise ValueError("the kettle boiled over")

    verdict = exercise.judge(broken)
    assert verdict.kind == ERROR
    assert "your function raised ValueError: the kettle boiled over (line " in str(verdict)
    assert 'raise ValueError("the kettle boiled over")' in str(verdict)
    assert "Traceback" not in str(verdict)


@each(FunctionExercise)
def test_endless_loop_is_stopped(exercise, part):
    def endless(*arguments):
        while True:
            try:
                arguments[-1]
            except:  # noqa: E722
                arguments = ()

    assert exercise.seconds <= 8  # with the tests of the time limit: reported within ten seconds
    verdict = exercise.judge(endless, seconds=0.1)
    assert verdict.kind == TOO_SLOW
    assert "your function was stopped after 0.1 seconds: does every loop come to its end?" in str(verdict)


@each(FunctionExercise)
def test_other_parameter_names_are_fine_but_not_their_number(exercise, part):
    count = len(inspect.signature(exercise.function).parameters)
    names = [f"other{i}" for i in range(count)]
    scope = {"solution": exercise.function}
    exec(f"def renamed({', '.join(names)}): return solution({', '.join(names)})", scope)
    if all(len(case) == count for case in exercise.inputs(1)):
        assert exercise.judge(scope["renamed"]).kind == PASS
    exec(f"def longer({', '.join([*names, 'more'])}): return 0", scope)
    assert f"{exercise.name} should take {exercise.signature}, yours takes (" in str(exercise.judge(scope["longer"]))


@each(Quiz, lambda e: e.options)
def test_quiz_option_gets_its_own_explanation(exercise, part):
    verdict = exercise.judge(part)
    right_text, right_reason = exercise.options[exercise.answer]
    assert verdict.kind == (PASS if part == exercise.answer else WRONG)
    assert exercise.options[part][1] in str(verdict)
    assert len(exercise.options[part][1].split()) >= 8
    if part != exercise.answer:
        assert right_text not in str(verdict) and right_reason not in str(verdict)
    else:
        assert all(reason in str(verdict) for _, reason in exercise.options.values())


@each(Investigation)
def test_investigation_wants_words(exercise, part):
    assert len(exercise.good_answer) >= 3
    assert exercise.judge("too short").kind == NOT_ATTEMPTED
    verdict = exercise.judge(exercise.model_answer)
    assert verdict.kind == PASS and all(f"- {point}" in str(verdict) for point in exercise.good_answer)


def test_lessons_have_three_to_five_exercises_numbered_in_order():
    assert "00" in lessons()
    for lesson in lessons():
        ids = [exercise.id for exercise in of_lesson(lesson)]
        assert 3 <= len(ids) <= 5
        assert ids == [f"{lesson}.{i}" for i in range(1, len(ids) + 1)]


def test_text_has_no_emoji_and_no_belittling_words():
    text = " ".join(f"{e.title} {e.task} {' '.join(e.hints)} {e.why}" for e in ALL)
    assert not re.search(r"\b(simply|obviously|trivial|just)\b", text, re.IGNORECASE)
    assert not re.search("[\U0001f300-\U0001faff]", text)
