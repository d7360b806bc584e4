"""Exercises of lesson 09: what a window costs, how often it stops, and whose merit the standing is."""

import numpy as np

from .. import exercise, investigation, quiz

quiz(
    "09.1",
    "Twice as wide, twice as high",
    """
    Two layers read grey pictures of 28 × 28 pixels: a `Dense` layer with 100 units, and a `Conv2D` layer with 100
    kernels of 3 × 3 (`padding="same"`). Now the pictures come at 56 × 56 pixels, and both layers are built anew for
    them. **What happens to the number of weights, and to the number of multiplications for one picture?**
    """,
    options={
        "a": (
            "Weights and multiplications grow about four-fold in both layers.",
            "So it is in the dense layer. The kernels of a convolution are 3 × 3 whatever the picture: no weight "
            "is added.",
        ),
        "b": (
            "The dense layer's weights grow four-fold, the convolution's stay; multiplications grow in both.",
            "Each unit of the dense layer needs a weight for each of four times as many pixels. The kernels are "
            "the same, but they have four times as many stops.",
        ),
        "c": (
            "Weights grow four-fold in the dense layer only, and so do the multiplications.",
            "The weights, yes. But a convolution uses each weight at every stop, and it has four times as many stops.",
        ),
        "d": (
            "Neither grows in either layer: the number of units and kernels is 100 as before.",
            "A unit of a dense layer has one weight for each pixel that it reads, so more pixels are more weights.",
        ),
    },
    answer="b",
    minutes=2,
    why="This is why one convolution can read pictures of any size, and why large pictures still take long.",
    hints=(
        "How many weights belong to one unit of the dense layer, and how many to one kernel?",
        "A weight of a dense layer is used once for a picture. How often is a weight of a kernel used?",
        "Dense: 784 × 100 weights, each used once. Convolution: 9 × 100 weights, each used 784 times. Now double "
        "the sides.",
    ),
)


@exercise(
    "09.2",
    title="How many stops has the window?",
    minutes=6,
    hints=(
        "At which pixel does the first window begin, and at which the last one that still fits?",
        "Padding makes the line longer at both ends. From the first begin to the last, how many steps of `stride` fit?",
        "The last possible begin is `n + 2 * padding - k`. Count the whole steps up to there, and the first "
        "window too.",
    ),
    why="One line, and you can predict the shape after every layer of any convolutional network before you build it.",
)
def output_width(n, k, stride=1, padding=0):
    """Return how many stops a window of width `k` has on a line of `n` pixels.

    The window begins at the left edge and moves `stride` pixels at a time; it never hangs over an end. `padding` zeros
    are added at *each* end of the line first. For example `output_width(5, 3)` is `3`: the window begins at pixel 0, 1
    or 2. And `output_width(6, 3, stride=2)` is `2`: it begins at 0 or 2, and from 4 it would hang over.
    """
    return (n + 2 * padding - k) // stride + 1


@output_width.cases
def _(rng):
    yield 28, 3
    yield 28, 5, 2
    yield 6, 3, 2
    yield 28, 3, 1, 1
    yield 5, 5
    for _ in range(25):
        k, stride, padding = (int(v) for v in rng.integers((1, 1, 0), (8, 5, 4)))
        yield k + int(rng.integers(0, 40)), k, stride, padding


@output_width.reference
def _(n, k, stride=1, padding=0):
    line = [0] * padding + [1] * n + [0] * padding
    return sum(len(line[begin : begin + k]) == k for begin in range(0, len(line), stride))


@output_width.mistake("did you forget the window at the left edge?")
def forgets_first_window(n, k, stride=1, padding=0):
    return (n + 2 * padding - k) // stride


@output_width.mistake("padding is added at both ends of the line, so it counts twice")
def counts_padding_once(n, k, stride=1, padding=0):
    return (n + padding - k) // stride + 1


@output_width.mistake("where is the padding? It makes the line longer")
def forgets_padding(n, k, stride=1, padding=0):
    return (n - k) // stride + 1


@output_width.mistake("where is the stride? The window does not stop at every pixel")
def forgets_stride(n, k, stride=1, padding=0):
    return n + 2 * padding - k + 1


@output_width.mistake("a step that ends over the edge does not count: round down, not up")
def rounds_up(n, k, stride=1, padding=0):
    return -(-(n + 2 * padding - k) // stride) + 1


@output_width.mistake("the window itself takes room: the last one begins `k` pixels before the end")
def forgets_the_window(n, k, stride=1, padding=0):
    return (n + 2 * padding) // stride + 1


@output_width.mistake("the first window is one more stop, not one more pixel: add 1 after dividing by the stride")
def adds_one_too_early(n, k, stride=1, padding=0):
    return (n + 2 * padding - k + 1) // stride


@output_width.mistake("a number of stops is whole: divide with //, which drops the step that does not fit")
def divides_with_remainder(n, k, stride=1, padding=0):
    return (n + 2 * padding - k) / stride + 1


@output_width.also_right
def counts_them(n, k, stride=1, padding=0):
    return len(range(0, n + 2 * padding - k + 1, stride))


@output_width.also_right
def asks_numpy(n, k, stride=1, padding=0):
    return np.lib.stride_tricks.sliding_window_view(np.zeros(n + 2 * padding), k)[::stride].shape[0]


investigation(
    "09.5",
    "Whose merit is it?",
    """
    The lesson changed the head from `GlobalMaxPooling2D` to `Flatten`. Now try the mean in place of the maximum:

    ```python
    averaged = trained("mean head", lambda: conv_net(layers.GlobalAveragePooling2D), x_train, y_train)
    ```

    Draw its accuracy against the shift beside the lesson's curves. Both heads forget where. **Which one stands better,
    and why is one less accurate even on digits that have not moved?** Then choose one more change (biases on, stride 1
    in `conv1`, digits shrunk by a third) and predict its curve *before* you run it. Write prediction, result and
    explanation into `notes`.
    """,
    good_answer=[
        "the mean head also stands: its curve is nearly level, far above the dense network's at three pixels",
        "it is less accurate after the same training: a piece that fills a few places of a map hardly moves the mean "
        "over all places, while the maximum reports it in full",
        "the mean also counts: two strokes give twice as much as one, which the maximum cannot tell apart",
        "one change at a time, three seeds, choices on validation digits, a prediction written down before the run",
        "for the second change: a comparison with the prediction, and a reason: what moves along, what forgets where",
    ],
    model_answer="""
    Prediction: averaging forgets the place as well, so the curve should be level. Result: over three seeds it is nearly
    level and far above the dense network at three pixels, but it begins lower than with the maximum. Explanation: of a
    map's 81 places a stroke excites a few, so the mean is small and differs little between digits, and the same number
    of steps gets less far; the maximum reports the best place in full. Second change: stride 1 in conv1. Prediction:
    the outputs come back at every second pixel instead of every fourth, because the grid is finer. Result: so it was,
    at several times the computing time. The convolutions move along, the head forgets.
    """,
    minutes=15,
    hints=(
        "Both heads throw away the place. What does each keep of a map with 81 places?",
        "Think of a map in which one single place says 5 and all others 0. What is its maximum, what its mean?",
        "Copy the cell that trains the Flatten head, change the head and the label, and add the curves to the figure.",
    ),
)
