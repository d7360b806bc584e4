"""Exercise 05.4: a neuron that no blame reaches."""

import numpy as np

from .. import exercise


@exercise(
    "05.4",
    title="Kill a neuron",
    kind="break it",
    minutes=5,
    needs="import numpy as np",
    hints=(
        "When is `relu(z)` zero, and which row of `X` holds out longest as the bias sinks?",
        "Compute `z = X @ w` for all rows. The bias has to bring even the largest of them down to zero.",
        "The row with the largest `X @ w` decides: return minus that number.",
    ),
    why="On all these rows the neuron says 0 with slope 0. Blame times 0 is 0: none of them can wake it again.",
)
def deadly_bias(X, w):
    """A neuron computes `relu(X @ w + b)`, and `relu(z)` is `z` where `z` is positive and 0 elsewhere.

    `X` is `(n, d)`, one example a row, and `w` is `(d,)`. Return **the highest bias `b`** at which the neuron
    is dead: 0 for every row of `X`. For example, with `X = [[1, 0], [0, 1]]` and `w = [2, -5]` the sums are 2
    and -5, so `b = -2` silences both rows; any higher bias lets the first one through.
    """
    return -np.max(X @ w)


@deadly_bias.cases
def _(rng):
    yield np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([2.0, -5.0])
    yield np.array([[-1.0, 2.0], [-3.0, 1.0], [0.5, -4.0]]), np.array([1.0, 0.5])
    yield np.array([[1.0, 1.0], [2.0, 1.0]]), np.array([-1.0, -2.0])
    for n, d in [(5, 3), (8, 2), (3, 6), (2, 2)]:
        yield rng.normal(size=(n, d)), rng.normal(size=d)


@deadly_bias.reference
def _(X, w):
    # Halve the interval between a bias that kills and one that does not.
    dead, alive = -1e3, 1e3
    for _ in range(80):
        b = (dead + alive) / 2
        if any(sum(x * v for x, v in zip(row, w, strict=True)) + b > 0 for row in X):
            alive = b
        else:
            dead = b
    return dead


@deadly_bias.mistake("the sign: a bias of this size wakes the neuron instead of silencing it")
def forgets_the_sign(X, w):
    return np.max(X @ w)


@deadly_bias.mistake("this silences the row with the smallest sum; the others still get through")
def takes_the_smallest(X, w):
    return -np.min(X @ w)


@deadly_bias.mistake("on average dead is not dead: rows above the mean still get through")
def takes_the_mean(X, w):
    return -np.mean(X @ w)


@deadly_bias.mistake(
    "dead, but not the highest such bias: a row whose sum is far below zero is silent already, "
    "so look at the largest sum and not at the largest size"
)
def takes_the_largest_size(X, w):
    return -np.max(np.abs(X @ w))


@deadly_bias.mistake("dead, but not the highest such bias: it may stop where the loudest row is at 0")
def goes_further_than_needed(X, w):
    return -np.max(X @ w) - 1


@deadly_bias.mistake("the neuron sees the weighted sums: look at `X @ w`, not at `X` alone")
def forgets_the_weights(X, w):
    return -np.max(X)


@deadly_bias.mistake("a row whose sum is below zero may be lifted up to 0, so the highest bias can be positive")
def never_above_zero(X, w):
    return min(0.0, -np.max(X @ w))


@deadly_bias.mistake("one bias serves all rows: this is one for each row, so take the strictest of them")
def one_for_each_row(X, w):
    return -(X @ w)


@deadly_bias.also_right
def row_by_row(X, w):
    return min(-float(row @ w) for row in X)
