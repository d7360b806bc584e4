"""Exercise 05.3: blame on its way back through a dense layer."""

import numpy as np

from .. import exercise


@exercise(
    "05.3",
    title="Backward through a layer",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "What shape must each of the three answers have, and which products of `G`, `X` and `W` have that shape?",
        "`X` and `W` share the blame as two factors do: each gets `G` times the other one, transposed so that the "
        "shapes fit. The bias was copied to all rows.",
        "`dX` is `G @ W.T`; `dW` needs the transpose of `X` on the left of `G`; `db` adds up the rows of `G`.",
    ),
    why="These three lines, once a layer, are the whole backward pass of the network that reads the digits.",
)
def layer_backward(X, W, G):
    """Write the backward pass of the layer `Y = X @ W + b`.

    `X` is `(n, d)`, `W` is `(d, k)`, `b` is `(k,)` and was added to every row. `G` is the blame of `Y`, `(n,
    k)`. Return `(dX, dW, db)`, the blame of `X`, of `W` and of `b`, each in the shape of what it belongs to.
    For example, with `X = [[1, 2]]`, `W = [[3], [4]]` and `G = [[10]]`, the answer is `dX = [[30, 40]]`, `dW =
    [[10], [20]]`, `db = [10]`.
    """
    return G @ W.T, X.T @ G, G.sum(axis=0)


@layer_backward.cases
def _(rng):
    yield np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]]), np.array([[10.0]])
    yield np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[0.0, 1.0], [2.0, -1.0]]), np.array([[1.0, -1.0], [4.0, 2.0]])
    for n, d, k in [(4, 3, 2), (2, 5, 3), (3, 2, 4)]:
        yield rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=(n, k))


@layer_backward.reference
def _(X, W, G):
    b = np.zeros(W.shape[1])

    def slopes(array):
        found = np.zeros(array.shape)
        for place in np.ndindex(array.shape):
            before = array[place]
            # One unit each way is exact: the layer is a straight line in each single number.
            array[place] = before + 1
            up = np.sum(G * (X @ W + b))
            array[place] = before - 1
            found[place] = (up - np.sum(G * (X @ W + b))) / 2
            array[place] = before
        return found

    return slopes(X), slopes(W), slopes(b)


@layer_backward.mistake("`W` is not transposed in `dX`: `G` is `(n, k)` and `dX` must be `(n, d)`")
def forgets_to_transpose_w(X, W, G):
    return G @ W, X.T @ G, G.sum(axis=0)


@layer_backward.mistake("`dW` is the transpose of what it should be: `W` is `(d, k)`, so `dW` is `X.T @ G`")
def transposes_dw(X, W, G):
    return G @ W.T, G.T @ X, G.sum(axis=0)


@layer_backward.mistake("the blame adds up over the rows; if there is an average, it stands in the loss and is in `G`")
def averages(X, W, G):
    return G @ W.T, X.T @ G / len(X), G.mean(axis=0)


@layer_backward.mistake("one bias served all rows, so its blame is the sum over the rows, not the mean")
def averages_the_bias(X, W, G):
    return G @ W.T, X.T @ G, G.mean(axis=0)


@layer_backward.mistake("the bias was copied to every row: its blame is the sum of the rows of `G`, shape `(k,)`")
def forgets_to_sum_the_bias(X, W, G):
    return G @ W.T, X.T @ G, G


@layer_backward.mistake("`db` is summed over the wrong axis: the bias has one entry for each column of `G`")
def sums_the_columns(X, W, G):
    return G @ W.T, X.T @ G, G.sum(axis=1)


@layer_backward.mistake("where is the upstream blame? All three answers depend on `G`")
def forgets_upstream_of_the_layer(X, W, G):
    return np.ones_like(G) @ W.T, X.T @ np.ones_like(G), np.full(W.shape[1], float(len(G)))


@layer_backward.mistake("the order is `(dX, dW, db)`: yours begins with the blame of `W`")
def swaps_the_layer(X, W, G):
    return X.T @ G, G @ W.T, G.sum(axis=0)


@layer_backward.mistake("these are sums and not blames: where `X` meets `W`, each gets `G` times the other one")
def sums_g_everywhere(X, W, G):
    by_row, by_column = G.sum(axis=1, keepdims=True), G.sum(axis=0)
    return np.broadcast_to(by_row, X.shape), np.broadcast_to(by_column, W.shape), by_column


@layer_backward.also_right
def with_einsum(X, W, G):
    return np.einsum("nk,dk->nd", G, W), np.einsum("nd,nk->dk", X, G), np.einsum("nk->k", G)
