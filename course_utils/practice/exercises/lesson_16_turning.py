"""Exercise 16.2: the length from which a Transformer spends more on looking than on thinking."""

from itertools import count

from .. import exercise


@exercise(
    "16.2",
    title="When looking costs more than thinking",
    minutes=10,
    hints=(
        "Which products have a matrix of weights in them, and which are between places? Write both costs with `t`.",
        "Weights: `t * width * width` for each of four, and `t * width * inner` twice. Between places: `t * t * width` "
        "for the scores, and as much for the mixing.",
        "Divide both by `2 * t * width`: on one side `t` is left, and on the other `2 * width + inner`.",
    ),
    why="So length, not size, decides when attention gets dear: small networks get there at a few hundred places.",
)
def turning_point(width, inner):
    """Return the smallest length `t` at which a Transformer block's looking costs as much as its weights, or more.

    The cost is the number of multiplications. A `(a, b)` matrix times a `(b, c)` matrix costs `a * b * c`. The block
    reads `(t, width)`. With weights it multiplies six times: for queries, keys, values and output, each time with a
    matrix `(width, width)`, and in the small network with `(width, inner)` and `(inner, width)`. Looking costs the
    scores, `(t, width)` times `(width, t)`, and the mixing, `(t, t)` times `(t, width)`. (Heads only share this out.)
    For example `turning_point(1, 1)` is `3`: there, weights cost 4 · 3 + 2 · 3 = 18 and looking 9 + 9 = 18.
    """
    return 2 * width + inner


@turning_point.cases
def _(rng):
    yield 1, 1
    yield 32, 128
    yield 2, 3
    yield 8, 1
    for _ in range(10):
        yield int(rng.integers(1, 60)), int(rng.integers(1, 200))


@turning_point.reference
def _(width, inner):
    # Try one length after the other and multiply out every product of matrices.
    for t in count(1):
        products = [(t, width, width)] * 4 + [(t, width, inner), (t, inner, width)]
        weights = sum(a * b * c for a, b, c in products)
        if t * width * t + t * t * width >= weights:
            return t


@turning_point.mistake("looking is two products: the scores, and the mixing of the values")
def forgets_the_mixing(width, inner):
    return 2 * (2 * width + inner)


@turning_point.mistake("four matrices belong to attention: queries, keys, values, and the output that joins the heads")
def forgets_the_output(width, inner):
    return -(-(3 * width + 2 * inner) // 2)


@turning_point.mistake("the small network has weights, too: `(width, inner)` and back")
def forgets_the_small_network(width, inner):
    return 2 * width


@turning_point.mistake("the small network goes there and back: two matrices of `width * inner`")
def counts_the_small_network_once(width, inner):
    return -(-(4 * width + inner) // 2)


@turning_point.mistake("at this length looking is dearer by one step: 'as much' is reached one place sooner")
def goes_one_too_far(width, inner):
    return 2 * width + inner + 1


@turning_point.mistake("both costs grow with `width` and with `t`: divide them out on both sides")
def forgets_to_divide_by_the_width(width, inner):
    return 2 * width * width + width * inner


@turning_point.mistake("only the scores of attention are counted against its four matrices; count everything")
def counts_attention_only(width, inner):
    return 4 * width


@turning_point.mistake("that is the cost of the weights at one place; the length is asked for")
def returns_the_cost(width, inner):
    return 4 * width * width + 2 * width * inner


@turning_point.also_right
def by_trying(width, inner):
    t = 1
    while 2 * t * t * width < t * (4 * width**2 + 2 * width * inner):
        t += 1
    return t


@turning_point.also_right
def by_dividing(width, inner):
    return (4 * width**2 + 2 * width * inner) / (2 * width)
