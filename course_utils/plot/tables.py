"""Numbers as colour: confusion matrices and heat maps."""

import numpy as np
from matplotlib.colors import CenteredNorm, LogNorm, Normalize, PowerNorm
from matplotlib.ticker import MaxNLocator

from ..errors import CourseError
from .inputs import numbers, same_length
from .style import COUNTS, DPI, SEQUENTIAL, SIGNED, SMALL_POINTS, sheet, styled, wrapped

_READABLE = 15  # rows or columns up to which each number is written into its cell


@styled
def confusion(true, predicted, classes, *, title=""):
    """Draw how often each true class (row) was taken for each class (column); a cell's colour is its share of the row.

    Args:
        true: class numbers, shape (n,).
        predicted: class numbers, shape (n,).
        classes: the class names.
        title: the finding, as a sentence.

    Returns:
        A Figure for `show`.

    >>> confusion(y, model.predict(x, verbose=0).argmax(axis=1), clothes.classes, title="Shirts are hard to tell apart")
    """
    true, predicted = (numbers(v, n, ndim=1).astype(int) for v, n in ((true, "true"), (predicted, "predicted")))
    same_length("predicted", len(predicted), "true", len(true))
    k = len(classes)
    if min(true.min(), predicted.min()) < 0 or max(true.max(), predicted.max()) >= k:
        raise CourseError(f"a class number is outside 0 to {k - 1}", remedy="predicted are class numbers: use argmax")
    counts = np.bincount(true * k + predicted, minlength=k * k).reshape(k, k)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    side = min(7.0, 2.2 + 0.52 * k)
    fig = sheet(title, width=side + 1.0, height=side)
    ax = fig.add_subplot()
    drawn = ax.imshow(share, cmap=COUNTS, norm=PowerNorm(0.5, 0, 1))
    _write(ax, drawn, share, [[f"{c}" if c else "" for c in row] for row in counts])
    _names(ax, classes, classes)
    ax.set(xlabel="predicted class", ylabel="true class")
    fig.colorbar(drawn, ax=ax, label="share of the true class", shrink=0.8, aspect=25, pad=0.02)
    return fig


@styled
def heat(values, *, xlabel, ylabel, title="", unit="", rows=None, columns=None, signed=None, log=False, digits=2):
    """Draw a table of numbers as colour; small tables carry their numbers too.

    Args:
        values: shape (rows, columns).
        xlabel: what the columns are.
        ylabel: what the rows are.
        title: the finding, as a sentence.
        unit: what the colour measures, with its unit.
        rows: names of the rows; default their numbers.
        columns: names of the columns; default their numbers.
        signed: red below 0 and blue above, centred at 0; default: when there is a negative number.
        log: logarithmic colours, for values above 0.
        digits: significant digits of the written numbers.

    Returns:
        A Figure for `show`.

    >>> heat(norms, xlabel="layer", ylabel="remedy", rows=["plain", "residual"], log=True, title="Gradients vanish")
    """
    values = numbers(values, "the table", ndim=2)
    for name, names, n in (("rows", rows, values.shape[0]), ("columns", columns, values.shape[1])):
        if names is not None:
            same_length(name, len(names), "the table", n)
    signed = bool((values < 0).any()) if signed is None else signed
    if log and (values <= 0).any():
        raise CourseError("logarithmic colours need numbers above 0", remedy="leave log out")
    n, d = values.shape
    fig = sheet(title, height=float(np.clip(1.3 + 6.0 * n / d, 2.4, 7.0)))
    ax = fig.add_subplot()
    norm = LogNorm() if log else CenteredNorm(0) if signed else Normalize()
    drawn = ax.imshow(values, cmap=SIGNED if signed else SEQUENTIAL, norm=norm, aspect="auto" if d > 3 * n else "equal")
    if max(n, d) <= _READABLE:
        _write(ax, drawn, values, [[_short(v, digits) for v in row] for row in values])
    _names(ax, rows, columns)
    ax.set(xlabel=xlabel, ylabel=ylabel)
    fig.colorbar(drawn, ax=ax, label=unit, shrink=0.9, aspect=25, pad=0.02)
    _only_if_room(fig, ax, d)
    return fig


def _only_if_room(fig, ax, columns):
    # Numbers that run into each other tell less than the colours alone.
    fig.draw_without_rendering()
    cell = ax.get_window_extent().width / columns
    fig.set_layout_engine("none")
    if any(t.get_window_extent().width > cell - 4 for t in ax.texts):
        for text in list(ax.texts):
            text.remove()


def _write(ax, drawn, values, texts):
    colors = drawn.cmap(drawn.norm(values))
    for (i, j), value in np.ndenumerate(values):
        if np.isfinite(value):
            ax.text(j, i, texts[i][j], ha="center", va="center", fontsize=SMALL_POINTS, color=legible(colors[i, j]))


def _short(value, digits):
    text = f"{value:.{digits}g}" if abs(value) < 10**digits else f"{value:.0f}"
    return text.replace("-", "−")


def legible(background):
    """Return black or white, whichever is easier to read on a colour."""
    # Relative luminance of WCAG 2; above 0.18 black has the higher contrast, below it white.
    channel = np.where(background[:3] <= 0.04045, background[:3] / 12.92, ((background[:3] + 0.055) / 1.055) ** 2.4)
    return "black" if channel @ [0.2126, 0.7152, 0.0722] > 0.18 else "white"


def _names(ax, rows, columns):
    if rows is not None:
        ax.set_yticks(range(len(rows)), [wrapped(r, 1.4 * DPI, SMALL_POINTS) for r in rows])
    if columns is not None:
        tilt = max(len(str(c)) for c in columns) > 4
        ax.set_xticks(range(len(columns)), [str(c) for c in columns], rotation=40 if tilt else 0,
                      ha="right" if tilt else "center", rotation_mode="anchor" if tilt else None)  # fmt: skip
    for axis, names in ((ax.yaxis, rows), (ax.xaxis, columns)):
        if names is None:
            axis.set_major_locator(MaxNLocator(nbins=_READABLE, integer=True, steps=[1, 2, 5, 10]))
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
