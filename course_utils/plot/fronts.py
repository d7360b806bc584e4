"""What each model costs against what it is worth, in several panels, with the front of those that nothing beats."""

from collections.abc import Mapping

import numpy as np

from ..errors import CourseError
from .inputs import choice, numbers
from .style import DPI, GREY, PAPER, SMALL_POINTS, WIDTH, frame, grid_of_axes, legend, series, sheet, styled, wrapped

_NOTE = "Crosses: lowest to highest run. Filled: on the front; hollow: another is at least as good and as cheap."


@styled
def fronts(panels, *, xlabel, ylabel, title="", logx=True, ylim=None, references=None, cols=None, share=False):
    """Draw up to five models as points of cost and score in each of several panels, and join those that nothing beats.

    Args:
        panels: dict of panel's title -> dict of label -> (costs, scores), numbers or several runs each, (runs,).
        xlabel: name and unit of the costs; less is better.
        ylabel: name and unit of the scores; more is better.
        title: the finding, as a sentence.
        logx: logarithmic axis of costs.
        ylim: (low, high) of the vertical axes.
        references: dict of panel's title -> score: a dashed grey line, such as guessing.
        cols: panels side by side; default up to three.
        share: all panels have one vertical scale.

    Returns:
        A Figure for `show`.

    >>> fronts({"garments": {"CNN": ([8, 9], [0.84, 0.85]), "SVM": (2, 0.86)}}, xlabel="seconds", ylabel="accuracy",
    ...        title="The classic is cheaper and better", references={"garments": 0.1})
    """
    if not isinstance(panels, Mapping) or not panels or not all(isinstance(p, Mapping) and p for p in panels.values()):
        raise CourseError("fronts() needs a dict of panel -> dict of label -> (costs, scores)", remedy="one at least")
    for panel in references or {}:
        choice("panel", panel, list(panels))
    points = {panel: {label: _runs(label, pair) for label, pair in models.items()} for panel, models in panels.items()}
    looks = {label: series(i) for i, label in enumerate(dict.fromkeys(name for p in points.values() for name in p))}
    cols = cols or min(3, len(points))
    fig = sheet(title, height=1.7 + 2.5 * -(-len(points) // cols), note=_NOTE)
    axes, above = grid_of_axes(fig, len(points), cols, legend=len(looks) > 1, sharey=share)
    every = np.concatenate([costs for models in points.values() for costs, _ in models.values()])
    span = (every.min() / 1.6, every.max() * 1.6) if logx else None  # one scale of costs for all panels
    handles = {}
    for i, (ax, (panel, models)) in enumerate(zip(axes, points.items(), strict=True)):
        if logx:
            ax.set_xscale("log")
        best = _front([(costs.mean(), scores.mean()) for costs, scores in models.values()])
        _stairs(ax, [list(models.values())[k] for k in best])
        for k, (label, (costs, scores)) in enumerate(models.items()):
            point = _cross(ax, costs, scores, looks[label], k in best)
            handles.setdefault(label, point)
        ax.set_title(panel)
        ax.margins(x=0.12, y=0.12)
        if span:
            ax.set_xlim(*span)
        if ylim:
            ax.set_ylim(*ylim)
        if panel in (references or {}):
            ax.axhline(references[panel], color=GREY, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        below = i + cols < len(points)
        name = "" if below else wrapped(xlabel, WIDTH * DPI / cols - 70)
        frame(ax, xlabel=name, ylabel="" if i % cols else ylabel, grid="both")
        ax.tick_params(which="both", labelsize=SMALL_POINTS)
    if above:
        legend(above, [_solid(handle) for handle in handles.values()], handles)
    return fig


def _runs(label, pair):
    if not isinstance(pair, (tuple, list)) or len(pair) != 2:
        raise CourseError(f"'{label}' is not a pair", remedy="give (costs, scores)")
    names = (f"the costs of '{label}'", f"the scores of '{label}'")
    return tuple(np.atleast_1d(numbers(each, name, ndim=(0, 1))) for each, name in zip(pair, names, strict=True))


def _front(points):
    """Return the places in ``points`` (cost, score) that no other beats, cheapest first."""
    order, best, front = sorted(range(len(points)), key=lambda i: (points[i][0], -points[i][1])), -np.inf, []
    for i in order:
        if points[i][1] > best:
            best = points[i][1]
            front.append(i)
    return front


def _stairs(ax, pairs):
    costs, scores = zip(*((costs.mean(), scores.mean()) for costs, scores in pairs), strict=True)
    ax.step(costs, scores, where="post", color=GREY, linewidth=1.2, zorder=1.5)


def _cross(ax, costs, scores, look, on_front):
    x, y = costs.mean(), scores.mean()
    ax.plot([x, x], [scores.min(), scores.max()], color=look.color, linewidth=1.4, zorder=2)
    ax.plot([costs.min(), costs.max()], [y, y], color=look.color, linewidth=1.4, zorder=2)
    fill = look.color if on_front else PAPER
    return ax.plot(
        x, y, look.marker, color=look.color, markerfacecolor=fill, markeredgewidth=1.6, markersize=8, zorder=3
    )[0]


def _solid(point):
    """Return a filled copy of a point for the legend."""
    from matplotlib.lines import Line2D

    return Line2D([], [], linestyle="none", marker=point.get_marker(), color=point.get_color(), markersize=7)
