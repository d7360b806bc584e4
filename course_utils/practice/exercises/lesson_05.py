"""Exercises of lesson 05: blame on two paths, through a layer, and a neuron that no blame reaches."""

import numpy as np

from .. import exercise, investigation, quiz

quiz(
    "05.1",
    "One value, two paths",
    """
    Take `a = 3`, `b = 2 * a`, `c = a + 1` and `y = b * c`, so `b` is 6, `c` is 4 and `y` is 24. The value `a`
    reaches `y` by two paths, through `b` and through `c`. **How much blame for `y` does `a` get?** In other
    words: how much does `y` move, per unit, when `a` is nudged?
    """,
    options={
        "a": ("6: the path through `c`", "6 × 1 = 6 comes back through c alone. The path through b is missing."),
        "b": ("8: the path through `b`", "4 × 2 = 8 comes back through b alone. The path through c is missing."),
        "c": ("14: the sum of both paths", "A nudge of a moves y through b (4 × 2 = 8) and, at the same time, "
              "through c (6 × 1 = 6). Both movements happen, so they add."),
        "d": ("48: the product of both paths", "Slopes are multiplied along one path. Two paths happen side by "
              "side, and their effects add."),
    },
    answer="c",
    minutes=2,
    hints=("Nudge a from 3 to 3.01. What do b and c become?",
           "Along one path the slopes are multiplied. What happens where two paths meet again?",
           "y is 2a(a + 1), so y(3.01) is about 24.14. By how much did it move, per unit of the nudge?"),
)


@exercise(
    "05.2", title="Hand the blame back", minutes=4,
    hints=("How many times does `a` appear in `a * b + a`, and how much does `y` move through each of them?",
           "Each use of `a` sends back the upstream blame times its own slope; then the two are added.",
           "Through the product `a` gets `upstream * b`, through the sum `upstream * 1`. And what does `b` get?"),
    why="Every operation of the engine is a pair like this one: a formula, and a rule that hands blame back.",
)
def hand_back(a, b, upstream):
    """Write the backward rule of the operation `y = a * b + a`.

    `upstream` is the blame that arrives at `y`: how much the loss moves per unit of `y`. Return the blame of
    `a` and the blame of `b`, as a pair. For example `hand_back(2.0, 5.0, 10.0)` returns `(60.0, 20.0)`: a nudge
    of `a` reaches `y` five-fold through the product and once more through the sum, and each unit of `y` costs
    ten.
    """
    return upstream * (b + 1), upstream * a


@hand_back.cases
def _(rng):
    yield 2.0, 5.0, 10.0
    yield 3.0, -1.0, 2.0
    yield 0.0, 4.0, -3.0
    yield from (tuple(rng.uniform(-3, 3, 3).tolist()) for _ in range(6))


@hand_back.reference
def _(a, b, upstream):
    # A nudge of a whole unit each way is exact here, because y is a straight line in a and in b.
    def loss(a, b):
        return upstream * (a * b + a)

    return (loss(a + 1, b) - loss(a - 1, b)) / 2, (loss(a, b + 1) - loss(a, b - 1)) / 2


@hand_back.mistake("where is the upstream blame? The chain rule multiplies by it")
def forgets_upstream(a, b, upstream):
    return b + 1, a


@hand_back.mistake("the second use of `a` has overwritten the first: blame from two paths is added (+=, not =)")
def overwrites(a, b, upstream):
    return upstream, upstream * a


@hand_back.mistake("`a` is used twice: it also reaches `y` without `b`, through the `+ a`")
def forgets_the_sum(a, b, upstream):
    return upstream * b, upstream * a


@hand_back.mistake("the slope of a product is the OTHER factor")
def uses_its_own_factor(a, b, upstream):
    return upstream * (a + 1), upstream * b


@hand_back.mistake("the two blames are swapped: first that of `a`, then that of `b`")
def swaps(a, b, upstream):
    return upstream * a, upstream * (b + 1)


@hand_back.mistake("the upstream blame flows back through both uses of `a`, not only through the product")
def upstream_on_one_path(a, b, upstream):
    return upstream * b + 1, upstream * a


@hand_back.mistake("two paths happen side by side: their blames are added, not multiplied")
def multiplies_the_paths(a, b, upstream):
    return (upstream * b) * upstream, upstream * a


@hand_back.mistake("the `+ a` does not depend on `b`: a nudge of `b` reaches `y` through the product alone")
def blames_b_for_the_sum(a, b, upstream):
    return upstream * (b + 1), upstream * (a + 1)


@hand_back.also_right
def as_the_engine_does(a, b, upstream):
    blame = {"a": upstream, "b": 0.0}
    blame["a"] += upstream * b
    blame["b"] += upstream * a
    return [blame["a"], blame["b"]]


@exercise(
    "05.3", title="Backward through a layer", minutes=8, needs="import numpy as np",
    hints=("What shape must each of the three answers have, and which products of `G`, `X` and `W` have that shape?",
           "`X` and `W` share the blame as two factors do: each gets `G` times the other one, transposed so that the "
           "shapes fit. The bias was copied to all rows.",
           "`dX` is `G @ W.T`; `dW` needs the transpose of `X` on the left of `G`; `db` adds up the rows of `G`."),
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


@exercise(
    "05.4", title="Kill a neuron", kind="break it", minutes=5, needs="import numpy as np",
    hints=("When is `relu(z)` zero, and which row of `X` holds out longest as the bias sinks?",
           "Compute `z = X @ w` for all rows. The bias has to bring even the largest of them down to zero.",
           "The row with the largest `X @ w` decides: return minus that number."),
    why="On all these rows the neuron says 0 with slope 0. Blame times 0 is 0: none of them can wake it again.",
)
def deadly_bias(X, w):
    """A neuron computes `relu(X @ w + b)`, and `relu(z)` is `z` where `z` is positive and 0 elsewhere.

    `X` is `(n, d)`, one example a row, and `w` is `(d,)`. Return **the highest bias `b`** at which the neuron
    is dead: 0 for every row of `X`. For example, with `X = [[1, 0], [0, 1]]` and `w = [2, -5]` the sums are 2
    and -5, so `b = -2` silences both rows; any higher bias lets the first one through.
    """
    return -np.max(X @ w)


@deadly_bias.cases
def _(rng):
    yield np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([2.0, -5.0])
    yield np.array([[-1.0, 2.0], [-3.0, 1.0], [0.5, -4.0]]), np.array([1.0, 0.5])
    yield np.array([[1.0, 1.0], [2.0, 1.0]]), np.array([-1.0, -2.0])
    for n, d in [(5, 3), (8, 2), (3, 6), (2, 2)]:
        yield rng.normal(size=(n, d)), rng.normal(size=d)


@deadly_bias.reference
def _(X, w):
    # Halve the interval between a bias that kills and one that does not.
    dead, alive = -1e3, 1e3
    for _ in range(80):
        b = (dead + alive) / 2
        if any(sum(x * v for x, v in zip(row, w, strict=True)) + b > 0 for row in X):
            alive = b
        else:
            dead = b
    return dead


@deadly_bias.mistake("the sign: a bias of this size wakes the neuron instead of silencing it")
def forgets_the_sign(X, w):
    return np.max(X @ w)


@deadly_bias.mistake("this silences the row with the smallest sum; the others still get through")
def takes_the_smallest(X, w):
    return -np.min(X @ w)


@deadly_bias.mistake("on average dead is not dead: rows above the mean still get through")
def takes_the_mean(X, w):
    return -np.mean(X @ w)


@deadly_bias.mistake("dead, but not the highest such bias: a row whose sum is far below zero is silent already, "
                     "so look at the largest sum and not at the largest size")
def takes_the_largest_size(X, w):
    return -np.max(np.abs(X @ w))


@deadly_bias.mistake("dead, but not the highest such bias: it may stop where the loudest row is at 0")
def goes_further_than_needed(X, w):
    return -np.max(X @ w) - 1


@deadly_bias.mistake("the neuron sees the weighted sums: look at `X @ w`, not at `X` alone")
def forgets_the_weights(X, w):
    return -np.max(X)


@deadly_bias.mistake("a row whose sum is below zero may be lifted up to 0, so the highest bias can be positive")
def never_above_zero(X, w):
    return min(0.0, -np.max(X @ w))


@deadly_bias.mistake("one bias serves all rows: this is one for each row, so take the strictest of them")
def one_for_each_row(X, w):
    return -(X @ w)


@deadly_bias.also_right
def row_by_row(X, w):
    return min(-float(row @ w) for row in X)


investigation(
    "05.5",
    "The weights that nobody ever blames",
    """
    Read on to *Where this fails* first: even a fresh network gives a share of its weights exactly no blame,
    over **all** training digits. Find out which ones. Make `net = network(SEED)`, run
    `softmax_cross_entropy(net(digits.train.x), digits.train.y).backward()`, and look at the first kernel,
    `(784, 256)`:

    ```python
    kernel = net.parameters()[0]
    never = (kernel.grad == 0).all(axis=1).reshape(1, 28, 28)
    show(plot.images(never, title="Pixels whose weights are never blamed"), alt="Where the weights get no blame")
    ```

    Why are these weights never blamed? What value do they have after training? What happens if a test digit has
    ink there? Name two remedies. Write what you did and found into `notes`.
    """,
    good_answer=[
        "which: the rows of the first kernel that belong to border pixels, black in every training digit",
        "why: the blame of a weight is its input times the blame of its unit, and the input is 0 for every digit",
        "after training they still hold their random start: no step has ever moved them",
        "ink there at test time is multiplied by random numbers and adds noise to every hidden unit",
        "remedies: shift the digits in training so that ink gets there, begin these weights at zero, let weight "
        "decay shrink what is never used, or leave those pixels out",
    ],
    model_answer="""
    I drew the rows of the first kernel's gradient that are zero for all 256 units: they form a frame at the
    border of the picture, and they are the pixels that are black in every training digit. The gradient of a
    weight is its input times the blame of its unit, so an input that is always 0 gives exactly 0. After
    training these weights still have their random starting values. If a test digit has ink there, it is
    multiplied by these random weights and disturbs all hidden units. Remedies: shift the training digits, so
    that ink reaches the border, or start those weights at zero, or use weight decay, which shrinks weights that
    no blame holds up.
    """,
    minutes=12,
    hints=("What is the blame of a weight made of? One factor is the blame of its unit. What is the other?",
           "Compare your picture with `digits.train.x.max(axis=0)`.",
           "A pixel that is 0 in every picture: what is 0 times anything, and what did the optimizer do with it?"),
)
