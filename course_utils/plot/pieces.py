"""The pieces that a model cuts the plane into: those of a network, the leaves of a tree, the cells of neighbours."""

import numpy as np
from matplotlib.colors import ListedColormap, to_rgba

from ..errors import CourseError
from .inputs import same_length
from .planes import FILLS, squares
from .style import GREY, styled

_FINE = 500  # places along an edge: two for each pixel where three panels stand side by side
_ROWS = 50  # rows of places that a model sees at once: a wide one would fill the memory


@styled
def pieces(models, cuts, *, title="", cols=None, reach=1.0):
    """Colour each place of a square with the class that a model gives it, and draw where one piece meets the next.

    Args:
        models: dict of title -> function (m, 2) -> (m,) class numbers 0 to 4 or (m, classes) scores.
        cuts: dict of the same titles -> function (m, 2) -> (m,) numbers, equal for places of one piece.
        title: the finding, as a sentence.
        cols: panels side by side; default up to three.
        reach: half the width of the square, which lies round the origin.

    Returns:
        A Figure for `show`.

    >>> pieces({"depth 3": tree.predict}, {"depth 3": tree.apply}, title="A tree cuts along the axes")
    """
    if models.keys() != cuts.keys():
        raise CourseError("the models and their cuts have different titles", remedy="give each model its cuts")
    side = (np.arange(_FINE) + 0.5) / _FINE * 2 * reach - reach
    places = np.stack(np.meshgrid(side, side), axis=-1).astype(np.float32)  # (rows, columns, 2)
    fig, axes, _, models = squares(models, title, cols, None)
    look = {"origin": "lower", "extent": (-reach, reach, -reach, reach)}
    for ax, (name, decide) in zip(axes, models.items(), strict=True):
        said = _at(places, decide, f"what '{name}' says")
        ax.imshow(said, cmap=ListedColormap(FILLS), vmin=-0.5, vmax=len(FILLS) - 0.5, alpha=0.6, zorder=0,
                  interpolation="nearest", **look)  # fmt: skip
        ax.imshow(
            _borders(_at(places, cuts[name], f"the cuts of '{name}'")),
            zorder=1,
            interpolation="hanning",
            interpolation_stage="rgba",
            **look,
        )  # thin lines stay whole
        ax.set_title(name)
        ax.set_xticks([-reach, 0, reach])
        ax.set_yticks([-reach, 0, reach])
    return fig


def _at(places, function, what):
    found = []
    for rows in np.split(places, _FINE // _ROWS):
        values = np.asarray(function(rows.reshape(-1, 2)))
        values = values.argmax(axis=1) if values.ndim == 2 else values
        same_length(what, len(values), "the places", _ROWS * _FINE)
        found.append(values)
    return np.concatenate(found).reshape(_FINE, _FINE)


def _borders(ids):
    """Return a picture, clear but for the places that have a neighbour in another piece."""
    beside, above = ids[:, 1:] != ids[:, :-1], ids[1:] != ids[:-1]
    edge = np.zeros(ids.shape, bool)
    for part, differs in ((edge[:, 1:], beside), (edge[:, :-1], beside), (edge[1:], above), (edge[:-1], above)):
        part |= differs
    picture = np.tile(np.array(to_rgba(GREY, 0.0), np.float32), (*ids.shape, 1))
    picture[edge, 3] = 0.8
    return picture
