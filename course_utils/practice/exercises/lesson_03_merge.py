"""Exercise 03.2: two layers without an activation are one."""

import numpy as np

from .. import exercise


@exercise(
    "03.2",
    title="Two layers into one",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "Put `H = X @ W1 + b1` into `Y = H @ W2 + b2`. What is multiplied by `X`, and what is left without it?",
        "`(X @ W1 + b1) @ W2 + b2` is `X @ W1 @ W2 + b1 @ W2 + b2`.",
        "`W` is `W1 @ W2`. The first bias passes through the second layer too: `b` is `b1 @ W2 + b2`.",
    ),
    why="A network without activations, however deep and wide, is one layer that was written down in instalments.",
)
def merge(W1, b1, W2, b2):
    """Write two layers without activation as one.

    The first layer computes `H = X @ W1 + b1`, the second `Y = H @ W2 + b2`. `W1` is `(d, k)`, `b1` is `(k,)`, `W2`
    is `(k, m)` and `b2` is `(m,)`. Return the pair `(W, b)`, of shapes `(d, m)` and `(m,)`, for which `X @ W + b` is
    `Y`, whatever `X` is. For example, `W1 = [[2]]`, `b1 = [1]`, `W2 = [[3]]` and `b2 = [5]` give `W = [[6]]` and
    `b = [8]`: x becomes 2x + 1, and three times that plus 5 is 6x + 8.
    """
    return W1 @ W2, b1 @ W2 + b2


@merge.cases
def _(rng):
    yield np.array([[2.0]]), np.array([1.0]), np.array([[3.0]]), np.array([5.0])
    yield np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([1.0, -2.0]), np.array([[3.0, 1.0], [2.0, 0.0]]), np.ones(2)
    for d, k, m in [(3, 3, 3), (2, 5, 3), (4, 2, 1), (2, 2, 2)]:
        yield rng.normal(size=(d, k)), rng.normal(size=k), rng.normal(size=(k, m)), rng.normal(size=m)


@merge.reference
def _(W1, b1, W2, b2):
    # Ask the two layers what they make of nothing, and of each input alone.
    def both(x):
        hidden = [b + sum(v * w for v, w in zip(x, column, strict=True)) for column, b in zip(W1.T, b1, strict=True)]
        return [b + sum(h * w for h, w in zip(hidden, column, strict=True)) for column, b in zip(W2.T, b2, strict=True)]

    nothing = np.array(both(np.zeros(len(W1))))
    return np.array([both(one) - nothing for one in np.eye(len(W1))]), nothing


@merge.mistake("the first bias passes through the second layer too: it arrives multiplied by `W2`")
def adds_the_biases(W1, b1, W2, b2):
    return W1 @ W2, b1 + b2


@merge.mistake("where is the first bias? For `X = 0` the hidden layer says `b1`, and the second goes on from there")
def forgets_the_first_bias(W1, b1, W2, b2):
    return W1 @ W2, b2


@merge.mistake("where is the second bias? It is added at the very end")
def forgets_the_second_bias(W1, b1, W2, b2):
    return W1 @ W2, b1 @ W2


@merge.mistake("the order of a matrix product matters: `X` meets `W1` first, so it is `W1 @ W2`")
def multiplies_in_the_wrong_order(W1, b1, W2, b2):
    return W2 @ W1, b1 @ W2 + b2


@merge.mistake("`*` multiplies entry by entry; every hidden unit feeds every output, so it is the matrix product `@`")
def multiplies_entry_by_entry(W1, b1, W2, b2):
    return W1 * W2, b1 @ W2 + b2


@merge.mistake("one layer after the other is a product, not a sum: a doubling and then a tripling is a sixfold")
def adds_the_weights(W1, b1, W2, b2):
    return W1 + W2, b1 + b2


@merge.mistake("there is no activation between these layers: nothing is cut off at 0")
def bends_the_bias(W1, b1, W2, b2):
    return W1 @ W2, np.maximum(b1, 0) @ W2 + b2


@merge.mistake("the second bias is added after the last product: it is multiplied by nothing")
def multiplies_the_second_bias(W1, b1, W2, b2):
    return W1 @ W2, (b1 + b2) @ W2


@merge.mistake("the pair is the wrong way round: first `W`, then `b`")
def swaps_the_pair(W1, b1, W2, b2):
    return b1 @ W2 + b2, W1 @ W2


@merge.also_right
def by_asking(W1, b1, W2, b2):
    b = b1 @ W2 + b2
    return ((np.eye(len(W1)) @ W1 + b1) @ W2 + b2) - b, b


@merge.also_right
def with_einsum(W1, b1, W2, b2):
    return np.einsum("dk,km->dm", W1, W2), np.einsum("k,km->m", b1, W2) + b2
