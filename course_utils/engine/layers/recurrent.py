"""Recurrent layers: one step function, applied to every time of a sequence with the same weights."""

import numpy as np

from ..ops.arithmetic import where
from ..ops.indexing import index
from ..ops.recurrent import gru_step, lstm_step, simple_rnn_step
from ..ops.shaping import stack
from ..tensor import as_tensor
from .base import Layer


class Recurrent(Layer):
    """What the recurrent layers share: the walk through time, from (n, t, features) to (n, units).

    Args:
        units: the width of the memory.
        return_sequences: return what was shown at every time, (n, t, units), instead of the last, (n, units).
        return_state: return also the memory after the last step: ``y, h`` or, of an LSTM, ``y, h, c``.
        kernel_initializer, recurrent_initializer: a name in `inits`, or a function.
        name, rng, dtype: see `Layer`.

    Attributes:
        kernel, recurrent_kernel, bias: see the step functions in `ops.recurrent`.

    The call takes a ``mask`` (n, t) of booleans, False where a sequence has ended or not begun: there the memory stays
    as it is. ``initial_state`` is a list of memories to begin with, default zeros.
    """

    states, gates = 1, 1  # memories from step to step; blocks in the kernels

    def __init__(
        self,
        units,
        return_sequences=False,
        return_state=False,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        **options,
    ):
        super().__init__(**options)
        self.units, self.return_sequences, self.return_state = units, return_sequences, return_state
        self.kernel_initializer, self.recurrent_initializer = kernel_initializer, recurrent_initializer

    def build(self, input_shape):
        """Make the weights."""
        width = self.gates * self.units
        self.kernel = self.add_weight("kernel", (input_shape[-1], width), self.kernel_initializer)
        self.recurrent_kernel = self.add_weight("recurrent_kernel", (self.units, width), self.recurrent_initializer)
        self.bias = self.add_weight("bias", *self.bias_start())

    def bias_start(self):
        """Return shape and initialiser of the bias."""
        return (self.gates * self.units,), "zeros"

    def step(self, x, *state):
        """Return the memories after reading ``x`` (n, features); the first of them is what is shown."""
        raise NotImplementedError

    def call(self, x, training, mask=None, initial_state=None):
        """Return (n, units), or what ``return_sequences`` and ``return_state`` ask for."""
        blank = np.zeros((len(x), self.units), x.dtype)
        state = [as_tensor(s, x.dtype) for s in initial_state or [blank] * self.states]
        shown = []
        for t in range(x.shape[1]):
            after = self.step(index(x, (slice(None), t)), *state)
            if mask is not None:
                here = np.asarray(mask, bool)[:, t, None]  # (n, 1)
                after = [where(here, new, old) for new, old in zip(after, state, strict=True)]
            state = after
            shown.append(state[0])
        y = stack(shown, axis=1) if self.return_sequences else shown[-1]
        return (y, *state) if self.return_state else y


class SimpleRNN(Recurrent):
    """A memory that is rewritten at every step. See `Recurrent` and `ops.recurrent.simple_rnn_step`. Lesson 11."""

    def step(self, x, h):
        """Return the next memory, in a list."""
        return [simple_rnn_step(x, h, self.kernel, self.recurrent_kernel, self.bias)]


class LSTM(Recurrent):
    """A memory with gates. See `Recurrent` and `ops.recurrent.lstm_step`. Lesson 12.

    Args:
        unit_forget_bias: start the forget gate's bias at 1, so that a new network remembers.
    """

    states, gates = 2, 4

    def __init__(self, units, unit_forget_bias=True, **options):
        super().__init__(units, **options)
        self.unit_forget_bias = unit_forget_bias

    def bias_start(self):
        """Return the shape, and ones for the forget gate."""

        def start(shape, rng, dtype):
            bias = np.zeros(shape, dtype)
            bias[self.units : 2 * self.units] = self.unit_forget_bias
            return bias

        return (4 * self.units,), start

    def step(self, x, h, c):
        """Return what is shown and the memory."""
        return lstm_step(x, h, c, self.kernel, self.recurrent_kernel, self.bias)


class GRU(Recurrent):
    """A memory with two gates. See `Recurrent` and `ops.recurrent.gru_step`. Lesson 12."""

    gates = 3

    def bias_start(self):
        """Return the shape of both biases."""
        return (2, 3 * self.units), "zeros"

    def step(self, x, h):
        """Return the next memory, in a list."""
        return [gru_step(x, h, self.kernel, self.recurrent_kernel, self.bias)]
