"""Put a figure under a cell: a small picture whose bytes are the same on every run, and its description."""

import base64
import io
import sys

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from ..errors import CourseError
from .palette import reduced
from .style import DPI, SETTINGS

SHORTEST_ALT = 20


def show(fig, alt):
    """Show a figure under the cell, with a text for readers who cannot see it.

    Args:
        fig: what a function of `plot` returned, or any matplotlib Figure.
        alt: what the picture shows and what follows from it, in a sentence or two.

    Outside Jupyter it prints the description. Returns None.

    >>> show(plot.lines(x, {"CNN": y}), alt="Accuracy falls from 0.9 to 0.3 as the digit moves three pixels.")
    """
    alt = _description(alt)
    picture = png(fig)
    _forget(fig)
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None:
        print(f"Figure: {alt}")
        return
    from IPython.display import display

    bundle = {"image/png": base64.b64encode(picture).decode("ascii"), "text/plain": f"Figure: {alt}"}
    display(bundle, raw=True, metadata={"image/png": {"alt": alt}})


def png(fig) -> bytes:
    """Return a figure as PNG bytes: 100 dpi, 64 colours, no time stamp and no version inside."""
    if not isinstance(fig, Figure):
        raise CourseError(f"show() needs a figure, got {type(fig).__name__}", remedy="pass what `plot` returned")
    if not (fig.texts or fig.patches or fig.images or fig.lines or any(_drawn(ax) for ax in fig.axes)):
        raise CourseError("the figure is blank", remedy="draw something on it before show()")
    with matplotlib.rc_context(SETTINGS):
        canvas = FigureCanvasAgg(fig)
        fig.set_dpi(DPI)
        canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    if all(low == high for low, high in picture.getextrema()):
        raise CourseError("the figure is blank", remedy="draw something on it before show()")
    small = io.BytesIO()
    reduced(picture).save(small, format="PNG", optimize=True)
    return small.getvalue()


def _drawn(ax):
    return ax.has_data() or bool(ax.texts or ax.artists or ax.patches)


def _description(alt):
    alt = " ".join(str(alt or "").split())
    if len(alt) < SHORTEST_ALT:
        raise CourseError(f"the description '{alt}' is too short", remedy="say what the picture shows, in a sentence")
    return alt


def _forget(fig):
    # Figures of `plot` belong to nobody; one that a reader made with pyplot stays in its list until closed.
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(fig)
