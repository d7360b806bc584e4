"""Several quantities over one horizontal axis, one below the other: what happens, and what may explain it."""

from collections.abc import Mapping

import numpy as np

from ..errors import CourseError
from .curves import band_note, draw_line, draw_reference
from .inputs import choice, numbers, same_length
from .labels import end_labels, spread
from .style import frame, series, sheet, styled


@styled
def stacked(x, quantities, *, xlabel, title="", band="range", logx=False, logy=(), ylim=None, references=None,
            ticks=None):  # fmt: skip
    """Draw panels one below the other, one for each quantity, over the same horizontal axis.

    Args:
        x: shape (n,).
        quantities: dict of the quantity's name and unit -> dict of label -> values, (n,) or (runs, n), as in `lines`.
        xlabel: name and unit of ``x``.
        title: the finding, as a sentence.
        band: what the band round the mean of several runs is: "range", "sd", or None.
        logx: logarithmic horizontal axis.
        logy: the names of the quantities whose vertical axis is logarithmic.
        ylim: dict of a quantity's name -> (low, high) of its axis.
        references: dict of a quantity's name -> dict of label -> y: grey horizontal lines in its panel.
        ticks: places of ``x`` to be named on the axis; default chosen by matplotlib.

    Returns:
        A Figure for `show`. A series has one look in all panels.

    >>> stacked([5, 10, 20], {"accuracy": {"RNN": a}, "gradient": {"RNN": g}}, logy=["gradient"],
    ...         xlabel="distance (steps)", title="Where the gradient is gone, nothing is learned")
    """
    if not isinstance(quantities, Mapping) or not all(isinstance(ys, Mapping) and ys for ys in quantities.values()):
        raise CourseError("stacked() needs a dict of quantity -> dict of label -> values", remedy="as `lines` has")
    choice("band", band, ["range", "sd", None])
    for name in {*logy, *(ylim or {}), *(references or {})}:
        choice("quantity", name, list(quantities))
    x = numbers(x, "x", ndim=1)
    runs = {
        (name, label): np.atleast_2d(numbers(y, f"'{label}'", ndim=(1, 2)))
        for name, ys in quantities.items()
        for label, y in ys.items()
    }
    looks = {label: series(i) for i, label in enumerate(dict.fromkeys(label for _, label in runs))}
    fig = sheet(title, height=1.4 + 2.2 * len(quantities), note=band_note(runs, band))
    axes = np.atleast_1d(fig.subplots(len(quantities), 1, sharex=True))
    order = np.argsort(x, kind="stable")
    texts = []
    for ax, name in zip(axes, quantities, strict=True):
        if logx:
            ax.set_xscale("log")
        if name in logy:
            ax.set_yscale("log")
        ends = []
        for label in quantities[name]:
            y = runs[name, label]
            same_length(f"'{label}'", y.shape[1], "x", len(x))
            ends.append(draw_line(ax, x[order], y[:, order], label, looks[label], band, name in logy))
        ax.margins(x=0.02)
        if name in (ylim or {}):
            ax.set_ylim(*ylim[name])
        frame(ax, xlabel=xlabel if ax is axes[-1] else "", ylabel=name, grid="both")
        for label, y in (references or {}).get(name, {}).items():
            draw_reference(ax, label, y)
        if len(looks) > 1:
            texts.append(end_labels(ax, ends))
    if ticks is not None:
        axes[-1].set_xticks(ticks, [f"{tick:g}" for tick in ticks], minor=False)
        axes[-1].minorticks_off()
    fig.align_ylabels(axes)
    fig.draw_without_rendering()
    for labels in texts:
        spread(labels)
    fig.set_layout_engine("none")
    return fig
