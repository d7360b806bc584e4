"""How every figure of the course looks: colours with a second cue, type sizes, titles that wrap instead of clipping."""

import functools
from typing import NamedTuple

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patheffects import withStroke

from ..errors import CourseError

BLUE, VERMILLION, GREEN, BLACK, PINK = "#0072B2", "#D55E00", "#009E73", "#000000", "#CC79A7"
# The light Okabe-Ito colours are too pale for lines on white; they fill areas.
SKY, ORANGE, YELLOW = "#56B4E9", "#E69F00", "#F0E442"
GREY, RULE, PAPER = "#595959", "#DDDDDD", "#FFFFFF"
DPI = 100
WIDTH = 8.0
TITLE_POINTS, TEXT_POINTS, SMALL_POINTS = 13, 11, 10
MARGIN = 0.1  # inches
LEADING = 1.25  # from line to line, in sizes
SEQUENTIAL, COUNTS, SIGNED, INK = "viridis", "cividis", "RdBu", "gray_r"


class Look(NamedTuple):
    """One series' look: a colour, and a marker and a dash that tell it apart without colour."""

    color: str
    marker: str
    dash: object


SERIES = (
    Look(BLUE, "o", "-"),
    Look(VERMILLION, "s", (0, (5, 2))),
    Look(GREEN, "^", (0, (1, 1.4))),
    Look(BLACK, "D", (0, (6, 2, 1, 2))),
    Look(PINK, "v", (0, (3, 1.5, 1, 1.5, 1, 1.5))),
)
SETTINGS = {
    "font.family": "DejaVu Sans", "font.size": TEXT_POINTS, "text.color": BLACK, "figure.dpi": DPI,
    "figure.facecolor": PAPER, "axes.facecolor": PAPER, "axes.edgecolor": GREY, "axes.linewidth": 0.8,
    "axes.spines.top": False, "axes.spines.right": False, "axes.titlesize": TEXT_POINTS, "axes.titlelocation": "left",
    "axes.labelsize": TEXT_POINTS, "axes.labelcolor": BLACK, "axes.axisbelow": True, "axes.grid": False,
    "grid.color": RULE, "grid.linewidth": 0.8, "xtick.labelsize": SMALL_POINTS, "ytick.labelsize": SMALL_POINTS,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.labelcolor": BLACK, "ytick.labelcolor": BLACK,
    "legend.fontsize": SMALL_POINTS, "legend.frameon": False, "lines.linewidth": 2.0, "lines.markersize": 5.5,
    "axes.unicode_minus": True, "axes.formatter.useoffset": False, "image.interpolation": "nearest",
    "text.hinting": "force_autohint", "figure.constrained_layout.h_pad": 0.06, "figure.constrained_layout.w_pad": 0.06,
}  # fmt: skip


def styled(draw):
    """Run a drawing function with the course's settings, and leave the reader's own matplotlib settings alone."""

    @functools.wraps(draw)
    def inner(*args, **kwargs):
        with matplotlib.rc_context(SETTINGS):
            return draw(*args, **kwargs)

    return inner


def series(i) -> Look:
    """Return the look of the ``i``-th series; a figure holds at most five."""
    if i >= len(SERIES):
        raise CourseError(f"a figure tells at most {len(SERIES)} series apart", remedy="draw fewer, or two figures")
    return SERIES[i]


def sheet(title="", *, width=WIDTH, height=4.5, note="", layout="constrained") -> Figure:
    """Return an empty figure (inches) with its wrapped title at the top and a grey note at the foot.

    The constrained layout keeps room for both; with layout "none" the caller places its axes below `header` pixels.
    """
    fig = Figure(figsize=(width, height), dpi=DPI, layout=layout)
    FigureCanvasAgg(fig)
    place = {"x": MARGIN / width, "ha": "left", "linespacing": LEADING}
    # With a y of their own the constrained layout would not move them.
    top, foot = ({}, {}) if layout == "constrained" else ({"y": 1 - MARGIN / height}, {"y": MARGIN / height})
    if title:
        fig.suptitle(headline(title, width), fontsize=TITLE_POINTS, weight="bold", **place, **top)
    if note:
        text = wrapped(note, (width - 2 * MARGIN) * DPI, SMALL_POINTS)
        fig.supxlabel(text, fontsize=SMALL_POINTS, color=GREY, **place, **foot)
    return fig


def header(title, width, points=TITLE_POINTS) -> float:
    """Return the pixels that a title (or a note, in its size) takes on a figure of ``width`` inches, edges included."""
    return line_height(headline(title, width, points), points) + 2.2 * MARGIN * DPI if title else MARGIN * DPI


def line_height(text, points) -> float:
    """Return the height in pixels of a text that is broken into lines."""
    return len(text.split("\n")) * points * LEADING * DPI / 72


def headline(title, width, points=TITLE_POINTS) -> str:
    """Return a title broken into the lines that it takes on a figure of ``width`` inches."""
    return wrapped(title, (width - 2 * MARGIN) * DPI, points, "bold" if points == TITLE_POINTS else "normal")


def text_width(text, points=TEXT_POINTS, weight="normal") -> float:
    """Return the width in pixels of one line of text."""
    font = FontProperties(family="DejaVu Sans", size=points, weight=weight)
    return _ruler().get_text_width_height_descent(text, font, text.count("$") > 1)[0]


def wrapped(text, room, points=TEXT_POINTS, weight="normal") -> str:
    """Break a text into lines that are each at most ``room`` pixels wide; a single longer word stays whole."""
    lines = []
    for paragraph in str(text).split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and text_width(longer, points, weight) > room:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return "\n".join(lines)


@functools.cache
def _ruler():
    return FigureCanvasAgg(Figure(figsize=(1, 1), dpi=DPI)).get_renderer()


def frame(ax, *, xlabel="", ylabel="", grid="y"):
    """Give an axes its names and a light grid on the axis that is read."""
    ax.set_xlabel(xlabel)
    ax.set_ylabel(ylabel)
    if grid:
        ax.grid(True, axis=grid)
    ax.tick_params(length=3)


def grid_of_axes(fig, n, cols, *, legend=False, **options):
    """Return ``n`` axes in rows of ``cols``, and a thin one above them for a legend, or None.

    A legend of the figure itself would lie on the title.
    """
    rows = -(-n // cols)
    strip = 0.3 / fig.get_figheight()  # as a part of the height
    ratios = [strip] * legend + [(1 - strip * legend) / rows] * rows
    places = fig.add_gridspec(len(ratios), cols, height_ratios=ratios)
    above = fig.add_subplot(places[0, :]) if legend else None
    if legend:
        above.axis("off")
    first = None
    axes = []
    for i in range(n):
        shared = {axis: first for axis, wanted in options.items() if wanted}
        axes.append(fig.add_subplot(places[legend + i // cols, i % cols], **shared))
        first = axes[0]
    return axes, above


def legend(above, handles, labels):
    """Draw the legend into the thin axes of `grid_of_axes`, in one row."""
    above.legend(handles, labels, loc="center left", bbox_to_anchor=(0, 0.5), ncols=len(labels), borderaxespad=0,
                 handlelength=2.5, columnspacing=1.5)  # fmt: skip


def haloed(text):
    """Give a text that may lie on a line a white edge, and return it."""
    text.set_path_effects([withStroke(linewidth=3, foreground=PAPER)])
    return text


def bare(ax):
    """Take ticks and frame off an axes that holds a picture."""
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set_visible(False)
