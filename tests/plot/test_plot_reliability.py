"""Reliability diagrams: bars of what came true, gaps to what was promised, and how many forecasts there are."""

import numpy as np
import pytest

from course_utils import plot
from course_utils.errors import CourseError

SURE, RIGHT = np.array([0.95, 0.85, 0.35, 0.32, 1.0]), np.array([1, 0, 1, 0, 1])


def test_bars_are_what_came_true_and_gaps_lead_to_the_mean_confidence():
    upper, lower = plot.reliability({"a": (SURE, RIGHT)}).axes
    solid = [(p.get_x(), p.get_height()) for p in upper.patches if not p.get_hatch()]
    hatched = [(p.get_x(), p.get_y() + p.get_height()) for p in upper.patches if p.get_hatch()]
    assert np.array(solid) == pytest.approx(np.array([(0.3, 0.5), (0.8, 0.0), (0.9, 1.0)]))
    assert np.array(hatched) == pytest.approx(np.array([(0.3, 0.335), (0.8, 0.85), (0.9, 0.975)]))
    assert [p.get_height() for p in lower.patches] == pytest.approx([0.4, 0.2, 0.4])


def test_several_runs_are_drawn_together_with_a_dot_for_each():
    upper = plot.reliability({"a": (np.tile([0.8, 0.1], (3, 1)), [[1, 1], [0, 1], [0, 0]])}).axes[0]
    bars = [p.get_height() for p in upper.patches if not p.get_hatch()]
    dots = [list(line.get_ydata()) for line in upper.lines if line.get_marker() == "o"]
    assert bars == pytest.approx([2 / 3, 1 / 3])
    assert dots == [[1, 1, 0], [1, 0, 0]]


def test_panels_share_their_scales():
    fig = plot.reliability({"a": (SURE, RIGHT), "b": (np.full(9, 0.5), np.ones(9))})
    assert fig.axes[1].get_ylim() == fig.axes[3].get_ylim()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plot.reliability((SURE, RIGHT)), "needs a dict of one to"),
        (lambda: plot.reliability({"a": SURE}), "is no pair"),
        (lambda: plot.reliability({"a": (SURE, RIGHT[:3])}), r"confidence has shape \(1, 5\), right \(1, 3\)"),
        (lambda: plot.reliability({"a": (3 * SURE, RIGHT)}), "runs from 0.96 to 3"),
    ],
)
def test_what_is_no_forecast_is_said(call, says):
    with pytest.raises(CourseError, match=says):
        call()
