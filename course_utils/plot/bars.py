"""Bars and dots with intervals, every run shown."""

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import to_rgb

from ..errors import CourseError
from .inputs import choice, numbers
from .style import BLACK, DPI, GREY, PAPER, SMALL_POINTS, TEXT_POINTS, frame, series, sheet, styled, wrapped

_INTERVALS = {"range": "lowest to highest", "sd": "± one standard deviation"}
_TINT = 0.62  # share of white in a bar's fill, so that the runs stand out on it


@styled
def bars(values, *, xlabel, title="", kind="bars", interval="range", digits=3, references=None, highlight=None):
    """Draw one horizontal bar (or dot) a row, with every run as a small dot and their spread as a line.

    Args:
        values: dict of label -> number, or several runs, shape (runs,).
        xlabel: name and unit of the numbers.
        title: the finding, as a sentence.
        kind: "bars" start at zero; "dots" do not, for differences that are small beside the values.
        interval: "range" (lowest to highest) or "sd" (one standard deviation each way) of the runs.
        digits: significant digits of the written means.
        references: dict of label -> value: grey vertical lines, such as chance.
        highlight: label of the row that the finding is about; it alone is vermillion.

    Returns:
        A Figure for `show`.

    >>> bars({"CNN": [0.91, 0.90, 0.92], "MLP": [0.61, 0.58, 0.66]}, xlabel="accuracy at a shift of 3 pixels",
    ...      title="The CNN keeps its accuracy")
    """
    choice("kind", kind, ("bars", "dots"))
    choice("interval", interval, _INTERVALS)
    if not isinstance(values, Mapping) or not values:
        raise CourseError("bars() needs a dict of label -> numbers", remedy='for example {"CNN": [0.91, 0.90]}')
    rows = {label: np.atleast_1d(numbers(v, f"'{label}'", ndim=(0, 1))) for label, v in values.items()}
    if highlight is not None and highlight not in rows:
        raise CourseError(f"no row is called '{highlight}'", remedy="the rows are " + ", ".join(rows))
    most = max(map(len, rows.values()))
    what = "Bar" if kind == "bars" else "Large mark"
    note = f"{what}: mean of {most} runs; line: {_INTERVALS[interval]}; small dots: the runs." if most > 1 else ""
    names = [wrapped(label, 2.2 * DPI, TEXT_POINTS) for label in rows]
    fig = sheet(title, height=1.2 + 0.5 * len(rows) + 0.3 * bool(title) + 0.3 * bool(note), note=note)
    ax = fig.add_subplot()
    draw = _bar if kind == "bars" else _dot
    for i, (label, runs) in enumerate(rows.items()):
        look = series(1 if label == highlight else 0)
        draw(ax, i, runs.mean(), look)
        ends = _runs(ax, i, runs, interval) if len(runs) > 1 else (runs[0], runs[0])
        # A bar below zero has its free end on the left; a dot has none, and its number would run into the names there.
        left = kind == "bars" and runs.mean() < 0
        _value(ax, i, ends[0] if left else ends[1], left, f"{runs.mean():.{digits}g}", look.color)
    ax.set_yticks(range(len(rows)), names, fontsize=TEXT_POINTS)
    ax.set_ylim(len(rows) - 0.4, -0.6)
    frame(ax, xlabel=xlabel, grid="x")
    ax.tick_params(axis="y", length=0)
    for label, x in (references or {}).items():
        ax.update_datalim([(x, 0)], updatey=False)  # so that a line at the rim gets room, as the rows have
        ax.axvline(x, color=GREY, linewidth=1.2, linestyle=(0, (2, 2)))
        ax.annotate(label, (x, 1), xycoords=("data", "axes fraction"), xytext=(0, 3), textcoords="offset points",
                    ha="center", color=GREY, fontsize=SMALL_POINTS)  # fmt: skip
    ax.autoscale_view(scaley=False)
    return fig


def _bar(ax, y, mean, look):
    fill = tuple(_TINT + (1 - _TINT) * v for v in to_rgb(look.color))
    hatch = "//" if look.marker == "s" else None
    ax.barh(y, mean, height=0.56, facecolor=fill, edgecolor=look.color, hatch=hatch, linewidth=1.2, zorder=2)


def _dot(ax, y, mean, look):
    ax.plot([mean], [y], marker=look.marker, color=look.color, markersize=11, markeredgecolor=PAPER, linestyle="none",
            zorder=3)  # fmt: skip


def _runs(ax, y, runs, interval):
    low, high = runs.min(), runs.max()
    if interval == "sd":
        low, high = runs.mean() - runs.std(ddof=1), runs.mean() + runs.std(ddof=1)
    ax.plot([low, high], [y, y], color=BLACK, linewidth=1.4, solid_capstyle="butt", zorder=4)
    ax.plot(runs, np.full(len(runs), y), "o", color=BLACK, markersize=5, markeredgecolor=PAPER, markeredgewidth=0.8,
            zorder=5)  # fmt: skip
    return min(low, runs.min()), max(high, runs.max())


def _value(ax, y, edge, left, text, color):
    ax.annotate(text.replace("-", "−"), (edge, y), xytext=(-8 if left else 8, 0), textcoords="offset points",
                va="center", ha="right" if left else "left", color=color, weight="bold",
                annotation_clip=False)  # fmt: skip
