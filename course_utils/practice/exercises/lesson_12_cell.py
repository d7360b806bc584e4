"""Exercise 12.2: one step of an LSTM, for one example."""

import math

import numpy as np

from .. import exercise

SIZES = ((1, 1), (2, 3), (3, 2), (4, 4), (5, 1))  # features and units


@exercise(
    "12.2",
    title="One step of an LSTM",
    minutes=10,
    needs="import numpy as np",
    given="write, keep, candidate, show = np.split(x @ kernel + h @ recurrent_kernel + bias, 4)\n...  # your code here",
    hints=(
        "Three of the four rows are gates, between 0 and 1. Which squash does that? And the candidate, from -1 to 1?",
        "What is kept of the old memory `c`, and what is added to it? Then: what is shown of the NEW memory?",
        "`c = sigmoid(keep) * c + …`, and the answer ends in `… * np.tanh(c), c`.",
    ),
    why="These lines are a whole LSTM: Keras runs them at every step, for all examples at once.",
)
def lstm_one(x, h, c, kernel, recurrent_kernel, bias):
    """Return what one LSTM cell shows and what it remembers after reading `x`: the pair `(h, c)`.

    `x` (features,) is the input; `h` and `c` (units,) are what was shown and remembered before. The weights are as in
    Keras: `kernel` (features, 4 · units), `recurrent_kernel` (units, 4 · units) and `bias` (4 · units,), in the order
    write, keep, candidate, show. The squash of the gates is `1 / (1 + np.exp(-z))`; candidate and shown memory go
    through `np.tanh`. For example, with all weights and biases 0, the input `[1.0]` and the memory `c = [2.0]` give
    `([0.381], [1.0])`: half of the memory is kept, and half of its tanh is shown.
    """
    write, keep, candidate, show = np.split(x @ kernel + h @ recurrent_kernel + bias, 4)

    def sigmoid(z):
        return 1 / (1 + np.exp(-z))

    c = sigmoid(keep) * c + sigmoid(write) * np.tanh(candidate)
    return sigmoid(show) * np.tanh(c), c


@lstm_one.cases
def _(rng):
    blank = np.zeros((1, 4))
    yield np.array([1.0]), np.zeros(1), np.array([2.0]), blank, blank, np.zeros(4)
    yield np.array([1.0]), np.zeros(1), np.zeros(1), np.array([[1.0, 2.0, 3.0, 4.0]]), blank, np.zeros(4)
    yield np.array([1.0]), np.array([0.5]), np.array([1.5]), blank, np.array([[-1.0, 1.0, 2.0, -2.0]]), np.ones(4)
    for features, units in SIZES:
        yield (*_state(rng, features, units), *_weights(rng, features, units))


def _state(rng, features, units):
    return rng.normal(size=features), rng.uniform(-0.9, 0.9, units), 1.5 * rng.normal(size=units)


def _weights(rng, features, units):
    return rng.normal(size=(features, 4 * units)), rng.normal(size=(units, 4 * units)), rng.normal(size=4 * units)


@lstm_one.reference
def _(x, h, c, kernel, recurrent_kernel, bias):
    # Unit by unit, number by number.
    units, shown, memory = len(c), [], []
    for j in range(units):
        rows = []
        for part in range(4):
            k = part * units + j
            total = float(bias[k])
            total += sum(float(v) * float(kernel[i][k]) for i, v in enumerate(x))
            total += sum(float(v) * float(recurrent_kernel[i][k]) for i, v in enumerate(h))
            rows.append(total)
        write, keep, show = (0.5 + 0.5 * math.tanh(rows[part] / 2) for part in (0, 1, 3))
        memory.append(keep * float(c[j]) + write * math.tanh(rows[2]))
        shown.append(show * math.tanh(memory[-1]))
    return shown, memory


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def _parts(x, h, kernel, recurrent_kernel, bias):
    return np.split(x @ kernel + h @ recurrent_kernel + bias, 4)


@lstm_one.mistake("the order in the weights is write, keep, candidate, show: here write and keep have changed places")
def swaps_write_and_keep(x, h, c, kernel, recurrent_kernel, bias):
    keep, write, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * np.tanh(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake(
    "the order in the weights is write, keep, candidate, show: here candidate and show have changed places"
)
def swaps_candidate_and_show(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, show, candidate = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * np.tanh(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("the candidate may be negative: it goes through tanh, not through the squash of the gates")
def squashes_the_candidate(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * _sigmoid(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("the candidate goes through tanh before it is written")
def leaves_the_candidate_bare(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * candidate
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("the memory goes through tanh, not through the squash of the gates, before it is shown")
def squashes_the_memory(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * np.tanh(candidate)
    return _sigmoid(show) * _sigmoid(c), c


@lstm_one.mistake("the gates read what was SHOWN before, `h`; the memory `c` is hidden from them")
def reads_the_memory(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, c, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * np.tanh(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("that is what the cell shows; the new memory is asked for, too: `(h, c)`")
def shows_but_does_not_remember(x, h, c, kernel, recurrent_kernel, bias):
    return lstm_one(x, h, c, kernel, recurrent_kernel, bias)[0]


@lstm_one.mistake("the memory goes through tanh before it is shown")
def shows_the_bare_memory(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + _sigmoid(write) * np.tanh(candidate)
    return _sigmoid(show) * c, c


@lstm_one.mistake("what is shown is the NEW memory, after keeping and writing; this shows the old one")
def shows_the_old_memory(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    return _sigmoid(show) * np.tanh(c), _sigmoid(keep) * c + _sigmoid(write) * np.tanh(candidate)


@lstm_one.mistake("three gates need the squash `1 / (1 + np.exp(-z))`: without it they are not between 0 and 1")
def leaves_the_gates_bare(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = keep * c + write * np.tanh(candidate)
    return show * np.tanh(c), c


@lstm_one.mistake("the squash has a minus: `1 / (1 + np.exp(-z))`; this opens a gate where it should shut")
def loses_the_minus(x, h, c, kernel, recurrent_kernel, bias):
    write, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(-keep) * c + _sigmoid(-write) * np.tanh(candidate)
    return _sigmoid(-show) * np.tanh(c), c


@lstm_one.mistake("the keep gate is missing: the old memory is multiplied by it, not taken as it is")
def keeps_everything(x, h, c, kernel, recurrent_kernel, bias):
    write, _, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = c + _sigmoid(write) * np.tanh(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("the write gate is missing: only as much of the candidate is added as it lets through")
def writes_everything(x, h, c, kernel, recurrent_kernel, bias):
    _, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + np.tanh(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("this writes `1 - keep` of the candidate, as a GRU does; an LSTM has a write gate of its own")
def couples_the_gates(x, h, c, kernel, recurrent_kernel, bias):
    _, keep, candidate, show = _parts(x, h, kernel, recurrent_kernel, bias)
    c = _sigmoid(keep) * c + (1 - _sigmoid(keep)) * np.tanh(candidate)
    return _sigmoid(show) * np.tanh(c), c


@lstm_one.mistake("the gates read what was shown before, too: where is `h @ recurrent_kernel`?")
def forgets_what_was_shown(x, h, c, kernel, recurrent_kernel, bias):
    return lstm_one(x, 0 * h, c, kernel, recurrent_kernel, bias)


@lstm_one.mistake("where is the bias?")
def forgets_the_bias(x, h, c, kernel, recurrent_kernel, bias):
    return lstm_one(x, h, c, kernel, recurrent_kernel, 0 * bias)


@lstm_one.mistake("first what is shown, then the memory: `(h, c)`")
def swaps_the_pair(x, h, c, kernel, recurrent_kernel, bias):
    return lstm_one(x, h, c, kernel, recurrent_kernel, bias)[::-1]


@lstm_one.also_right
def part_by_part(x, h, c, kernel, recurrent_kernel, bias):
    units = len(c)
    z = kernel.T @ x + recurrent_kernel.T @ h + bias
    gate = 0.5 * (1 + np.tanh(z / 2))
    after = gate[units : 2 * units] * c + gate[:units] * np.tanh(z[2 * units : 3 * units])
    return [(gate[3 * units :] * np.tanh(after)).tolist(), after.tolist()]


@lstm_one.also_right
def on_a_batch_of_one(x, h, c, kernel, recurrent_kernel, bias):
    z = np.concatenate([x, h])[None] @ np.concatenate([kernel, recurrent_kernel]) + bias  # (1, 4 units)
    write, keep, candidate, show = z.reshape(4, -1)
    after = c / (1 + np.exp(-keep)) + np.tanh(candidate) / (1 + np.exp(-write))
    return np.tanh(after) / (1 + np.exp(-show)), after
