"""Convolution: one small kernel looks at every place of a picture."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from ...errors import CourseError
from ..tensor import node
from .arithmetic import pair
from .windows import Windows


def conv2d(x, kernel, strides=1, padding="valid"):
    """Return the pictures ``x`` seen through ``kernel``: at each stop, the sum of window times kernel.

    Args:
        x: pictures (n, h, w, c).
        kernel: (kernel height, kernel width, c, filters), as in Keras.
        strides: how far the window moves between stops: a number, or a pair (vertical, horizontal).
        padding: "valid" stays inside the picture; "same" adds zeros, so that stride 1 keeps height and width.

    Returns:
        (n, rows, columns, filters).

    Raises:
        CourseError: when the shapes do not fit together.

    Source: LeCun et al. (1989). Lesson 09.

    >>> conv2d(np.ones((1, 28, 28, 1)), np.ones((5, 5, 1, 8)), strides=2).shape
    (1, 12, 12, 8)
    """
    x, kernel = pair(x, kernel)
    if kernel.ndim != 4 or (x.ndim == 4 and kernel.shape[2] != x.shape[3]):
        raise CourseError(
            f"a kernel of shape {kernel.shape} does not fit pictures of shape {x.shape}",
            remedy="a kernel is (height, width, channels of the picture, filters)",
        )
    windows = Windows.over(x.shape, kernel.shape[:2], strides, padding)
    padded = windows.padded(x.data)
    patches = _patches(padded, windows)  # (n*rows*columns, kh*kw*c)
    filters = kernel.shape[3]
    result = patches @ kernel.data.reshape(-1, filters)  # (n*rows*columns, filters)

    def kernel_rule(g):
        return (patches.T @ g.reshape(-1, filters)).reshape(kernel.shape)

    def picture_rule(g):
        # A pixel was seen at every position (i, j) of some window, weighted by kernel[i, j]: it is blamed for each.
        gradient = np.zeros_like(padded)
        g_rows = g.reshape(-1, filters)
        for i, j in windows.offsets():
            seen = windows.seen_at(gradient, i, j)  # (n, rows, columns, c), a view: adding to it adds to the gradient
            seen += (g_rows @ kernel.data[i, j].T).reshape(seen.shape)
        return windows.cropped(gradient)

    result = result.reshape(len(x), *windows.stops, filters)
    return node("conv2d", result, (x, picture_rule), (kernel, kernel_rule))


def _patches(x, windows):
    """Copy what the window sees at each stop into a row, so that the convolution becomes one matrix product."""
    down, right = windows.strides
    views = sliding_window_view(x, windows.size, axis=(1, 2))[:, ::down, ::right]  # (n, rows, columns, c, kh, kw)
    return views.transpose(0, 1, 2, 4, 5, 3).reshape(-1, windows.size[0] * windows.size[1] * x.shape[3])
