"""Layer normalisation: each example is brought to one size by itself, whatever its neighbours are."""

import numpy as np

from ..tensor import as_tensor, node


def layer_norm(x, gamma, beta, epsilon=1e-3):
    """Return ``gamma * (x - mean) / sqrt(variance + epsilon) + beta`` with mean and variance over the last axis.

    Args:
        x: (..., c).
        gamma: (c,), the spread that the network chooses.
        beta: (c,), the centre that it chooses.
        epsilon: keeps the division finite.

    Source: Ba, Kiros and Hinton (2016). Lesson 07.
    """
    x, gamma, beta = as_tensor(x), as_tensor(gamma), as_tensor(beta)
    centred = x.data - x.data.mean(axis=-1, keepdims=True)
    rate = 1 / np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + epsilon)  # (..., 1)
    normed = centred * rate

    def x_rule(g):
        g = g * gamma.data
        # Mean and variance depend on every entry, so each takes its share of the blame away again.
        return rate * (g - g.mean(axis=-1, keepdims=True) - normed * (g * normed).mean(axis=-1, keepdims=True))

    return node(
        "layer_norm", normed * gamma.data + beta.data, (x, x_rule), (gamma, lambda g: g * normed), (beta, lambda g: g)
    )
