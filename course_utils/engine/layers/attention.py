"""Multi-head attention: several soft lookups side by side, each with its own idea of what fits what."""

from ..ops.arithmetic import add
from ..ops.attention import causal_mask, scaled_dot_product_attention
from ..ops.products import matmul
from ..ops.shaping import reshape, transpose
from .base import Layer


class MultiHeadAttention(Layer):
    """Return for every place of ``x`` a mixture of what the places of ``value`` say, in ``num_heads`` ways at once.

    Args:
        num_heads: how many lookups.
        key_dim: the width of a head's queries, keys and values.
        name, rng, dtype: see `Layer`.

    Attributes:
        weights: kernels (features, num_heads, key_dim) and biases (num_heads, key_dim) for query, key and value, then
            output_kernel (num_heads, key_dim, features) and output_bias (features,): Keras' order and shapes.
        scores: (n, num_heads, t, s), the weights of the last call's mixtures, as an array.

    The call takes ``value`` (n, s, features), default ``x`` itself; ``mask``, booleans (n, t, s) or (t, s), False where
    a query must not look; and ``causal``, True to hide the future.

    Source: Vaswani et al. (2017). Lesson 13.
    """

    def __init__(self, num_heads, key_dim, **options):
        super().__init__(**options)
        self.num_heads, self.key_dim = num_heads, key_dim
        self.scores = None

    def build(self, input_shape):
        """Make the weights."""
        features, head = input_shape[-1], (self.num_heads, self.key_dim)
        for role in ("query", "key", "value"):
            self.add_weight(f"{role}_kernel", (features, *head), "glorot_uniform")
            self.add_weight(f"{role}_bias", head, "zeros")
        self.add_weight("output_kernel", (*head, features), "glorot_uniform")
        self.add_weight("output_bias", (features,), "zeros")

    def call(self, x, training, value=None, mask=None, causal=False):
        """Return (n, t, features)."""
        value = x if value is None else value
        query, key, value = self._heads(x, "query"), self._heads(value, "key"), self._heads(value, "value")
        allowed = _allowed(mask, causal, query.shape[2])
        mixed, weights = scaled_dot_product_attention(query, key, value, allowed)  # (n, heads, t, key_dim)
        self.scores = weights.data
        mixed = reshape(transpose(mixed, (0, 2, 1, 3)), (*x.shape[:2], self.num_heads * self.key_dim))
        kernel = reshape(self.weights["output_kernel"], (self.num_heads * self.key_dim, -1))
        return add(matmul(mixed, kernel), self.weights["output_bias"])

    def _heads(self, x, role):
        """Return (n, heads, t, key_dim): what every head makes of ``x`` in this role."""
        kernel = reshape(self.weights[f"{role}_kernel"], (x.shape[-1], self.num_heads * self.key_dim))
        projected = reshape(matmul(x, kernel), (*x.shape[:2], self.num_heads, self.key_dim))
        return transpose(add(projected, self.weights[f"{role}_bias"]), (0, 2, 1, 3))


def _allowed(mask, causal, length):
    """Return booleans that broadcast to (n, heads, t, s), or None where everybody may look everywhere."""
    if mask is not None and mask.ndim == 3:
        mask = mask[:, None]
    if not causal:
        return mask
    return causal_mask(length) if mask is None else mask & causal_mask(length)
