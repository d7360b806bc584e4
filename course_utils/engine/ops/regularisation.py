"""Dropout and batch normalisation: what a network does differently while it trains."""

import numpy as np

from ...errors import CourseError
from ..tensor import as_tensor, node


def dropout(x, rate, rng):
    """Return ``x`` with a random part ``rate`` of its entries set to 0 and the others scaled up to make good.

    Args:
        x: any shape.
        rate: from 0 (keep all) to below 1.
        rng: a `numpy.random.Generator`.

    Source: Srivastava et al. (2014). Lesson 40.
    """
    x = as_tensor(x)
    if not 0 <= rate < 1:
        raise CourseError(f"a dropout rate of {rate} makes no sense", remedy="use a number from 0 to below 1")
    kept = rng.random(x.shape, dtype=np.float32) >= rate
    scale = kept.astype(x.dtype) / (1 - rate)
    return node("dropout", x.data * scale, (x, lambda g: g * scale))


def batch_norm(x, mean, variance, gamma, beta, epsilon=1e-3):
    """Return ``gamma * (x - mean) / sqrt(variance + epsilon) + beta`` for each channel, the last axis.

    Args:
        x: (..., c).
        mean: (c,). In training compute mean and variance from ``x`` with `mean` and `var`: as tensors on the tape they
            pass on the gradient that an example has through the statistics of its batch. In evaluation give arrays.
        variance: (c,).
        gamma: (c,), the spread that the network chooses.
        beta: (c,), the centre that it chooses.
        epsilon: keeps the division finite for a channel that never varies.

    Source: Ioffe and Szegedy (2015). Lesson 07.
    """
    x, mean, variance, gamma, beta = (as_tensor(t) for t in (x, mean, variance, gamma, beta))
    rate = 1 / np.sqrt(variance.data + epsilon)  # (c,)
    scale = gamma.data * rate
    centred = x.data - mean.data
    result = centred * scale
    result += beta.data

    def variance_rule(g):
        return _per_channel(g * centred) * scale * rate * rate / -2

    return node(
        "batch_norm",
        result,
        (x, lambda g: g * scale),
        (mean, lambda g: -_per_channel(g) * scale),
        (variance, variance_rule),
        (gamma, lambda g: _per_channel(g * centred) * rate),
        (beta, lambda g: g),
    )


def _per_channel(g):
    return g.reshape(-1, g.shape[-1]).sum(axis=0)
