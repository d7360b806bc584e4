"""Exercise 13.2: attention in a few lines, mask included."""

import math

import numpy as np

from .. import exercise


@exercise(
    "13.2",
    title="Attend, in a few lines",
    minutes=10,
    needs="import numpy as np",
    given="scores = ...  # (t, s)\n...  # your code here: hide, make weights, mix",
    hints=(
        "How well does each query fit each key? That is one matrix product and one division.",
        "A hidden key must get a weight of 0, and the weights of the others must still add up to 1. So hide it before "
        "the exponential: with which score is `np.exp(score)` zero?",
        "`scores = np.where(mask, query @ key.T / np.sqrt(d), -1e9)`; then the softmax of each ROW; then `@ value`.",
    ),
    why="These lines are the heart of every Transformer. The rest is layers that you know.",
)
def attend(query, key, value, mask):
    """Return the mixture of values that each query reads, `(t, v)`.

    `query` is `(t, d)`, `key` is `(s, d)`, `value` is `(s, v)`. A query scores the keys by dot products divided by the
    square root of `d`, and reads the values with the softmax of its scores. Where the boolean `mask`, `(t, s)`, is
    False, the query does not see the key at all. Each query sees at least one. For example the query `[[0, 0]]` finds
    all keys alike: from three values `[[3], [6], [90]]` with the mask `[[True, True, False]]` it reads `[[4.5]]`.
    """
    scores = query @ key.T / np.sqrt(query.shape[1])
    shares = np.exp(np.where(mask, scores, -np.inf))
    weights = shares / shares.sum(axis=1, keepdims=True)
    return weights @ value


@attend.cases
def _(rng):
    yield (
        np.array([[0.0, 0.0]]),
        np.array([[1.0, 2.0], [3.0, -1.0], [2.0, 2.0]]),
        np.array([[3.0], [6.0], [90.0]]),
        np.array([[True, True, False]]),
    )
    yield (
        np.array([[2.0, 0.0, 0.0, 1.0], [0.0, 1.0, -2.0, 0.0]]),
        np.array([[1.0, 0.0, 0.0, 1.0], [0.0, 2.0, -1.0, 0.0], [1.0, 1.0, 1.0, 1.0]]),
        np.array([[1.0, 10.0], [2.0, 20.0], [4.0, 40.0]]),
        np.array([[True, False, True], [True, True, True]]),
    )
    for _ in range(8):
        t, s, d, v = (int(n) for n in rng.integers((1, 2, 2, 1), (5, 7, 9, 5)))
        mask = rng.random((t, s)) < 0.6
        mask[np.arange(t), rng.integers(0, s, t)] = True  # nobody is left without a key
        yield rng.normal(size=(t, d)), 2 * rng.normal(size=(s, d)), rng.normal(size=(s, v)), mask


@attend.reference
def _(query, key, value, mask):
    # Query by query, over the keys that it sees and no others: what is hidden never enters.
    answers = []
    for asked, seen in zip(query, mask, strict=True):
        places = [j for j in range(len(key)) if seen[j]]
        scores = [math.fsum(float(a) * float(b) for a, b in zip(asked, key[j], strict=True)) for j in places]
        shares = [math.exp(score / len(asked) ** 0.5) for score in scores]
        total = math.fsum(shares)
        answers.append(
            [
                math.fsum(share * float(value[j][c]) for share, j in zip(shares, places, strict=True)) / total
                for c in range(len(value[0]))
            ]
        )
    return answers


def _softmax(scores, axis=1):
    e = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def _scores(query, key):
    return query @ key.T / np.sqrt(query.shape[1])


@attend.mistake("the scores are not divided by the square root of `d`, the width of a query")
def forgets_the_scale(query, key, value, mask):
    return _softmax(np.where(mask, query @ key.T, -1e9)) @ value


@attend.mistake("divide by the ROOT of the width: dot products grow with it, not with the width itself")
def divides_by_the_width(query, key, value, mask):
    return _softmax(np.where(mask, query @ key.T / query.shape[1], -1e9)) @ value


@attend.mistake("`d` is the width of a query, not the number of keys")
def divides_by_the_number_of_keys(query, key, value, mask):
    return _softmax(np.where(mask, query @ key.T / np.sqrt(len(key)), -1e9)) @ value


@attend.mistake("the softmax runs over the queries: it is each ROW, one query's weights, that adds up to 1")
def shares_among_the_queries(query, key, value, mask):
    return _softmax(np.where(mask, _scores(query, key), -1e9), axis=0) @ value


@attend.mistake("the softmax runs over the whole table: each query's own weights add up to 1")
def one_softmax_for_all(query, key, value, mask):
    e = np.where(mask, np.exp(_scores(query, key)), 0.0)
    return e / e.sum() @ value


@attend.mistake("where is the mask? Hidden keys are read, too")
def forgets_the_mask(query, key, value, mask):
    return _softmax(_scores(query, key)) @ value


@attend.mistake("True means that the query may look, False hides: this mask is upside down")
def turns_the_mask_round(query, key, value, mask):
    return _softmax(np.where(mask, -1e9, _scores(query, key))) @ value


@attend.mistake("a score of 0 is a score like others: exp(0) is 1. Hide with a very negative score")
def hides_with_zero(query, key, value, mask):
    return _softmax(np.where(mask, _scores(query, key), 0.0)) @ value


@attend.mistake("the mask comes too late: after the softmax, the weights that are left no longer add up to 1")
def hides_after_the_softmax(query, key, value, mask):
    return _softmax(_scores(query, key)) * mask @ value


@attend.mistake("these are the weights. Now read the values with them")
def returns_the_weights(query, key, value, mask):
    return _softmax(np.where(mask, _scores(query, key), -1e9))


@attend.mistake("that is a sum of values weighted by bare scores: the softmax is missing")
def forgets_the_softmax(query, key, value, mask):
    return np.where(mask, _scores(query, key), 0.0) @ value


@attend.also_right
def query_by_query(query, key, value, mask):
    rows = []
    for q, seen in zip(query, mask, strict=True):
        e = np.exp(key[seen] @ q / len(q) ** 0.5)
        rows.append((e / e.sum()) @ value[seen])
    return rows


@attend.also_right
def weights_before_sums(query, key, value, mask):
    e = np.exp(np.einsum("td,sd->ts", query, key) * query.shape[1] ** -0.5) * mask
    return (e @ value) / e.sum(axis=1)[:, None]
