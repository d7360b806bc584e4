"""Is this answer the expected one? Tolerant of spelling (list or array, int or float), strict about meaning."""

import numpy as np

from .values import Foreign, readable, show

TOLERANCE = 1e-6
# float32 keeps 7 figures and loses one or two in a sum of hundreds; float16 keeps 3.
_COARSE = {"float16": 5e-3, "float32": 2e-5}
_KINDS = {"bool": "truth values", "number": "numbers", "text": "strings"}


def difference(expected, got, tolerance=TOLERANCE) -> str | None:
    """Compare plain values (see `values.plain`) and say what differs, or return None where nothing that matters does.

    Lists, tuples and arrays stand for each other, as do ints and whole floats. Whole numbers must be equal; floats may
    differ by ``tolerance * (1 + |expected|)``, or more where the answer was computed in float32 or float16; NaN equals
    NaN. The tolerance is one number, or the pair (relative, absolute).

    >>> difference([1, 2, 3, 4], (1, 2, 3, 5))
    'expected [1, 2, 3, 4], got (1, 2, 3, 5) (index 3: expected 4, got 5)'
    """
    if isinstance(got, Foreign) or expected is None or got is None:
        return None if expected is None and got is None else _both(expected, got)
    if isinstance(expected, dict):
        return _dicts(expected, got, tolerance)
    if isinstance(expected, frozenset):
        return None if isinstance(got, frozenset) and expected == got else _both(expected, got)
    wanted = as_array(expected)
    if wanted is None:
        return _items(expected, got, tolerance)
    came = as_array(got)
    return _arrays(expected, got, wanted, came, tolerance) if came is not None else _both(expected, got)


def as_array(value):
    """Return a plain value as an array of one kind (numbers, truth values or text), or None where it is none."""
    kinds = _kinds(value)
    if kinds is None or ("text" in kinds and len(kinds) > 1):
        return None
    try:
        array = np.asarray(value)
    except (ValueError, OverflowError):  # ragged, or an int beyond 64 bits
        return None
    return array if array.dtype != object or array.ndim == 0 else None


def loosened(tolerance, *values) -> tuple[float, float]:
    """Return (relative, absolute), at least what the coarsest float type among the plain values needs."""
    relative, absolute = tolerance if isinstance(tolerance, tuple) else (tolerance, tolerance)
    coarse = max((_coarse(value) for value in values), default=0.0)
    return max(relative, coarse), max(absolute, coarse)


def _coarse(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return max((_coarse(item) for item in value), default=0.0)
    return _COARSE.get(value.dtype.name, 0.0) if isinstance(value, np.ndarray) else 0.0


def close(wanted, came, tolerance=TOLERANCE):
    """Return elementwise whether numbers agree; the arrays must broadcast. NaN agrees with NaN."""
    if "O" in (wanted.dtype.kind, came.dtype.kind) or (wanted.dtype.kind in "biu" and came.dtype.kind in "biu"):
        return np.asarray(wanted.tolist() == came.tolist()) if wanted.ndim == 0 else wanted == came
    relative, absolute = loosened(tolerance, came)
    if wanted.dtype.kind in "biu":  # a whole number is never "about" its neighbour
        absolute, relative = min(absolute, 0.01), min(relative, 0.01 / (1 + float(np.max(np.abs(wanted), initial=0))))
    return np.isclose(came, wanted, rtol=relative, atol=absolute, equal_nan=True)


def _kinds(value):
    """Return the kinds of the leaves of nested sequences, or None where there is another thing among them."""
    if isinstance(value, np.ndarray):
        return {"text" if value.dtype.kind in "US" else "bool" if value.dtype.kind == "b" else "number"}
    if isinstance(value, list | tuple):
        found = [_kinds(item) for item in value]
        return None if None in found else set().union(*found)
    if isinstance(value, bool):
        return {"bool"}
    return {"text"} if isinstance(value, str) else {"number"} if isinstance(value, int | float | complex) else None


def _arrays(expected, got, wanted, came, tolerance):
    if wanted.shape != came.shape:
        return _shapes(expected, got, wanted, came)
    if not wanted.size:
        return None
    want, have = _kind(wanted), _kind(came)
    if want != have and not (want == "number" and have == "bool"):
        return f"{_both(expected, got)} ({_KINDS[have]} where {_KINDS[want]} are expected)"
    same = wanted == came if want != "number" else close(wanted, came, tolerance)
    if np.all(same):
        return None
    if wanted.ndim == 0:
        return _both(expected, got)
    first = tuple(int(i) for i in np.argwhere(~same)[0])
    place = f"index {first[0] if len(first) == 1 else list(first)}"
    one = _both(wanted[first], came[first])
    if wanted.size <= 3:
        return _both(expected, got)
    return f"{_both(expected, got)} ({place}: {one})" if readable(wanted) else f"at {place} {one}"


def _kind(array):
    return "text" if array.dtype.kind in "US" else "bool" if array.dtype.kind == "b" else "number"


def _shapes(expected, got, wanted, came):
    if wanted.ndim == came.ndim == 1 and readable(wanted) and readable(came):
        return f"{_both(expected, got)} ({wanted.size} values expected, {came.size} came)"
    if wanted.ndim and came.ndim:
        return f"expected shape {wanted.shape}, got shape {came.shape}"
    return _both(expected, got)


def _items(expected, got, tolerance):
    """Compare sequences item by item: ragged ones, mixed ones, pairs of arrays."""
    if not isinstance(expected, list | tuple):
        return None if type(expected) is type(got) and expected == got else _both(expected, got)
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(map(np.asarray, got))
    if not isinstance(got, list | tuple):
        return _both(expected, got)
    if len(expected) != len(got):
        return f"expected {len(expected)} values, got {len(got)}"
    found = ((i, difference(e, g, tolerance)) for i, (e, g) in enumerate(zip(expected, got, strict=True)))
    return next((f"at index {i} {text}" for i, text in found if text), None)


def _dicts(expected, got, tolerance):
    if not isinstance(got, dict):
        return _both(expected, got)
    for word, keys in (("lacks", expected.keys() - got.keys()), ("has too many", got.keys() - expected.keys())):
        if keys:
            return f"the dictionary {word}: {', '.join(sorted(show(key) for key in keys))}"
    found = ((key, difference(value, got[key], tolerance)) for key, value in expected.items())
    return next((f"for the key {show(key)} {text}" for key, text in found if text), None)


def _both(expected, got):
    """Show two values, with enough figures to tell them apart."""
    for digits in (6, 9, 17):
        left, right = show(expected, digits=digits), show(got, digits=digits)
        if left != right:
            break
    return f"expected {left}, got {right}"
