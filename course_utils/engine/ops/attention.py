"""Attention: a soft lookup, in which every query reads a mixture of all values."""

import numpy as np

from ...errors import CourseError
from ..tensor import as_tensor
from .activations import softmax
from .arithmetic import divide, where
from .products import matmul
from .shaping import transpose

_NEVER = -1e9  # a score whose exponential is 0, yet finite, so that a row without any key is no 0 / 0


def scaled_dot_product_attention(query, key, value, mask=None):
    """Return ``softmax(query @ key.T / sqrt(d)) @ value`` and the softmax, the weights with which values are read.

    Args:
        query: (..., t, d), what each place looks for.
        key: (..., s, d), what each place offers itself as.
        value: (..., s, v), what each place has to say.
        mask: booleans that broadcast to (..., t, s); False hides a key from a query.

    Returns:
        The mixtures (..., t, v) and the weights (..., t, s), whose rows sum to 1.

    Raises:
        CourseError: when queries and keys, or keys and values, do not fit.

    Source: Vaswani et al. (2017). Lesson 13.
    """
    query, key, value = as_tensor(query), as_tensor(key), as_tensor(value)
    if query.shape[-1] != key.shape[-1] or key.shape[-2] != value.shape[-2]:
        raise CourseError(
            f"queries {query.shape}, keys {key.shape} and values {value.shape} do not fit",
            remedy="queries and keys need one width, keys and values one length",
        )
    last_two_swapped = (*range(key.ndim - 2), key.ndim - 1, key.ndim - 2)
    scores = divide(matmul(query, transpose(key, last_two_swapped)), query.shape[-1] ** 0.5)  # (..., t, s)
    if mask is not None:
        scores = where(np.asarray(mask, bool), scores, np.asarray(_NEVER, scores.dtype))
    weights = softmax(scores)
    return matmul(weights, value), weights


def causal_mask(length):
    """Return (length, length) booleans: True where the column is not later than the row, so nobody sees the future.

    >>> causal_mask(3).astype(int)
    array([[1, 0, 0],
           [1, 1, 0],
           [1, 1, 1]])
    """
    return np.tril(np.ones((length, length), bool))
