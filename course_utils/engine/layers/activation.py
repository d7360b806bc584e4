"""The activation as a layer, and the names that layers know activations by."""

from ...errors import CourseError
from ..ops import activations
from .base import Layer

NAMES = (
    "relu", "leaky_relu", "elu", "gelu", "sigmoid", "tanh", "softplus", "silu", "softmax", "log_softmax",
)  # fmt: skip


class Activation(Layer):
    """Apply an activation, given by name or as a function; it has no weights.

    Raises:
        CourseError: for an unknown name.

    >>> Activation("relu")([-1.0, 2.0])
    Tensor([0., 2.], dtype=float32)
    """

    def __init__(self, activation, **options):
        super().__init__(**options)
        self.activation = get(activation)

    def call(self, x, training):
        """Return the shape of ``x``."""
        return self.activation(x)


def get(activation):
    """Return the activation of that name; a function is returned as it is, None means no activation."""
    if activation is None:
        return lambda x: x
    if callable(activation):
        return activation
    if activation not in NAMES:
        raise CourseError(f"there is no activation {activation!r}", remedy=f"use one of {', '.join(NAMES)}")
    return getattr(activations, activation)
