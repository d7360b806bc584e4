"""Exercise 07.3: what batch normalisation does in evaluation, when there is no batch to look at."""

import numpy as np

from .. import exercise


@exercise(
    "07.3",
    title="Normalise without a batch",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Which two statistics does each training batch have, and over which axis are they taken?",
        "Keep running ones, from 0 for the mean and 1 for the variance: each batch moves them a part `1 - momentum` of "
        "the way to its own.",
        "In the loop: `mean += (1 - momentum) * (batch.mean(axis=0) - mean)`, the same with `batch.var(axis=0)`; after "
        "it return `(x - mean) / np.sqrt(variance + epsilon)`.",
    ),
    why="So an example gets the same answer whoever stands beside it, and even alone.",
)
def judge_alone(batches, x, momentum=0.9, epsilon=0.001):
    """Normalise one example `x` as batch normalisation does *after* training, and return it.

    `batches` are what came into the layer during training, `(n, units)` each; `x` is `(units,)`. For each unit keep a
    running mean, which starts at 0, and a running variance, which starts at 1. Each batch replaces both by `momentum`
    times what they were plus `1 - momentum` times the batch's own. After the last, subtract the running mean from `x`
    and divide by the root of (running variance plus `epsilon`). For example `judge_alone([[[1.0], [3.0]]], [3.2],
    momentum=0.5, epsilon=0.0)` is `[2.2]`: the batch has mean 2 and variance 1, so the running mean is 1 and the
    variance stays 1.
    """
    mean, variance = 0.0, 1.0
    for batch in batches:
        mean = momentum * mean + (1 - momentum) * np.mean(batch, axis=0)
        variance = momentum * variance + (1 - momentum) * np.var(batch, axis=0)
    return (x - mean) / np.sqrt(variance + epsilon)


@judge_alone.cases
def _(rng):
    yield np.array([[[1.0], [3.0]]]), np.array([3.2]), 0.5, 0.0
    yield np.array([[[0.0, 10.0], [4.0, 30.0]]]), np.array([2.0, 5.0]), 0.0, 0.0
    for batches, n, units, momentum, epsilon in [(2, 3, 2, 0.8, 0.01), (4, 5, 3, 0.9, 0.001), (6, 2, 1, 0.7, 0.1)]:
        centre, spread = rng.normal(0, 3, units), rng.uniform(0.3, 3, units)
        yield rng.normal(centre, spread, (batches, n, units)), rng.normal(centre, spread), momentum, epsilon
    yield rng.normal(2, 2, (3, 4, 2)), rng.normal(2, 2, 2)


@judge_alone.reference
def _(batches, x, momentum=0.9, epsilon=0.001):
    # Written out: every batch has a weight of its own, and what is left belongs to the start.
    count = len(batches)
    answer = []
    for unit in range(len(x)):
        mean, variance = 0.0, momentum**count
        for age, batch in enumerate(reversed(list(batches))):
            values = [float(row[unit]) for row in batch]
            middle = sum(values) / len(values)
            mean += (1 - momentum) * momentum**age * middle
            variance += (1 - momentum) * momentum**age * sum((v - middle) ** 2 for v in values) / len(values)
        answer.append((x[unit] - mean) / (variance + epsilon) ** 0.5)
    return np.array(answer)


def _walk(batches, x, momentum, epsilon, start=(0.0, 1.0), axis=0, var=np.var, old=True):
    mean, variance = start
    for batch in batches:
        mean = old * momentum * mean + (1 - momentum) * np.mean(batch, axis=axis)
        variance = old * momentum * variance + (1 - momentum) * var(batch, axis=axis)
    return mean, variance


@judge_alone.mistake("these go too fast: `momentum` is the part that is KEPT, the rest comes from the batch")
def swaps_the_parts(batches, x, momentum=0.9, epsilon=0.001):
    return judge_alone(batches, x, 1 - momentum, epsilon)


@judge_alone.mistake("the running variance starts at 1, not at 0")
def starts_the_variance_at_zero(batches, x, momentum=0.9, epsilon=0.001):
    mean, variance = _walk(batches, x, momentum, epsilon, start=(0.0, 0.0))
    return (x - mean) / np.sqrt(variance + epsilon)


@judge_alone.mistake("every batch counts, not only the last: keep running numbers")
def looks_at_the_last_batch(batches, x, momentum=0.9, epsilon=0.001):
    return (x - np.mean(batches[-1], axis=0)) / np.sqrt(np.var(batches[-1], axis=0) + epsilon)


@judge_alone.mistake("all examples at once is another rule: later batches count more, and the start counts too")
def looks_at_all_at_once(batches, x, momentum=0.9, epsilon=0.001):
    rows = np.concatenate(list(batches))
    return (x - rows.mean(axis=0)) / np.sqrt(rows.var(axis=0) + epsilon)


@judge_alone.mistake("the mean starts at 0 and the variance at 1, whatever the first batch is")
def starts_at_the_first_batch(batches, x, momentum=0.9, epsilon=0.001):
    first = np.mean(batches[0], axis=0), np.var(batches[0], axis=0)
    mean, variance = _walk(batches[1:], x, momentum, epsilon, start=first)
    return (x - mean) / np.sqrt(variance + epsilon)


@judge_alone.mistake("divide by the ROOT of the variance")
def forgets_the_root(batches, x, momentum=0.9, epsilon=0.001):
    mean, variance = _walk(batches, x, momentum, epsilon)
    return (x - mean) / (variance + epsilon)


@judge_alone.mistake("`epsilon` is added to the variance, under the root")
def forgets_epsilon(batches, x, momentum=0.9, epsilon=0.001):
    mean, variance = _walk(batches, x, momentum, epsilon)
    return (x - mean) / np.sqrt(variance)


@judge_alone.mistake("`epsilon` belongs under the root, beside the variance")
def adds_epsilon_outside(batches, x, momentum=0.9, epsilon=0.001):
    mean, variance = _walk(batches, x, momentum, epsilon)
    return (x - mean) / (np.sqrt(variance) + epsilon)


@judge_alone.mistake("divide by `n`, not by `n - 1`: the batch's own variance (np.var), not an estimate from a sample")
def estimates_from_a_sample(batches, x, momentum=0.9, epsilon=0.001):
    def var(batch, axis):
        return np.var(batch, axis=axis, ddof=1)

    mean, variance = _walk(batches, x, momentum, epsilon, var=var)
    return (x - mean) / np.sqrt(variance + epsilon)


@judge_alone.mistake("one mean for the whole layer: each unit needs a mean and a variance of its own (`axis=0`)")
def mixes_the_units(batches, x, momentum=0.9, epsilon=0.001):
    mean, variance = _walk(batches, x, momentum, epsilon, axis=None)
    return (x - mean) / np.sqrt(variance + epsilon)


@judge_alone.mistake("a running deviation is another number: average variances, and take the root once, at the end")
def averages_deviations(batches, x, momentum=0.9, epsilon=0.001):
    mean, deviation = _walk(batches, x, momentum, epsilon, var=np.std)
    return (x - mean) / np.sqrt(deviation**2 + epsilon)


@judge_alone.mistake("the mean is not subtracted yet: `x - mean` comes first")
def forgets_the_mean(batches, x, momentum=0.9, epsilon=0.001):
    _, variance = _walk(batches, x, momentum, epsilon)
    return x / np.sqrt(variance + epsilon)


@judge_alone.also_right
def as_the_engine_does(batches, x, momentum=0.9, epsilon=0.001):
    x = np.asarray(x, float)
    kept = [np.zeros(x.shape), np.ones(x.shape)]
    for batch in batches:
        for old, now in zip(kept, (np.mean(batch, axis=0), np.var(batch, axis=0)), strict=True):
            old += (1 - momentum) * (now - old)
    return (x - kept[0]) * (kept[1] + epsilon) ** -0.5
