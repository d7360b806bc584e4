"""One step through time of the three classic recurrences: from an input and a memory to the next memory.

In all of them x is (n, features) and the memory (n, units); weight shapes and the order of gates are those of Keras.
Called again and again with its own result, a step becomes a network that is as deep as the sequence is long.
"""

from .activations import sigmoid, tanh
from .arithmetic import add, multiply, subtract
from .indexing import index
from .products import matmul


def simple_rnn_step(x, h, kernel, recurrent_kernel, bias):
    """Return the next memory, ``tanh(x @ kernel + h @ recurrent_kernel + bias)``.

    Args:
        x: (n, features).
        h: (n, units), the memory.
        kernel: (features, units).
        recurrent_kernel: (units, units).
        bias: (units,).

    Returns:
        (n, units).

    Source: Elman (1990). Lesson 11.
    """
    return tanh(_mixed(x, h, kernel, recurrent_kernel, bias))


def lstm_step(x, h, c, kernel, recurrent_kernel, bias):
    """Return the next output and the next memory; three gates say what to write, what to keep and what to show.

    Args:
        x: (n, features).
        h: (n, units), what was shown last.
        c: (n, units), the memory.
        kernel: (features, 4 * units), for the input gate, the forget gate, the candidate and the output gate.
        recurrent_kernel: (units, 4 * units).
        bias: (4 * units,).

    Returns:
        ``h`` and ``c``, (n, units) each.

    Source: Hochreiter and Schmidhuber (1997); forget gate: Gers, Schmidhuber and Cummins (2000). Lesson 12.
    """
    write, keep, candidate, show = _parts(_mixed(x, h, kernel, recurrent_kernel, bias), 4)
    c = add(multiply(sigmoid(keep), c), multiply(sigmoid(write), tanh(candidate)))
    return multiply(sigmoid(show), tanh(c)), c


def gru_step(x, h, kernel, recurrent_kernel, bias):
    """Return the next memory: ``keep`` of the old one, the rest a candidate that saw as much of it as ``reset`` allows.

    Args:
        x: (n, features).
        h: (n, units), the memory.
        kernel: (features, 3 * units), for the keep (update) gate, the reset gate and the candidate.
        recurrent_kernel: (units, 3 * units).
        bias: (2, 3 * units), for the input's part and for the memory's part.

    Returns:
        (n, units).

    Source: Cho et al. (2014), in the form that Keras calls ``reset_after``. Lesson 12.
    """
    keep, reset, candidate = _parts(add(matmul(x, kernel), index(bias, 0)), 3)
    keep_h, reset_h, candidate_h = _parts(add(matmul(h, recurrent_kernel), index(bias, 1)), 3)
    keep, reset = sigmoid(add(keep, keep_h)), sigmoid(add(reset, reset_h))
    candidate = tanh(add(candidate, multiply(reset, candidate_h)))
    return add(multiply(keep, h), multiply(subtract(1.0, keep), candidate))


def _mixed(x, h, kernel, recurrent_kernel, bias):
    return add(add(matmul(x, kernel), matmul(h, recurrent_kernel)), bias)


def _parts(x, n):
    """Cut the last axis into n equal parts."""
    width = x.shape[-1] // n
    return [index(x, (..., slice(i * width, (i + 1) * width))) for i in range(n)]
