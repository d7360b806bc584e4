"""Activations: the bend between two linear layers. Each takes and returns any shape, entry by entry."""

import numpy as np

from ..tensor import as_tensor, node


def relu(x):
    """Return ``max(x, 0)``; at 0 the gradient counts as 0.

    Source: Nair and Hinton (2010). Lesson 03.

    >>> relu(Tensor([-1.0, 2.0]))
    Tensor([0., 2.])
    """
    x = as_tensor(x)
    result = np.maximum(x.data, 0)
    return node("relu", result, (x, lambda g: g * (result > 0)))


def leaky_relu(x, negative_slope=0.2):
    """Return ``x`` where it is positive and ``negative_slope * x`` elsewhere, so that no unit dies. Maas (2013)."""
    x = as_tensor(x)
    slope = np.where(x.data > 0, 1, negative_slope).astype(x.dtype)
    return node("leaky_relu", x.data * slope, (x, lambda g: g * slope))


def elu(x, alpha=1.0):
    """Return ``x`` where it is positive and ``alpha * (exp(x) - 1)`` elsewhere. Clevert (2015)."""
    x = as_tensor(x)
    below = alpha * np.expm1(np.minimum(x.data, 0))
    return node("elu", np.where(x.data > 0, x.data, below), (x, lambda g: g * np.where(x.data > 0, 1, below + alpha)))


def sigmoid(x):
    """Return ``1 / (1 + exp(-x))``, between 0 and 1; large numbers of either sign do not overflow."""
    x = as_tensor(x)
    result = _sigmoid(x.data)
    return node("sigmoid", result, (x, lambda g: g * result * (1 - result)))


def tanh(x):
    """Return the hyperbolic tangent, between -1 and 1."""
    x = as_tensor(x)
    result = np.tanh(x.data)
    return node("tanh", result, (x, lambda g: g * (1 - result * result)))


def softplus(x):
    """Return ``log(1 + exp(x))``, a relu without the corner; its slope is the sigmoid."""
    x = as_tensor(x)
    return node("softplus", np.logaddexp(0, x.data), (x, lambda g: g * _sigmoid(x.data)))


def silu(x):
    """Return ``x * sigmoid(x)``, also called swish. Ramachandran (2017)."""
    x = as_tensor(x)
    gate = _sigmoid(x.data)
    return node("silu", x.data * gate, (x, lambda g: g * gate * (1 + x.data * (1 - gate))))


def gelu(x, approximate=False):
    """Return ``x`` times the probability that a standard normal number is below ``x``.

    ``approximate=True`` uses the tanh formula of GPT-2. Source: Hendrycks and Gimpel (2016). Lesson 14.
    """
    x = as_tensor(x)
    below, density = _normal_by_tanh(x.data) if approximate else _normal(x.data)
    return node("gelu", x.data * below, (x, lambda g: g * (below + x.data * density)))


def softmax(x, axis=-1):
    """Return positive numbers that sum to 1 along ``axis``, in proportion to ``exp(x)``.

    Source: Bridle (1990). Lesson 04.

    >>> softmax(Tensor([0.0, 0.0]))
    Tensor([0.5, 0.5])
    """
    x = as_tensor(x)
    result = np.exp(_log_softmax(x.data, axis))
    return node("softmax", result, (x, lambda g: result * (g - (g * result).sum(axis=axis, keepdims=True))))


def log_softmax(x, axis=-1):
    """Return the logarithm of `softmax`, exact also where the softmax itself would round to 0."""
    x = as_tensor(x)
    result = _log_softmax(x.data, axis)
    return node("log_softmax", result, (x, lambda g: g - np.exp(result) * g.sum(axis=axis, keepdims=True)))


def _log_softmax(x, axis):
    shifted = x - x.max(axis=axis, keepdims=True)  # the largest exponent is 0: exp cannot overflow
    return shifted - np.log(np.exp(shifted).sum(axis=axis, keepdims=True))


def _sigmoid(x):
    tiny = np.exp(-np.abs(x))  # at most 1: exp cannot overflow
    return np.where(x >= 0, 1, tiny) / (1 + tiny)


def _normal(x):
    """The normal distribution at x: its probability below x, and its density."""
    from scipy.special import erf  # here, because only this function needs SciPy

    return (1 + erf(x * 0.5**0.5)) / 2, np.exp(-x * x / 2) / (2 * np.pi) ** 0.5


def _normal_by_tanh(x):
    """An approximation to the probability below x, and the derivative of the approximation."""
    scale, cubic = (2 / np.pi) ** 0.5, 0.044715
    bend = np.tanh(scale * (x + cubic * x * x * x))
    return (1 + bend) / 2, (1 - bend * bend) * scale * (1 + 3 * cubic * x * x) / 2
