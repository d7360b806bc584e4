"""Layers that behave differently in training and in evaluation."""

from ..ops.reductions import mean, var
from ..ops.regularisation import batch_norm, dropout
from .base import Layer


class Dropout(Layer):
    """In training, set a random part ``rate`` of the inputs to 0 and scale up the rest; in evaluation, do nothing.

    Source: Srivastava et al. (2014). Lesson 40.
    """

    def __init__(self, rate, **options):
        super().__init__(**options)
        self.rate = rate

    def call(self, x, training):
        """Return the shape of ``x``."""
        return dropout(x, self.rate, self.rng) if training else x


class BatchNorm(Layer):
    """Give each channel mean 0 and variance 1, then a centre ``beta`` and a spread ``gamma`` of the network's choice.

    In training the statistics are those of the batch, and running means of them are kept; in evaluation, with
    ``training=False``, those running means are used, so that an example's answer does not depend on its neighbours.

    Args:
        momentum: how slowly the running means forget.
        epsilon: keeps the division finite.
        name, rng, dtype: see `Layer`.

    Attributes:
        gamma, beta: (c,) each, trained.
        moving_mean, moving_variance: (c,) each, not trained.

    Source: Ioffe and Szegedy (2015). Lesson 07. Keras calls it BatchNormalization.
    """

    def __init__(self, momentum=0.99, epsilon=1e-3, **options):
        super().__init__(**options)
        self.momentum, self.epsilon = momentum, epsilon

    def build(self, input_shape):
        """Make the two trained and the two kept vectors."""
        shape = input_shape[-1:]
        self.gamma = self.add_weight("gamma", shape, "ones")
        self.beta = self.add_weight("beta", shape, "zeros")
        self.moving_mean = self.add_weight("moving_mean", shape, "zeros", trainable=False)
        self.moving_variance = self.add_weight("moving_variance", shape, "ones", trainable=False)

    def call(self, x, training):
        """Return the shape of ``x``."""
        if not training:
            statistics = self.moving_mean, self.moving_variance
        else:
            all_but_channels = tuple(range(x.ndim - 1))
            statistics = mean(x, all_but_channels), var(x, all_but_channels)
            for kept, now in zip((self.moving_mean, self.moving_variance), statistics, strict=True):
                kept.data += (1 - self.momentum) * (now.data - kept.data)
        return batch_norm(x, *statistics, self.gamma, self.beta, self.epsilon)
