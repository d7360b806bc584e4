"""The one place that knows how each Keras backend takes a gradient."""

import keras

from ..errors import CourseError


def value_and_gradient(function, *, repeated=False):
    """Return ``g(x) -> (value, gradient)`` for a scalar ``function`` of one tensor, as NumPy arrays.

    Args:
        function: maps a float32 tensor to a scalar tensor, in `keras.ops`.
        repeated: compile it; pays off from about ten calls with one shape.
    """
    backend = keras.backend.backend()
    if backend not in _BACKENDS:
        raise CourseError(f"no gradients on the Keras backend '{backend}'", remedy="use " + ", ".join(_BACKENDS))
    both = _BACKENDS[backend](function, repeated)

    def evaluate(x):
        value, gradient = both(keras.ops.convert_to_tensor(x, dtype="float32"))
        return float(keras.ops.convert_to_numpy(value)), keras.ops.convert_to_numpy(gradient)

    return evaluate


def _tensorflow(function, repeated):
    import tensorflow as tf

    def both(x):
        with tf.GradientTape() as tape:
            tape.watch(x)
            value = function(x)
        return value, tape.gradient(value, x, unconnected_gradients=tf.UnconnectedGradients.ZERO)

    return tf.function(both) if repeated else both


def _jax(function, repeated):
    import jax

    both = jax.value_and_grad(function)
    return jax.jit(both) if repeated else both


def _torch(function, repeated):
    import torch

    def both(x):
        x = x.detach().clone().requires_grad_(True)
        with torch.enable_grad():
            value = function(x)
        (gradient,) = torch.autograd.grad(value, x, allow_unused=True)
        return value.detach(), torch.zeros_like(x) if gradient is None else gradient

    return both


_BACKENDS = {"tensorflow": _tensorflow, "jax": _jax, "torch": _torch}
