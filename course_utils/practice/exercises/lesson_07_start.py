"""Exercise 07.2: the spread of initial weights that keeps a signal alive behind a leaky relu."""

import numpy as np

from .. import exercise


@exercise(
    "07.2",
    title="A start for another bend",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "The weighted sums are as often above 0 as below. What does the leak do to the mean square of those below?",
        "Above 0 the square is kept, below it is multiplied by `leak**2`: the mean square of the sums is multiplied by "
        "`(1 + leak**2) / 2`. The weights' variance, `n` times, must make good for that.",
        "`n * variance * (1 + leak**2) / 2` must be 1. Solve for the variance; the deviation is its root.",
    ),
    why="With a leak of 0 this is He's rule, with a leak of 1 it is the rule for no bend at all.",
)
def right_spread(n, leak):
    """Return the standard deviation of initial weights that keeps a signal's size from layer to layer.

    Each unit adds up `n` inputs times weights of mean 0; then comes a *leaky* ReLU: it keeps what is above 0 and
    multiplies what is below 0 by `leak`. Choose the standard deviation of the weights so that the mean square of
    what leaves a layer equals the mean square of what came in. Weighted sums are as often above 0 as below. For example
    `right_spread(50, 0)` is `0.2`: the variance is 2/50 = 0.04. And `right_spread(100, 1)` is `0.1`: nothing is bent.
    """
    return np.sqrt(2 / ((1 + leak**2) * n))


@right_spread.cases
def _(rng):
    yield 50, 0.0
    yield 100, 1.0
    yield 32, 0.5
    for _ in range(6):
        yield int(rng.integers(2, 600)), float(rng.uniform(0.05, 0.95))


@right_spread.reference
def _(n, leak):
    # Numerically: send bell-shaped sums through the bend and halve an interval until the mean square is kept.
    z, weight = np.polynomial.hermite_e.hermegauss(60)
    bent = np.where(z > 0, z, leak * z)
    kept = weight @ bent**2 / weight.sum()  # of sums with mean square 1
    low, high = 0.0, 10.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if n * middle**2 * kept > 1 else (middle, high)
    return low


@right_spread.mistake("this is He's rule for a relu without a leak: what leaks through is signal too")
def forgets_the_leak(n, leak):
    return np.sqrt(2 / n)


@right_spread.mistake("this is right where nothing is bent: the bend takes a part of the signal, make good for it")
def forgets_the_bend(n, leak):
    return np.sqrt(1 / n)


@right_spread.mistake("this is the variance: the standard deviation is its root")
def returns_the_variance(n, leak):
    return 2 / ((1 + leak**2) * n)


@right_spread.mistake("the mean SQUARE is kept, so the leak counts with its square")
def leaks_without_square(n, leak):
    return np.sqrt(2 / ((1 + leak) * n))


@right_spread.mistake("the other way up: the more of the signal the bend keeps, the smaller the weights may be")
def multiplies_by_what_is_kept(n, leak):
    return np.sqrt((1 + leak**2) / (2 * n))


@right_spread.mistake("where is the number of inputs? More of them make a larger sum")
def forgets_the_inputs(n, leak):
    return np.sqrt(2 / (1 + leak**2))


@right_spread.mistake("divide by the ROOT of `n`: variances add up, not deviations")
def divides_by_n(n, leak):
    return np.sqrt(2 / (1 + leak**2)) / n


@right_spread.mistake("weighted sums fall on one side of 0 or the other, half of them each: take the mean of the two")
def adds_both_sides(n, leak):
    return np.sqrt(1 / ((1 + leak**2) * n))


@right_spread.mistake("what leaks is added to what passes: 1 + leak², not 1 − leak²")
def takes_the_leak_away(n, leak):
    return np.sqrt(2 / (max(1 - leak**2, 1e-3) * n))


@right_spread.also_right
def as_a_gain(n, leak):
    gain = (2 / (1 + leak * leak)) ** 0.5
    return gain * n**-0.5


@right_spread.also_right
def by_the_mean_of_two(n, leak):
    kept = np.mean([1.0, leak**2])
    return float(1 / np.sqrt(n * kept))
