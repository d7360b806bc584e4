"""Pictures side by side, placed to the pixel."""

import math

import numpy as np

from .style import DPI, SMALL_POINTS, bare, header, line_height, sheet, wrapped

_EDGE, _GAP = 10, 12  # pixels round the pictures and between them
_WIDEST = 780


def cells(n, *, title="", note="", cols=None, captions=None, largest=150, right=0):
    """Return a figure and ``n`` bare axes in rows, each a square with room for its caption below.

    Args:
        n: number of pictures.
        title: the finding, as a sentence.
        note: a grey line under the figure.
        cols: pictures in a row; default at most 8.
        captions: n texts; they are wrapped to the width of a picture.
        largest: side of a picture in pixels, where there is room.
        right: pixels kept free at the right, for a colour bar.

    Returns:
        The figure, its list of axes, the wrapped captions, and the box (left, bottom, width, height) in pixels of the
        free strip at the right.
    """
    # Without a wish: the number of columns that leaves the fewest gaps in the last row.
    cols = min(n, cols or (n if n <= 6 else min(range(8, 3, -1), key=lambda c: -n % c)))
    rows = math.ceil(n / cols)
    side = min(largest, (_WIDEST - right - (cols - 1) * _GAP) // cols)
    captions = [wrapped(c, side, SMALL_POINTS) for c in captions] if captions is not None else [""] * n
    below = max((line_height(c, SMALL_POINTS) + 6 for c in captions if c), default=0)
    width = max(_EDGE + cols * (side + _GAP) - _GAP + right + _EDGE, 420)
    top, foot = header(title, width / DPI), header(note, width / DPI, SMALL_POINTS) if note else _EDGE
    height = top + rows * (side + below + _GAP) - _GAP + foot
    fig = sheet(title, width=width / DPI, height=height / DPI, note=note, layout="none")
    axes = []
    for i in range(n):
        x = _EDGE + (i % cols) * (side + _GAP)
        y = height - top - side - (i // cols) * (side + below + _GAP)
        axes.append(fig.add_axes(_share((x, y, side, side), width, height)))
        bare(axes[-1])
    strip = (_EDGE + cols * (side + _GAP), foot + below, 14, height - top - foot - below)
    return fig, axes, captions, _share(strip, width, height)


def _share(box, width, height):
    return tuple(np.array(box) / [width, height, width, height])
