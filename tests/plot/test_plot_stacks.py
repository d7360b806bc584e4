"""Quantities one below the other over one axis: each keeps its own scale, a series its look."""

import numpy as np
import pytest

from course_utils import plot
from course_utils.errors import CourseError

X = [5, 10, 50]
RUNS = np.array([[1.0, 0.9, 0.1], [1.0, 0.7, 0.2]])
FADING = {"RNN": [1e-1, 1e-2, 1e-6]}


def test_each_quantity_has_its_own_axis_over_the_same_x():
    fig = plot.stacked(X, {"accuracy": {"RNN": RUNS, "other": RUNS / 2}, "gradient": FADING}, xlabel="distance",
                       logx=True, logy=["gradient"], ylim={"accuracy": (0, 1)}, references={"accuracy": {"chance": 0.1}},
                       ticks=X)  # fmt: skip
    upper, lower = fig.axes
    assert [ax.get_yscale() for ax in fig.axes] == ["linear", "log"]
    assert [ax.get_ylabel() for ax in fig.axes] == ["accuracy", "gradient"]
    assert (upper.get_xlabel(), lower.get_xlabel()) == ("", "distance")
    assert upper.get_ylim() == (0, 1) and upper.get_xlim() == lower.get_xlim()
    assert np.allclose(upper.lines[0].get_xydata(), np.c_[X, RUNS.mean(axis=0)])
    assert upper.lines[0].get_color() == lower.lines[0].get_color() != upper.lines[1].get_color()
    assert [text.get_text() for text in lower.get_xticklabels()] == ["5", "10", "50"]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plot.stacked(X, {"accuracy": RUNS}, xlabel="x"), "dict of quantity"),
        (lambda: plot.stacked(X, {"accuracy": {"a": [1, 2]}}, xlabel="x"), "'a' has 2 entries, x has 3"),
        (lambda: plot.stacked(X, {"accuracy": FADING}, xlabel="x", logy=["loss"]), "quantity='loss' is not known"),
    ],
)
def test_what_cannot_be_stacked_is_said(call, says):
    with pytest.raises(CourseError, match=says):
        call()
