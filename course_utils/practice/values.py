"""Answers turned into plain data, and plain data turned into short text."""

import numbers
import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

_SMALL, _ROW = 12, 30  # values worth reading one by one: of any array, of a single row
_LONG = 80  # characters of any one value


@dataclass(frozen=True)
class Foreign:
    """Stands for an answer that is no plain value, such as a generator, a method or an object of an own class."""

    kind: str

    def __str__(self):
        return f"{'an' if self.kind[:1].lower() in 'aeiou' else 'a'} {self.kind}"


def plain(value):
    """Copy an answer into built-in types and NumPy arrays, so that nothing in it can decide how it is compared.

    Tensors of our engine, TensorFlow, JAX and PyTorch and data frames become arrays; subclasses of built-in types
    become those types; anything else becomes a `Foreign` that names its type. This runs code of the answer
    (``__array__``): call it within the time limit.

    >>> plain((1, np.float64(2.5), {"a": [True]}))
    (1, 2.5, {'a': [True]})
    """
    if value is None or value is Ellipsis or type(value) in (bool, int, float, complex, str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        return _array(value)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, tuple | list | range):
        base = tuple if isinstance(value, tuple) else list if isinstance(value, list) else range
        return (tuple if base is tuple else list)(plain(item) for item in base.__iter__(value))
    if isinstance(value, set | frozenset):
        return frozenset(plain(item) for item in value)
    if isinstance(value, Mapping):
        return {plain(key): plain(value[key]) for key in value}
    if isinstance(value, numbers.Number):
        return _number(value)
    return _tensor(value)


def _number(value):
    if isinstance(value, numbers.Integral):
        return int.__index__(value) if isinstance(value, int) else int(value)
    return float(value) if isinstance(value, numbers.Real) else complex(value)


def _tensor(value):
    """Read a tensor of any library: ``detach`` is PyTorch's, ``data`` our engine's, ``__array__`` the others'."""
    if isinstance(value, type) or callable(value):
        return Foreign(type(value).__name__)
    if callable(getattr(value, "detach", None)):
        value = value.detach()
    if isinstance(getattr(value, "data", None), np.ndarray):
        return _array(value.data)
    if hasattr(value, "__array__"):
        return _array(np.asarray(value))
    return Foreign(type(value).__name__)


def _array(value):
    array = np.array(value, subok=False)
    if array.dtype.kind not in "biufcUS":
        # Keras' bfloat16 is a kind of its own; numbers that become float32 without a loss are welcome.
        if array.dtype.name != "bfloat16":
            return plain(array.tolist()) if array.dtype == object and array.ndim else Foreign(f"{array.dtype} array")
        array = array.astype(np.float32)
    # A float32 number keeps its type: it decides how exact the comparison may be.
    return array.item() if array.ndim == 0 and array.dtype.name not in ("float16", "float32") else array


def show(value, *, digits=6) -> str:
    """Write a value on one line: numbers to ``digits`` figures, big arrays by shape, long text cut.

    >>> show([1, 0.123456789, "coat"]), show(np.zeros((28, 28)))
    ("[1, 0.123457, 'coat']", 'an array of shape (28, 28)')
    """
    if isinstance(value, np.generic) or (isinstance(value, np.ndarray) and value.ndim == 0):
        value = value.item()
    if isinstance(value, float):
        return f"{value:.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:.{digits}g}"
    if isinstance(value, np.ndarray):
        return show(value.tolist(), digits=digits) if readable(value) else f"an array of shape {value.shape}"
    if isinstance(value, list | tuple):
        return _sequence(value, digits)
    if isinstance(value, dict):
        inside = ", ".join(f"{show(k)}: {show(v, digits=digits)}" for k, v in list(value.items())[:_SMALL])
        return "{" + inside + (", …}" if len(value) > _SMALL else "}")
    if isinstance(value, frozenset | set):
        return "{" + ", ".join(sorted(show(item, digits=digits) for item in value)[:_SMALL]) + "}" if value else "set()"
    if isinstance(value, Foreign):
        return str(value)
    if callable(value) and hasattr(value, "__name__"):
        return "a lambda" if value.__name__ == "<lambda>" else value.__name__
    if isinstance(value, int) and value.bit_length() > 4 * _LONG:  # Python refuses to write thousands of digits
        return f"a whole number of about {value.bit_length() * 3 // 10} digits"
    return tidy(repr(value[:_LONG]) if isinstance(value, str) else repr(value))


def readable(array) -> bool:
    """Tell whether an array is small enough to be shown value by value."""
    return array.size <= (_ROW if array.ndim == 1 else _SMALL)


def _sequence(value, digits):
    left, right = "()" if isinstance(value, tuple) else "[]"
    texts = [show(item, digits=digits) for item in value[:_ROW]]
    more = [f"… {len(value)} values"] if len(value) > _ROW else []
    comma = "," if isinstance(value, tuple) and len(value) == 1 else ""
    return left + ", ".join(texts + more) + comma + right


def tidy(text: str, length: int = _LONG) -> str:
    """Put text on one line, the same on each run (no memory addresses), cut to ``length`` characters."""
    return cut(re.sub(r" at 0x[0-9a-fA-F]+", "", " ".join(text.split())), length)


def cut(text: str, length: int = _LONG) -> str:
    """Shorten text to ``length`` characters, the last one an ellipsis."""
    return text if len(text) <= length else text[: length - 1] + "…"
