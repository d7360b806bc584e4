"""The tensor: an array that remembers how it was computed, so that blame can flow back to whatever made it."""

from contextlib import contextmanager
from itertools import count
from operator import attrgetter

import numpy as np

from ..errors import CourseError
from .broadcasting import sum_to

_births = count()
_recording = True


class Tensor:
    """An array with a gradient and a memory: ``c = a * b`` knows that it came from ``a`` and ``b``.

    Args:
        data: whatever NumPy reads as numbers. float32 stays float32, float64 stays float64, integers become float64.
        requires_grad: whether gradients are wanted here, as they are for the weights of a network. The tensor then owns
            a copy of ``data``, because an optimizer will change it in place.
        name: what to call it in messages and drawings.

    Attributes:
        data: the values, a NumPy array of any shape.
        grad: None before `backward`; then d loss / d data, in the shape of ``data``. A second call adds to it.
        parents: the tensors that this one was computed from; () for one that you made yourself.
        rules: for each parent, how the gradient of this tensor becomes a share of that parent's gradient.
        op: the name of the operation that made it, "" for one that you made yourself.

    Raises:
        CourseError: when ``data`` holds something else than numbers.

    Source: reverse-mode differentiation, Linnainmaa (1970); Rumelhart, Hinton and Williams (1986). Lesson 05.

    >>> w = Tensor(3.0, requires_grad=True)
    >>> loss = w * w + 2 * w
    >>> loss.backward()
    >>> float(w.grad)
    8.0
    """

    __slots__ = ("__weakref__", "birth", "data", "grad", "name", "op", "parents", "requires_grad", "rules")
    # Without this line NumPy would take `array * tensor` into its own hands and loop over the entries.
    __array_ufunc__ = None

    def __init__(self, data, requires_grad=False, name=""):
        self.data = _numbers(data, copy=requires_grad)
        self.grad = None
        self.requires_grad = requires_grad
        self.parents, self.rules = (), ()
        self.op, self.name = "", name
        # A tensor is always born after its parents. So the order of birth is an order in which to compute the graph,
        # and the reverse order visits a tensor only after everything that was computed from it.
        self.birth = next(_births)

    def tape(self):
        """Return this tensor and all that it was computed from, oldest first: the graph in topological order."""
        found, to_visit = {self}, [self]
        while to_visit:  # a loop, not recursion: a graph of 10,000 steps is deeper than Python's call stack
            for parent in to_visit.pop().parents:
                if parent not in found:
                    found.add(parent)
                    to_visit.append(parent)
        return sorted(found, key=attrgetter("birth"))

    def backward(self, gradient=None):
        """Fill ``grad`` of every tensor on the tape that requires it with d self / d that tensor.

        Args:
            gradient: d loss / d self, in the shape of ``data``. It may be left out when this tensor is the loss itself,
                one number: then it is 1.

        Raises:
            CourseError: when nothing was recorded, or the tensor is no single number and ``gradient`` is missing.

        Source: Rumelhart, Hinton and Williams (1986). Lesson 05.

        >>> x = Tensor([1.0, 2.0, 3.0], requires_grad=True)
        >>> (x * x).sum().backward()
        >>> x.grad
        array([2., 4., 6.])
        """
        pending = {self: self._first_gradient(gradient)}
        for node in reversed(self.tape()):
            if node not in pending:  # a constant: nobody asked for its gradient
                continue
            g = pending.pop(node)  # complete: all that was computed from `node` has had its turn
            node.grad = _total(node.grad, g)
            for parent, rule in zip(node.parents, node.rules, strict=True):
                if parent.requires_grad:
                    share = np.asarray(sum_to(rule(g), parent.shape), parent.dtype)
                    if not parent.parents and (share is g or share.base is not None):
                        share = share.copy()  # so that `weight.grad *= 0.5` cannot change another tensor's gradient
                    pending[parent] = _total(pending.get(parent), share)

    def _first_gradient(self, gradient):
        if not self.requires_grad:
            raise CourseError(
                "there is no tape to go back on",
                remedy="compute the loss from tensors made with requires_grad=True, outside no_grad()",
            )
        if gradient is None:
            if self.size != 1:
                raise CourseError(
                    f"backward starts from one number, but this tensor has shape {self.shape}",
                    remedy="reduce it to a loss first, for example with .sum() or .mean()",
                )
            return np.ones_like(self.data)
        gradient = np.array(getattr(gradient, "data", gradient), self.dtype)
        if gradient.shape != self.shape:
            raise CourseError(
                f"the gradient has shape {gradient.shape}, the tensor {self.shape}", remedy="give one number per entry"
            )
        return gradient

    def detach(self):
        """Return a tensor with the same values and no memory: gradients stop here."""
        return Tensor(self.data)

    def numpy(self):
        """Return the values as a NumPy array (the same memory, not a copy)."""
        return self.data

    def item(self):
        """Return the only value as a Python number."""
        return self.data.item()

    @property
    def shape(self):
        """The length of each axis, as a tuple."""
        return self.data.shape

    @property
    def ndim(self):
        """The number of axes."""
        return self.data.ndim

    @property
    def size(self):
        """The number of entries."""
        return self.data.size

    @property
    def dtype(self):
        """The NumPy type of an entry."""
        return self.data.dtype

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __float__(self):
        return float(self.item())

    def __array__(self, dtype=None, copy=None):
        return np.array(self.data, dtype=dtype, copy=copy)

    def __repr__(self):
        values = np.array2string(self.data, separator=", ", prefix="Tensor(", threshold=20, edgeitems=2, precision=4)
        facts = [
            f"name='{self.name}'" if self.name else "",
            f"shape={self.shape}" if self.size > 20 else "",
            f"dtype={self.dtype}" if self.dtype != np.float64 else "",
            f"op='{self.op}'" if self.op else "",
            "requires_grad=True" if self.requires_grad and not self.op else "",
        ]
        return f"Tensor({', '.join([values, *filter(None, facts)])})"


def node(op, data, *edges):
    """Return the result of an operation, with its place on the tape.

    Args:
        op: the name of the operation.
        data: the result, a NumPy array.
        edges: for each input a pair ``(parent, rule)``. ``rule(g)`` receives d loss / d result, in the shape of
            ``data``, and returns d loss / d parent. Where broadcasting stretched the parent, the rule may return the
            stretched shape: `Tensor.backward` sums it back. A rule runs only when its parent requires a gradient.

    Every operation of the engine is a call of this function, and so can be one of your own:

    >>> def double(x):
    ...     return node("double", 2 * x.data, (x, lambda g: 2 * g))
    """
    result = Tensor(data)
    if _recording and any(parent.requires_grad for parent, _ in edges):
        result.requires_grad = True
        result.op = op
        result.parents, result.rules = zip(*edges, strict=True)
    return result


@contextmanager
def no_grad():
    """Compute without a tape, for evaluation: nothing is remembered, so memory is freed as you go.

    >>> w = Tensor(3.0, requires_grad=True)
    >>> with no_grad():
    ...     print((w * w).parents)
    ()
    """
    global _recording
    before, _recording = _recording, False
    try:
        yield
    finally:
        _recording = before


def as_tensor(x, dtype=None):
    """Return ``x`` itself if it is a tensor, else a constant tensor of its values, as ``dtype`` where one is given."""
    if isinstance(x, Tensor):
        return x
    return Tensor(x if dtype is None else _numbers(x).astype(dtype, copy=False))


def _numbers(data, copy=False):
    array = np.array(data, copy=True) if copy else np.asarray(data)
    if array.dtype.kind in "iub":
        return array.astype(np.float64)
    if array.dtype.kind != "f":
        raise CourseError(f"a tensor holds real numbers, not {array.dtype}", remedy="give numbers or an array of them")
    return array


def _total(so_far, share):
    # A new array each time: a rule may have handed one and the same array to two parents.
    return share if so_far is None else np.asarray(so_far + share)
