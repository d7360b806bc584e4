"""The embedding: a table with one learned row for each symbol."""

import numpy as np

from ...errors import CourseError
from ..ops.indexing import index
from .base import Layer


class Embedding(Layer):
    """Return for each whole number its row of a table: (n, t) becomes (n, t, output_dim).

    Args:
        input_dim: how many symbols there are; they are the numbers from 0 to input_dim - 1.
        output_dim: the width of a row.
        embeddings_initializer: a name in `inits`, or a function.
        name, rng, dtype: see `Layer`.

    Attributes:
        embeddings: (input_dim, output_dim). Only rows that were read receive a gradient.

    Raises:
        CourseError: for a number that is no symbol.

    Source: Bengio et al. (2003). Lesson 02.
    """

    def __init__(self, input_dim, output_dim, embeddings_initializer="random_uniform", **options):
        super().__init__(**options)
        self.input_dim, self.output_dim = input_dim, output_dim
        self.embeddings_initializer = embeddings_initializer

    def build(self, input_shape):
        """Make the table."""
        shape = (self.input_dim, self.output_dim)
        self.embeddings = self.add_weight("embeddings", shape, self.embeddings_initializer)

    def call(self, x, training):
        """Return (..., output_dim)."""
        symbols = x.data.astype(np.int64)
        wrong = (symbols != x.data) | (symbols < 0) | (symbols >= self.input_dim)
        if wrong.any():
            raise CourseError(
                f"{self.name} was asked for the row {x.data[wrong].flat[0]:g}",
                remedy=f"its rows are the whole numbers from 0 to {self.input_dim - 1}",
            )
        return index(self.embeddings, symbols)
