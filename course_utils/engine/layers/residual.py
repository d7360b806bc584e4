"""The residual block: layers that only have to learn what to add."""

from ...errors import CourseError
from ..ops.arithmetic import add
from .base import Layer
from .sequential import Sequential


class Residual(Layer):
    """Return ``shortcut(x) + layers(x)``; the gradient has a way back that no layer can dim.

    Args:
        layers: a list of layers whose last output has the shape that the shortcut has.
        shortcut: a layer for the direct way, where the block changes the shape; None for ``x`` itself.
        name, rng, dtype: see `Layer`.

    Raises:
        CourseError: when the two ways end in different shapes.

    Source: He et al. (2016). Lesson 07.

    >>> Residual([Dense(4, "relu"), Dense(3)], rng=7)(np.zeros((2, 3))).shape
    (2, 3)
    """

    def __init__(self, layers, shortcut=None, **options):
        super().__init__(**options)
        self.inner, self.shortcut = Sequential(layers), shortcut
        self.layers = [self.inner] if shortcut is None else [self.inner, shortcut]

    def build(self, input_shape):
        """Let both ways draw from the block's generator, which may be that of the `Sequential` around it."""
        for way in self.layers:
            way.rng = way.rng or self.rng

    def call(self, x, training):
        """Return the shape of what the layers return."""
        direct = x if self.shortcut is None else self.shortcut(x, training)
        added = self.inner(x, training)
        if direct.shape != added.shape:
            raise CourseError(
                f"{self.name} cannot add {added.shape} to {direct.shape}",
                remedy="give a shortcut that ends in the same shape, such as Dense or Conv2D with kernel 1",
            )
        return add(direct, added)
