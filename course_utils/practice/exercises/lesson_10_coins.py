"""Exercise 10.2: how often coins alone would make an effect as large."""

import itertools

import numpy as np

from .. import exercise


@exercise(
    "10.2",
    title="Could coins have done it?",
    minutes=8,
    needs="import itertools\n\nimport numpy as np",
    hints=(
        "If the ingredient does nothing, each difference could as well have had the other sign. How many ways "
        "are there to choose all signs?",
        "`itertools.product((1, -1), repeat=len(differences))` lists them. For each, compute the mean, or the sum, of "
        "the differences with these signs.",
        "Count the ways whose sum is at least as far from 0 as the measured one, `abs(...) > seen - 1e-9` because of "
        "rounding, and divide by the number of ways.",
    ),
    why="Statisticians call this a permutation test. With five seeds it cannot say less than two in thirty-two: to be "
    "surer, train more seeds.",
)
def chance(differences):
    """Return how often coins alone would make an effect as large as this one.

    `differences` holds one number for each seed: accuracy with the ingredient less accuracy without it. Give each
    difference a plus or a minus, in **every possible way**. Return the share of the ways in which the mean is at
    least as far from 0, on either side, as the mean that was measured. For example `chance([1, 2, 3])` is `0.25`: of
    eight ways, only + + + and - - - lead as far. And `chance([3, -1])` is `1.0`: all four ways lead at least as far.
    """
    ways = itertools.product((1, -1), repeat=len(differences))
    reached = [abs(np.dot(signs, differences)) for signs in ways]  # sums; the means are in step with them
    return np.mean(np.greater(reached, abs(np.sum(differences)) - 1e-9))


@chance.cases
def _(rng):
    yield ([1, 2, 3],)
    yield ([3, -1],)
    yield ([0.5, 0.875, 0.25, 0.75, 0.5],)
    yield ([-1.0, -2.0, -0.5, 0.25],)
    for n in (3, 4, 5, 6, 7):  # eighths, so that every sum is exact: ties are ties with or without "- 1e-9"
        yield (((8 * rng.normal(0.6, 1.0, n)).round() / 8).tolist(),)


@chance.reference
def _(differences):
    # Without listing ways: the distribution of the sum, one coin after another, in whole thousandths.
    whole = [round(1000 * d) for d in differences]
    ways = {0: 1}
    for d in whole:
        grown = {}
        for total, count in ways.items():
            for next_total in (total + d, total - d):
                grown[next_total] = grown.get(next_total, 0) + count
        ways = grown
    return sum(count for total, count in ways.items() if abs(total) >= abs(sum(whole))) / 2 ** len(whole)


def _share(differences, far, ways=None):
    ways = ways or list(itertools.product((1, -1), repeat=len(differences)))
    return np.mean([far(np.mean(np.multiply(signs, differences))) for signs in ways])


@chance.mistake("coins can lead as far to the *other* side: compare distances from 0")
def counts_one_side(differences):
    seen = np.mean(differences)
    return _share(differences, lambda mean: mean >= seen - 1e-12 if seen >= 0 else mean <= seen + 1e-12)


@chance.mistake("*at least* as far: the measured way itself counts too")
def counts_farther_only(differences):
    seen = abs(np.mean(differences))
    return _share(differences, lambda mean: abs(mean) > seen + 1e-12)


@chance.mistake("return a share of the ways, not their number")
def returns_the_count(differences):
    seen = abs(np.mean(differences))
    return _share(differences, lambda mean: abs(mean) >= seen - 1e-12) * 2 ** len(differences)


@chance.mistake("this asks how often all signs are equal; the sizes of the differences count as well")
def asks_for_equal_signs(differences):
    return 2 / 2 ** len(differences)


@chance.mistake("that is the share of the ways that do NOT lead as far")
def returns_the_rest(differences):
    seen = abs(np.mean(differences))
    return _share(differences, lambda mean: abs(mean) < seen - 1e-12)


@chance.mistake("give every difference a sign of its own; here all change sign together")
def flips_all_together(differences):
    seen = abs(np.mean(differences))
    n = len(differences)
    return _share(differences, lambda mean: abs(mean) >= seen - 1e-12, [(1,) * n, (-1,) * n])


@chance.mistake("this counts signs only: compare the means, because a large difference weighs more than a small one")
def counts_the_signs(differences):
    n, up = len(differences), sum(d > 0 for d in differences)
    ways = itertools.product((0, 1), repeat=n)
    return np.mean([abs(2 * sum(way) - n) >= abs(2 * up - n) for way in ways])


@chance.mistake("the measured mean may be negative: its distance from 0 is what the ways have to reach")
def forgets_that_means_can_be_negative(differences):
    seen = np.mean(differences)
    return _share(differences, lambda mean: abs(mean) >= seen - 1e-12)


@chance.also_right
def counts_bits(differences):
    n, seen = len(differences), abs(sum(differences))
    totals = [sum(-d if way >> i & 1 else d for i, d in enumerate(differences)) for way in range(2**n)]
    return sum(abs(total) >= seen - 1e-9 for total in totals) / 2**n


@chance.also_right
def all_at_once(differences):
    signs = np.array(np.meshgrid(*[[1, -1]] * len(differences))).reshape(len(differences), -1)
    totals = np.abs(np.array(differences) @ signs)
    return float((totals > np.abs(np.sum(differences)) - 1e-9).mean())
