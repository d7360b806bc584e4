"""Exercise 16.1: how far back a stack of windows sees."""

import numpy as np

from .. import exercise


@exercise(
    "16.1",
    title="How far back does a window see?",
    minutes=6,
    hints=(
        "One layer with a window of `k` places and gaps of 1: how many places back does the oldest one lie?",
        "With gaps of `g`, the oldest place of the window lies `(k - 1) * g` back. What does a second layer add?",
        "The ways back add up, layer by layer. At the end count the place itself, too: `1 + sum(...)`.",
    ),
    why="A line that you can compute before you train. No training lets a window see what lies outside.",
)
def reach(windows, gaps):
    """Return how many places of the input, up to and including its own, one place sees through a stack of windows.

    Each layer looks back only: a window of `k` places with gaps of `g` takes the place itself, the one `g` back, the
    one `2 * g` back, and so on, `k` places in all. (Keras calls the gap `dilation_rate`.) `windows` and `gaps` hold a
    number for each layer. Count up to the oldest place that is seen, with all in between. For example `reach([5], [1])`
    is `5`, `reach([5, 5, 5], [1, 1, 1])` is `13`, and `reach([3, 3], [1, 4])` is `11`: two back, then eight more.
    """
    return 1 + sum((k - 1) * g for k, g in zip(windows, gaps))


@reach.cases
def _(rng):
    yield [5], [1]
    yield [5, 5, 5], [1, 1, 1]
    yield [3, 3], [1, 4]
    yield [2, 2, 2, 2], [1, 2, 4, 8]
    yield [1, 7], [3, 2]
    for _ in range(12):
        n = int(rng.integers(1, 5))
        yield [int(k) for k in rng.integers(1, 7, n)], [int(g) for g in rng.integers(1, 9, n)]


@reach.reference
def _(windows, gaps):
    # Walk back from the last layer to the input and collect every place that is touched.
    seen = {0}
    for k, g in zip(windows, gaps, strict=True):
        seen = {place + i * g for place in seen for i in range(k)}
    return max(seen) + 1


@reach.mistake("the place itself is seen as well: count it")
def forgets_itself(windows, gaps):
    return sum((k - 1) * g for k, g in zip(windows, gaps))


@reach.mistake("where are the gaps? A window with gaps reaches further")
def forgets_the_gaps(windows, gaps):
    return 1 + sum(k - 1 for k in windows)


@reach.mistake("neighbouring windows overlap: the ways back add up, the window sizes do not")
def adds_the_windows(windows, gaps):
    return sum(k * g for k, g in zip(windows, gaps))


@reach.mistake("the layers' reaches add up, they do not multiply")
def multiplies(windows, gaps):
    return int(np.prod([1 + (k - 1) * g for k, g in zip(windows, gaps)]))


@reach.mistake("that is the layer that reaches furthest; the others carry on from where it ends")
def takes_the_furthest_layer(windows, gaps):
    return 1 + max((k - 1) * g for k, g in zip(windows, gaps))


@reach.mistake("the place itself counts once, not once for each layer")
def counts_itself_in_every_layer(windows, gaps):
    return sum(1 + (k - 1) * g for k, g in zip(windows, gaps))


@reach.mistake("a window of `k` places has `k - 1` gaps between them")
def counts_a_gap_too_many(windows, gaps):
    return 1 + sum(k * g for k, g in zip(windows, gaps))


@reach.mistake("each layer has its own gap: the last one is not that of all")
def uses_one_gap_for_all(windows, gaps):
    return 1 + sum((k - 1) * gaps[-1] for k in windows)


@reach.also_right
def layer_by_layer(windows, gaps):
    far = 0
    for i, k in enumerate(windows):
        far += (k - 1) * gaps[i]
    return far + 1


@reach.also_right
def asks_numpy(windows, gaps):
    return np.dot(np.array(windows) - 1, gaps) + 1
