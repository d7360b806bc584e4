"""Exercise 11.3: backpropagation through time, for a memory of one number."""

import numpy as np

from .. import exercise


@exercise(
    "11.3",
    title="Blame every step",
    minutes=10,
    needs="import numpy as np",
    given="h = [0.0]\nfor number in x:\n    h.append(np.tanh(w * h[-1] + number))\nshares = []\n...  # your code here",
    hints=(
        "Walk back from the last step. Which two things does the blame pass on its way from one memory to the one "
        "before?",
        "Through tanh it is multiplied by `1 - memory**2`: that is the input's share. Through the weight it is "
        "multiplied by `w`: that goes on to the memory before.",
        "Begin with `g = 1.0`. For each `memory` in `reversed(h[1:])`: append `g * (1 - memory**2)`, then "
        "`g = shares[-1] * w`. Turn the list round at the end.",
    ),
    why="With tables in place of numbers, this is what Keras does for every recurrent layer.",
)
def blame(w, x):
    """Return how much each input moved the last memory: the slopes d h_last / d x, one for each number of `x`.

    The network has one unit: `h = 0` at first, then `h = tanh(w * h + x[t])` for each `t`. The list is as long as `x`,
    and its first number belongs to the oldest input. For example `blame(0.5, [0.0, 0.0])` is `[0.5, 1.0]`: at 0 tanh
    has the slope 1, so the last input counts in full and the one before it is multiplied once by `w`.
    """
    h = [0.0]
    for number in x:
        h.append(np.tanh(w * h[-1] + number))
    shares, g = [], 1.0
    for memory in reversed(h[1:]):
        shares.append(g * (1 - memory**2))
        g = shares[-1] * w
    return shares[::-1]


@blame.cases
def _(rng):
    yield 0.5, [0.0, 0.0]
    yield 2.0, [1.0, 0.5, -1.0]
    yield -1.5, [0.3]
    for n in (2, 4, 7):
        yield float(rng.normal(0, 1.2)), rng.normal(0, 0.8, n).tolist()


@blame.reference
def _(w, x):
    # No chain rule: an input is moved by an imaginary hair, and what arrives at the end is its slope, exactly.
    slopes = []
    for t in range(len(x)):
        h = 0j
        for place, number in enumerate(x):
            h = np.tanh(w * h + number + (1e-30j if place == t else 0))
        slopes.append(h.imag / 1e-30)
    return slopes


def _walk(w, x, slope=lambda h, before: 1 - h**2, weight=None):
    h = [0.0]
    for number in x:
        h.append(np.tanh(w * h[-1] + number))
    shares, g = [], 1.0
    for memory, before in zip(h[:0:-1], h[-2::-1], strict=True):
        shares.append(g * slope(memory, before))
        g = shares[-1] * (w if weight is None else weight)
    return shares[::-1]


@blame.mistake("where is tanh's slope? Each step multiplies the blame by `1 - memory**2`")
def forgets_the_slope(w, x):
    return _walk(w, x, slope=lambda h, before: 1.0)


@blame.mistake("where is the weight? On its way to the memory before, the blame is multiplied by `w`")
def forgets_the_weight(w, x):
    return _walk(w, x, weight=1.0)


@blame.mistake("newest first: turn the list round, the oldest input comes first")
def lists_the_newest_first(w, x):
    return _walk(w, x)[::-1]


@blame.mistake("the slope of tanh is `1 - memory**2`, one minus the SQUARE of what tanh said")
def forgets_the_square(w, x):
    return _walk(w, x, slope=lambda h, before: 1 - h)


@blame.mistake("tanh is applied twice: the memory is tanh's result already, so its slope is `1 - memory**2`")
def bends_twice(w, x):
    return _walk(w, x, slope=lambda h, before: 1 - np.tanh(h) ** 2)


@blame.mistake("the slope belongs to the memory that this step made, not to the one it began with")
def takes_the_memory_before(w, x):
    return _walk(w, x, slope=lambda h, before: 1 - before**2)


@blame.mistake("one weight too many: an input reaches its own memory without passing `w`")
def counts_a_weight_too_many(w, x):
    return [share * w for share in _walk(w, x)]


@blame.mistake("the slopes of the steps between are missing: only the weights were multiplied on the way")
def bends_at_the_end_only(w, x):
    last = _walk(w, x)[-1]
    return [last * w ** (len(x) - 1 - t) for t in range(len(x))]


@blame.mistake("the blame goes on through tanh: `g` becomes `shares[-1] * w`, not `g * w`")
def goes_round_tanh(w, x):
    h = [0.0]
    for number in x:
        h.append(np.tanh(w * h[-1] + number))
    return [w ** (len(x) - 1 - t) * (1 - memory**2) for t, memory in enumerate(h[1:])]


@blame.mistake("that is the blame of each memory; an input lies before tanh, so its share is `g * (1 - memory**2)`")
def blames_the_memories(w, x):
    return [*(share * w for share in _walk(w, x)[1:]), 1.0]


@blame.mistake("the first entry of `h` was there before any input: walk back over `h[1:]`")
def blames_the_beginning(w, x):
    shares = _walk(w, x)
    return [shares[0] * w, *shares]


@blame.mistake("these are the memories; the question is how much each input moved the last of them")
def returns_the_memories(w, x):
    h = [0.0]
    for number in x:
        h.append(np.tanh(w * h[-1] + number))
    return h[1:]


@blame.mistake("the shares were added up on the way: each input has its own")
def adds_up(w, x):
    return np.cumsum(_walk(w, x)[::-1])[::-1]


@blame.also_right
def with_one_product(w, x):
    h = [0.0]
    for number in x:
        h.append(np.tanh(w * h[-1] + number))
    factors = w * (1 - np.array(h[1:]) ** 2)
    return np.cumprod(factors[::-1])[::-1] / w


@blame.also_right
def carried_forward(w, x):
    h, slopes = 0.0, np.zeros(len(x))
    for t, number in enumerate(x):
        h = np.tanh(w * h + number)
        slopes[:t] *= w
        slopes[t] = 1.0
        slopes[: t + 1] *= 1 - h * h
    return slopes
