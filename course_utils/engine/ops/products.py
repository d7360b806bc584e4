"""The matrix product, the operation in which networks spend their time."""

from ...errors import CourseError
from ..tensor import node
from .arithmetic import pair
from .indexing import index
from .shaping import reshape


def matmul(a, b):
    """Return the matrix product ``a @ b``; leading axes are a batch and broadcast, as in NumPy.

    Args:
        a: (..., n, k), or a vector (k,).
        b: (..., k, m), or a vector (k,).

    Returns:
        (..., n, m); a vector's axis is dropped.

    Raises:
        CourseError: when the inner lengths differ.

    >>> x, w = Tensor([[1.0, 2.0]]), Tensor([[3.0], [4.0]], requires_grad=True)
    >>> matmul(x, w)
    Tensor([[11.]], op='matmul')
    """
    a, b = pair(a, b)
    if 0 in (a.ndim, b.ndim) or a.shape[-1] != b.shape[max(b.ndim - 2, 0)]:
        raise CourseError(
            f"cannot matmul shapes {a.shape} and {b.shape}", remedy="the last axis of a must be as long as b's rows"
        )
    if b.ndim == 1:
        return index(matmul(a, reshape(b, (-1, 1))), (..., 0))
    if a.ndim == 1:
        return index(matmul(reshape(a, (1, -1)), b), (..., 0, slice(None)))

    def right_rule(g):
        if b.ndim == 2:  # one weight matrix for the whole batch: one large product instead of many small ones
            return _rows(a.data).T @ _rows(g)
        return a.data.swapaxes(-1, -2) @ g

    return node("matmul", a.data @ b.data, (a, lambda g: g @ b.data.swapaxes(-1, -2)), (b, right_rule))


def _rows(x):
    return x.reshape(-1, x.shape[-1])
