"""Many entries to one: sums, means, extremes, spread. ``axis`` is None (all), a number, or a tuple of numbers."""

import numpy as np

from ..tensor import as_tensor, node


def sum(x, axis=None, keepdims=False):
    """Return the sum over ``axis``; every entry that was summed receives the whole gradient.

    >>> sum(Tensor([[1.0, 2.0], [3.0, 4.0]]), axis=0)
    Tensor([4., 6.])
    """
    x = as_tensor(x)
    result = x.data.sum(axis=axis, keepdims=keepdims)
    return node("sum", result, (x, lambda g: np.broadcast_to(_restored(g, axis, keepdims), x.shape)))


def mean(x, axis=None, keepdims=False):
    """Return the mean over ``axis``; each of n entries receives one n-th of the gradient."""
    x = as_tensor(x)
    result = x.data.mean(axis=axis, keepdims=keepdims)
    share = result.size / x.size  # 1 / n
    return node("mean", result, (x, lambda g: np.broadcast_to(_restored(g * share, axis, keepdims), x.shape)))


def var(x, axis=None, keepdims=False):
    """Return the variance over ``axis``: the mean squared distance from the mean (division by n, not n - 1)."""
    x = as_tensor(x)
    centred = x.data - x.data.mean(axis=axis, keepdims=True)
    result = (centred * centred).mean(axis=axis, keepdims=keepdims)
    share = 2 * result.size / x.size  # 2 / n
    return node("var", result, (x, lambda g: centred * _restored(g * share, axis, keepdims)))


def max(x, axis=None, keepdims=False):
    """Return the largest entry over ``axis``; entries that tie share its gradient equally."""
    return _extreme("max", as_tensor(x), axis, keepdims)


def min(x, axis=None, keepdims=False):
    """Return the smallest entry over ``axis``; entries that tie share its gradient equally."""
    return _extreme("min", as_tensor(x), axis, keepdims)


def _extreme(op, x, axis, keepdims):
    result = getattr(x.data, op)(axis=axis, keepdims=keepdims)

    def rule(g):
        winners = x.data == _restored(result, axis, keepdims)
        return winners * (_restored(g, axis, keepdims) / winners.sum(axis=axis, keepdims=True))

    return node(op, result, (x, rule))


def _restored(g, axis, keepdims):
    """Put the axes that a reduction dropped back, with length 1, so that broadcasting lines up again."""
    return g if keepdims or axis is None else np.expand_dims(g, axis)
