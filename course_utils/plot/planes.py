"""The plane as a network sees it: which class each place belongs to, how layers bend its grid, how steep a loss is."""

from collections.abc import Mapping

import numpy as np
from matplotlib.collections import LineCollection
from matplotlib.colors import ListedColormap, LogNorm

from ..errors import CourseError
from .inputs import numbers, same_length
from .style import (
    GREY,
    ORANGE,
    PAPER,
    RULE,
    SEQUENTIAL,
    SKY,
    frame,
    grid_of_axes,
    haloed,
    legend,
    series,
    sheet,
    styled,
)

FILLS = (SKY, ORANGE, "#8FD3B6", RULE, "#E8C4DA")  # the pale sisters of the colours of `series`
_FINE = 160  # places along an edge of a map


@styled
def regions(models, points, labels, *, title="", classes=None, cols=None, reach=None):
    """Colour each place of the plane with the class that a model gives it, the points on top.

    Args:
        models: a function (m, 2) -> (m,) class numbers or (m, classes) scores, or a dict of title -> function.
        points: (n, 2).
        labels: (n,) class numbers 0 to 4.
        title: the finding, as a sentence.
        classes: class names for the legend.
        cols: panels side by side; default up to three.
        reach: half the width of the square map; default a little more than the points need.

    Returns:
        A Figure for `show`.

    >>> regions({"no hidden layer": line, "64 units": curve}, x, y, title="Hidden units bend the border")
    """
    points, labels = _points(points, labels)
    reach = reach or 1.1 * np.abs(points).max()
    side = np.linspace(-reach, reach, _FINE)
    places = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2).astype(np.float32)
    fills = ListedColormap(FILLS[: labels.max() + 1])
    fig, axes, above, models = squares(models, title, cols, classes)
    for ax, (name, decide) in zip(axes, models.items(), strict=True):
        said = np.asarray(decide(places))
        said = said.argmax(axis=1) if said.ndim == 2 else said
        ax.imshow(said.reshape(_FINE, _FINE), origin="lower", extent=(-reach, reach, -reach, reach), cmap=fills,
                  vmin=-0.5, vmax=labels.max() + 0.5, alpha=0.6, zorder=0)  # fmt: skip
        handles = _dots(ax, points, labels, classes)
        ax.set_title(name)
        ax.set_xlim(-reach, reach)
        ax.set_ylim(-reach, reach)
    if above:
        legend(above, handles, classes)
    return fig


@styled
def bent_grid(maps, points, labels, *, title="", classes=None, cols=None, reach=None):
    """Draw what functions make of a square grid of the plane and of the points on it.

    Args:
        maps: dict of title -> function (m, 2) -> (m, 2); the identity shows the plane as it is.
        points: (n, 2).
        labels: (n,) class numbers 0 to 4.
        title: the finding, as a sentence.
        classes: class names for the legend.
        cols: panels side by side; default up to three.
        reach: half the width of the grid before it is bent.

    Returns:
        A Figure for `show`.
    """
    points, labels = _points(points, labels)
    reach = reach or 1.1 * np.abs(points).max()
    along = np.linspace(-reach, reach, 200)
    across = np.linspace(-reach, reach, 17)
    lines = [np.stack([along, np.full_like(along, c)], axis=1) for c in across]
    lines = np.array(lines + [line[:, ::-1] for line in lines])  # (34, 200, 2)
    fig, axes, above, maps = squares(maps, title, cols, classes)
    for ax, (name, bend) in zip(axes, maps.items(), strict=True):
        bent = np.asarray(bend(lines.reshape(-1, 2).astype(np.float32))).reshape(lines.shape)
        ax.add_collection(LineCollection(bent, colors=GREY, linewidths=0.6, alpha=0.6, zorder=1))
        handles = _dots(ax, np.asarray(bend(points.astype(np.float32))), labels, classes)
        ax.set_title(name)
        ax.autoscale()
        ax.set_aspect("equal", adjustable="datalim")
        ax.set_xticks([])
        ax.set_yticks([])
    if above:
        legend(above, handles, classes)
    return fig


@styled
def landscape(height, paths, *, xlim, ylim, title="", xlabel="first weight", ylabel="second weight", end=None):
    """Draw a loss over two weights as contour lines, and the paths that optimizers take on it.

    Args:
        height: function of two arrays of one shape -> the loss, positive, of that shape.
        paths: dict of label -> (steps, 2), each from its start to its end.
        xlim, ylim: (low, high) of the two weights.
        title: the finding, as a sentence.
        xlabel, ylabel: names of the weights.
        end: (x, y) of the lowest place, marked with a cross.

    Returns:
        A Figure for `show`.
    """
    fig = sheet(title, height=5.0)
    (ax,), above = grid_of_axes(fig, 1, 1, legend=True)
    draw_landscape(ax, height, paths, xlim, ylim, xlabel, ylabel, end)
    legend(above, *ax.get_legend_handles_labels())
    return fig


def draw_landscape(ax, height, paths, xlim, ylim, xlabel, ylabel, end):
    """Draw contour lines and paths into an axes; the arguments are those of `landscape`."""
    x, y = np.meshgrid(np.linspace(*xlim, _FINE), np.linspace(*ylim, _FINE))
    z = numbers(height(x, y), "the loss", ndim=2)
    if z.min() <= 0:
        raise CourseError("contours lie on a logarithmic scale, so the loss must be positive", remedy="add a constant")
    levels = np.geomspace(z.min(), z.max(), 14)
    ax.contour(x, y, z, levels, norm=LogNorm(z.min(), z.max()), cmap=SEQUENTIAL, linewidths=0.9, zorder=1)
    for i, (label, path) in enumerate(paths.items()):
        path, look = numbers(path, f"'{label}'", ndim=2), series(i)
        same_length("a step", path.shape[1], "the plane", 2)
        ax.plot(*path.T, color=look.color, linestyle=look.dash, marker=look.marker, markersize=4, label=label,
                markevery=max(1, len(path) // 25), markeredgecolor=PAPER, markeredgewidth=0.5)  # fmt: skip
    if end is not None:
        ax.plot(
            *end, marker="x", markersize=11, markeredgewidth=2.5, color=GREY, linestyle="none", label="lowest point"
        )
    ax.set_xlim(*xlim)
    ax.set_ylim(*ylim)
    frame(ax, xlabel=xlabel, ylabel=ylabel, grid=None)
    haloed(ax.annotate("start", next(iter(paths.values()))[0], xytext=(6, 6), textcoords="offset points"))


def _points(points, labels):
    points, labels = numbers(points, "points", ndim=2), numbers(labels, "labels", ndim=1).astype(int)
    same_length("a point", points.shape[1], "the plane", 2)
    same_length("labels", len(labels), "points", len(points))
    return points, labels


def squares(functions, title, cols, classes):
    """Return a figure, one square axes for each function, the axes of the legend, and the functions by title."""
    functions = functions if isinstance(functions, Mapping) else {"": functions}
    cols = cols or min(3, len(functions))
    rows = -(-len(functions) // cols)
    fig = sheet(title, height=1.0 + 0.3 * (classes is not None) + rows * (7.6 / cols if cols > 1 else 5.0))
    axes, above = grid_of_axes(fig, len(functions), cols, legend=classes is not None)
    for ax in axes:
        ax.set_aspect("equal")
        frame(ax, grid=None)
    return fig, axes, above, functions


def _dots(ax, points, labels, classes):
    handles = []
    for i in range(labels.max() + 1):
        look = series(i)
        name = classes[i] if classes is not None else f"class {i}"
        handles += ax.plot(*points[labels == i].T, marker=look.marker, color=look.color, linestyle="none", markersize=4,
                           markeredgecolor=PAPER, markeredgewidth=0.4, label=name, zorder=3)  # fmt: skip
    return handles
