"""Layer normalisation as a layer."""

from ..ops.normalisation import layer_norm
from .base import Layer


class LayerNorm(Layer):
    """Give each example's last axis mean 0 and variance 1, then a centre ``beta`` and a spread ``gamma``.

    Args:
        epsilon: keeps the division finite.
        name, rng, dtype: see `Layer`.

    Attributes:
        gamma, beta: (c,) each, trained.

    Source: Ba, Kiros and Hinton (2016). Lesson 07. Keras calls it LayerNormalization.
    """

    def __init__(self, epsilon=1e-3, **options):
        super().__init__(**options)
        self.epsilon = epsilon

    def build(self, input_shape):
        """Make the two vectors."""
        self.gamma = self.add_weight("gamma", input_shape[-1:], "ones")
        self.beta = self.add_weight("beta", input_shape[-1:], "zeros")

    def call(self, x, training):
        """Return the shape of ``x``."""
        return layer_norm(x, self.gamma, self.beta, self.epsilon)
