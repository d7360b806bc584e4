"""Several tables of numbers in one colour scale, and under each, if you like, what it led to."""

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import LogNorm, Normalize, to_rgb
from matplotlib.ticker import MaxNLocator

from ..errors import CourseError
from .inputs import numbers
from .style import BLACK, DPI, GREY, PAPER, SEQUENTIAL, SMALL_POINTS, TEXT_POINTS, frame, series, sheet, styled, wrapped

_MOST = 6  # tables side by side; more would be too narrow to read
_TINT = 0.62  # share of white in a bar's fill, so that the runs stand out on it


@styled
def heats(tables, *, xlabel, ylabel, unit, title="", span=None, log=False, floor=None, bars=None,
          barlabel="", references=None):  # fmt: skip
    """Draw up to six tables side by side as colour, in one scale; under each a bar of its own: cause and effect.

    Args:
        tables: dict of title -> (rows, columns); the tables may differ in size. Row 1 is at the top.
        xlabel: what the columns are.
        ylabel: what the rows are.
        unit: what the colour measures, with its unit.
        title: the finding, as a sentence.
        span: (first, last): what the columns run over; default their numbers from 1.
        log: logarithmic colours, for values above 0.
        floor: the value of the darkest colour; what lies below is as dark, and the colour bar ends in a point.
        bars: dict of the same titles -> number, or several runs (runs,): drawn under the tables, each run as a dot.
        barlabel: name and unit of the bars.
        references: dict of label -> value: grey lines across the bars.

    Returns:
        A Figure for `show`.

    >>> heats({"plain": a, "residual": b}, xlabel="step", ylabel="layer", unit="length of the gradient", log=True,
    ...       bars={"plain": [0.1, 0.2], "residual": [0.8, 0.81]}, barlabel="accuracy", title="Gradients vanish")
    """
    if not isinstance(tables, Mapping) or not tables:
        raise CourseError("heats() needs a dict of title -> table (rows, columns)", remedy='write {"plain": table}')
    if len(tables) > _MOST:
        raise CourseError(f"heats() draws at most {_MOST} tables", remedy="draw fewer, or two figures")
    tables = {name: numbers(table, f"'{name}'", ndim=2) for name, table in tables.items()}
    if log and any((table <= 0).any() for table in tables.values()):
        raise CourseError("logarithmic colours need numbers above 0", remedy="leave log out")
    if bars is not None and list(bars) != list(tables):
        raise CourseError("bars and tables differ in their titles", remedy="they are " + ", ".join(map(str, tables)))
    every = np.concatenate([table.ravel() for table in tables.values()])
    low, high = np.nanmin(every) if floor is None else floor, np.nanmax(every)
    norm = LogNorm(low, high) if log else Normalize(low, high)
    several = max((np.size(runs) for runs in (bars or {}).values()), default=1)
    note = f"Bar: mean of {several} runs; line: lowest to highest; small dots: the runs." if several > 1 else ""
    fig = sheet(title, height=5.9 if bars else 4.0, note=note)
    places = fig.add_gridspec(2 if bars else 1, len(tables), height_ratios=[2.1, 1] if bars else [1])
    axes = [fig.add_subplot(places[0, i]) for i in range(len(tables))]
    room = 0.72 * fig.get_figwidth() * DPI / len(tables)
    for i, (ax, (name, table)) in enumerate(zip(axes, tables.items(), strict=True)):
        first, last = span or (0.5, table.shape[1] + 0.5)
        drawn = ax.imshow(table, cmap=SEQUENTIAL, norm=norm, aspect="auto", extent=(first, last, len(table) + 0.5, 0.5))
        ax.set_title(wrapped(name, room, TEXT_POINTS))
        ax.set_ylabel("" if i else ylabel)
        ax.tick_params(length=3, labelleft=not i)
        ax.xaxis.set_major_locator(MaxNLocator(nbins=2, integer=True, steps=[1, 2, 5, 10]))
        ax.yaxis.set_major_locator(MaxNLocator(nbins=9, integer=True, steps=[1, 2, 4, 5, 8, 10]))
    axes[len(axes) // 2].set_xlabel(xlabel)
    fig.colorbar(drawn, ax=axes, label=unit, aspect=25, pad=0.02, extend="neither" if floor is None else "min")
    below = None
    for i, (name, runs) in enumerate((bars or {}).items()):
        below = fig.add_subplot(places[1, i], sharey=below)
        _bar(below, np.atleast_1d(numbers(runs, f"'{name}'", ndim=(0, 1))), references or {})
        frame(below, ylabel="" if i else barlabel)
        below.tick_params(axis="y", labelleft=not i)
    for label, y in (references or {}).items() if bars else ():
        name = wrapped(label, 0.8 * DPI, SMALL_POINTS)
        below.annotate(name, (1, y), xycoords=("axes fraction", "data"), xytext=(4, 0), textcoords="offset points",
                       va="center", color=GREY, fontsize=SMALL_POINTS)  # fmt: skip
    return fig


def _bar(ax, runs, references):
    look = series(0)
    fill = tuple(_TINT + (1 - _TINT) * v for v in to_rgb(look.color))
    ax.bar(0, runs.mean(), width=0.6, facecolor=fill, edgecolor=look.color, linewidth=1.2, zorder=2)
    for y in references.values():
        ax.axhline(y, color=GREY, linewidth=1.2, linestyle=(0, (2, 2)), zorder=1)
    if len(runs) > 1:
        ax.plot([0, 0], [runs.min(), runs.max()], color=BLACK, linewidth=1.4, solid_capstyle="butt", zorder=4)
        ax.plot(np.zeros(len(runs)), runs, "o", color=BLACK, markersize=5, markeredgecolor=PAPER, markeredgewidth=0.8,
                zorder=5)  # fmt: skip
    top = max(runs.max(), *references.values())
    mean = f"{runs.mean():#.2g}".rstrip(".")
    ax.annotate(mean, (0, top), xytext=(0, 7), textcoords="offset points", ha="center", va="bottom", color=look.color,
                weight="bold")  # fmt: skip
    ax.set(xlim=(-0.6, 0.6), xticks=[])
    ax.margins(y=0.3)
    ax.set_ylim(bottom=0)
