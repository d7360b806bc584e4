"""Tables side by side in one colour scale, each with a bar of what it led to."""

import numpy as np
import pytest

from course_utils import plot
from course_utils.errors import CourseError

NAMES = {"xlabel": "step", "ylabel": "layer", "unit": "length"}


def test_all_tables_share_one_scale_and_row_one_is_at_the_top():
    fig = plot.heats({"a": np.array([[1.0, 2.0]]), "b": np.array([[5.0, 100.0], [7.0, 8.0]])}, log=True, **NAMES)
    pictures = [ax.images[0] for ax in fig.axes if ax.images]
    assert [p.norm.vmin for p in pictures] == [1, 1] and [p.norm.vmax for p in pictures] == [100, 100]
    low, high = fig.axes[1].get_ylim()
    assert low > high


def test_what_lies_below_the_floor_is_as_dark_and_the_scale_says_so():
    fig = plot.heats({"a": np.array([[1e-9, 1e-3, 1.0]])}, log=True, floor=1e-3, **NAMES)
    picture = fig.axes[0].images[0]
    assert picture.norm.vmin == 1e-3 and picture.colorbar.extend == "min"
    below, at, _ = picture.cmap(picture.norm(picture.get_array()))[0]
    np.testing.assert_array_equal(below, at)


def test_every_bar_stands_under_its_table_with_its_runs():
    fig = plot.heats(
        {"a": np.ones((2, 2)), "b": np.eye(2)}, bars={"a": [0.2, 0.4], "b": 0.9}, references={"goal": 0.8}, **NAMES
    )
    fig.draw_without_rendering()
    tables = [ax for ax in fig.axes if ax.images]
    bars = [ax for ax in fig.axes if ax.patches and not ax.images and ax.get_ylabel() != "length"]
    assert [ax.patches[0].get_height() for ax in bars] == pytest.approx([0.3, 0.9])
    for table, bar in zip(tables, bars, strict=True):
        assert table.get_position().x0 == pytest.approx(bar.get_position().x0, abs=0.01)
        assert table.get_position().y0 > bar.get_position().y1


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plot.heats([[1.0]], **NAMES), "needs a dict of title"),
        (lambda: plot.heats({"a": [1.0, 2.0]}, **NAMES), "'a' has shape"),
        (lambda: plot.heats({"a": [[0.0, 1.0]]}, log=True, **NAMES), "need numbers above 0"),
        (lambda: plot.heats({"a": [[1.0]]}, bars={"b": 1.0}, **NAMES), "bars and tables differ"),
        (lambda: plot.heats({str(i): [[1.0]] for i in range(7)}, **NAMES), "at most 6"),
    ],
)
def test_what_cannot_be_drawn_is_said(call, says):
    with pytest.raises(CourseError, match=says):
        call()
