import io
import itertools
import subprocess
import sys

import matplotlib
import numpy as np
import pytest
from figures import CLASSES, KINDS, LONG, NEURON, texts
from matplotlib.figure import Figure
from PIL import Image

from course_utils import plot
from course_utils.errors import CourseError


@pytest.fixture(scope="module", params=KINDS)
def kind(request):
    """Name, figure and bytes of one example of each kind; pytest draws it once for all tests of this file."""
    fig = KINDS[request.param](LONG)
    return request.param, fig, plot.png(fig)


def test_the_picture_is_small_and_not_blank(kind):
    name, fig, data = kind
    assert isinstance(fig, Figure)
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "PNG" and not picture.info.keys() & {"Software", "Creation Time", "date"}
    assert len(picture.getcolors()) <= 64
    assert len(data) < 80_000
    assert picture.width == round(fig.get_figwidth() * 100) <= 1010
    inked = (np.asarray(picture.convert("L")) < 200).mean()
    assert inked > 0.01, f"only {inked:.2%} of '{name}' is drawn"


@pytest.mark.parametrize("name", ["lines", "images with heat", "graph"])
def test_the_bytes_are_the_same_when_drawn_again(name):
    assert plot.png(KINDS[name](LONG)) == plot.png(KINDS[name](LONG))


def test_no_text_is_tiny_clipped_or_under_another(kind):
    _, fig, _ = kind
    found, page = texts(fig)
    for text, box in found:
        assert text.get_fontsize() >= 10, text.get_text()
        assert box.x0 >= -1 and box.y0 >= -1 and box.x1 <= page.x1 + 1 and box.y1 <= page.y1 + 1, text.get_text()
    for (a, box), (b, other) in itertools.combinations(found, 2):
        wide = min(box.x1, other.x1) - max(box.x0, other.x0)
        high = min(box.y1, other.y1) - max(box.y0, other.y0)
        tilted = a.get_rotation() % 90 and b.get_rotation() % 90  # their boxes overlap, their letters do not
        assert wide < 2 or high < 4 or tilted, f"{a.get_text()!r} lies on {b.get_text()!r}"


def test_a_long_title_wraps_at_the_left(kind):
    _, fig, _ = kind
    title = fig._suptitle
    assert title.get_text().replace("\n", " ") == LONG
    assert title.get_text().count("\n") >= 1
    assert title.get_ha() == "left" and title.get_window_extent().x0 < 15


def test_the_readers_settings_and_pyplot_are_left_alone():
    before = dict(matplotlib.rcParams)
    for name in ("lines", "bars", "images", "graph"):
        KINDS[name]("")
    assert dict(matplotlib.rcParams) == before
    code = "import sys; from course_utils import plot; plot.heat([[1.0]], xlabel='', ylabel=''); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "matplotlib.figure" in loaded
    assert not {"matplotlib.pyplot", "tensorflow", "keras", "pandas", "IPython"} & set(loaded)


X = np.zeros((2, 4, 4))
AXES = {"xlabel": "x", "ylabel": "y"}


@pytest.mark.parametrize(("call", "words"), [
    (lambda: plot.lines([1, 2], [3, 4], **AXES), "dict of label"),
    (lambda: plot.lines([1, 2], {"a": [1, 2, 3]}, **AXES), "'a' has 3 entries, x has 2"),
    (lambda: plot.lines([1, 2], {"a": ["p", "q"]}, **AXES), "not an array of numbers"),
    (lambda: plot.lines([1, 2], {"a": [np.nan, np.nan]}, **AXES), "no finite number"),
    (lambda: plot.lines([1], {c: [1] for c in "abcdef"}, **AXES), "at most 5 series"),
    (lambda: plot.lines([1, 2], {"a": [[1, 2], [2, 3]]}, band="iqr", **AXES), "'range', 'sd', None"),
    (lambda: plot.learning_curves({"loss": []}), "no epoch"),
    (lambda: plot.learning_curves("history"), "what model.fit returned"),
    (lambda: plot.learning_curves({"loss": [1, 2]}, metrics=["mae"]), "no 'mae'"),
    (lambda: plot.images([]), "no picture"),
    (lambda: plot.images(np.zeros((2, 4, 4, 2))), "2 channels"),
    (lambda: plot.images(X, titles=["one"]), "titles has 1 entries, arrays has 2"),
    (lambda: plot.images(np.zeros((4, 4))), "shape (4, 4)"),
    (lambda: plot.kernels(np.zeros((3, 3, 8, 4))), "w[:, :, 0]"),
    (lambda: plot.predictions(X, np.full((2, 10), 3.0), CLASSES), "apply softmax"),
    (lambda: plot.predictions(X, np.full((2, 3), 1 / 3), CLASSES), "classes has 10 entries"),
    (lambda: plot.bars([1, 2], xlabel="x"), "dict of label"),
    (lambda: plot.bars({"a": 1}, xlabel="x", highlight="b"), "no row is called 'b'"),
    (lambda: plot.confusion([0, 1], [0, 10], CLASSES), "use argmax"),
    (lambda: plot.confusion([0, 1], [0], CLASSES), "predicted has 1 entries"),
    (lambda: plot.heat([[1.0, -1.0]], log=True, **AXES), "above 0"),
    (lambda: plot.heat([[1.0, -1.0]], rows=["a", "b"], **AXES), "rows has 2 entries"),
    (lambda: plot.scatter(np.zeros((5, 3)), **AXES), "a point has 3 entries"),
    (lambda: plot.graph([]), "0 nodes"),
    (lambda: plot.graph([{"label": "x"}]), "an id of its own"),
    (lambda: plot.graph([{"id": "y", "parents": ["x"]}]), "unknown parent 'x'"),
    (lambda: plot.graph([{"id": i} for i in range(40)]), "more than 24 nodes"),
    (lambda: plot.graph([{"id": "a", "parents": ["b"]}, {"id": "b", "parents": ["a"]}]), "cycle"),
    (lambda: plot.graph("y"), "cannot draw str"),
    (lambda: plot.graph(NEURON, direction="up"), "direction='up'"),
])  # fmt: skip
def test_a_wrong_argument_is_one_clear_line(call, words):
    with pytest.raises(CourseError) as caught:
        call()
    assert words in str(caught.value) and "\n" not in str(caught.value)


def drawn(fig, color):
    picture = np.asarray(Image.open(io.BytesIO(plot.png(fig))).convert("RGB")).astype(int)
    wanted = [int(color[i : i + 2], 16) for i in (1, 3, 5)]
    return int((np.abs(picture - wanted).max(axis=-1) <= 2).sum())


def test_a_wrong_guess_is_marked_by_colour_and_by_sign():
    p = np.eye(10)[[3, 4]]
    found = {text.get_text(): text.get_color() for text, _ in texts(plot.predictions(X, p, CLASSES, true=[3, 9]))[0]}
    assert found["✓ dress"] == "#0072B2" and found["✗ coat"] == "#D55E00" and found["ankle boot"] == "#009E73"
    assert drawn(plot.predictions(X, p, CLASSES, true=[3, 9]), "#D55E00") > 500
    assert drawn(plot.predictions(X, p, CLASSES, true=[3, 4]), "#D55E00") == 0


def test_a_bar_is_as_long_as_its_number():
    ax = plot.bars({"a": [0.2, 0.4], "b": 0.6}, xlabel="x").axes[0]
    assert [round(p.get_width(), 6) for p in ax.patches] == [0.3, 0.6]
    runs = [line.get_xdata() for line in ax.lines if line.get_marker() == "o"]
    np.testing.assert_allclose(runs, [[0.2, 0.4]])


def test_the_band_is_what_the_note_says():
    y = np.array([[1.0, 2.0], [3.0, 6.0], [2.0, 1.0]])
    mean, sd = y.mean(axis=0), y.std(axis=0, ddof=1)
    bands = {"range": (y.min(axis=0), y.max(axis=0), "lowest to highest"), "sd": (mean - sd, mean + sd, "± one")}
    for band, (low, high, words) in bands.items():
        fig = plot.lines([0, 1], {"a": y}, band=band, **AXES)
        corners = fig.axes[0].collections[0].get_paths()[0].vertices
        for x in (0, 1):
            at = corners[corners[:, 0] == x, 1]
            np.testing.assert_allclose([at.min(), at.max()], [low[x], high[x]])
        assert words in fig._supxlabel.get_text()
    np.testing.assert_allclose(fig.axes[0].lines[0].get_ydata(), y.mean(0))


def test_learning_curves_find_the_epoch_of_the_lowest_validation_loss():
    fig = plot.learning_curves({"loss": [3, 2, 1, 0.5], "val_loss": [3, 2, 2.5, 2.6]})
    dotted = [line.get_xdata()[0] for line in fig.axes[0].lines if len(set(line.get_xdata())) == 1]
    assert dotted == [2]


def test_runs_of_different_length_are_drawn_as_far_as_all_go():
    fig = plot.learning_curves([{"loss": [3, 2, 1]}, {"loss": [5, 4]}])
    np.testing.assert_allclose(fig.axes[0].lines[0].get_ydata(), [4, 3])


def test_the_confusion_matrix_counts():
    ax = plot.confusion([0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 1, 1], ["no", "yes"]).axes[0]
    assert [t.get_text() for t in ax.texts] == ["1", "2", "", "3"]
