"""Moving entries about: no value changes, so each rule carries the gradient back the way the entries came."""

import numpy as np

from ...errors import CourseError
from ..tensor import as_tensor, node


def reshape(x, shape):
    """Return the same entries in another shape; one length may be -1, "whatever is left".

    Raises:
        CourseError: when the shapes do not hold equally many entries.
    """
    x = as_tensor(x)
    try:
        result = x.data.reshape(shape)
    except ValueError:
        raise CourseError(
            f"cannot reshape {x.shape} to {shape}", remedy=f"the lengths must multiply to {x.size}"
        ) from None
    return node("reshape", result, (x, lambda g: g.reshape(x.shape)))


def transpose(x, axes=None):
    """Return ``x`` with its axes in the order ``axes``; reversed if none is given."""
    x = as_tensor(x)
    back = None if axes is None else np.argsort([axis % x.ndim for axis in axes])
    return node("transpose", x.data.transpose(axes), (x, lambda g: g.transpose(back)))


def concatenate(tensors, axis=0):
    """Return the tensors joined along an axis that they have; the other axes must agree.

    >>> concatenate([Tensor([1.0, 2.0]), Tensor([3.0])])
    Tensor([1., 2., 3.])
    """
    tensors = [as_tensor(t) for t in tensors]
    result = _joined(np.concatenate, tensors, axis)
    ends = np.cumsum([t.shape[axis] for t in tensors])
    edges = []
    for tensor, end in zip(tensors, ends, strict=True):
        mine = [slice(None)] * result.ndim
        mine[axis] = slice(end - tensor.shape[axis], end)
        edges.append((tensor, lambda g, mine=tuple(mine): g[mine]))
    return node("concatenate", result, *edges)


def stack(tensors, axis=0):
    """Return tensors of one shape side by side along a new axis.

    >>> stack([Tensor([1.0, 2.0]), Tensor([3.0, 4.0])]).shape
    (2, 2)
    """
    tensors = [as_tensor(t) for t in tensors]
    result = _joined(np.stack, tensors, axis)
    return node("stack", result, *[(t, lambda g, i=i: np.take(g, i, axis)) for i, t in enumerate(tensors)])


def pad(x, pad_width, constant_values=0.0):
    """Return ``x`` with a border of one value; ``pad_width`` holds a pair (before, after) for each axis."""
    x = as_tensor(x)
    if np.shape(pad_width) != (x.ndim, 2):
        raise CourseError(f"cannot pad shape {x.shape} by {pad_width}", remedy="give (before, after) for each axis")
    inside = tuple(slice(before, before + n) for (before, _), n in zip(pad_width, x.shape, strict=True))
    return node("pad", np.pad(x.data, pad_width, constant_values=constant_values), (x, lambda g: g[inside]))


def _joined(join, tensors, axis):
    try:
        return join([t.data for t in tensors], axis=axis)
    except ValueError as error:
        shapes = ", ".join(str(t.shape) for t in tensors)
        raise CourseError(f"cannot {join.__name__} shapes {shapes}", remedy=str(error)) from None
