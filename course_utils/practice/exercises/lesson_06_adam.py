"""Exercise 06.2: Adam by hand, for one weight."""

import numpy as np

from .. import exercise


@exercise(
    "06.2",
    title="Walk like Adam",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Which two running means does Adam keep, and what do they start at?",
        "After `t` steps the mean is too small by the factor `1 - 0.9**t` and the mean square by `1 - 0.999**t`: "
        "divide by these before you use them. `t` is 1 at the first step.",
        "In the loop: `mean = 0.9 * mean + 0.1 * g`, the same for `g * g` with 0.999 and 0.001; then subtract "
        "`rate * (mean / (1 - 0.9**t)) / np.sqrt(square / (1 - 0.999**t))`.",
    ),
    why="This is the optimizer that most networks of the last decade were trained with.",
)
def adam_walk(w, gradients, rate):
    """Take Adam's steps for one weight and return where it ends, a number.

    `w` is where the weight starts, `gradients` are its gradients, one for each step, and `rate` is the learning
    rate. Keep the running mean of the gradients (0.9 of the old mean, 0.1 of the new gradient) and of their squares
    (0.999 and 0.001), both from 0, and correct both for this cold start. Leave out epsilon: no first gradient is 0.
    For example `adam_walk(1.0, [5.0], 0.1)` is `0.9`: the first step is as long as the rate, whatever the gradient.
    """
    mean = square = 0.0
    for t, g in enumerate(gradients, start=1):
        mean += 0.1 * (g - mean)
        square += 0.001 * (g * g - square)
        w -= rate * (mean / (1 - 0.9**t)) / np.sqrt(square / (1 - 0.999**t))
    return w


@adam_walk.cases
def _(rng):
    yield 1.0, [5.0], 0.1
    yield 0.0, [2.0, -1.0], 0.1
    yield -2.0, [0.5, 0.5, 0.5, -3.0], 0.01
    for n in (3, 6, 10):
        yield float(rng.normal()), rng.normal(1.0, 2.0, n).tolist(), float(rng.uniform(0.01, 0.5))


@adam_walk.reference
def _(w, gradients, rate):
    # Without a loop over states: a running mean, corrected, is a weighted mean with weights that fade into the past.
    g = np.array(gradients)
    for t in range(1, len(g) + 1):
        age = np.arange(t)[::-1]
        w = w - rate * np.average(g[:t], weights=0.9**age) / np.sqrt(np.average(g[:t] ** 2, weights=0.999**age))
    return w


def _walk(w, gradients, rate, b1=0.9, b2=0.999, cold=(True, True), first=1, step=None):
    mean = square = 0.0
    for t, g in enumerate(gradients, start=first):
        mean = b1 * mean + (1 - b1) * g
        square = b2 * square + (1 - b2) * g * g
        m = mean / (1 - b1**t) if cold[0] else mean
        v = square / (1 - b2**t) if cold[1] else square
        w = w - (step(rate, m, v) if step else rate * m / np.sqrt(v))
    return w


@adam_walk.mistake("both means start at 0, far too small: correct them before you use them")
def forgets_the_cold_start(w, gradients, rate):
    return _walk(w, gradients, rate, cold=(False, False))


@adam_walk.mistake("the mean of the squares starts at 0 too: correct it as well")
def corrects_the_mean_alone(w, gradients, rate):
    return _walk(w, gradients, rate, cold=(True, False))


@adam_walk.mistake("the mean of the gradients starts at 0 too: correct it as well")
def corrects_the_square_alone(w, gradients, rate):
    return _walk(w, gradients, rate, cold=(False, True))


@adam_walk.mistake("at the first step `t` is 1: yours is one ahead")
def counts_one_ahead(w, gradients, rate):
    return _walk(w, gradients, rate, first=2)


@adam_walk.mistake("divide by the square ROOT of the mean square: it is measured in gradients squared")
def forgets_the_root(w, gradients, rate):
    return _walk(w, gradients, rate, step=lambda rate, m, v: rate * m / v)


@adam_walk.mistake("the two means forget at different speeds: 0.9 is for the gradient, 0.999 for its square")
def swaps_the_speeds(w, gradients, rate):
    return _walk(w, gradients, rate, b1=0.999, b2=0.9)


@adam_walk.mistake("this goes uphill: subtract the step")
def climbs(w, gradients, rate):
    return _walk(w, gradients, -rate)


@adam_walk.mistake("where is the division? This is momentum, with a step that depends on the size of the gradient")
def forgets_to_divide(w, gradients, rate):
    return _walk(w, gradients, rate, step=lambda rate, m, v: rate * m)


@adam_walk.mistake("the step uses the running MEAN of the gradient, not the last gradient alone")
def has_no_memory(w, gradients, rate):
    square = 0.0
    for t, g in enumerate(gradients, start=1):
        square = 0.999 * square + 0.001 * g * g
        w = w - rate * g / np.sqrt(square / (1 - 0.999**t))
    return w


@adam_walk.mistake("average the squares of the gradients; yours squares their average, so that it only keeps the sign")
def squares_the_mean(w, gradients, rate):
    return _walk(w, gradients, rate, step=lambda rate, m, v: rate * np.sign(m))


@adam_walk.mistake("return where the weight ends, not how far it moved")
def returns_the_way(w, gradients, rate):
    return _walk(0.0, gradients, rate)


@adam_walk.also_right
def as_the_engine_does(w, gradients, rate):
    mean, square = 0.0, 0.0
    for step, g in enumerate(gradients):
        warm = rate * (1 - 0.999 ** (step + 1)) ** 0.5 / (1 - 0.9 ** (step + 1))
        mean = mean + (1 - 0.9) * (g - mean)
        square = square + (1 - 0.999) * (g**2 - square)
        w = w - warm * mean / (square**0.5 + 1e-12)
    return w
