"""The layer: a function with weights of its own, made when it first sees how wide its input is."""

from itertools import chain, count

import numpy as np

from ...errors import CourseError
from .. import inits
from ..tensor import Tensor, as_tensor


class Layer:
    """What all layers share: a name, weights, and ``layer(x, training=False)``.

    Args:
        name: default the class name in small letters.
        rng: a seed or a `numpy.random.Generator`, for the initial weights and for dropout. Default: see
            `inits.generator`; inside a `Sequential` with an ``rng``, that one.
        dtype: of the weights. Arrays that come in are converted to it, tensors are not.

    Attributes:
        weights: the layer's own tensors by name, in Keras' order and shapes.
        layers: the list of layers inside this one.

    A new layer defines `build`, which calls `add_weight`, and `call`. Lesson 05.
    """

    def __init__(self, *, name="", rng=None, dtype="float32"):
        self.name = name or type(self).__name__.lower()
        self.rng = None if rng is None else inits.generator(rng)
        self.dtype = np.dtype(dtype)
        self.weights = {}
        self.layers = []
        self.built = False

    def __call__(self, x, training=False, **more):
        """Return the output for ``x``, an array or a tensor; the first call makes the weights.

        ``more`` is what some layers take beside it, such as the ``mask`` of a recurrent layer.
        """
        x = as_tensor(x, self.dtype)
        if not self.built:
            self.rng = self.rng or inits.generator()
            self.build(x.shape)
            self.built = True
        return self.call(x, training, **more)

    def build(self, input_shape):
        """Make the weights; called once, with the shape of the first input, batch axis included."""

    def call(self, x, training, **more):
        """Return the layer's output for the tensor ``x``."""
        raise NotImplementedError

    def add_weight(self, name, shape, initializer, trainable=True):
        """Make a weight, remember it under ``name`` and return it."""
        values = inits.get(initializer)(shape, self.rng, self.dtype)
        self.weights[name] = Tensor(np.array(values), requires_grad=trainable, name=name)
        return self.weights[name]

    def named_weights(self):
        """Return the weights of this layer and of those inside it by name: "dense/kernel", "dense_1/kernel"."""
        found = dict(self.weights)
        for label, layer in zip(_distinct([layer.name for layer in self.layers]), self.layers, strict=True):
            found |= {f"{label}/{name}": weight for name, weight in layer.named_weights().items()}
        return found

    def parameters(self):
        """Return the tensors that an optimizer should train, each once.

        Raises:
            CourseError: when a layer has not seen any data yet and so has no weights.
        """
        self._check_built()
        # A layer that is used in two places has two names but is trained once.
        return list(dict.fromkeys(w for w in self.named_weights().values() if w.requires_grad))

    def get_weights(self):
        """Return copies of all weights as a list of arrays, in the order of Keras' ``get_weights``."""
        self._check_built()
        return [weight.data.copy() for weight in self.named_weights().values()]

    def set_weights(self, arrays):
        """Take over the values of ``arrays``, such as those of a Keras model's ``get_weights()``.

        Raises:
            CourseError: when number or shapes differ.
        """
        self._check_built()
        weights = list(self.named_weights().values())
        theirs, ours = [np.shape(a) for a in arrays], [w.shape for w in weights]
        if theirs != ours:
            raise CourseError(f"weights of shapes {theirs} do not fit {self.name}", remedy=f"it needs {ours}")
        for weight, array in zip(weights, arrays, strict=True):
            weight.data[...] = array

    def _check_built(self):
        if not (self.built and all(layer.built for layer in self.layers)):
            raise CourseError(
                f"{self.name} has no weights yet", remedy="show it data once, or begin Sequential with Input(shape)"
            )

    def __repr__(self):
        weights = ", ".join(f"{name} {weight.shape}" for name, weight in self.weights.items())
        return f"{type(self).__name__}({weights})"


def _distinct(names):
    """Number the names that come back: dense, dense_1, dense_2."""
    labels = []
    for name in names:
        numbered = chain([name], (f"{name}_{i}" for i in count(1)))
        labels.append(next(label for label in numbered if label not in labels))
    return labels
