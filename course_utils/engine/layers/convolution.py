"""The convolutional layer: the same small kernels at every place of a picture."""

from ..ops.convolution import conv2d
from ..ops.windows import pair_of
from .activation import get
from .base import Layer


class Conv2D(Layer):
    """Return ``activation(conv2d(x, kernel) + bias)``, for pictures ``x`` (n, h, w, c).

    Args:
        filters: how many kernels look at the picture; as many channels come out.
        kernel_size: a number, or a pair (height, width).
        strides: how far the kernel moves between stops: a number, or a pair.
        padding: "valid" or "same".
        activation, use_bias, kernel_initializer, bias_initializer: see `Dense`.
        name, rng, dtype: see `Layer`.

    Attributes:
        kernel: (kernel height, kernel width, c, filters).
        bias: (filters,).

    Raises:
        CourseError: when ``x`` is no batch of pictures, or has other channels than the first one had.

    Source: LeCun et al. (1989). Lesson 09.

    >>> Conv2D(8, 5, activation="relu", rng=7)(np.zeros((64, 28, 28, 1))).shape
    (64, 24, 24, 8)
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        **options,
    ):
        super().__init__(**options)
        self.filters, self.activation, self.use_bias = filters, get(activation), use_bias
        self.kernel_size, self.strides, self.padding = pair_of(kernel_size), strides, padding
        self.kernel_initializer, self.bias_initializer = kernel_initializer, bias_initializer

    def build(self, input_shape):
        """Make the kernel and the bias."""
        shape = (*self.kernel_size, input_shape[-1], self.filters)
        self.kernel = self.add_weight("kernel", shape, self.kernel_initializer)
        if self.use_bias:
            self.bias = self.add_weight("bias", (self.filters,), self.bias_initializer)

    def call(self, x, training):
        """Return (n, rows, columns, filters)."""
        y = conv2d(x, self.kernel, self.strides, self.padding)
        return self.activation(y + self.bias if self.use_bias else y)
