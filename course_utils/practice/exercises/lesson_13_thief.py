"""Exercise 13.4: a blank that steals the attention."""

import numpy as np

from .. import exercise


@exercise(
    "13.4",
    title="Steal the attention",
    kind="break it",
    minutes=10,
    needs="import numpy as np",
    hints=(
        "Let `total` be the sum of the exponentials of the honest scores. If the thief's score is `z`, which share of "
        "the attention does it get?",
        "It gets `exp(z) / (exp(z) + total)`. Solve this for `z`: the odds `share / (1 - share)` are `exp(z) / total`.",
        "The thief's key is `a * query`, and its score is `a * (query @ query) / np.sqrt(d)`. Which `a` makes it `z`?",
    ),
    why="One unmasked blank can outshout every real word. This is why a mask is not a matter of taste.",
)
def thief(query, keys, share):
    """Somebody forgot the mask. Return the key of a blank, `(d,)`, that takes exactly this `share` of the attention.

    `query` is `(d,)`, `keys` is `(s, d)`: the honest keys. Scores are dot products divided by the square root of `d`,
    as in the lesson, and the softmax runs over the honest keys *and* the blank. Of all keys that do it, return the one
    that points along the query (or straight against it): a multiple of `query`. For example with the query `[1, 0, 0,
    0]`, the honest keys `[[0, 1, 0, 0], [0, 0, 1, 0]]` and a share of one third, all scores must be equal: the answer
    is `[0, 0, 0, 0]`. For a share of 0.9 it is `[5.7807, 0, 0, 0]`.
    """
    root = np.sqrt(len(query))
    total = np.exp(keys @ query / root).sum()
    z = np.log(total * share / (1 - share))
    return z * root / (query @ query) * query


@thief.cases
def _(rng):
    yield np.array([1.0, 0.0, 0.0, 0.0]), np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]), 1 / 3
    yield np.array([1.0, 0.0, 0.0, 0.0]), np.array([[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0]]), 0.9
    yield np.array([2.0, -1.0]), np.array([[1.0, 1.0], [3.0, 0.0], [-1.0, 2.0]]), 0.99
    for _ in range(8):
        s, d = (int(n) for n in rng.integers((1, 2), (8, 10)))
        yield rng.normal(size=d), rng.normal(size=(s, d)), float(rng.uniform(0.05, 0.98))


@thief.reference
def _(query, keys, share):
    # Walk along the query and halve the interval until the softmax gives the blank its share.
    def taken(a):
        scores = np.array([*(keys @ query), a * (query @ query)]) / len(query) ** 0.5
        e = np.exp(scores - scores.max())
        return e[-1] / e.sum()

    low, high = -1e4, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if taken(middle) < share else (low, middle)
    return low * query


def _along(query, z, root=None):
    root = np.sqrt(len(query)) if root is None else root
    return z * root / (query @ query) * query


def _total(query, keys):
    return np.exp(keys @ query / np.sqrt(len(query))).sum()


@thief.mistake("scores are divided by the square root of `d`: the honest ones and the thief's")
def forgets_the_scale(query, keys, share):
    return _along(query, np.log(np.exp(keys @ query).sum() * share / (1 - share)), root=1.0)


@thief.mistake("the thief's own score is divided by the square root of `d`, too: its key must be that much longer")
def forgets_its_own_scale(query, keys, share):
    return _along(query, np.log(_total(query, keys) * share / (1 - share)), root=1.0)


@thief.mistake("that is `share` of what the HONEST keys have together; but the thief adds to the sum as well")
def forgets_that_it_counts(query, keys, share):
    return _along(query, np.log(_total(query, keys) * share))


@thief.mistake("this leaves `share` to the honest keys and takes the rest")
def takes_the_rest(query, keys, share):
    return _along(query, np.log(_total(query, keys) * (1 - share) / share))


@thief.mistake("it beats the best honest key only; all honest keys together must be outweighed")
def beats_only_the_best(query, keys, share):
    return _along(query, (keys @ query).max() / np.sqrt(len(query)) + np.log(share / (1 - share)))


@thief.mistake("`a * query` scores `a` times `query @ query`: divide by that length squared")
def forgets_the_length(query, keys, share):
    return np.log(_total(query, keys) * share / (1 - share)) * np.sqrt(len(query)) * query


@thief.mistake("divide by the length of the query SQUARED: once to point along it, once because it is multiplied again")
def divides_by_the_length_once(query, keys, share):
    return _along(query, np.log(_total(query, keys) * share / (1 - share))) * np.linalg.norm(query)


@thief.mistake("that is the SCORE which the thief needs; a key with this score is asked for")
def returns_the_score(query, keys, share):
    return np.log(_total(query, keys) * share / (1 - share))


@thief.mistake("the softmax uses e, so the way back is the natural logarithm, `np.log`")
def takes_another_logarithm(query, keys, share):
    return _along(query, np.log10(_total(query, keys) * share / (1 - share)))


@thief.also_right
def with_logits(query, keys, share):
    unit = query / np.linalg.norm(query)
    scores = keys @ query / len(query) ** 0.5
    needed = np.logaddexp.reduce(scores) + np.log(share) - np.log1p(-share)
    return unit * needed * len(query) ** 0.5 / np.linalg.norm(query)


@thief.also_right
def as_a_list(query, keys, share):
    total = sum(np.exp(key @ query / len(query) ** 0.5) for key in keys)
    a = np.log(share * total / (1 - share)) * len(query) ** 0.5 / sum(q * q for q in query)
    return [a * q for q in query]
