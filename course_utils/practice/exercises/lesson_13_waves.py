"""Exercise 13.3: places written as waves."""

import cmath

import numpy as np

from .. import exercise


@exercise(
    "13.3",
    title="Write a place as waves",
    minutes=8,
    needs="import numpy as np",
    given="t = np.arange(places)[:, None]  # (places, 1)\n...  # your code here",
    hints=(
        "A column pair is a hand of a clock: its sine and its cosine. Which hand turns fastest, and which slowest?",
        "The angle of pair `i` at place `t` is `t / 10000 ** (2 * i / width)`: an array of shape (places, width / 2).",
        "`out = np.zeros((places, width))`, then `out[:, 0::2] = np.sin(angle)` and `out[:, 1::2] = np.cos(angle)`.",
    ),
    why="No table to learn: the first Transformer wrote places like this. Each pair is a clock hand of another speed.",
)
def waves(places, width):
    """Return a position encoding made of waves, `(places, width)`; `width` is even.

    The columns come in pairs. At place `t`, counted from 0, pair `i` has the angle `t / 10000 ** (2 * i / width)`:
    column `2 * i` holds its sine and column `2 * i + 1` its cosine. For example `waves(2, 4)` is, rounded,
    `[[0, 1, 0, 1], [0.8415, 0.5403, 0.01, 0.9999]]`: the first hand has turned by 1, the second by a hundredth.
    """
    t = np.arange(places)[:, None]
    pair = np.arange(width // 2)
    angle = t / 10000 ** (2 * pair / width)
    out = np.zeros((places, width))
    out[:, 0::2], out[:, 1::2] = np.sin(angle), np.cos(angle)
    return out


@waves.cases
def _(rng):
    yield 2, 4
    yield 20, 32
    yield 5, 2
    yield 1, 6
    for _ in range(8):
        yield int(rng.integers(2, 40)), 2 * int(rng.integers(2, 20))


@waves.reference
def _(places, width):
    # Turn each clock hand on by one step at a time, as a complex number, and read its two coordinates off.
    rows, hands = [], [1 + 0j] * (width // 2)
    steps = [cmath.exp(1j * 100.0 ** (-4 * i / width)) for i in range(width // 2)]
    for _ in range(places):
        rows.append([number for hand in hands for number in (hand.imag, hand.real)])
        hands = [hand * step for hand, step in zip(hands, steps, strict=True)]
    return rows


def _angles(places, width, first=0, factor=2):
    return np.arange(first, places + first)[:, None] / 10000 ** (factor * np.arange(width // 2) / width)


def _paired(even, odd):
    return np.stack([even, odd], axis=-1).reshape(len(even), -1)


@waves.mistake("all sines stand on the left and all cosines on the right: the two columns of a pair are neighbours")
def puts_the_sines_first(places, width):
    angle = _angles(places, width)
    return np.concatenate([np.sin(angle), np.cos(angle)], axis=1)


@waves.mistake("sine and cosine have changed places: at place 0 each pair is 0 and 1")
def swaps_sine_and_cosine(places, width):
    angle = _angles(places, width)
    return _paired(np.cos(angle), np.sin(angle))


@waves.mistake("the places are counted from 0, so the first row is 0, 1, 0, 1, …")
def counts_from_one(places, width):
    angle = _angles(places, width, first=1)
    return _paired(np.sin(angle), np.cos(angle))


@waves.mistake("the exponent of pair i is `2 * i / width`; with `i / width` the slowest hand is far too fast")
def forgets_the_two(places, width):
    angle = _angles(places, width, factor=1)
    return _paired(np.sin(angle), np.cos(angle))


@waves.mistake("the place is DIVIDED by the power: later pairs turn slower, not faster")
def multiplies(places, width):
    angle = np.arange(places)[:, None] * 10000 ** (2 * np.arange(width // 2) / width)
    return _paired(np.sin(angle), np.cos(angle))


@waves.mistake("each COLUMN has an angle of its own here: sine and cosine of a pair share theirs")
def gives_each_column_an_angle(places, width):
    angle = np.arange(places)[:, None] / 10000 ** (np.arange(width) / width)
    return np.where(np.arange(width) % 2 == 0, np.sin(angle), np.cos(angle))


@waves.mistake("both columns of a pair hold the sine; the second is the cosine")
def forgets_the_cosine(places, width):
    angle = _angles(places, width)
    return _paired(np.sin(angle), np.sin(angle))


@waves.mistake("rows and columns have changed places: one row for each place")
def lies_on_its_side(places, width):
    angle = _angles(places, width)
    return _paired(np.sin(angle), np.cos(angle)).T


@waves.also_right
def with_a_shifted_sine(places, width):
    columns = np.arange(width)
    return np.sin(np.arange(places)[:, None] / 10000 ** (columns // 2 * 2 / width) + columns % 2 * np.pi / 2)


@waves.also_right
def number_by_number(places, width):
    return [
        [(np.cos if c % 2 else np.sin)(t / 10000 ** ((c - c % 2) / width)) for c in range(width)] for t in range(places)
    ]
