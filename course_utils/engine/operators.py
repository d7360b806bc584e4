"""The operators: ``a + b`` is `add`, ``a @ b`` is `matmul`, ``x[key]`` is `index`, ``x.sum()`` is `sum`.

A tensor knows nothing of the operations, and they are all made of tensors; this file introduces them to each other.
"""

from .ops import arithmetic, indexing, products, reductions, shaping
from .tensor import Tensor, as_tensor


def _swapped(operation):
    """The operator for ``2 - x``, where the tensor stands on the right."""
    return lambda self, other: operation(other, self)


for _symbol, _operation in {
    "add": arithmetic.add,
    "sub": arithmetic.subtract,
    "mul": arithmetic.multiply,
    "truediv": arithmetic.divide,
    "pow": arithmetic.power,
    "matmul": products.matmul,
}.items():
    setattr(Tensor, f"__{_symbol}__", _operation)
    setattr(Tensor, f"__r{_symbol}__", _swapped(_operation))

Tensor.__neg__ = arithmetic.negative
Tensor.__abs__ = arithmetic.abs
Tensor.__getitem__ = indexing.index

# Comparisons answer with a NumPy array of booleans, for `where` and for counting; no gradient flows through them.
# `==` still asks "the same tensor?", which the tape relies on; to compare values, compare ``x.data``.
Tensor.__lt__ = lambda self, other: self.data < as_tensor(other).data
Tensor.__le__ = lambda self, other: self.data <= as_tensor(other).data
Tensor.__gt__ = lambda self, other: self.data > as_tensor(other).data
Tensor.__ge__ = lambda self, other: self.data >= as_tensor(other).data

Tensor.sum = reductions.sum
Tensor.mean = reductions.mean
Tensor.var = reductions.var
Tensor.max = reductions.max
Tensor.min = reductions.min
Tensor.transpose = shaping.transpose
Tensor.T = property(shaping.transpose)


def _reshape(self, *shape):
    """Return the same entries in another shape: ``x.reshape(2, -1)`` or ``x.reshape((2, -1))``; see `reshape`."""
    return shaping.reshape(self, shape[0] if len(shape) == 1 else shape)


Tensor.reshape = _reshape
