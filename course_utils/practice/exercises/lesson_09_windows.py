"""Exercises of lesson 09 on arrays: what a window answers, and what pooling forgets."""

import numpy as np

from .. import exercise


@exercise(
    "09.3",
    title="Slide the window yourself",
    minutes=10,
    needs="import numpy as np",
    given="h, w = kernel.shape\nstops_down, stops_right = ..., ...\n...  # your code here",
    hints=(
        "How many rows of stops are there for a kernel with `h` rows? The exercise before has the formula.",
        "For the stop in row `r` and column `c`, the window is `picture[r:r + h, c:c + w]`. What is done with it?",
        "Two loops, over `r` and `c`: multiply the window by the kernel, element by element, and add it all up.",
    ),
    why="Keras, our engine and the eye's first layer do this sum at every stop; the rest is bookkeeping.",
)
def slide(picture, kernel):
    """Return the feature map of a grey picture: what the kernel answers at each stop.

    `picture` and `kernel` are arrays of two axes, not always square; there is no padding, and the stride is 1. The
    answer has a row for each row of stops. For example the picture `[[1, 2, 3], [4, 5, 6]]` and the kernel `[[1, 10]]`
    give `[[21, 32], [54, 65]]`: the first number is 1 · 1 + 2 · 10. As in Keras, the kernel is *not* flipped.
    """
    h, w = kernel.shape
    stops_down, stops_right = picture.shape[0] - h + 1, picture.shape[1] - w + 1
    answers = np.zeros((stops_down, stops_right))
    for r in range(stops_down):
        for c in range(stops_right):
            answers[r, c] = (picture[r : r + h, c : c + w] * kernel).sum()
    return answers


@slide.cases
def _(rng):
    yield np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[1.0, 10.0]])
    yield np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 1.0], [1.0, 1.0, 1.0]]), np.array([[-1.0, 1.0], [-2.0, 3.0]])
    yield np.arange(20.0).reshape(4, 5) ** 2, np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -3.0], [0.0, 4.0, 0.0]])
    for _ in range(8):
        h, w, more_rows, more_columns = rng.integers(1, 5, 4)
        yield rng.normal(size=(h + more_rows, w + more_columns)), rng.normal(size=(h, w))


@slide.reference
def _(picture, kernel):
    # Pixel by pixel the other way round: each pixel hands its share to every stop that sees it.
    down, right = (p - k + 1 for p, k in zip(picture.shape, kernel.shape, strict=True))
    answers = [[0.0] * right for _ in range(down)]
    for (y, x), ink in np.ndenumerate(picture):
        for (i, j), weight in np.ndenumerate(kernel):
            if 0 <= y - i < down and 0 <= x - j < right:
                answers[y - i][x - j] += float(ink) * float(weight)
    return answers


def _stops(picture, kernel, answer, fewer=0):
    h, w = kernel.shape
    rows, columns = picture.shape[0] - h + 1 - fewer, picture.shape[1] - w + 1 - fewer
    return np.array([[answer(picture[r : r + h, c : c + w]) for c in range(columns)] for r in range(rows)])


@slide.mistake("the kernel is flipped: that is the mathematicians' convolution; here it multiplies as it stands")
def flips_the_kernel(picture, kernel):
    return _stops(picture, kernel, lambda window: (window * kernel[::-1, ::-1]).sum())


@slide.mistake("the last row and the last column of stops are missing: `range(n - k + 1)` ends at `n - k`")
def misses_the_last_stop(picture, kernel):
    return _stops(picture, kernel, lambda window: (window * kernel).sum(), fewer=1)


@slide.mistake("a stop's answer is the sum of the products, not their mean")
def takes_the_mean(picture, kernel):
    return _stops(picture, kernel, lambda window: (window * kernel).mean())


@slide.mistake("multiply element by element (`*`): `@` is the matrix product")
def uses_the_matrix_product(picture, kernel):
    return _stops(picture, kernel, lambda window: (window @ kernel).sum())


@slide.mistake("where is the kernel? This adds up the bare window")
def forgets_the_kernel(picture, kernel):
    return _stops(picture, kernel, lambda window: window.sum())


@slide.mistake("the windows overlap: the next one begins one pixel further, not where the last one ended")
def does_not_overlap(picture, kernel):
    h, w = kernel.shape
    return np.array(
        [
            [(picture[r : r + h, c : c + w] * kernel).sum() for c in range(0, picture.shape[1] - w + 1, w)]
            for r in range(0, picture.shape[0] - h + 1, h)
        ]
    )


@slide.mistake("no padding was asked for: the window stays inside the picture, so the map is smaller than it")
def pads_to_the_same_size(picture, kernel):
    border = [((k - 1) // 2, k // 2) for k in kernel.shape]
    return _stops(np.pad(picture, border), kernel, lambda window: (window * kernel).sum())


@slide.mistake("the columns under the window are added up, but the rows are not: a stop's answer is one number")
def sums_the_rows_only(picture, kernel):
    return _stops(picture, kernel, lambda window: (window * kernel).sum(axis=1))


@slide.also_right
def with_einsum(picture, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(picture, kernel.shape)
    return np.einsum("rsij,ij->rs", windows, kernel)


@slide.also_right
def weight_by_weight(picture, kernel):
    down, right = picture.shape[0] - kernel.shape[0] + 1, picture.shape[1] - kernel.shape[1] + 1
    return sum(weight * picture[i : i + down, j : j + right] for (i, j), weight in np.ndenumerate(kernel)).tolist()


@exercise(
    "09.4",
    title="Fool the pooling",
    kind="break it",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Of the four numbers of a block, which one does max pooling hand on? What may you do to the others?",
        "First compute the pooled map. Then write each number into the top left corner of its block of a blank map.",
        "`forged = np.zeros(m.shape)`, then `forged[::2, ::2] = …`: the largest of `m[::2, ::2]`, `m[1::2, ::2]` "
        "and the two others.",
    ),
    why="No layer after this pooling can tell your forgery from the original. Forgetting where is not free.",
)
def forge(m):
    """Return another feature map that 2 × 2 max pooling cannot tell from `m`.

    `m` has two axes of even length and no number below 0. In each 2 × 2 block of your map, the top left place holds the
    largest number of that block of `m`; the three other places hold 0. For example `[[1, 7, 0, 2], [3, 4, 5, 2]]`
    becomes `[[7, 0, 5, 0], [0, 0, 0, 0]]`: the same pooled map, `[[7, 5]]`, from answers that have moved and others
    that are gone.
    """
    forged = np.zeros(m.shape)
    forged[::2, ::2] = np.maximum(np.maximum(m[::2, ::2], m[1::2, ::2]), np.maximum(m[::2, 1::2], m[1::2, 1::2]))
    return forged


@forge.cases
def _(rng):
    yield (np.array([[1.0, 7.0, 0.0, 2.0], [3.0, 4.0, 5.0, 2.0]]),)
    yield (np.array([[1.0, 2.0], [3.0, 4.0], [8.0, 7.0], [6.0, 5.0]]),)
    yield (np.array([[2.0, 9.0, 3.0, 1.0], [4.0, 1.0, 0.0, 6.0], [5.0, 6.0, 8.0, 7.0], [0.0, 3.0, 2.0, 4.0]]),)
    for _ in range(8):
        yield (rng.random((2 * int(rng.integers(1, 5)), 2 * int(rng.integers(1, 5)))),)


@forge.reference
def _(m):
    rows = []
    for r in range(0, len(m), 2):
        tops = [max(float(m[y][x]) for y in (r, r + 1) for x in (c, c + 1)) for c in range(0, len(m[0]), 2)]
        rows += [[number for top in tops for number in (top, 0.0)], [0.0] * len(m[0])]
    return rows


def _forged(m, pooled):
    forged = np.zeros(m.shape)
    forged[::2, ::2] = pooled
    return forged


def _pooled(m):
    return m.reshape(m.shape[0] // 2, 2, m.shape[1] // 2, 2).max(axis=(1, 3))


@forge.mistake("that is the pooled map, half as high and half as wide: write its numbers into a blank map like `m`")
def returns_the_pooled_map(m):
    return _pooled(m)


@forge.mistake("pooling keeps the largest number of a block: the mean gives another pooled map")
def takes_the_mean_of_the_block(m):
    return _forged(m, m.reshape(m.shape[0] // 2, 2, m.shape[1] // 2, 2).mean(axis=(1, 3)))


@forge.mistake("the largest number stays where it was: move it to the top left place of its block")
def leaves_it_in_its_place(m):
    return np.where(m == np.kron(_pooled(m), np.ones((2, 2))), m, 0.0)


@forge.mistake("the three other places of each block must be blank: pooling does not see them")
def fills_the_block(m):
    return np.kron(_pooled(m), np.ones((2, 2)))


@forge.mistake("what stood in the other places is still there; pooling ignores it, so take it out")
def keeps_the_rest(m):
    forged = m.copy()
    forged[::2, ::2] = _pooled(m)
    return forged


@forge.mistake("this keeps the top left number of each block, whether or not it is the largest")
def keeps_the_corner(m):
    return _forged(m, m[::2, ::2])


@forge.mistake("the largest number went into the bottom right place: the top left is asked for")
def uses_the_other_corner(m):
    forged = np.zeros(m.shape)
    forged[1::2, 1::2] = _pooled(m)
    return forged


@forge.mistake("this looks at the upper row of each block only; its lower row counts as well")
def forgets_the_lower_row(m):
    return _forged(m, np.maximum(m[::2, ::2], m[::2, 1::2]))


@forge.also_right
def block_by_block(m):
    forged = [[0.0] * m.shape[1] for _ in range(m.shape[0])]
    for r in range(0, m.shape[0], 2):
        for c in range(0, m.shape[1], 2):
            forged[r][c] = m[r : r + 2, c : c + 2].max()
    return forged


@forge.also_right
def with_a_reshape(m):
    return _forged(m, _pooled(m))
