import base64
import io

import numpy as np
import pytest
from figures import NEURON
from matplotlib.figure import Figure
from PIL import Image

from course_utils import plot
from course_utils.errors import CourseError

ALT = "Accuracy falls from 0.9 to 0.3 as the digit moves."


@pytest.fixture
def notebook(monkeypatch):
    import IPython
    import IPython.display

    shown = []
    monkeypatch.setattr(IPython, "get_ipython", object)
    monkeypatch.setattr(IPython.display, "display", lambda data, **options: shown.append((data, options)))
    return shown


def test_a_notebook_gets_picture_text_and_alt(notebook, capsys):
    assert plot.show(plot.graph(NEURON, title="Blame"), alt=f"  {ALT}\n") is None
    ((data, options),) = notebook
    assert data["text/plain"] == f"Figure: {ALT}"
    assert options == {"raw": True, "metadata": {"image/png": {"alt": ALT}}}
    assert data.keys() == {"text/plain", "image/png"} and "\n" not in data["image/png"]
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).size[0] > 300
    assert capsys.readouterr().out == ""


def test_a_plain_script_prints_the_description(monkeypatch, capsys):
    import IPython

    monkeypatch.setattr(IPython, "get_ipython", lambda: None)
    plot.show(plot.graph(NEURON), alt=ALT)
    assert capsys.readouterr().out == f"Figure: {ALT}\n"


@pytest.mark.parametrize("alt", ["", None, "a plot", " " * 40])
def test_a_figure_needs_a_description(alt):
    with pytest.raises(CourseError, match="too short"):
        plot.show(plot.graph(NEURON), alt=alt)


def blank():
    return Figure()


def empty_axes():
    fig = Figure()
    fig.add_subplot()
    return fig


def white_on_white():
    fig = Figure()
    fig.add_axes((0, 0, 1, 1)).imshow(np.ones((4, 4)), cmap="gray", vmin=0, vmax=1)
    fig.axes[0].set_axis_off()
    return fig


@pytest.mark.parametrize("make", [blank, empty_axes, white_on_white])
def test_a_blank_figure_is_an_error(make):
    with pytest.raises(CourseError, match="the figure is blank"):
        plot.show(make(), alt=ALT)


def test_only_figures_are_shown():
    with pytest.raises(CourseError, match="got list"):
        plot.show([1, 2], alt=ALT)


def test_a_readers_pyplot_figure_is_shown_and_closed(monkeypatch, capsys):
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("agg")
    fig, ax = pyplot.subplots()
    ax.plot([1, 2])
    plot.show(fig, alt=ALT)
    assert not pyplot.fignum_exists(fig.number)
