"""Maps of the plane and small multiples: they show what they are given, and refuse what they cannot show."""

import numpy as np
import pytest
from figures import ARMS, _spirals

from course_utils import plot
from course_utils.errors import CourseError
from course_utils.plot.style import SERIES

POINTS, LABELS = _spirals()


def test_regions_colour_each_place_with_the_class_that_the_model_says():
    fig = plot.regions(lambda p: (p[:, 1] > 0).astype(int) + (p[:, 0] > 0), POINTS, LABELS, reach=2)
    (image,) = fig.axes[0].images
    map_ = np.asarray(image.get_array())
    assert map_.shape[0] == map_.shape[1] and list(image.get_extent()) == [-2, 2, -2, 2]
    quarters = [map_[10, 10], map_[10, -10], map_[-10, 10], map_[-10, -10]]  # the first row is the lowest
    assert quarters == [0, 1, 1, 2]


def test_scores_and_class_numbers_give_the_same_regions():
    scores = lambda p: np.stack([p[:, 0], p[:, 1], 0 * p[:, 0]], axis=1)  # noqa: E731
    one = plot.regions(scores, POINTS, LABELS)
    other = plot.regions(lambda p: scores(p).argmax(axis=1), POINTS, LABELS)
    assert np.array_equal(one.axes[0].images[0].get_array(), other.axes[0].images[0].get_array())


def test_points_have_the_look_of_their_class():
    fig = plot.regions(lambda p: np.zeros(len(p), int), POINTS, LABELS, classes=ARMS)
    lines = next(ax for ax in fig.axes if ax.images).lines
    assert [(line.get_color(), line.get_marker()) for line in lines] == [look[:2] for look in SERIES[:3]]
    assert all(np.array_equal(line.get_xydata(), POINTS[i == LABELS]) for i, line in enumerate(lines))


def test_grid_and_points_are_bent_alike():
    shift = np.array([3.0, -2.0])
    fig = plot.bent_grid({"as it is": lambda p: p, "moved": lambda p: p + shift}, POINTS, LABELS, reach=1)
    plain, moved = fig.axes
    for one, other in zip(plain.collections[0].get_segments(), moved.collections[0].get_segments(), strict=True):
        np.testing.assert_allclose(one + shift, other, atol=1e-6)
    np.testing.assert_allclose(plain.lines[0].get_xydata() + shift, moved.lines[0].get_xydata(), atol=1e-6)
    corners = np.concatenate(plain.collections[0].get_segments())
    assert corners.min() == -1 and corners.max() == 1


def test_pieces_are_parted_where_their_numbers_change_and_coloured_by_class():
    fig = plot.pieces({"a": lambda p: p @ np.eye(2)}, {"a": lambda p: p[:, 1] > 0}, reach=2)
    fill, border = (np.asarray(image.get_array()) for image in fig.axes[0].images)
    assert (fill[0, -1], fill[-1, 0]) == (0, 1)  # the first row is the lowest
    (rows,) = np.nonzero(border[..., 3].any(axis=1))
    assert rows.tolist() == [len(border) // 2 - 1, len(border) // 2] and border[rows, :, 3].all()
    assert list(fig.axes[0].images[0].get_extent()) == [-2, 2, -2, 2]


def test_landscape_draws_every_path_from_its_start():
    path = np.array([[-1.0, 1.0], [0.5, 0.5], [0.1, 0.0]])
    fig = plot.landscape(lambda x, y: 1 + x**2 + y**2, {"one": path}, xlim=(-2, 2), ylim=(-2, 2), end=(0, 0))
    ax = fig.axes[-1]
    assert np.array_equal(ax.lines[0].get_xydata(), path) and ax.lines[1].get_xydata().tolist() == [[0, 0]]
    assert [text.get_text() for text in ax.texts] == ["start"] and ax.texts[0].xy == (-1, 1)


def test_panels_share_their_looks_and_their_scale():
    fig = plot.panels([1, 2], {"a": {"u": [0, 1], "v": [1, 0]}, "b": {"v": [5, 6]}}, xlabel="x", ylabel="y")
    a, b = (ax for ax in fig.axes if ax.lines)
    assert b.lines[0].get_color() == a.lines[1].get_color() != a.lines[0].get_color()
    assert a.get_ylim() == b.get_ylim()
    free = plot.panels([1, 2], {"a": {"u": [0, 1]}, "b": {"u": [5, 6]}}, xlabel="x", ylabel="y", share=False)
    one, other = (ax for ax in free.axes if ax.lines)
    assert one.get_ylim() != other.get_ylim()


def test_each_panel_may_have_its_own_x():
    fig = plot.panels(
        {"a": [1, 2], "b": [10, 20, 30]}, {"a": {"u": [0, 1]}, "b": {"u": [1, 2, 3]}}, xlabel="", ylabel=""
    )
    assert [line.get_xdata().tolist() for ax in fig.axes for line in ax.lines] == [[1, 2], [10, 20, 30]]


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (lambda: plot.panels([1, 2], {"a": [1, 2]}, xlabel="", ylabel=""), "needs a dict of panel"),
        (lambda: plot.panels([1, 2], {"a": {"u": [1, 2, 3]}}, xlabel="", ylabel=""), "'u' has 3 entries, x has 2"),
        (lambda: plot.regions(lambda p: p, POINTS, LABELS[:5]), "labels has 5 entries, points has 180"),
        (lambda: plot.regions(lambda p: p, np.ones((180, 3)), LABELS), "a point has 3 entries, the plane has 2"),
        (lambda: plot.pieces({"a": len}, {"b": len}), "different titles"),
        (lambda: plot.pieces({"a": lambda p: p[:5]}, {"a": lambda p: p[:, 0]}), "'a' says has 5 entries"),
        (lambda: plot.landscape(lambda x, y: x, {}, xlim=(-1, 1), ylim=(0, 1)), "the loss must be positive"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(draw, words):
    with pytest.raises(CourseError, match=words):
        draw()


def test_paths_and_the_lines_beside_them_share_their_looks():
    path = np.array([[-1.0, 1.0], [0.5, 0.5], [0.1, 0.0]])
    fig = plot.landscape_and_lines(
        lambda x, y: 1 + x**2 + y**2, {"one": path, "two": -path}, [3, 1, 2], {"two": [3, 1, 2], "one": [[6, 4, 5]] * 2},
        xlim=(-2, 2), ylim=(-2, 2), xlabel="rate", ylabel="accuracy", spans={"two": (1.5, 2.5)},
    )  # fmt: skip
    left, right = (ax for ax in fig.axes if ax.lines)
    looks = {line.get_label(): line.get_color() for line in left.lines}
    two, one, span = right.lines
    assert (one.get_color(), two.get_color()) == (looks["one"], looks["two"]) and looks["one"] != looks["two"]
    assert two.get_xydata().tolist() == [[1, 1], [2, 2], [3, 3]]
    assert list(span.get_xdata()) == [1.5, 2.5] and span.get_color() == looks["two"]
    with pytest.raises(CourseError, match="paths"):
        plot.landscape_and_lines(lambda x, y: 1 + x**2, {"one": path}, [1], {"a": [1], "b": [1]}, xlim=(-2, 2),
                                 ylim=(-2, 2), xlabel="", ylabel="")  # fmt: skip
