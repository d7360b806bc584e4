"""Exercise 12.4: two texts that a counting cell shows alike."""

import math

import numpy as np

from .. import exercise


@exercise(
    "12.4",
    title="Fool the counter",
    kind="break it",
    minutes=6,
    hints=(
        "The memory counts on and on. What happens to `tanh` of a number that is already large?",
        "Where is tanh flat: near 0, or far from it? How many ones must each list have for that?",
        "Take a list of nothing but ones, and one in which three of them are zeros.",
    ),
    why="The memory of an LSTM can count without end; what it shows of it cannot. Large counts look alike.",
)
def confuse(step, length):
    """Return two lists of zeros and ones that a counting cell can hardly tell apart, though their counts differ.

    The cell keeps everything: each 1 adds `step` to its memory, a 0 adds nothing. In the end it shows `tanh(memory)`.
    Both lists have `length` numbers. One must have at least 3 ones more than the other, and what the cell shows must
    differ by less than 0.001. For example with `step` 1 and `length` 20, a list of 5 ones and 15 zeros shows 0.99991;
    one with 2 ones shows 0.964, which is too far from it. `step * (length - 3)` is always at least 4.
    """
    return [1] * length, [0] * 3 + [1] * (length - 3)


@confuse.cases
def _(rng):
    yield 1.0, 20
    yield 0.5, 11
    yield 2.0, 5
    for _ in range(6):
        step = float(rng.choice([0.25, 0.5, 1.0, 1.5]))
        yield step, 3 + int(np.ceil(4 / step)) + int(rng.integers(0, 12))


@confuse.accepts
def _(got, step, length):
    if len(got) != 2:
        return f"two lists are asked for, this is {len(got)}"
    a, b = (np.asarray(part) for part in got)
    for name, part in (("first", a), ("second", b)):
        if part.shape != (length,):
            return f"the {name} list has {part.size} numbers; asked for are {length}"
        if not np.isin(part, (0, 1)).all():
            return f"the {name} list holds something else than 0 and 1"
    counts = int(a.sum()), int(b.sum())
    if abs(counts[0] - counts[1]) < 3:
        return f"the lists have {counts[0]} and {counts[1]} ones: at least 3 more are asked for"
    shown = [math.tanh(step * count) for count in counts]
    if abs(shown[0] - shown[1]) >= 0.001:
        return f"the cell shows {shown[0]:.4f} and {shown[1]:.4f}, which is easy to tell apart"
    return None


@confuse.mistake("both lists have the same count: at least 3 ones more are asked for")
def counts_alike(step, length):
    return [1] * length, [1] * length


@confuse.mistake("the lists differ by one 1 only: at least 3 more are asked for")
def differs_by_one(step, length):
    return [1] * length, [1] * (length - 1) + [0]


@confuse.mistake("near 0, tanh is steep: three ones and none are easy to tell apart")
def counts_from_nothing(step, length):
    return [1] * 3 + [0] * (length - 3), [0] * length


@confuse.mistake("all ones and all zeros could not be further apart")
def goes_to_the_ends(step, length):
    return [1] * length, [0] * length


@confuse.mistake("give the lists themselves, not how many ones they have")
def returns_the_counts(step, length):
    return length, length - 3


@confuse.mistake("a list must have `length` numbers: leaving ones away makes it shorter")
def cuts_the_list(step, length):
    return [1] * length, [1] * (length - 3)


@confuse.mistake("the lists hold zeros and ones; this writes what the cell adds")
def writes_the_steps(step, length):
    return [step + 1] * length, [0] * 3 + [step + 1] * (length - 3)


@confuse.also_right
def with_arrays(step, length):
    a, b = np.ones(length, int), np.ones(length, int)
    b[-3:] = 0
    return np.stack([a, b])


@confuse.also_right
def other_places(step, length):
    return [1, 0, 0, 0] + [1] * (length - 4), [True] * length
