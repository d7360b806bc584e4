"""Reading entries: what was not read has no influence, what was read twice counts twice."""

import numpy as np

from ..tensor import as_tensor, node


def index(x, key):
    """Return ``x[key]``: slices, integers, arrays of integers or booleans, as in NumPy.

    An entry that an array of integers reads several times receives the sum of all their gradients.

    >>> x = Tensor([10.0, 20.0, 30.0], requires_grad=True)
    >>> x[[0, 0, 2]].sum().backward()
    >>> x.grad
    array([2., 0., 1.])
    """
    x = as_tensor(x)

    def rule(g):
        gradient = np.zeros(x.shape, g.dtype)
        if _may_repeat(key):
            np.add.at(gradient, key, g)  # `gradient[key] += g` would count a repeated entry only once
        else:
            gradient[key] = g
        return gradient

    return node("index", x.data[key], (x, rule))


def _may_repeat(key):
    parts = key if isinstance(key, tuple) else (key,)
    return any(isinstance(part, list | np.ndarray) and np.asarray(part).dtype.kind in "iu" for part in parts)
