"""Pictures in rows: garments and digits, filters, feature maps."""

import numpy as np
from matplotlib.colors import CenteredNorm, Normalize

from ..errors import CourseError
from .grid import cells
from .inputs import numbers, same_length
from .style import GREEN, INK, RULE, SEQUENTIAL, SIGNED, SMALL_POINTS, VERMILLION, styled

_MARKS = {True: ("✓", GREEN, "-"), False: ("✗", VERMILLION, (0, (3, 2)))}
_SMALL, _BAR = 110, 96  # pixels: a filter's side, the strip of the colour bar


@styled
def images(arrays, titles=None, *, title="", cols=None, marks=None, heat=None, cmap=None, note=""):
    """Draw pictures in rows, with a caption under each.

    Args:
        arrays: pictures of shape (n, h, w), (n, h, w, 1) or (n, h, w, 3), or a list of pictures of different sizes.
            Gray values are drawn as ink on paper; where one is below 0, red below and blue above 0.
        titles: n captions.
        title: the finding, as a sentence.
        cols: pictures in a row; default at most 8.
        marks: n values True (right: ✓ and a green frame), False (wrong: ✗ and a dashed vermillion frame) or None.
        heat: n maps of shape (h, w) in [0, 1] laid over the pictures, such as `explain.grad_cam` returns.
        cmap: matplotlib colour map, if another is needed.
        note: a grey line under the figure.

    Returns:
        A Figure for `show`.

    >>> images(x[:8], titles=[clothes.classes[i] for i in y[:8]], title="Eight garments, 28 by 28 pixels each")
    """
    pictures = [one_picture(a, i) for i, a in enumerate(several(arrays))]
    for name, extra in (("titles", titles), ("marks", marks), ("heat", heat)):
        if extra is not None:
            same_length(name, len(extra), "arrays", len(pictures))
    marks = list(marks) if marks is not None else [None] * len(pictures)
    titles = titles if titles is not None else [""] * len(pictures)
    captions = [_signed_off(t, m) for t, m in zip(titles, marks, strict=True)]
    fig, axes, captions, _ = cells(len(pictures), title=title, note=note, cols=cols, captions=captions)
    signed = any((p < 0).any() for p in pictures)
    scale = _scale(pictures, signed)
    for i, ax in enumerate(axes):
        ax.imshow(pictures[i], cmap=cmap or (SIGNED if signed else INK), norm=scale)
        if heat is not None:
            _overlay(ax, heat[i], pictures[i].shape[:2])
        _caption(ax, captions[i], marks[i])
    return fig


@styled
def kernels(w, titles=None, *, title="", cols=None):
    """Draw the filters of a convolution, red below 0 and blue above, all on one scale.

    Args:
        w: weights of shape (h, w, 1, n) as Keras stores them, or (h, w, n).
        titles: n captions.
        title: the finding, as a sentence.
        cols: pictures in a row; default at most 8.

    Returns:
        A Figure for `show`.

    >>> kernels(model.layers[0].get_weights()[0], title="Several filters have become edge detectors")
    """
    w = numbers(w, "the weights", ndim=(3, 4))
    if w.ndim == 4 and w.shape[2] != 1:
        raise CourseError(f"the filters read {w.shape[2]} channels", remedy="choose one: kernels(w[:, :, 0])")
    pictures = np.moveaxis(w.reshape(*w.shape[:2], -1), -1, 0)
    return _mapped(pictures, titles, title, cols, SIGNED, CenteredNorm(0, np.abs(w).max() or 1), "weight")


@styled
def feature_maps(maps, titles=None, *, title="", cols=None):
    """Draw what each filter of a layer answers to one picture, all on one scale (yellow is a strong answer).

    Args:
        maps: shape (h, w, n), one picture's activations.
        titles: n captions.
        title: the finding, as a sentence.
        cols: pictures in a row; default at most 8.

    Returns:
        A Figure for `show`.

    >>> feature_maps(layer_output[0], title="One filter answers at the collar, another at the sleeves")
    """
    maps = np.moveaxis(numbers(maps, "the feature maps", ndim=3), -1, 0)
    scale = Normalize(min(0.0, float(maps.min())), float(maps.max()) or 1.0)
    return _mapped(maps, titles, title, cols, SEQUENTIAL, scale, "activation")


def _mapped(pictures, titles, title, cols, cmap, scale, unit):
    n = len(pictures)
    if titles is not None:
        same_length("titles", len(titles), "pictures", n)
    fig, axes, captions, strip = cells(n, title=title, cols=cols, captions=titles, largest=_SMALL, right=_BAR)
    for ax, picture, caption in zip(axes, pictures, captions, strict=True):
        drawn = ax.imshow(picture, cmap=cmap, norm=scale)
        _caption(ax, caption, None)
        _border(ax, RULE, "-", 0.8)
    fig.colorbar(drawn, cax=fig.add_axes(strip), label=unit)
    return fig


def several(arrays):
    """Return the pictures as an array or a list that is not empty."""
    if not isinstance(arrays, (list, tuple)):
        arrays = numbers(arrays, "arrays", ndim=(3, 4))
    if len(arrays) == 0:
        raise CourseError("there is no picture to draw", remedy="give at least one")
    return arrays


def one_picture(array, i):
    """Return one picture as (h, w) or (h, w, 3)."""
    array = numbers(array, f"picture {i}", ndim=(2, 3))
    if array.ndim == 3 and array.shape[2] == 1:
        return array[:, :, 0]
    if array.ndim == 3 and array.shape[2] != 3:
        raise CourseError(f"picture {i} has {array.shape[2]} channels", remedy="give 1 (gray) or 3 (red, green, blue)")
    return np.clip(array, 0, 1) if array.ndim == 3 else array


def _scale(pictures, signed):
    gray = [p for p in pictures if p.ndim == 2]
    if not gray:
        return None
    if signed:
        return CenteredNorm(0, max(np.abs(p).max() for p in gray))
    return Normalize(0, max(float(np.max(p)) for p in gray) or 1.0)


def _overlay(ax, heat, size):
    heat = np.clip(numbers(heat, "heat", ndim=2), 0, 1)
    extent = (-0.5, size[1] - 0.5, size[0] - 0.5, -0.5)
    ax.imshow(heat, cmap=SEQUENTIAL, vmin=0, vmax=1, alpha=0.8 * heat, extent=extent, interpolation="bilinear")


def _signed_off(text, mark):
    return str(text) if mark is None else f"{_MARKS[bool(mark)][0]} {text}".strip()


def _caption(ax, text, mark):
    look = {}
    if mark is not None:
        _, color, dash = _MARKS[bool(mark)]
        _border(ax, color, dash, 2.4)
        look = {"color": color}
    if text:
        ax.set_xlabel(text, fontsize=SMALL_POINTS, labelpad=4, linespacing=1.2, **look)


def _border(ax, color, dash, width):
    for spine in ax.spines.values():
        spine.set(visible=True, edgecolor=color, linestyle=dash, linewidth=width)
