"""Paths on a loss beside what the same methods reach elsewhere: a picture of the cause next to the effect."""

import numpy as np

from .curves import band_note, draw_line, draw_reference
from .inputs import numbers, same_length
from .planes import draw_landscape
from .style import frame, grid_of_axes, legend, series, sheet, styled


@styled
def landscape_and_lines(height, paths, x, ys, *, xlim, ylim, xlabel, ylabel, title="", end=None, panels=("", ""),
                        weights=("first weight", "second weight"), band="range", logx=False, logy=False, yrange=None,
                        references=None, spans=None):  # fmt: skip
    """Draw a `landscape` with its paths and, to its right, `lines` of the same methods, in the same looks.

    Args:
        height, paths, xlim, ylim, end: the left panel, as in `landscape`.
        x: shape (n,), of the right panel.
        ys: dict of label -> values, (n,) or (runs, n), with the labels of ``paths``, in their order.
        xlabel, ylabel: names and units of the right panel.
        title: the finding, as a sentence.
        panels: the titles of the two panels.
        weights: the names of the left panel's axes.
        band: what the band round the mean of several runs is: "range", "sd", or None.
        logx, logy: logarithmic axes of the right panel.
        yrange: (low, high) of its vertical axis.
        references: dict of label -> y: grey horizontal lines in it.
        spans: dict of label -> (low, high): a stretch of ``x`` drawn as a bar at the foot of the right panel.

    Returns:
        A Figure for `show`.
    """
    same_length("lines", len(ys), "paths", len(paths))
    x = numbers(x, "x", ndim=1)
    runs = {label: np.atleast_2d(numbers(y, f"'{label}'", ndim=(1, 2))) for label, y in ys.items()}
    fig = sheet(title, height=4.9, note=band_note(runs, band))
    (left, right), above = grid_of_axes(fig, 2, 2, legend=True)
    draw_landscape(left, height, paths, xlim, ylim, *weights, end)
    if logx:
        right.set_xscale("log")
    if logy:
        right.set_yscale("log")
    order = np.argsort(x, kind="stable")
    looks = {label: series(i) for i, label in enumerate(paths)}
    for label, y in runs.items():
        same_length(f"'{label}'", y.shape[1], "x", len(x))
        draw_line(right, x[order], y[:, order], label, looks[label], band, logy)
    if yrange:
        right.set_ylim(*yrange)
    for i, (label, span) in enumerate((spans or {}).items()):
        right.plot(span, [0.09 - 0.035 * i] * 2, color=looks[label].color, linewidth=5, solid_capstyle="butt",
                   transform=right.get_xaxis_transform())  # fmt: skip
    for label, y in (references or {}).items():
        draw_reference(right, label, y)
    frame(right, xlabel=xlabel, ylabel=ylabel, grid="both" if logx or logy else "y")
    for ax, name in zip((left, right), panels, strict=True):
        ax.set_title(name)
    legend(above, *left.get_legend_handles_labels())
    return fig
