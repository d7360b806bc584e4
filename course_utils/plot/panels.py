"""Small multiples: the same lines in several panels, one for each condition."""

from collections.abc import Mapping

import numpy as np

from ..errors import CourseError
from .curves import band_note, draw_line, draw_reference
from .inputs import choice, numbers, same_length
from .style import frame, grid_of_axes, legend, series, sheet, styled


@styled
def panels(x, conditions, *, xlabel, ylabel, title="", band="range", logx=False, logy=False, ylim=None,
           references=None, cols=None, share=True):  # fmt: skip
    """Draw up to five series against ``x`` in each of several panels; a series looks alike in all of them.

    Args:
        x: shape (n,), or a dict of panel -> x.
        conditions: dict of panel's title -> dict of label -> values, (n,) or (runs, n), as in `lines`.
        xlabel: name and unit of ``x``.
        ylabel: name and unit of the series.
        title: the finding, as a sentence.
        band: what the band round the mean of several runs is: "range", "sd", or None.
        logx, logy: logarithmic axes.
        ylim: (low, high) of the vertical axes.
        references: dict of label -> y: grey horizontal lines in every panel.
        cols: panels side by side; default up to three.
        share: all panels have one vertical scale.

    Returns:
        A Figure for `show`.

    >>> panels([1, 2, 4], {"tanh": {"plain": a, "residual": b}, "relu": {"plain": c, "residual": d}},
    ...        xlabel="layers", ylabel="accuracy", title="Residual connections rescue depth with either activation")
    """
    if not isinstance(conditions, Mapping) or not all(isinstance(ys, Mapping) and ys for ys in conditions.values()):
        raise CourseError("panels() needs a dict of panel -> dict of label -> values", remedy="as `lines` takes them")
    choice("band", band, ["range", "sd", None])
    runs = {
        panel: {label: np.atleast_2d(numbers(y, f"'{label}'", ndim=(1, 2))) for label, y in ys.items()}
        for panel, ys in conditions.items()
    }
    looks = {label: series(i) for i, label in enumerate(dict.fromkeys(label for ys in runs.values() for label in ys))}
    cols = cols or min(3, len(runs))
    rows = -(-len(runs) // cols)
    every_run = {(panel, label): y for panel, ys in runs.items() for label, y in ys.items()}
    fig = sheet(title, height=1.7 + 2.4 * rows, note=band_note(every_run, band))
    axes, above = grid_of_axes(fig, len(runs), cols, legend=len(looks) > 1, sharey=share)
    drawn = {}
    for i, (ax, (panel, ys)) in enumerate(zip(axes, runs.items(), strict=True)):
        at = numbers(x[panel] if isinstance(x, Mapping) else x, "x", ndim=1)
        order = np.argsort(at, kind="stable")
        if logx:
            ax.set_xscale("log")
        if logy:
            ax.set_yscale("log")
        for label, y in ys.items():
            same_length(f"'{label}'", y.shape[1], "x", len(at))
            draw_line(ax, at[order], y[:, order], label, looks[label], band, logy)
            drawn.setdefault(label, ax.lines[-1])
        ax.set_title(panel)
        ax.margins(x=0.04)
        if ylim:
            ax.set_ylim(*ylim)
        below = i + cols < len(runs)
        grid = "both" if logx or logy else "y"
        frame(ax, xlabel="" if below else xlabel, ylabel="" if share and i % cols else ylabel, grid=grid)
        for label, y in (references or {}).items():
            draw_reference(ax, label if i == 0 else "", y)
    if above:
        legend(above, drawn.values(), drawn)
    return fig
