"""Exercises of lesson 03 on a layer of ReLU units: the pieces it makes, and the places it cannot see."""

from itertools import pairwise

import numpy as np

from .. import exercise


@exercise(
    "03.3",
    title="Count the pieces",
    minutes=7,
    needs="import numpy as np",
    hints=(
        "When are two places in the same piece? Which units does that ask about, one or all of them?",
        "`X @ W + b > 0` is a table: a row for each place, a column for each unit. How many different rows has it?",
        "`np.unique(table, axis=0)` keeps each different row once.",
    ),
    why="Counts in this lesson are made like this one, on a quarter of a million places.",
)
def count_pieces(X, W, b):
    """Return in how many pieces of the plane the places `X` lie, for one hidden layer `relu(X @ W + b)`.

    A unit is *on* at a place where its weighted sum is above 0, and off elsewhere. Two places lie in the same piece
    when the same units are on at both. `X` is `(n, d)`, `W` is `(d, k)` and `b` is `(k,)`. For example, with
    `W = [[1, 0], [0, 1]]` and `b = [0, 0]` the three places `[1, 1]`, `[2, 3]` and `[-1, 1]` lie in 2 pieces: at the
    first two both units are on, at the third only the second.
    """
    return len(np.unique(X @ W + b > 0, axis=0))


@count_pieces.cases
def _(rng):
    yield np.array([[1.0, 1.0], [2.0, 3.0], [-1.0, 1.0]]), np.eye(2), np.zeros(2)
    yield np.array([[0.0, 0.0], [1.0, 1.0]]), np.eye(2), np.zeros(2)  # a sum of exactly 0 is off
    yield np.array([[1.0, -1.0], [-1.0, 1.0], [2.0, -3.0], [-4.0, 1.0]]), np.eye(2), np.zeros(2)
    yield np.array([[0.5], [1.5], [2.5], [3.5]]), np.ones((1, 3)), np.array([-1.0, -2.0, -3.0])
    yield np.array([[0.5, 0.5], [0.2, 0.1]]), np.array([[1.0, 2.0], [1.0, -1.0]]), np.array([5.0, -7.0])
    for n, d, k in [(60, 2, 3), (40, 2, 5), (9, 3, 6), (12, 1, 4)]:
        yield rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)


@count_pieces.reference
def _(X, W, b):
    pieces = set()
    for place in X:
        sums = (sum(p * v for p, v in zip(place, unit, strict=True)) for unit in W.T)
        pieces.add(tuple(total > -offset for total, offset in zip(sums, b, strict=True)))
    return len(pieces)


@count_pieces.mistake("the bias moves the crease away from the origin: it belongs into the sum")
def forgets_the_bias(X, W, b):
    return len(np.unique(X @ W > 0, axis=0))


@count_pieces.mistake("a sum of exactly 0 is off: on means above 0")
def counts_zero_as_on(X, W, b):
    return len(np.unique(X @ W + b >= 0, axis=0))


@count_pieces.mistake("places of one piece have the same pattern, not the same values: ask which units are on")
def counts_values(X, W, b):
    return len(np.unique(np.maximum(X @ W + b, 0), axis=0))


@count_pieces.mistake("not how many units are on but which: on-off and off-on are two pieces")
def counts_how_many_are_on(X, W, b):
    return len(np.unique((X @ W + b > 0).sum(axis=1)))


@count_pieces.mistake("a pattern is a whole row: without `axis=0` all entries of the table are thrown together")
def counts_entries(X, W, b):
    return len(np.unique(X @ W + b > 0))


@count_pieces.mistake("`axis=1` compares the units with each other; the places are the rows")
def compares_units(X, W, b):
    return np.unique(X @ W + b > 0, axis=1).shape[1]


@count_pieces.mistake("not every pattern of on and off occurs: count those that the places show")
def counts_possible_patterns(X, W, b):
    return 2 ** W.shape[1]


@count_pieces.mistake("this counts places; those with the same pattern share a piece")
def counts_places(X, W, b):
    return len(X)


@count_pieces.mistake("this is the most that so many lines can make; count the pieces that these places lie in")
def takes_the_formula(X, W, b):
    k = W.shape[1]
    return 1 + k + k * (k - 1) // 2


@count_pieces.also_right
def with_a_set(X, W, b):
    return len({tuple(row) for row in (X @ W + b > 0).tolist()})


@count_pieces.also_right
def with_numbers_for_the_patterns(X, W, b):
    return np.unique((X @ W + b > 0) @ 2 ** np.arange(W.shape[1])).size


@exercise(
    "03.4",
    title="A blind spot",
    kind="break it",
    minutes=7,
    needs="import numpy as np",
    hints=(
        "At which `x` does a unit change between off and on? On which side of it is a unit with a positive weight off?",
        "The crease of a unit lies at `-b / w`. Positive weights are off to its left, negative ones to its right.",
        "All must be off: the spot ends at the first crease of the positive weights, and begins at the last one of the "
        "negative weights.",
    ),
    why="In there, all inputs look alike to every later layer: what a layer has thrown away, no training brings back.",
)
def blind_spot(w, b):
    """One input `x`, a hidden layer of ReLU units: unit `i` says `relu(w[i] * x + b[i])`. Find where it sees nothing.

    `w` and `b` are arrays `(k,)`; no weight is 0. Return `(low, high)`: for each `x` from `low` to `high` **all** units
    say 0, and right outside at least one does not. In the cases that we try there is such a stretch, with an end on
    both sides. For example `w = [1, -1]` and `b = [-2, -1]` give `(-1, 2)`: the first unit is off up to 2, the second
    from -1 on.
    """
    creases = -b / w
    return np.max(creases[w < 0]), np.min(creases[w > 0])


@blind_spot.cases
def _(rng):
    yield np.array([1.0, -1.0]), np.array([-2.0, -1.0])
    yield np.array([2.0, 1.0, -1.0, -4.0]), np.array([-6.0, -2.0, -1.0, -8.0])
    yield np.array([-2.0, 1.0, 3.0]), np.array([6.0, -5.0, -30.0])  # the spot lies to the right of 0
    yield np.array([0.5, -1.0, -0.5]), np.array([2.0, -7.0, -2.5])  # to the left of it
    for right, left in [(1, 1), (2, 3), (4, 2), (3, 3)]:
        low = rng.uniform(-4, 3)
        high = low + rng.uniform(0.5, 3)
        creases = np.concatenate([high + rng.uniform(0, 3, right), low - rng.uniform(0, 3, left)])
        w = np.concatenate([rng.uniform(0.3, 3, right), -rng.uniform(0.3, 3, left)])
        order = rng.permutation(right + left)
        yield w[order], (-w * creases)[order]


@blind_spot.reference
def _(w, b):
    # Between two neighbouring creases nothing changes: try the middle of each such stretch.
    creases = sorted(-offset / weight for weight, offset in zip(w, b, strict=True))
    for low, high in pairwise(creases):
        middle = (low + high) / 2
        if all(weight * middle + offset <= 0 for weight, offset in zip(w, b, strict=True)):
            return low, high
    raise AssertionError("no blind spot")


@blind_spot.mistake("the pair is the wrong way round: first where the spot begins, then where it ends")
def swaps_the_ends(w, b):
    creases = -b / w
    return np.min(creases[w > 0]), np.max(creases[w < 0])


@blind_spot.mistake("the sign: `w * x + b` is 0 at `x = -b / w`")
def forgets_the_minus(w, b):
    creases = b / w
    return np.max(creases[w < 0]), np.min(creases[w > 0])


@blind_spot.mistake(
    "this reaches from the first crease to the last; ALL units must be off, so the nearest creases set the ends"
)
def takes_the_farthest(w, b):
    creases = -b / w
    return np.min(creases[w < 0]), np.max(creases[w > 0])


@blind_spot.mistake("how steep a unit is matters: its crease lies at `-b / w`, not at `-b`")
def forgets_to_divide(w, b):
    return np.max(-b[w < 0]), np.min(-b[w > 0])


@blind_spot.mistake("a unit with a positive weight is off to the LEFT of its crease: it sets the right end of the spot")
def confuses_the_sides(w, b):
    creases = -b / w
    return np.max(creases[w > 0]), np.min(creases[w < 0])


@blind_spot.mistake("the sign of the weight says which side is off, not the sign of the crease")
def sorts_by_the_crease(w, b):
    creases = -b / w
    return np.max(creases[creases < 0], initial=-np.inf), np.min(creases[creases > 0], initial=np.inf)


@blind_spot.mistake("the question is where the spot is, from `low` to `high`, not how wide it is")
def returns_the_width(w, b):
    creases = -b / w
    return np.min(creases[w > 0]) - np.max(creases[w < 0])


@blind_spot.also_right
def unit_by_unit(w, b):
    low, high = -np.inf, np.inf
    for weight, offset in zip(w, b, strict=True):
        if weight > 0:
            high = min(high, -offset / weight)
        else:
            low = max(low, -offset / weight)
    return [low, high]
