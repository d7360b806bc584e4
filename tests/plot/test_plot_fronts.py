"""Cost against worth: what is beaten is hollow, and the stairs join the rest."""

import pytest

from course_utils import plot
from course_utils.errors import CourseError

NAMES = {"xlabel": "seconds", "ylabel": "accuracy"}


def panel(fig):
    return next(ax for ax in fig.axes if ax.get_title(loc="left"))


def filled(fig):
    ax = panel(fig)
    return [
        line.get_markerfacecolor() == line.get_color() for line in ax.lines if line.get_marker() not in ("None", "")
    ]


def test_a_model_that_costs_more_and_is_worse_is_hollow():
    fig = plot.fronts({"a": {"cheap": (1, 0.5), "dear and worse": (2, 0.4), "dear and better": (3, 0.9)}}, **NAMES)
    assert filled(fig) == [True, False, True]


def test_of_two_equally_good_models_only_the_cheaper_is_on_the_front():
    fig = plot.fronts({"a": {"dear": ([4, 6], [0.7, 0.9]), "cheap": ([1, 3], [0.8, 0.8])}}, **NAMES)
    assert filled(fig) == [False, True]


def test_crosses_reach_from_the_lowest_to_the_highest_run():
    fig = plot.fronts({"a": {"one": ([1, 2, 6], [0.1, 0.2, 0.6])}}, **NAMES)
    spans = [tuple(map(tuple, line.get_data())) for line in panel(fig).lines]
    assert ((3.0, 3.0), (0.1, 0.6)) in spans
    assert any(x == (1.0, 6.0) and y == pytest.approx((0.3, 0.3)) for x, y in spans)


@pytest.mark.parametrize(
    "panels", [{}, {"a": {}}, {"a": {"one": 3}}, {"a": {"one": (1, 2, 3)}}, {"a": {"one": ("x", 1)}}]
)
def test_what_is_no_pair_of_costs_and_scores_is_named_in_one_line(panels):
    with pytest.raises(CourseError) as caught:
        plot.fronts(panels, **NAMES)
    assert "\n" not in str(caught.value) and caught.value.remedy


def test_a_reference_must_belong_to_a_panel():
    with pytest.raises(CourseError, match="elsewhere"):
        plot.fronts({"a": {"one": (1, 2)}}, references={"elsewhere": 0.1}, **NAMES)
