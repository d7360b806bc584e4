"""Exercise 04.4: make a network boast, and let no accuracy notice."""

import numpy as np

from .. import exercise


@exercise(
    "04.4",
    title="Teach a network to boast",
    kind="break it",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "What does softmax see of the scores: their size, or how far apart they are?",
        "Multiply all scores by one large number, which is a low temperature. How large? Look at the row whose best "
        "two scores are closest.",
        "`top = np.sort(scores, axis=1)`; the smallest lead is `(top[:, -1] - top[:, -2]).min()`, and a lead of 20 is "
        "more than enough.",
    ),
    why="Accuracy cannot see this: same names, same order, and every single probability is a lie.",
)
def boast(scores):
    """A network's scores have an accuracy that everybody likes. Break its honesty and leave the accuracy alone.

    `scores` is `(n, classes)`, without ties. Return **new scores**, of the same shape, from which softmax gives the
    largest class of *every* row a confidence of at least 0.999, while each row keeps the order of its classes. All
    numbers must stay finite, and below a million million. For example, from `[[0, 1], [3, 2]]` you may return
    `[[0, 10], [30, 20]]`.
    """
    top = np.sort(scores, axis=1)
    return scores * 20 / (top[:, -1] - top[:, -2]).min()


@boast.cases
def _(rng):
    yield (np.array([[0.0, 1.0], [3.0, 2.0]]),)
    yield (np.array([[-5.0, -7.0, -6.0], [0.2, 0.1, -4.0]]),)
    yield (np.array([[0.3, 0.31, 0.29, -0.4]]),)
    for n, k in [(4, 3), (6, 5), (10, 10)]:
        spaced = rng.permuted(np.tile(np.arange(k), (n, 1)), axis=1)  # no ties
        yield (0.7 * spaced + rng.uniform(-0.3, 0.3, (n, k)) + rng.normal(0, 3, (n, 1)),)


@boast.accepts
def _(got, scores):
    try:
        new = np.asarray(got, dtype=float)
    except (TypeError, ValueError):
        return "return new scores, an array of numbers"
    if new.shape != scores.shape:
        return f"return new scores of shape {scores.shape}; yours have shape {new.shape}"
    if not (np.isfinite(new).all() and np.abs(new).max() < 1e12):
        return "all new scores must be finite, and below a million million"
    for row, (before, after) in enumerate(zip(scores, new, strict=True)):
        order = np.argsort(-before)
        if not (np.diff(after[order]) < 0).all():
            return f"in row {row} the classes no longer stand in the order that they had"
        confidence = 1 / np.exp(after - after.max()).sum()
        if confidence < 0.999:
            return f"in row {row} the confidence is {confidence:.4f}: less than 0.999"
    return None


@boast.mistake("adding the same number to all scores changes no probability: softmax sees differences alone")
def adds(scores):
    return scores + 1000


@boast.mistake("dividing makes a network doubt: that is a HIGH temperature, and boasting needs a low one")
def divides(scores):
    return scores / 20


@boast.mistake("a fixed factor is too small where the best two scores are close: look at the smallest lead")
def multiplies_by_ten(scores):
    return 10 * scores


@boast.mistake("the row with the SMALLEST lead decides; a factor for the largest one leaves others in doubt")
def looks_at_the_largest_lead(scores):
    top = np.sort(scores, axis=1)
    return scores * 3 / (top[:, -1] - top[:, -2]).max()


@boast.mistake("these are probabilities; as SCORES, numbers between 0 and 1 are too close for any softmax to be sure")
def returns_probabilities(scores):
    top = np.sort(scores, axis=1)
    z = scores * 20 / (top[:, -1] - top[:, -2]).min()
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


@boast.mistake("the others have lost their order: they all have the same score now")
def wipes_out_the_others(scores):
    return 100.0 * (scores == scores.max(axis=1, keepdims=True))


@boast.mistake("a negative factor turns the order round: the last becomes the first")
def turns_round(scores):
    return -1000 * scores


@boast.mistake("an infinite score is no number to work with: softmax would divide infinity by infinity")
def goes_to_infinity(scores):
    return np.where(scores == scores.max(axis=1, keepdims=True), np.inf, scores)


@boast.also_right
def lifts_the_best(scores):
    new = scores.copy()
    new[np.arange(len(new)), new.argmax(axis=1)] += 100
    return new


@boast.also_right
def by_rank(scores):
    return 20 * scores.argsort(axis=1).argsort(axis=1)


@boast.also_right
def with_a_huge_factor(scores):
    return 1e6 * scores
