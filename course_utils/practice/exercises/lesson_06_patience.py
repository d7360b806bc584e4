"""Exercise 06.3: when to stop, and which weights to keep."""

import numpy as np

from .. import exercise


@exercise(
    "06.3",
    title="Know when to stop",
    minutes=6,
    hints=(
        "Which two things must you remember from epoch to epoch?",
        "Remember the epoch of the lowest loss so far. How many epochs ago was it?",
        "Go through `enumerate(losses, start=1)`; on a new lowest loss note the epoch, else return "
        "`(epoch, best)` as soon as `epoch - best == patience`.",
    ),
    why="With this rule nobody has to choose the number of epochs, and the best weights are kept.",
)
def stop_early(losses, patience):
    """Return the epoch at which training stops, and the epoch whose weights are kept, as a pair.

    `losses` are the losses on validation data after epoch 1, 2, and so on, as far as training could go. Training
    stops as soon as `patience` epochs in a row have brought no new lowest loss; an equal loss is no new lowest. The
    weights of the lowest loss so far are kept, of the first such epoch. If it never comes to a stop, it ends with the
    list. For example `stop_early([5.0, 3.0, 4.0, 3.5, 1.0], 2)` is `(4, 2)`: it never sees the last one.
    """
    best = 1
    for epoch, loss in enumerate(losses, start=1):
        if loss < losses[best - 1]:
            best = epoch
        elif epoch - best == patience:
            return epoch, best
    return len(losses), best


@stop_early.cases
def _(rng):
    yield [5.0, 3.0, 4.0, 3.5, 1.0], 2
    yield [3.0, 2.0, 1.0], 2  # never stops
    yield [3.0, 1.0, 2.0], 2  # nor does this, and the last is not the lowest
    yield [4.0, 2.0, 2.0, 2.0, 1.0, 3.0], 2  # equal is not lower
    yield [4.0, 2.0, 3.0, 1.0, 1.5, 1.6, 1.7, 0.5], 3  # the count begins again
    yield [6.0, 3.0, 5.0, 4.0, 4.5, 2.0], 3  # better than the last is not the lowest
    yield [2.0, 3.0, 1.0], 1
    for patience in (1, 2, 3, 4):
        yield (3 + 0.2 * np.cumsum(rng.integers(-3, 4, 14))).round(1).tolist(), patience


@stop_early.reference
def _(losses, patience):
    # For each epoch as if it were the last: where is the lowest so far, and how long ago?
    best = [int(np.argmin(losses[:epoch])) + 1 for epoch in range(1, len(losses) + 1)]
    waited = [epoch - at >= patience for epoch, at in enumerate(best, start=1)]
    stop = waited.index(True) + 1 if any(waited) else len(losses)
    return stop, best[stop - 1]


@stop_early.mistake("the epochs are counted from 1")
def counts_from_zero(losses, patience):
    stop, best = stop_early(losses, patience)
    return stop - 1, best - 1


@stop_early.mistake("compare with the lowest loss so far, not with the epoch before")
def compares_with_the_last(losses, patience):
    worse, best = 0, 1
    for epoch in range(2, len(losses) + 1):
        worse = worse + 1 if losses[epoch - 1] >= losses[epoch - 2] else 0
        best = epoch if losses[epoch - 1] < losses[best - 1] else best
        if worse == patience:
            return epoch, best
    return len(losses), best


@stop_early.mistake("a new lowest loss begins the count again: `patience` epochs in a ROW")
def never_starts_again(losses, patience):
    lowest, best, waited = np.inf, 0, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss < lowest:
            lowest, best = loss, epoch
        else:
            waited += 1
        if waited == patience:
            return epoch, best
    return len(losses), best


@stop_early.mistake("this waits one epoch too long")
def waits_too_long(losses, patience):
    return stop_early(losses, patience + 1)


@stop_early.mistake("an equal loss is no new lowest: use `<`")
def takes_equal_for_lower(losses, patience):
    lowest, best = np.inf, 0
    for epoch, loss in enumerate(losses, start=1):
        if loss <= lowest:
            lowest, best = loss, epoch
        elif epoch - best == patience:
            return epoch, best
    return len(losses), best


@stop_early.mistake("the weights to keep are those of the lowest loss, not those of the last epoch")
def keeps_the_last(losses, patience):
    stop, _ = stop_early(losses, patience)
    return stop, stop


@stop_early.mistake("training never saw what comes after the stop: keep the lowest up to there")
def knows_the_future(losses, patience):
    stop, _ = stop_early(losses, patience)
    return stop, int(np.argmin(losses)) + 1


@stop_early.mistake("first the epoch at which it stops, then the one whose weights are kept")
def swaps_the_pair(losses, patience):
    return stop_early(losses, patience)[::-1]


@stop_early.mistake("it has patience: a single worse epoch is no reason to stop")
def has_no_patience(losses, patience):
    return stop_early(losses, 1)


@stop_early.also_right
def with_a_counter(losses, patience):
    kept, waited = 0, 0
    for i in range(len(losses)):
        if i == 0 or losses[i] < losses[kept]:
            kept, waited = i, 0
        else:
            waited += 1
        if waited >= patience:
            return i + 1, kept + 1
    return len(losses), kept + 1
