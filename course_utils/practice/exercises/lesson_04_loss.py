"""Exercise 04.2: the cross-entropy from raw scores, whatever their size."""

import numpy as np

from .. import exercise


@exercise(
    "04.2",
    title="Punish what happened",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Which probability is looked at: the largest, or the one given to the label? And what is done with it?",
        "Take the largest score of each row away from its row first: softmax does not notice, and no power overflows. "
        "Then the logarithm of a softmax is the score minus the logarithm of the sum of the powers.",
        "`z = scores - scores.max(axis=1, keepdims=True)`; then `log_p = z - np.log(np.exp(z).sum(axis=1, "
        "keepdims=True))`, and each row's own label is `log_p[np.arange(len(labels)), labels]`.",
    ),
    why="This is the loss that nearly every classifier of the course is trained with, and it never overflows.",
)
def cross_entropy(scores, labels):
    """Return the mean cross-entropy, in nats, of a batch of examples: one number.

    `scores` is `(n, classes)`, raw, as the last layer computes them; `labels` is `(n,)`, a class number for each
    example. Turn the scores into probabilities by softmax, take the probability of each example's label, and return
    the mean of the negative natural logarithms. It must survive scores of a thousand and of minus a thousand. For
    example, `cross_entropy([[0, 0]], [1])` is `0.6931`, the logarithm of 2, and `cross_entropy([[1000, 0]], [1])` is
    `1000`. (Both arguments come as arrays.)
    """
    z = scores - scores.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_p[np.arange(len(labels)), labels].mean()


@cross_entropy.cases
def _(rng):
    yield np.array([[0.0, 0.0]]), np.array([1])
    yield np.log([[6.0, 3.0, 1.0], [6.0, 3.0, 1.0]]), np.array([0, 2])
    yield np.array([[2.0, -1.0, 0.5], [0.0, 3.0, 1.0]]), np.array([2, 1])
    yield np.array([[1000.0, 0.0]]), np.array([1])
    yield np.array([[-1000.0, -1001.0, -1003.0]]), np.array([0])
    yield np.array([[30.0, 0.0, -5.0]]), np.array([1])
    yield np.array([[1000.0, 999.0], [-1000.0, -1001.0]]), np.array([1, 0])
    for n, k in [(3, 3), (5, 4), (8, 10), (20, 3)]:
        yield 2 * rng.normal(size=(n, k)), rng.integers(k, size=n)


@cross_entropy.reference
def _(scores, labels):
    # minus the logarithm of exp(right) / sum of exp(each) is the logarithm of the sum of exp(each - right)
    return float(np.mean([np.logaddexp.reduce(row - row[label]) for row, label in zip(scores, labels, strict=True)]))


def _log_p(scores, axis=1):
    z = scores - scores.max(axis=axis, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=axis, keepdims=True))


def _surprise(scores, labels):
    return -_log_p(scores)[np.arange(len(labels)), labels]


@cross_entropy.mistake("exp(1000) is infinite for a computer: take the largest score of each row away first")
def overflows(scores, labels):
    with np.errstate(all="ignore"):
        powers = np.exp(scores)
        p = powers / powers.sum(axis=1, keepdims=True)
        return -np.log(p[np.arange(len(labels)), labels]).mean()


@cross_entropy.mistake("a tiny probability is rounded to 0, whose logarithm is infinite: never take log of the softmax")
def takes_the_log_too_late(scores, labels):
    with np.errstate(divide="ignore"):
        return -np.log(np.exp(_log_p(scores))[np.arange(len(labels)), labels]).mean()


@cross_entropy.mistake("no clipping: it hides how wrong an answer is, and a score of a thousand costs a thousand")
def clips(scores, labels):
    return -np.log(np.clip(np.exp(_log_p(scores)), 1e-7, 1)[np.arange(len(labels)), labels]).mean()


@cross_entropy.mistake("asked is the MEAN over the examples, not their sum")
def adds_up(scores, labels):
    return _surprise(scores, labels).sum()


@cross_entropy.mistake("one probability a row counts, that of the label; divide by the number of rows alone")
def divides_by_everything(scores, labels):
    return _surprise(scores, labels).sum() / scores.size


@cross_entropy.mistake("look up the probability of the LABEL; yours is the largest one, whatever the truth is")
def looks_at_the_largest(scores, labels):
    return -_log_p(scores).max(axis=1).mean()


@cross_entropy.mistake("logarithms of probabilities are negative: turn the sign round, so that less is better")
def forgets_the_sign(scores, labels):
    return -_surprise(scores, labels).mean()


@cross_entropy.mistake("the classes of one example compete, not the examples: sum along `axis=1`")
def normalises_columns(scores, labels):
    with np.errstate(all="ignore"):
        return -_log_p(scores, axis=0)[np.arange(len(labels)), labels].mean()


@cross_entropy.mistake("nats need the natural logarithm, `np.log`; these are bits")
def counts_bits(scores, labels):
    return _surprise(scores, labels).mean() / np.log(2)


@cross_entropy.mistake("nats need the natural logarithm, `np.log`, not that to the base of ten")
def counts_digits(scores, labels):
    return _surprise(scores, labels).mean() / np.log(10)


@cross_entropy.mistake("take the logarithm of each example's probability first, and the mean last")
def averages_too_early(scores, labels):
    with np.errstate(divide="ignore"):
        return -np.log(np.exp(-_surprise(scores, labels)).mean())


@cross_entropy.mistake("where is the softmax? The score of the label is no logarithm of a probability yet")
def forgets_the_softmax(scores, labels):
    return -scores[np.arange(len(labels)), labels].mean()


@cross_entropy.mistake("softmax has been applied twice: to the scores, and to the probabilities again")
def softens_twice(scores, labels):
    return _surprise(np.exp(_log_p(scores)), labels).mean()


@cross_entropy.mistake("`log_p[:, labels]` takes every label from every row; pair them: `[np.arange(n), labels]`")
def mixes_up_the_rows(scores, labels):
    return -_log_p(scores)[:, labels].mean()


@cross_entropy.also_right
def with_scipy(scores, labels):
    from scipy.special import logsumexp

    return (logsumexp(scores, axis=1) - scores[np.arange(len(scores)), labels]).mean()


@cross_entropy.also_right
def with_one_hot(scores, labels):
    truth = np.eye(scores.shape[1])[labels]
    z = scores - scores.max(axis=1)[:, None]
    return np.mean(np.log(np.exp(z).sum(axis=1)) - (z * truth).sum(axis=1))
