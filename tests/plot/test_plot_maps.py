"""Views of the same points: a point is written as its class and stands where its view puts it."""

import numpy as np
import pytest

from course_utils import plot
from course_utils.errors import CourseError

PLACES = np.arange(12.0).reshape(6, 2)
LABELS = np.array([0, 0, 1, 1, 2, 2])


def test_every_point_stands_in_every_view_under_its_name():
    fig = plot.maps({"pixels": PLACES, "layer 1": -PLACES}, LABELS, classes="abc")
    for ax, sign in zip(fig.axes, (1, -1), strict=False):
        assert [line.get_marker() for line in ax.lines] == ["$a$", "$b$", "$c$"]
        for k, line in enumerate(ax.lines):
            assert np.allclose(line.get_xydata(), sign * PLACES[k == LABELS])


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plot.maps(PLACES, LABELS, classes="abc"), "needs a dict of title"),
        (lambda: plot.maps({"x": PLACES}, LABELS, classes=["a", "coat", "c"]), "'coat' is no name of one or two"),
        (lambda: plot.maps({"x": PLACES[:4]}, LABELS, classes="abc"), "'x' has 4 entries, labels has 6"),
        (lambda: plot.maps({"x": np.ones((6, 3))}, LABELS, classes="abc"), "a place has 3 entries, the plane has 2"),
    ],
)
def test_what_is_no_view_is_said(call, says):
    with pytest.raises(CourseError, match=says):
        call()
