"""Exercise 11.1: the push that makes a latch forget."""

import numpy as np

from .. import exercise


@exercise(
    "11.1",
    title="Make the latch forget",
    kind="break it",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "First find where the memory rests when nothing comes in. Then ask: after the push, on which side of 0 is it?",
        "Start at `h = 1.0` and repeat `h = np.tanh(w * h)` until it no longer changes. The next memory is "
        "`tanh(w * h - push)`.",
        "tanh is below 0 exactly where its argument is. So the push must be larger than `w * h` at the resting `h`.",
    ),
    why="A weaker push leaves no trace at all after a few steps: that is a memory against noise, and a deaf one.",
)
def push(w):
    """Our latch is a memory of one unit, `h = tanh(w * h + x)`, with `w` above 1. Break it.

    It was set long ago and rests at its value above 0, where `tanh(w * h)` is `h` again. Now it reads **one** push, the
    input `-strength`, and zeros ever after. If the push is weak, the memory climbs back to where it was; if it is
    strong, it sinks to the resting value below 0. Return the strength between the two, to five digits or more. For
    example `push(2.0)` is about `1.9150`.
    """
    h = 1.0
    for _ in range(500):
        h = np.tanh(w * h)
    return w * h


@push.cases
def _(rng):
    yield (2.0,)
    yield (1.25,)
    yield (4.0,)
    for _ in range(6):
        yield (float(rng.uniform(1.2, 3.0)),)


@push.reference
def _(w):
    # Halve the interval between a push that leaves the memory above 0 in the end and one that does not.
    def ends(strength):
        h = 0.5
        for x in [0.0] * 300 + [-strength] + [0.0] * 300:
            h = np.tanh(w * h + x)
        return h

    weak, strong = 0.0, 2 * w
    for _ in range(50):
        middle = (weak + strong) / 2
        weak, strong = (middle, strong) if ends(middle) > 0 else (weak, middle)
    return weak


def _rest(w, h=1.0):
    for _ in range(2_000):
        h = np.tanh(w * h)
    return h


@push.mistake("that is the resting memory itself; the push works against `w * h`, the memory times its weight")
def gives_the_memory(w):
    return _rest(w)


@push.mistake("the memory does not rest at 1: let it settle first, with `h = tanh(w * h)` again and again")
def never_settles(w):
    return w


@push.mistake("one step does not settle the memory: repeat `h = tanh(w * h)` until it no longer changes")
def settles_for_one_step(w):
    return w * np.tanh(w)


@push.mistake("twice too strong: it is enough to get past 0; from there the latch falls to the other side by itself")
def pushes_all_the_way(w):
    return 2 * w * _rest(w)


@push.mistake("0 is a resting value too, but nothing stays there: start above it, for example at 1")
def settles_at_nothing(w):
    return w * _rest(w, 0.0)


@push.mistake("the strength is asked for, a number above 0; the input is the one with the minus")
def gives_the_input(w):
    return -w * _rest(w)


@push.mistake("a push of this strength would do if it lasted; ours is over after one step")
def lets_it_last(w):
    edge = np.sqrt(1 - 1 / w)
    return w * edge - np.arctanh(edge)


@push.mistake("this is where the memory lands without a push, seen once more through tanh; compare before tanh")
def looks_behind_tanh(w):
    return w * np.tanh(w * w * _rest(w))


@push.also_right
def by_the_inverse(w):
    return np.arctanh(_rest(w))


@push.also_right
def by_newton(w):
    h = 1.0
    for _ in range(50):
        h -= (np.tanh(w * h) - h) / (w * (1 - np.tanh(w * h) ** 2) - 1)
    return float(w * h)
