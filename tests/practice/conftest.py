"""Every test of the exercise room has its own progress record, no hints shown, and may declare exercises of its own."""

import pytest

from course_utils import practice
from course_utils.practice import desk, exercise, registry

for _lesson in registry.lessons():
    registry.of_lesson(_lesson)


@pytest.fixture(autouse=True)
def progress_file(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "_exercises", dict(registry._exercises))
    path = tmp_path / "learner" / "progress.jsonl"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    monkeypatch.setattr(desk, "_shown", {})
    return path


@pytest.fixture
def width():
    """A small exercise with two named mistakes."""

    @exercise("98.1", title="How wide?", minutes=3, hints=("Count.", "Subtract.", "n - k."), why="Shapes must fit.")
    def output_width(n, k, stride=1):
        """Return the number of places of a window. `output_width(5, 3)` is 3."""
        return (n - k) // stride + 1

    @output_width.cases
    def _(rng):
        yield 5, 3
        yield 28, 5, 2
        yield from ((int(n), 3) for n in rng.integers(3, 40, 8))

    @output_width.reference
    def _(n, k, stride=1):
        return len(range(0, n - k + 1, stride))

    output_width.mistake("did you forget the first window?", lambda n, k, stride=1: (n - k) // stride)
    output_width.mistake("the stride comes first", lambda n, k, stride=1: [1][n - k])
    return output_width


@pytest.fixture
def said(capsys):
    """Check an answer and return what a learner reads."""

    def run(answer, id="98.1", **more):
        practice.check(id, answer, **more)
        return capsys.readouterr().out.rstrip("\n")

    return run
