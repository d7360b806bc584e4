"""The same points as several views see them, each point drawn as the short name of its class."""

from collections.abc import Mapping

import numpy as np

from ..errors import CourseError
from .inputs import numbers, same_length
from .planes import squares
from .style import series, styled


@styled
def maps(views, labels, *, classes, title="", cols=None):
    """Draw points in the plane, one panel for each view of them; a point is written as its class.

    The axes have no unit and no ticks: only who is near whom counts.

    Args:
        views: dict of title -> (n, 2), the places of the same n points.
        labels: (n,) class numbers from 0.
        classes: names of one or two characters; the colours repeat after five.
        title: the finding, as a sentence.
        cols: panels side by side; default up to three.

    Returns:
        A Figure for `show`.

    Raises:
        CourseError: for a name that is too long to be drawn as a point, or a view of other points.

    >>> maps({"pixels": a, "layer 2": b}, digits, classes="0123456789", title="Each layer pulls the digits apart")
    """
    if not isinstance(views, Mapping) or not views:
        raise CourseError("maps() needs a dict of title -> places (n, 2)", remedy='write {"pixels": places}')
    long = [name for name in classes if not 1 <= len(str(name)) <= 2]
    if long:
        raise CourseError(f"'{long[0]}' is no name of one or two characters", remedy="give classes short names")
    labels = numbers(labels, "labels", ndim=1).astype(int)
    fig, axes, _, views = squares(views, title, cols, None)
    for ax, (name, places) in zip(axes, views.items(), strict=True):
        places = numbers(places, f"'{name}'", ndim=2)
        same_length("a place", places.shape[1], "the plane", 2)
        same_length(f"'{name}'", len(places), "labels", len(labels))
        for k in np.unique(labels):
            ax.plot(*places[labels == k].T, marker=f"${classes[k]}$", color=series(k % 5).color, linestyle="none",
                    markersize=6, markeredgewidth=0, alpha=0.85)  # fmt: skip
        ax.set_title(name)
        ax.autoscale()
        ax.set_aspect("equal", adjustable="datalim")
        ax.set_xticks([])
        ax.set_yticks([])
    return fig
