"""A curve with what was written at some of its places."""

import pytest

from course_utils import plot
from course_utils.errors import CourseError

NAMES = {"xlabel": "step", "ylabel": "nats a letter"}


def pages(fig):
    return [ax for ax in fig.axes if not ax.lines]


def test_each_text_is_numbered_on_the_curve_and_on_its_page():
    fig = plot.excerpts([0, 100, 200], {"loss": [4.0, 3.0, 2.0]}, {0: "xq", 150: "the"}, **NAMES)
    badges = {t.get_text(): t.xy for t in fig.axes[0].texts if t.get_text() in "12"}
    assert badges["1"] == (0, 4.0) and badges["2"] == pytest.approx((150, 2.5))
    assert [ax.get_title(loc="left") for ax in pages(fig)] == ["1: 0 (step)", "2: 150 (step)"]
    assert [ax.texts[0].get_text() for ax in pages(fig)] == ["xq", "the"]


def test_long_texts_are_broken_and_cut_to_their_page():
    texts = {i: "long words and no end of them " * 30 for i in range(3)}
    fig = plot.excerpts([0, 1, 2], {"loss": [4.0, 3.0, 2.0]}, texts, **NAMES)
    renderer = fig.canvas.get_renderer()
    for ax in pages(fig):
        inner, outer = ax.texts[0].get_window_extent(renderer), ax.get_window_extent(renderer)
        assert inner.x1 <= outer.x1 and inner.y0 >= outer.y0


def test_dollars_and_ends_of_lines_stay_as_written():
    fig = plot.excerpts([0, 1], {"loss": [4.0, 3.0]}, {1: "a $x$\n\nb"}, captions=["late"], **NAMES)
    fig.draw_without_rendering()
    assert pages(fig)[0].texts[0].get_text() == "a $x$\n\nb"
    assert pages(fig)[0].get_title(loc="left") == "1: late"


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: plot.excerpts([0, 1], {"loss": [1.0, 2.0]}, {}, **NAMES), "needs one to 4 texts"),
        (lambda: plot.excerpts([0, 1], {"loss": [1.0, 2.0]}, "text", **NAMES), "needs one to 4 texts"),
        (lambda: plot.excerpts([0, 1], [1.0, 2.0], {0: "a"}, **NAMES), "needs a dict of label"),
        (lambda: plot.excerpts([0, 1], {"loss": [1.0]}, {0: "a"}, **NAMES), "'loss'"),
        (lambda: plot.excerpts([0, 1], {"loss": [1.0, 2.0]}, {0: "a"}, captions=["x", "y"], **NAMES), "captions"),
    ],
)
def test_wrong_calls_are_explained(call, says):
    with pytest.raises(CourseError, match=says):
        call()
