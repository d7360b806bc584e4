"""Pooling: keep the summary of each window, forget where in the window it came from."""

import numpy as np

from ..tensor import as_tensor, node
from .reductions import max, mean
from .windows import Windows


def max_pool2d(x, pool_size=2, strides=None, padding="valid"):
    """Return the largest value in each window; it alone gets the gradient, the first one where several tie.

    Args:
        x: pictures (n, h, w, c).
        pool_size: a number, or a pair (height, width).
        strides: how far the window moves between stops; default ``pool_size``, so that windows do not overlap.
        padding: "valid" or "same", as in Keras.

    Returns:
        (n, rows, columns, c).

    Source: lesson 09.

    >>> max_pool2d(np.arange(16.0).reshape(1, 4, 4, 1)).data[0, :, :, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    x = as_tensor(x)
    windows = Windows.over(x.shape, pool_size, strides or pool_size, padding)
    padded = windows.padded(x.data, value=-np.inf)
    result = windows.seen_at(padded, 0, 0).copy()
    for i, j in windows.offsets():
        np.maximum(result, windows.seen_at(padded, i, j), out=result)

    def rule(g):
        gradient = np.zeros_like(padded)
        unclaimed = np.ones(g.shape, bool)
        for i, j in windows.offsets():
            winner = unclaimed & (windows.seen_at(padded, i, j) == result)
            unclaimed ^= winner
            seen = windows.seen_at(gradient, i, j)
            seen += g * winner
        return windows.cropped(gradient)

    return node("max_pool2d", result, (x, rule))


def avg_pool2d(x, pool_size=2, strides=None, padding="valid"):
    """Return the mean of each window, of its real pixels only where it reaches over the border.

    Arguments and shapes are those of `max_pool2d`.
    """
    x = as_tensor(x)
    windows = Windows.over(x.shape, pool_size, strides or pool_size, padding)
    pixels = _window_sums(np.ones((1, *x.shape[1:3], 1), x.dtype), windows)  # (1, rows, columns, 1)

    def rule(g):
        gradient = np.zeros_like(windows.padded(x.data))
        share = g / pixels
        for i, j in windows.offsets():
            seen = windows.seen_at(gradient, i, j)
            seen += share
        return windows.cropped(gradient)

    return node("avg_pool2d", _window_sums(x.data, windows) / pixels, (x, rule))


def global_max_pool2d(x):
    """Return the largest value of each channel: (n, h, w, c) to (n, c)."""
    return max(x, axis=(1, 2))


def global_avg_pool2d(x):
    """Return the mean of each channel: (n, h, w, c) to (n, c). Lin, Chen and Yan (2013)."""
    return mean(x, axis=(1, 2))


def _window_sums(x, windows):
    padded = windows.padded(x)
    total = windows.seen_at(padded, 0, 0) * 0
    for i, j in windows.offsets():
        total += windows.seen_at(padded, i, j)
    return total
