"""A curve, and under it what was written at some of its places."""

import textwrap
from collections.abc import Mapping

import numpy as np

from ..errors import CourseError
from .curves import band_note, draw_line, draw_reference
from .inputs import numbers, same_length
from .labels import end_labels, spread
from .style import BLACK, DPI, GREY, PAPER, RULE, SMALL_POINTS, TEXT_POINTS, frame, series, sheet, styled

_MOST, _ROWS = 4, 12  # texts side by side, and lines of each
_SHARE = 0.75  # of the figure's width that texts may take, beside margins and names
_ADVANCE = 0.602  # width of a letter of DejaVu Sans Mono, in sizes


@styled
def excerpts(x, ys, texts, *, xlabel, ylabel, title="", captions=None, references=None, ylim=None):
    """Draw lines against ``x`` and, under them, a text for each of up to four places on the first line.

    Args:
        x: shape (n,).
        ys: dict of label -> values, shape (n,), or several runs, shape (runs, n), as in `lines`.
        texts: dict of a place on ``x`` -> what was written there; the first lines of it are shown as they are.
        xlabel: name and unit of ``x``.
        ylabel: name and unit of the series.
        title: the finding, as a sentence.
        captions: a heading for each text; default its place and ``xlabel``.
        references: dict of label -> y: grey horizontal lines.
        ylim: (low, high) of the vertical axis.

    Returns:
        A Figure for `show`.

    >>> excerpts([0, 100], {"loss": [4.2, 2.5]}, {0: "xq;J", 100: "the the"}, xlabel="step", ylabel="nats a letter")
    """
    x = numbers(x, "x", ndim=1)
    if not isinstance(texts, Mapping) or not 1 <= len(texts) <= _MOST:
        raise CourseError(f"excerpts() needs one to {_MOST} texts", remedy='give a dict such as {0: "xq;J"}')
    if not isinstance(ys, Mapping) or not ys:
        raise CourseError("excerpts() needs a dict of label -> values", remedy='for example {"loss": losses}')
    captions = captions or [f"{place:g} ({xlabel})" for place in texts]
    same_length("captions", len(captions), "texts", len(texts))
    runs = {label: np.atleast_2d(numbers(y, f"'{label}'", ndim=(1, 2))) for label, y in ys.items()}
    for label, y in runs.items():
        same_length(f"'{label}'", y.shape[1], "x", len(x))
    fig = sheet(title, height=6.3, note=band_note(runs, "range"))
    places = fig.add_gridspec(2, len(texts), height_ratios=[1.25, 1])
    ax = fig.add_subplot(places[0, :])
    ends = [draw_line(ax, x, y, label, series(i), "range", False) for i, (label, y) in enumerate(runs.items())]
    ax.margins(x=0.03)
    if ylim:
        ax.set_ylim(*ylim)
    frame(ax, xlabel=xlabel, ylabel=ylabel)
    for label, y in (references or {}).items():
        draw_reference(ax, label, y)
    first = next(iter(runs.values())).mean(axis=0)
    columns = int(_SHARE * fig.get_figwidth() * DPI / len(texts) / (_ADVANCE * SMALL_POINTS * DPI / 72))
    for i, ((place, text), caption) in enumerate(zip(texts.items(), captions, strict=True)):
        _badge(ax, i + 1, (place, np.interp(place, x, first)))
        _page(fig.add_subplot(places[1, i]), i + 1, caption, _broken(text, columns))
    labels = end_labels(ax, ends)
    fig.draw_without_rendering()
    spread(labels)
    fig.set_layout_engine("none")
    return fig


def _broken(text, columns):
    """Return the first lines of a text, each at most so many columns wide; ends of lines stay where they are."""
    lines = []
    for line in str(text).split("\n"):
        lines += textwrap.wrap(line, columns, drop_whitespace=False) or [""]
    return "\n".join(lines[:_ROWS])


def _badge(ax, number, at):
    ax.annotate(str(number), at, ha="center", va="center", fontsize=SMALL_POINTS, weight="bold", color=PAPER,
                bbox={"boxstyle": "circle,pad=0.25", "facecolor": BLACK, "edgecolor": PAPER}, zorder=6)  # fmt: skip


def _page(ax, number, caption, text):
    ax.set_xticks([])
    ax.set_yticks([])
    for spine in ax.spines.values():
        spine.set(visible=True, color=RULE)
    ax.set_title(f"{number}: {caption}", fontsize=TEXT_POINTS, color=GREY)
    ax.text(0.03, 0.96, text, transform=ax.transAxes, va="top", family="DejaVu Sans Mono", fontsize=SMALL_POINTS,
            linespacing=1.2, parse_math=False)  # fmt: skip
