"""Where weights start: random numbers whose spread keeps a signal's size from layer to layer.

Every initialiser is a function ``(shape, rng, dtype="float32") -> array``; your own function will do as well.
The last axis of a shape is what goes out, the last but one what comes in, and axes before them (a kernel's height and
width) multiply both. The names and spreads are those of Keras.
"""

import numpy as np

from ..errors import CourseError


def generator(rng=None):
    """Return a NumPy random generator: ``rng`` itself, or one seeded with the number ``rng``.

    Without ``rng`` the seed is drawn from NumPy's global state, which `course_utils.train.seed` sets.
    """
    if isinstance(rng, np.random.Generator):
        return rng
    return np.random.default_rng(np.random.randint(2**31) if rng is None else rng)


def zeros(shape, rng=None, dtype="float32"):
    """Return zeros: right for biases, fatal for kernels, whose units would all stay alike."""
    return np.zeros(shape, dtype)


def ones(shape, rng=None, dtype="float32"):
    """Return ones, the start of a scale."""
    return np.ones(shape, dtype)


def glorot_uniform(shape, rng, dtype="float32"):
    """Return uniform numbers of variance 2 / (in + out), Keras' default. Glorot and Bengio (2010)."""
    fan_in, fan_out = _fans(shape)
    return _uniform(shape, 2 / (fan_in + fan_out), rng, dtype)


def glorot_normal(shape, rng, dtype="float32"):
    """Return normal numbers of variance 2 / (in + out), cut off at two deviations. Glorot and Bengio (2010)."""
    fan_in, fan_out = _fans(shape)
    return _truncated_normal(shape, 2 / (fan_in + fan_out), rng, dtype)


def he_uniform(shape, rng, dtype="float32"):
    """Return uniform numbers of variance 2 / in: a relu halves the signal, the 2 makes good. He et al. (2015)."""
    return _uniform(shape, 2 / _fans(shape)[0], rng, dtype)


def he_normal(shape, rng, dtype="float32"):
    """Return normal numbers of variance 2 / in, cut off at two deviations. He et al. (2015)."""
    return _truncated_normal(shape, 2 / _fans(shape)[0], rng, dtype)


def lecun_uniform(shape, rng, dtype="float32"):
    """Return uniform numbers of variance 1 / in. LeCun et al. (1998)."""
    return _uniform(shape, 1 / _fans(shape)[0], rng, dtype)


def lecun_normal(shape, rng, dtype="float32"):
    """Return normal numbers of variance 1 / in, cut off at two deviations. LeCun et al. (1998)."""
    return _truncated_normal(shape, 1 / _fans(shape)[0], rng, dtype)


def random_uniform(shape, rng, dtype="float32"):
    """Return uniform numbers from -0.05 to 0.05, whatever the shape: the start of an embedding."""
    return rng.uniform(-0.05, 0.05, shape).astype(dtype)


def random_normal(shape, rng, dtype="float32"):
    """Return normal numbers with deviation 0.05, whatever the shape."""
    return rng.normal(0, 0.05, shape).astype(dtype)


def orthogonal(shape, rng, dtype="float32"):
    """Return a matrix (rows, columns) whose rows, or columns if they are fewer, are perpendicular and of length 1.

    A square one turns a memory and leaves its length as it is, however often it is applied. Saxe et al. (2014).
    """
    tall = rng.standard_normal((max(shape), min(shape)))
    q, r = np.linalg.qr(tall)
    q *= np.sign(np.diag(r))  # without this the turns would not be equally likely
    return (q if shape[0] >= shape[1] else q.T).astype(dtype)


BY_NAME = {
    f.__name__: f
    for f in (
        zeros,
        ones,
        glorot_uniform,
        glorot_normal,
        he_uniform,
        he_normal,
        lecun_uniform,
        lecun_normal,
        random_uniform,
        random_normal,
        orthogonal,
    )
}


def get(initializer):
    """Return the initialiser of that name; a function is returned as it is."""
    if callable(initializer):
        return initializer
    if initializer not in BY_NAME:
        raise CourseError(f"there is no initialiser {initializer!r}", remedy=f"use one of {', '.join(BY_NAME)}")
    return BY_NAME[initializer]


def _fans(shape):
    """Count the inputs that one unit reads and the units that one input reaches."""
    if len(shape) < 2:
        return (shape[0], shape[0]) if shape else (1, 1)
    positions = int(np.prod(shape[:-2]))
    return positions * shape[-2], positions * shape[-1]


def _uniform(shape, variance, rng, dtype):
    limit = (3 * variance) ** 0.5  # a uniform number from -a to a has variance a*a / 3
    return rng.uniform(-limit, limit, shape).astype(dtype)


def _truncated_normal(shape, variance, rng, dtype):
    values = rng.standard_normal(shape)
    while (far := np.abs(values) > 2).any():
        values[far] = rng.standard_normal(np.count_nonzero(far))
    return (values * variance**0.5 / 0.87962566103423978).astype(dtype)  # what the cut leaves of the deviation
