"""The gradient check: nudge each number, watch the output, and compare with what backward says."""

from functools import partial

import numpy as np

from ..errors import CourseError
from .tensor import Tensor, no_grad


def numerical_gradient(f, x, eps=1e-6, one_sided=False):
    """Return the slope of ``f`` along each entry of ``x``, measured by finite differences.

    Args:
        f: a function from an array like ``x`` to one number (a float or a tensor).
        x: an array of any shape; it is not changed. Use float64: float32 has too few digits for a small difference.
        eps: the size of the nudge. Too large, and the curve bends; too small, and rounding drowns the difference.
        one_sided: ``(f(x + eps) - f(x)) / eps``, whose error shrinks with eps, in place of the central
            ``(f(x + eps) - f(x - eps)) / (2 eps)``, whose error shrinks with its square.

    Returns:
        An array in the shape of ``x``.

    Source: lesson 05.

    >>> numerical_gradient(lambda x: (x * x).sum(), np.array([1.0, 2.0])).round(6)
    array([2., 4.])
    """
    x = np.array(x, copy=True)
    if x.dtype.kind != "f":
        raise CourseError(f"{x.dtype} cannot be nudged", remedy="give an array of floats, such as 3.0")
    slopes = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        here = x[place]
        x[place] = here + eps
        up = float(f(x))
        x[place] = here if one_sided else here - eps
        down = float(f(x))
        x[place] = here
        slopes[place] = (up - down) / (eps if one_sided else 2 * eps)
    return slopes


def gradcheck(f, *inputs, parameters=(), eps=1e-6):
    """Return the largest relative error of the engine's gradients of ``f`` against finite differences.

    Args:
        f: a function from tensors to a tensor of any shape; it must give the same answer each time it is called.
        inputs: arrays or tensors to call it with; arrays are taken as float64.
        parameters: further tensors that ``f`` reads, such as ``layer.parameters()``; make them float64 as well.
        eps: the size of the nudge.

    Returns:
        For each input and parameter the largest difference, divided by the largest entry of its gradient; of these
        the largest. About 1e-9 is right, 1e-2 is a wrong derivative.

    Source: lesson 05.

    >>> gradcheck(lambda x: x * x * x, np.array([1.0, 2.0])) < 1e-8
    True
    """
    inputs = [x if isinstance(x, Tensor) else Tensor(np.asarray(x, np.float64), requires_grad=True) for x in inputs]
    leaves = [t for t in (*inputs, *parameters) if t.requires_grad]
    output = f(*inputs)
    # One random weight for each output entry: with equal weights errors of opposite sign could cancel.
    weights = np.random.default_rng(0).uniform(0.5, 1.5, output.shape)
    for leaf in leaves:
        leaf.grad = None
    output.backward(weights)

    def total(leaf, values):
        before, leaf.data = leaf.data, values
        with no_grad():
            result = float((f(*inputs).data * weights).sum())
        leaf.data = before
        return result

    worst = 0.0
    for leaf in leaves:
        measured = numerical_gradient(partial(total, leaf), leaf.data, eps)
        claimed, leaf.grad = np.zeros(leaf.shape) if leaf.grad is None else leaf.grad, None
        scale = max(np.abs(measured).max(), np.abs(claimed).max(), 1e-12)
        worst = max(worst, float(np.abs(measured - claimed).max() / scale))
    return worst
