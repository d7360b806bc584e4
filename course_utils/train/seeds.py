"""One number from which all chance of a lesson follows."""

import random
import sys
from numbers import Integral

import numpy as np

from ..errors import CourseError

_early = False


def seed(n):
    """Seed Python, NumPy and, where the lesson uses it, Keras with its backend.

    Args:
        n: a whole number from 0 to 2**32 - 1; a lesson passes its parameter SEED.

    Call it after ``import keras``: a lesson without Keras must not pay 8 seconds for its import, so a Keras that is not
    loaded yet is not seeded. (`Progress` and `TimeBudget` refuse to start a training that was seeded too early.)
    Runs with one seed are equal bit for bit on one machine; another kind of CPU moves a loss by about one millionth.

    >>> seed(7)
    """
    global _early
    if not isinstance(n, Integral) or isinstance(n, bool) or not 0 <= n < 2**32:
        raise CourseError(f"{n!r} is no seed", remedy="give a whole number from 0 to 4294967295")
    n = int(n)
    random.seed(n)
    np.random.seed(n)
    _early = "keras" not in sys.modules
    if not _early:
        sys.modules["keras"].utils.set_random_seed(n)


def seeded_too_early() -> bool:
    """Tell whether the last call of `seed` could not reach Keras because it was not loaded."""
    return _early
