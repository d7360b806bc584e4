"""The model as a list: each layer's output is the next layer's input."""

from typing import NamedTuple

import numpy as np

from ...errors import CourseError
from ..tensor import no_grad
from .base import Layer


class Input(NamedTuple):
    """The shape of one example, as the first entry of a `Sequential`, so that weights exist before any data comes."""

    shape: tuple[int, ...]


class Sequential(Layer):
    """Call layers one after the other.

    Args:
        layers: a list of layers, the first of which may be an `Input`.
        rng: a seed or a generator for all layers that have none of their own.
        name, dtype: see `Layer`.

    Attributes:
        layers: the list of layers, without the `Input`.

    Raises:
        CourseError: when an entry is no layer.

    Source: lesson 05.

    >>> model = Sequential([Input((784,)), Dense(128, activation="relu"), Dense(10)], rng=7)
    >>> [(name, weight.shape) for name, weight in model.named_weights().items()][:2]
    [('dense/kernel', (784, 128)), ('dense/bias', (128,))]
    >>> model(np.zeros((64, 784))).shape
    (64, 10)
    """

    def __init__(self, layers, *, rng=None, **options):
        super().__init__(rng=rng, **options)
        has_input = bool(layers) and isinstance(layers[0], Input)
        for layer in layers[has_input:]:
            if not isinstance(layer, Layer):
                raise CourseError(f"{layer!r} is no layer", remedy="functions go in as Activation(function)")
            self.layers.append(layer)
        if has_input:
            with no_grad():  # one blank example finds every layer's input shape
                self(np.zeros((1, *layers[0].shape)))

    def build(self, input_shape):
        """Let layers without a generator of their own draw from this one."""
        for layer in self.layers:
            layer.rng = layer.rng or self.rng

    def call(self, x, training):
        """Return what the last layer returns."""
        for layer in self.layers:
            x = layer(x, training)
        return x

    def __repr__(self):
        return "\n".join(["Sequential(", *(f"    {layer!r}," for layer in self.layers), ")"])
