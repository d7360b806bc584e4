"""Exercise 15.2: hide words as BERT does."""

import numpy as np

from .. import exercise

MASK = 2


@exercise(
    "15.2",
    title="Hide words as BERT does",
    minutes=8,
    needs="import numpy as np\n\nMASK = 2",
    hints=(
        "Three things can happen to a chosen word. Which part of the dice belongs to each of them?",
        "Work with arrays of True and False: `chosen & (dice < 0.8)` says where the mask goes. What says where the "
        "strangers go?",
        "First let strangers in wherever a chosen word has dice below 0.9. Then write `MASK` wherever they are below "
        "0.8: `np.where(chosen & (dice < 0.8), MASK, ...)`.",
    ),
    why="The fine-tuned encoder never meets a [MASK]. The two exceptions keep it from trusting every word it can see.",
)
def hide(ids, chosen, dice, strangers):
    """Return the word numbers that the encoder gets to read.

    All four arguments are arrays of one shape. Where `chosen` is True, `dice` (a number from 0 to 1) decides: below 0.8
    the word becomes `MASK`; from 0.8 to below 0.9 it becomes the word in `strangers`; else it stays. Where `chosen` is
    False the word stays, whatever the dice say. For example `ids = [7, 8, 9, 6]`, `chosen = [True, True, True, False]`,
    `dice = [0.5, 0.85, 0.95, 0.1]` and `strangers = [4, 5, 4, 5]` give `[2, 5, 9, 6]`. Leave `ids` as it is.
    """
    swapped = np.where(chosen & (dice < 0.9), strangers, ids)
    return np.where(chosen & (dice < 0.8), MASK, swapped)


@hide.cases
def _(rng):
    yield (
        np.array([7, 8, 9, 6]),
        np.array([True, True, True, False]),
        np.array([0.5, 0.85, 0.95, 0.1]),
        np.array([4, 5, 4, 5]),
    )
    ladder = np.linspace(0.05, 0.95, 10)
    yield np.arange(10, 20), np.ones(10, bool), ladder, np.arange(30, 40)
    yield np.arange(10, 20), np.zeros(10, bool), ladder, np.arange(30, 40)
    yield np.array([7, 8, 9]), np.array([True, True, True]), np.array([0.8, 0.9, 0.799]), np.array([4, 5, 6])
    for n in (6, 12, 20, 40):
        yield rng.integers(4, 50, n), rng.random(n) < 0.6, rng.random(n).round(3), rng.integers(50, 90, n)
    yield (
        rng.integers(4, 50, (3, 9)),
        rng.random((3, 9)) < 0.6,
        rng.random((3, 9)).round(3),
        rng.integers(50, 90, (3, 9)),
    )


@hide.reference
def _(ids, chosen, dice, strangers):
    # Word by word, in plain Python.
    seen = [int(word) for word in np.ravel(ids)]
    for i, (taken, die) in enumerate(zip(np.ravel(chosen), np.ravel(dice), strict=True)):
        if not taken or die >= 0.9:
            continue
        seen[i] = MASK if die < 0.8 else int(np.ravel(strangers)[i])
    return np.array(seen).reshape(np.shape(ids))


@hide.mistake("only chosen words may change: the dice of the others do not count")
def ignores_what_was_chosen(ids, chosen, dice, strangers):
    return np.where(dice < 0.8, MASK, np.where(dice < 0.9, strangers, ids))


@hide.mistake("not every chosen word becomes the mask: the dice decide")
def masks_every_chosen_word(ids, chosen, dice, strangers):
    return np.where(chosen, MASK, ids)


@hide.mistake("from 0.8 to below 0.9 the word is replaced by a stranger; here it stays")
def never_swaps(ids, chosen, dice, strangers):
    return np.where(chosen & (dice < 0.8), MASK, ids)


@hide.mistake("from 0.9 on the word stays as it is; here it becomes a stranger too")
def never_keeps(ids, chosen, dice, strangers):
    return np.where(chosen, np.where(dice < 0.8, MASK, strangers), ids)


@hide.mistake("the shares are the other way round: the mask is what happens most often")
def confuses_the_shares(ids, chosen, dice, strangers):
    return np.where(chosen & (dice < 0.1), MASK, np.where(chosen & (dice < 0.9), strangers, ids))


@hide.mistake("the mask stands in for chosen words, not for those that were left alone")
def hides_the_others(ids, chosen, dice, strangers):
    rest = ~chosen
    return np.where(rest & (dice < 0.8), MASK, np.where(rest & (dice >= 0.8) & (dice < 0.9), strangers, ids))


@hide.mistake("a hidden word becomes the number of [MASK], which is `MASK`; 0 is padding, a place without a word")
def writes_padding(ids, chosen, dice, strangers):
    return np.where(chosen & (dice < 0.8), 0, np.where(chosen & (dice < 0.9), strangers, ids))


@hide.mistake("return the whole sentence, not only the words that were chosen")
def returns_the_chosen_only(ids, chosen, dice, strangers):
    return np.where(dice < 0.8, MASK, np.where(dice < 0.9, strangers, ids))[chosen]


@hide.also_right
def in_a_copy(ids, chosen, dice, strangers):
    seen = ids.copy()
    swapped = chosen & (dice < 0.9)
    seen[swapped] = strangers[swapped]
    seen[chosen & (dice < 0.8)] = MASK
    return seen


@hide.also_right
def with_select(ids, chosen, dice, strangers):
    return np.select([~chosen, dice < 0.8, dice < 0.9], [ids, np.full_like(ids, MASK), strangers], ids).tolist()
