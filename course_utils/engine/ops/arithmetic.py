"""Arithmetic, entry by entry: each operation is its formula and, for each input, its derivative.

In every rule ``g`` is d loss / d result. The chain rule says: multiply it by d result / d input.
"""

import numpy as np

from ...errors import CourseError
from ..tensor import Tensor, as_tensor, node


def add(a, b):
    """Return ``a + b``; shapes broadcast as in NumPy. The gradient flows on unchanged to both."""
    a, b = pair(a, b)
    return node("add", entrywise(np.add, a, b), (a, lambda g: g), (b, lambda g: g))


def subtract(a, b):
    """Return ``a - b``; shapes broadcast."""
    a, b = pair(a, b)
    return node("subtract", entrywise(np.subtract, a, b), (a, lambda g: g), (b, lambda g: -g))


def multiply(a, b):
    """Return ``a * b`` entry by entry; shapes broadcast. Each factor's derivative is the other factor.

    >>> a, b = Tensor(2.0, requires_grad=True), Tensor(5.0, requires_grad=True)
    >>> multiply(a, b).backward()
    >>> float(a.grad), float(b.grad)
    (5.0, 2.0)
    """
    a, b = pair(a, b)
    return node("multiply", entrywise(np.multiply, a, b), (a, lambda g: g * b.data), (b, lambda g: g * a.data))


def divide(a, b):
    """Return ``a / b`` entry by entry; shapes broadcast."""
    a, b = pair(a, b)
    result = entrywise(np.divide, a, b)
    return node("divide", result, (a, lambda g: g / b.data), (b, lambda g: -g * result / b.data))


def power(a, b):
    """Return ``a ** b`` entry by entry; shapes broadcast.

    Where ``a`` is not positive, d/db has no real value; it counts as 0 there, as in TensorFlow.
    """
    a, b = pair(a, b)
    result = entrywise(np.power, a, b)

    def exponent_rule(g):
        positive = a.data > 0
        return g * result * np.where(positive, np.log(np.where(positive, a.data, 1)), 0)

    return node("power", result, (a, lambda g: g * b.data * a.data ** (b.data - 1)), (b, exponent_rule))


def square(x):
    """Return ``x * x`` entry by entry: faster than ``x ** 2.0``."""
    x = as_tensor(x)
    return node("square", x.data * x.data, (x, lambda g: 2 * g * x.data))


def negative(x):
    """Return ``-x``."""
    x = as_tensor(x)
    return node("negative", -x.data, (x, lambda g: -g))


def exp(x):
    """Return e to the power ``x``, the function that is its own derivative."""
    x = as_tensor(x)
    result = np.exp(x.data)
    return node("exp", result, (x, lambda g: g * result))


def log(x):
    """Return the natural logarithm of ``x``; ``x`` must be positive."""
    x = as_tensor(x)
    return node("log", np.log(x.data), (x, lambda g: g / x.data))


def sqrt(x):
    """Return the square root of ``x``; at 0 its slope is infinite."""
    x = as_tensor(x)
    result = np.sqrt(x.data)
    return node("sqrt", result, (x, lambda g: g / (2 * result)))


def abs(x):
    """Return the size of ``x`` without its sign; the corner at 0 counts as flat."""
    x = as_tensor(x)
    return node("abs", np.abs(x.data), (x, lambda g: g * np.sign(x.data)))


def maximum(a, b):
    """Return the larger of ``a`` and ``b`` entry by entry; the winner gets the gradient, ``a`` where they tie."""
    a, b = pair(a, b)
    result = entrywise(np.maximum, a, b)
    return node("maximum", result, (a, lambda g: g * (a.data >= b.data)), (b, lambda g: g * (a.data < b.data)))


def minimum(a, b):
    """Return the smaller of ``a`` and ``b`` entry by entry; the winner gets the gradient, ``a`` where they tie."""
    a, b = pair(a, b)
    result = entrywise(np.minimum, a, b)
    return node("minimum", result, (a, lambda g: g * (a.data <= b.data)), (b, lambda g: g * (a.data > b.data)))


def clip(x, low, high):
    """Return ``x`` limited to ``[low, high]`` (two numbers); entries outside get no gradient."""
    x = as_tensor(x)
    return node("clip", np.clip(x.data, low, high), (x, lambda g: g * ((x.data >= low) & (x.data <= high))))


def where(condition, a, b):
    """Return ``a`` where ``condition`` (an array of booleans) holds and ``b`` elsewhere; shapes broadcast."""
    a, b = pair(a, b)
    condition = np.asarray(condition)
    return node(
        "where",
        np.where(condition, a.data, b.data),
        (a, lambda g: np.where(condition, g, 0)),
        (b, lambda g: np.where(condition, 0, g)),
    )


def pair(a, b):
    """Return both as tensors; plain and whole numbers take the other's dtype, so that ``2 * x`` keeps float32."""
    if not isinstance(a, Tensor):
        a = as_tensor(a, b.dtype if isinstance(b, Tensor) and _has_no_precision(a) else None)
    if not isinstance(b, Tensor):
        b = as_tensor(b, a.dtype if _has_no_precision(b) else None)
    return a, b


def _has_no_precision(x):
    return not isinstance(x, np.ndarray) or x.ndim == 0 or x.dtype.kind in "iub"


def entrywise(function, a, b):
    """Return ``function(a.data, b.data)``, or say which shapes do not fit together."""
    try:
        return function(a.data, b.data)
    except ValueError:
        raise CourseError(
            f"cannot {function.__name__} shapes {a.shape} and {b.shape}",
            remedy="counted from the last axis, lengths must be equal or 1",
        ) from None
