"""Points in the plane, by class."""

import numpy as np

from .inputs import numbers, same_length
from .style import PAPER, frame, series, sheet, styled


@styled
def scatter(points, labels=None, *, classes=None, xlabel, ylabel, title="", equal=False):
    """Draw points, a colour and a marker for each class.

    Args:
        points: shape (n, 2).
        labels: class numbers 0 to 4, shape (n,).
        classes: class names for the legend.
        xlabel: name and unit of the first coordinate.
        ylabel: name and unit of the second.
        title: the finding, as a sentence.
        equal: one unit is as long on both axes.

    Returns:
        A Figure for `show`.

    >>> scatter(x, y, classes=["left arm", "right arm"], xlabel="$x_1$", ylabel="$x_2$", title="No line separates them")
    """
    points = numbers(points, "points", ndim=2)
    same_length("a point", points.shape[1], "the plane", 2)
    labels = np.zeros(len(points), int) if labels is None else numbers(labels, "labels", ndim=1).astype(int)
    same_length("labels", len(labels), "points", len(points))
    fig = sheet(title, height=5.0)
    ax = fig.add_subplot()
    for i, k in enumerate(np.unique(labels)):
        look = series(i)
        name = classes[k] if classes is not None else f"class {k}"
        ax.plot(*points[labels == k].T, marker=look.marker, color=look.color, linestyle="none", label=name,
                markeredgecolor=PAPER, markeredgewidth=0.5)  # fmt: skip
    frame(ax, xlabel=xlabel, ylabel=ylabel, grid="both")
    if equal:
        ax.set_aspect("equal", adjustable="datalim")
    if labels.any() or classes is not None:
        ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), handletextpad=0.2)
    return fig
