"""papermill runs every lesson on a seed that nobody tuned for, with the reference solutions, without a network."""

import pytest

from course_utils import claims, practice

pytestmark = pytest.mark.notebooks


def printed(notebook):
    return "".join(o.get("text", "") for c in notebook.cells if c.cell_type == "code" for o in c.outputs)


def test_runs_to_the_end(rerun):
    assert rerun.result.error is None, rerun.result.error


def test_every_exercise_accepts_its_solution(rerun, lesson):
    said = printed(rerun.result.notebook)
    for exercise in practice.of_lesson(lesson.number):
        assert f"✓ {exercise.id}" in said, f"{exercise.id} did not accept its own solution"


def test_every_claim_holds_and_agrees_with_the_committed_one(rerun, committed):
    assert claims.differences(claims.read(committed), claims.read(rerun.result.notebook)) == []


def test_nothing_asked_for_the_network(rerun):
    assert rerun.attempts == []


def test_stays_near_its_recorded_budget(rerun, committed):
    # Generous, because a shared machine may be busy: this catches a lesson that has become twice as slow or as big.
    # A machine that is paused counts on (once for ten minutes), but keeps no processor busy.
    recorded = committed.metadata.course
    assert min(rerun.result.seconds, rerun.result.cpu_seconds) <= 2.5 * recorded["seconds"] + 20
    assert rerun.result.cpu_seconds > 0
    assert rerun.result.peak_mb <= 1.25 * recorded["peak_mb"] + 100
