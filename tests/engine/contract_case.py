"""One case of the contract: an operation, inputs, and what Keras makes of them."""

import math
from dataclasses import dataclass, field

import numpy as np

from course_utils import engine

RNG = np.random.default_rng(5)


@dataclass
class Case:
    """One operation on one set of inputs.

    ``theirs(keras_ops, *tensors)`` computes the same with Keras; default: the function of that name in keras.ops.
    ``kinks``: an input lies on a corner, where finite differences measure neither slope.
    """

    name: str
    ours: object
    inputs: tuple
    theirs: object = None
    kinks: bool = False
    options: dict = field(default_factory=dict)

    def __str__(self):
        shapes = ",".join("x".join(map(str, x.shape)) or "1" for x in self.inputs)
        return f"{self.name}-{shapes}" + "".join(f"-{k}={v}" for k, v in self.options.items())

    def run_ours(self, *tensors):
        return self.ours(*tensors, **self.options)

    def run_theirs(self, ops, *tensors):
        theirs = self.theirs or (lambda ops, *t, **options: getattr(ops, self.name)(*t, **options))
        return theirs(ops, *tensors, **self.options)


def normal(*shape):
    return RNG.standard_normal(shape)


def positive(*shape):
    return RNG.uniform(0.5, 2.0, shape)


def distinct(*shape):
    """Numbers that lie well apart, so that a nudge changes no order."""
    return RNG.permutation(math.prod(shape)).reshape(shape) / 7 - 1.05


def tied(*shape):
    """Small whole numbers: many are equal, and many are 0."""
    return RNG.integers(-1, 2, shape).astype(float)


def case(name, *inputs, theirs=None, ours=None, kinks=False, **options):
    return Case(name, ours or getattr(engine, name), inputs, theirs, kinks, options)
