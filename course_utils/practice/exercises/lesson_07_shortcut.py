"""Exercise 07.4: a residual block that lets no blame through."""

import numpy as np

from .. import exercise


@exercise(
    "07.4",
    title="Block the shortcut",
    kind="break it",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "Blame is multiplied by the slope of `y` with respect to `x`. What does the shortcut contribute to this slope?",
        "The slope is `1 + v * w * (1 - np.tanh(w * x)**2)`: tanh has the slope 1 − tanh². For which `v` is it 0?",
        "Solve `1 + v * w * (1 - np.tanh(w * x)**2) = 0` for `v`.",
    ),
    why="The shortcut opens a way, and the branch can close it again. It takes a slope of exactly −1, though, which "
    "small weights never have.",
)
def blocking_weight(x, w):
    """A residual block with one unit computes `y = x + v * tanh(w * x)`. Break it.

    Return **the weight `v` for which no blame passes back** through the block at this `x`: a nudge of `x` does not move
    `y`. `w` is not 0. For example `blocking_weight(0.0, 2.0)` is `-0.5`: near 0 `tanh(2 * x)` has the slope 2, so
    minus one half of it takes away what the shortcut brings.
    """
    return -1 / (w * (1 - np.tanh(w * x) ** 2))


@blocking_weight.cases
def _(rng):
    yield 0.0, 2.0
    yield 0.5, 1.0
    yield 1.0, -0.5
    for _ in range(6):
        yield float(rng.uniform(-1.2, 1.2)), float(rng.choice([-1, 1]) * rng.uniform(0.4, 1.8))


@blocking_weight.reference
def _(x, w):
    # The slope of the branch without any formula for it: a nudge along the imaginary axis needs no difference.
    h = 1e-30
    return -h / np.tanh(w * (x + 1j * h)).imag


@blocking_weight.mistake("the sign: this doubles the blame instead of taking it away")
def forgets_the_sign(x, w):
    return 1 / (w * (1 - np.tanh(w * x) ** 2))


@blocking_weight.mistake("tanh has a slope too, 1 − tanh², and it is 1 only at 0")
def forgets_the_slope_of_tanh(x, w):
    return -1 / w


@blocking_weight.mistake("the inner weight is a part of the chain: a nudge of `x` moves `w * x` by `w` times as much")
def forgets_the_inner_weight(x, w):
    return -1 / (1 - np.tanh(w * x) ** 2)


@blocking_weight.mistake("the slope of tanh is taken where tanh is computed: at `w * x`, not at `x`")
def takes_the_slope_at_x(x, w):
    return -1 / (w * (1 - np.tanh(x) ** 2))


@blocking_weight.mistake("this makes the output 0, not its slope: what counts is how `y` moves, not what it is")
def silences_the_output(x, w):
    return -x / np.tanh(w * x) if x else -1 / w - 1


@blocking_weight.mistake("without the branch all blame passes, by the shortcut: that is a slope of 1, and not 0")
def cuts_the_branch(x, w):
    return 0.0


@blocking_weight.mistake("upside down: this is minus the slope of the branch; `v` has to undo it")
def gives_the_slope(x, w):
    slope = w * (1 - np.tanh(w * x) ** 2)
    return -slope if abs(slope**2 - 1) > 1e-6 else -slope - 1


@blocking_weight.mistake("the slope of tanh is 1 − tanh², not tanh² itself")
def takes_tanh_squared(x, w):
    return -1 / (w * (np.tanh(w * x) ** 2 + 1e-9))


@blocking_weight.mistake("the slope of tanh is 1 − tanh², with the square")
def forgets_the_square(x, w):
    return -1 / (w * (1 - np.tanh(w * x) + 1e-9)) if x else -1 / w - 1


@blocking_weight.also_right
def with_cosh(x, w):
    return -(np.cosh(w * x) ** 2) / w


@blocking_weight.also_right
def by_halving(x, w):
    def slope(v):
        return 1 + v * w / np.cosh(w * x) ** 2

    low, high = (-1e4, 1e4) if w > 0 else (1e4, -1e4)
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (low, middle) if slope(middle) > 0 else (middle, high)
    return low
