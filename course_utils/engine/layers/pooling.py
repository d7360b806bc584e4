"""Pooling layers: pictures made smaller. They have no weights."""

from ..ops import pooling
from .base import Layer


class _Pool2D(Layer):
    def __init__(self, pool_size=(2, 2), strides=None, padding="valid", **options):
        super().__init__(**options)
        self.pool_size, self.strides, self.padding = pool_size, strides, padding


class MaxPool2D(_Pool2D):
    """Keep the largest value of each window; arguments and shapes are those of `max_pool2d`. Lesson 09."""

    def call(self, x, training):
        """Return (n, rows, columns, c)."""
        return pooling.max_pool2d(x, self.pool_size, self.strides, self.padding)


class AvgPool2D(_Pool2D):
    """Keep the mean of each window; arguments and shapes are those of `avg_pool2d`. Lesson 09."""

    def call(self, x, training):
        """Return (n, rows, columns, c)."""
        return pooling.avg_pool2d(x, self.pool_size, self.strides, self.padding)


class GlobalMaxPool2D(Layer):
    """Keep the largest value of each channel: (n, h, w, c) to (n, c)."""

    def call(self, x, training):
        """Return (n, c)."""
        return pooling.global_max_pool2d(x)


class GlobalAveragePool2D(Layer):
    """Keep the mean of each channel: (n, h, w, c) to (n, c). Lin, Chen and Yan (2013)."""

    def call(self, x, training):
        """Return (n, c)."""
        return pooling.global_avg_pool2d(x)
