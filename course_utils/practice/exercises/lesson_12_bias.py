"""Exercise 12.3: the bias that makes a memory as long as wanted."""

import math

import numpy as np

from .. import exercise


@exercise(
    "12.3",
    title="A memory of a given length",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "Which number, multiplied with itself `steps` times, gives one half?",
        "The keep gate must be `keep = 0.5 ** (1 / steps)`. Which bias does the squash turn into that?",
        "Turn `keep = 1 / (1 + exp(-b))` round: `exp(-b)` is `1 / keep - 1`.",
    ),
    why="One number, set before training, decides how far back a new network can learn.",
)
def half_life(steps):
    """Return the bias of a keep gate that leaves half of a memory after `steps` steps.

    Nothing else reaches the gate, so at every step it is the squash `1 / (1 + exp(-bias))`, and the write gate is shut.
    `steps` is a whole number from 1 to 1000. For example `half_life(1)` is `0.0`: the squash of 0 is one half, which is
    what one step leaves. And `half_life(2)` is `0.881`, since the squash of 0.881 is 0.707, and 0.707 · 0.707 = 0.5.
    """
    keep = 0.5 ** (1 / steps)
    return np.log(keep / (1 - keep))


@half_life.cases
def _(rng):
    for steps in (1, 2, 5, 20, 50):
        yield (steps,)
    for steps in rng.integers(3, 1000, 6):
        yield (int(steps),)


@half_life.reference
def _(steps):
    # Search: the longer half of the bias is thrown away, again and again.
    low, high = -1.0, 20.0
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 + math.exp(-middle)) ** -steps < 0.5 else (low, middle)
    return round(low, 12) + 0.0  # never minus 0


@half_life.mistake("that is the keep gate itself; asked for is the bias that the squash turns into it")
def returns_the_gate(steps):
    return 0.5 ** (1 / steps)


@half_life.mistake("the sign is turned round: a positive bias opens the gate, a negative one shuts it")
def turns_the_sign(steps):
    return -half_life(steps)


@half_life.mistake(
    "one step after the other: the gate is multiplied `steps` times, so its `steps`-th power is one half"
)
def halves_in_one_step(steps):
    return np.log((1 - 0.5 / steps) / (0.5 / steps))


@half_life.mistake("this leaves 1/e = 0.37 of the memory after `steps` steps; asked for is one half")
def leaves_a_part_of_e(steps):
    keep = np.exp(-1 / steps)
    return np.log(keep / (1 - keep))


@half_life.mistake("`log(steps - 1)` is the rule for memories of a typical length, and it leaves less than half")
def uses_the_rule_of_thumb(steps):
    return np.log(max(steps - 1, 1e-9))


@half_life.mistake("`log(keep)` undoes exp; the squash is undone by `log(keep / (1 - keep))`")
def undoes_exp_only(steps):
    return np.log(0.5 ** (1 / steps))


@half_life.mistake("the logarithm to base 10 is no part of this: the squash is made of `exp`, so use `np.log`")
def uses_base_ten(steps):
    return half_life(steps) / np.log(10)


@half_life.mistake("the gate must leave half after `steps` steps: 0.5 to the power of 1 / steps, not of steps")
def turns_the_power_round(steps):
    return -np.log(2.0**steps - 1)


@half_life.mistake("0.5 to the POWER of 1 / steps, written `0.5 ** (1 / steps)`: the gate is multiplied with itself")
def takes_a_part_for_a_root(steps):
    return np.log((0.5 / steps) / (1 - 0.5 / steps))


@half_life.mistake("`log(steps)` is right in size only: after `steps` steps, about 1/e = 0.37 would be left")
def takes_the_logarithm(steps):
    return np.log(steps)


@half_life.also_right
def with_expm1(steps):
    return -math.log(math.expm1(math.log(2) / steps))


@half_life.also_right
def with_the_other_root(steps):
    return -np.log(2 ** (1 / steps) - 1)
