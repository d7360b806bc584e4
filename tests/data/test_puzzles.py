"""The simulated sequence tasks ask for what they say."""

import numpy as np
import pytest

from course_utils.data import puzzles


def rng():
    return np.random.default_rng(3)


@pytest.mark.parametrize("filler", ["distractors", "constant"])
def test_recall_asks_for_the_first_symbol(filler):
    x, y = puzzles.recall(rng(), 400, distance=6, symbols=5, filler=filler)
    assert x.shape == (400, 7)
    assert (x[:, 0] == y).all()
    assert set(y) == set(range(5))
    assert set(x[:, 1:].ravel()) == ({5} if filler == "constant" else set(range(5)))


def test_distractors_say_nothing_of_the_answer():
    x, y = puzzles.recall(rng(), 8000, distance=3)
    for column in x[:, 1:].T:
        assert np.mean(column == y) == pytest.approx(1 / 8, abs=0.015)


def test_adding_asks_for_the_sum_of_one_number_of_each_half():
    x, y = puzzles.adding(rng(), 500, length=9)
    numbers, marks = x[..., 0], x[..., 1]
    assert x.shape == (500, 9, 2)
    assert (marks[:, :4].sum(axis=1) == 1).all()
    assert (marks[:, 4:].sum(axis=1) == 1).all()
    assert [sum(row[mark == 1]) for row, mark in zip(numbers, marks, strict=True)] == pytest.approx(list(y))
    assert marks.any(axis=0).all(), "every place is marked at times"


def test_reversal_and_sorting():
    x, y = puzzles.reversal(rng(), 50, 6)
    assert [list(row) for row in y] == [list(reversed(row)) for row in x]
    x, y = puzzles.sorting(rng(), 50, 6, symbols=4)
    assert [list(row) for row in y] == [sorted(row) for row in x]
    assert x.max() == 3


def test_what_cannot_be_asked_is_refused():
    with pytest.raises(ValueError, match="distractors or constant"):
        puzzles.recall(rng(), 5, 4, filler="noise")
    with pytest.raises(ValueError, match="1 or more"):
        puzzles.recall(rng(), 5, 0)
    with pytest.raises(ValueError, match="among 1"):
        puzzles.adding(rng(), 5, 1)
