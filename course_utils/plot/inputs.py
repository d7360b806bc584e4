"""One-line errors for what is handed to a figure."""

import numpy as np

from ..errors import CourseError


def numbers(value, name, *, ndim=None) -> np.ndarray:
    """Return ``value`` as a float array; a CourseError names what is wrong with it."""
    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise CourseError(f"{name} is not an array of numbers", remedy=f"got {type(value).__name__}") from None
    allowed = (ndim,) if isinstance(ndim, int) else ndim
    if allowed and array.ndim not in allowed:
        want = " or ".join(str(n) for n in allowed)
        raise CourseError(f"{name} has shape {array.shape}", remedy=f"give {want} dimensions")
    if array.size == 0:
        raise CourseError(f"{name} is empty", remedy="look at the cell that computed it")
    if not np.isfinite(array).any():
        raise CourseError(f"{name} holds no finite number", remedy="look at the cell that computed it")
    return array


def same_length(name, got, other, expected):
    """Raise a CourseError unless two lengths agree."""
    if got != expected:
        raise CourseError(f"{name} has {got} entries, {other} has {expected}", remedy="give one for each")


def choice(name, value, allowed):
    """Raise a CourseError unless ``value`` is one of the allowed words."""
    if value not in allowed:
        raise CourseError(f"{name}={value!r} is not known", remedy="one of " + ", ".join(repr(a) for a in allowed))
