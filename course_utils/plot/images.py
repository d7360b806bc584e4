"""Pictures in rows: garments and digits, filters, feature maps."""

import math

import numpy as np
from matplotlib.colors import CenteredNorm, Normalize

from ..errors import CourseError
from .inputs import numbers, same_length
from .style import DPI, GREEN, INK, RULE, SEQUENTIAL, SIGNED, SMALL_POINTS, VERMILLION, bare, sheet, styled, wrapped

_CELL = 1.25  # inches a picture
_CAPTION = 0.26
_MARKS = {True: ("✓", GREEN, "-"), False: ("✗", VERMILLION, (0, (3, 2)))}


@styled
def images(arrays, titles=None, *, title="", cols=None, marks=None, heat=None, cmap=None, note=""):
    """Draw pictures in rows, with a caption under each.

    Args:
        arrays: pictures of shape (n, h, w), (n, h, w, 1) or (n, h, w, 3), or a list of pictures of different sizes.
            Values below 0 are drawn in red and above 0 in blue, centred at 0; gray values as ink on paper.
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
    n = len(pictures)
    for name, extra in (("titles", titles), ("marks", marks), ("heat", heat)):
        if extra is not None:
            same_length(name, len(extra), "arrays", n)
    cols = min(n, cols or _columns(n))
    rows = math.ceil(n / cols)
    cell = min(_CELL * 1.6, 7.8 / cols)
    captions = [wrapped(t, cell * DPI - 14, SMALL_POINTS) for t in titles] if titles is not None else [""] * n
    deepest = max(c.count("\n") + 1 if c else 0 for c in captions) or (1 if marks is not None else 0)
    fig = sheet(title, width=max(4.0, cols * cell + 0.2), height=rows * (cell + _CAPTION * deepest) + 0.5 * bool(title),
                note=note)  # fmt: skip
    signed = any((p < 0).any() for p in pictures)
    scale = _scale(pictures, signed)
    axes = fig.subplots(rows, cols, squeeze=False).ravel()
    for i, ax in enumerate(axes):
        bare(ax)
        if i >= n:
            ax.set_visible(False)
            continue
        ax.imshow(pictures[i], cmap=cmap or (SIGNED if signed else INK), norm=scale)
        if heat is not None:
            _overlay(ax, heat[i], pictures[i].shape[:2])
        _caption(ax, captions[i], None if marks is None else marks[i])
    return fig


@styled
def kernels(w, titles=None, *, title="", cols=None):
    """Draw the filters of a convolution, red below 0 and blue above, all on one scale.

    Args:
        w: weights of shape (h, w, 1, n) as Keras stores them, or (h, w, n).

    >>> kernels(model.layers[0].get_weights()[0], title="Several filters have become edge detectors")
    """
    w = numbers(w, "the weights", ndim=(3, 4))
    if w.ndim == 4 and w.shape[2] != 1:
        raise CourseError(f"the filters read {w.shape[2]} channels", remedy="choose one: kernels(w[:, :, 0])")
    w = w.reshape(*w.shape[:2], -1)
    if not (w < 0).any():
        w = np.where(w == 0, -1e-12, w)
    return _mapped(np.moveaxis(w, -1, 0), titles, title, cols, SIGNED, CenteredNorm(0, np.abs(w).max() or 1), "weight")


@styled
def feature_maps(maps, titles=None, *, title="", cols=None):
    """Draw what each filter of a layer answers to one picture, all on one scale (yellow is a strong answer).

    Args:
        maps: shape (h, w, n), one picture's activations.

    >>> feature_maps(layer_output[0], title="One filter answers at the collar, another at the sleeves")
    """
    maps = np.moveaxis(numbers(maps, "the feature maps", ndim=3), -1, 0)
    scale = Normalize(min(0.0, float(maps.min())), float(maps.max()) or 1.0)
    return _mapped(maps, titles, title, cols, SEQUENTIAL, scale, "activation")


def _mapped(pictures, titles, title, cols, cmap, scale, unit):
    n = len(pictures)
    if titles is not None:
        same_length("titles", len(titles), "pictures", n)
    cols = min(n, cols or _columns(n))
    rows = math.ceil(n / cols)
    cell = min(_CELL, 7.0 / cols)
    height = rows * (cell + (_CAPTION if titles is not None else 0)) + 0.5 * bool(title)
    fig = sheet(title, width=max(4.0, cols * cell + 1.0), height=max(height, 1.8))
    axes = fig.subplots(rows, cols, squeeze=False)
    for i, ax in enumerate(axes.ravel()):
        bare(ax)
        if i >= n:
            ax.set_visible(False)
            continue
        drawn = ax.imshow(pictures[i], cmap=cmap, norm=scale)
        _caption(ax, titles[i] if titles is not None else "", None)
        _border(ax, RULE, "-", 0.8)
    fig.colorbar(drawn, ax=axes, label=unit, shrink=0.9, aspect=25, pad=0.02)
    return fig


def several(arrays):
    if not isinstance(arrays, (list, tuple)):
        arrays = numbers(arrays, "arrays", ndim=(3, 4))
    if len(arrays) == 0:
        raise CourseError("there is no picture to draw", remedy="give at least one")
    return arrays


def one_picture(array, i):
    array = numbers(array, f"picture {i}", ndim=(2, 3))
    if array.ndim == 3 and array.shape[2] == 1:
        return array[:, :, 0]
    if array.ndim == 3 and array.shape[2] != 3:
        raise CourseError(f"picture {i} has {array.shape[2]} channels", remedy="give 1 (gray) or 3 (red, green, blue)")
    return np.clip(array, 0, 1) if array.ndim == 3 else array


def _columns(n):
    return n if n <= 6 else min(8, math.ceil(math.sqrt(2 * n)))


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


def _caption(ax, text, mark):
    color = None
    if mark is not None:
        sign, color, dash = _MARKS[bool(mark)]
        text = f"{sign} {text}".strip()
        _border(ax, color, dash, 2.4)
    if text:
        ax.set_xlabel(text, fontsize=SMALL_POINTS, labelpad=4, **({"color": color, "weight": "bold"} if color else {}))


def _border(ax, color, dash, width):
    for spine in ax.spines.values():
        spine.set(visible=True, edgecolor=color, linestyle=dash, linewidth=width)
