"""The dense layer: every unit reads every input."""

from ...errors import CourseError
from ..ops.products import matmul
from ..ops.shaping import reshape
from .activation import get
from .base import Layer


class Dense(Layer):
    """Return ``activation(x @ kernel + bias)``, for ``x`` (..., features).

    Args:
        units: how many numbers come out.
        activation: a name such as "relu", a function, or None.
        use_bias: whether to add ``bias``.
        kernel_initializer, bias_initializer: a name in `inits`, or a function (shape, rng, dtype).
        name, rng, dtype: see `Layer`.

    Attributes:
        kernel: (features, units).
        bias: (units,).

    Raises:
        CourseError: when an input has another number of features than the first one had.

    Source: Rosenblatt (1958). Lesson 03.

    >>> Dense(10, activation="softmax", rng=7)(np.zeros((64, 784))).shape
    (64, 10)
    """

    def __init__(
        self,
        units,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        **options,
    ):
        super().__init__(**options)
        self.units, self.activation, self.use_bias = units, get(activation), use_bias
        self.kernel_initializer, self.bias_initializer = kernel_initializer, bias_initializer

    def build(self, input_shape):
        """Make the kernel and the bias."""
        self.kernel = self.add_weight("kernel", (input_shape[-1], self.units), self.kernel_initializer)
        if self.use_bias:
            self.bias = self.add_weight("bias", (self.units,), self.bias_initializer)

    def call(self, x, training):
        """Return (..., units)."""
        if x.shape[-1] != self.kernel.shape[0]:
            raise CourseError(
                f"{self.name} reads {self.kernel.shape[0]} features, not an input of shape {x.shape}",
                remedy="pictures need Flatten() first",
            )
        y = matmul(x, self.kernel)
        return self.activation(y + self.bias if self.use_bias else y)


class Flatten(Layer):
    """Return ``x`` (n, ...) with all axes but the first in one: (n, features). It has no weights."""

    def call(self, x, training):
        """Return (n, features)."""
        return reshape(x, (x.shape[0], -1))
