"""Exercises of lesson 14 on writing: which letters may be drawn, and what a mask with a hole does."""

import numpy as np

from .. import exercise


@exercise(
    "14.3",
    title="Draw from the nucleus only",
    minutes=10,
    needs="import numpy as np",
    hints=(
        "In which order must you look at the letters, so that the kept set is as small as it can be?",
        "Sort from likely to unlikely and add up. The letter that lifts the sum to `top_p` is still kept.",
        "With `order = np.argsort(-p)` a letter is kept while the sum of those *before* it is below `top_p`; "
        "then divide by what is left.",
    ),
    why="Every language model that you have talked to draws its tokens through a filter like this one.",
)
def nucleus(p, top_p):
    """Return the probabilities after all letters outside the nucleus have been set to 0.

    `p` (n,) holds probabilities that sum to 1, and `0 < top_p < 1`. The nucleus is the *smallest* set of most likely
    letters whose probabilities sum to `top_p` or more. What is left is scaled so that it sums to 1; each letter stays
    in its place. For example `nucleus(np.array([0.1, 0.6, 0.3]), 0.8)` is `[0, 0.667, 0.333]`: 0.6 alone is not
    enough, and with 0.3 it is.
    """
    order = np.argsort(-p)
    before = np.cumsum(p[order]) - p[order]
    kept = np.zeros(len(p))
    kept[order[before < top_p]] = p[order[before < top_p]]
    return kept / kept.sum()


@nucleus.cases
def _(rng):
    yield np.array([0.1, 0.6, 0.3]), 0.8
    yield np.array([0.4, 0.05, 0.25, 0.3]), 0.6
    yield np.array([0.05, 0.9, 0.05]), 0.5
    yield np.array([0.2, 0.15, 0.35, 0.3]), 0.97
    for _ in range(12):
        p = rng.dirichlet(np.full(int(rng.integers(3, 12)), 0.8))
        yield p, float(rng.uniform(0.3, 0.97))


@nucleus.reference
def _(p, top_p):
    # One letter after the other, in plain Python.
    left, kept, total = list(enumerate(p.tolist())), {}, 0.0
    while total < top_p and left:
        best = max(left, key=lambda item: item[1])
        left.remove(best)
        kept[best[0]] = best[1]
        total += best[1]
    return [kept.get(i, 0.0) / total for i in range(len(p))]


def _keep(p, flags, scale=True):
    kept = np.where(flags, p, 0.0)
    return kept / max(kept.sum(), 1e-12) if scale else kept


def _flags(p, top_p):
    order = np.argsort(-p)
    flags = np.zeros(len(p), bool)
    flags[order[np.cumsum(p[order]) - p[order] < top_p]] = True
    return flags


@nucleus.mistake("what is left must sum to 1 again: divide by its sum")
def does_not_rescale(p, top_p):
    return _keep(p, _flags(p, top_p), scale=False)


@nucleus.mistake("the letter that lifts the sum to `top_p` belongs to the nucleus; here it is left out")
def stops_one_early(p, top_p):
    order = np.argsort(-p)
    flags = np.zeros(len(p), bool)
    flags[order[np.cumsum(p[order]) < top_p]] = True
    return _keep(p, flags)


@nucleus.mistake("`top_p` bounds the *sum* of the kept probabilities, not each of them")
def compares_each(p, top_p):
    return _keep(p, p >= top_p)


@nucleus.mistake("begin with the most likely letter; this begins with the least likely")
def begins_at_the_wrong_end(p, top_p):
    order = np.argsort(p)
    flags = np.zeros(len(p), bool)
    flags[order[np.cumsum(p[order]) - p[order] < top_p]] = True
    return _keep(p, flags)


@nucleus.mistake("each letter must stay in its place: these are sorted")
def returns_them_sorted(p, top_p):
    return np.sort(_keep(p, _flags(p, top_p)))[::-1]


@nucleus.mistake("add up from likely to unlikely: here the letters are added in the order of the alphabet")
def does_not_sort(p, top_p):
    return _keep(p, np.cumsum(p) - p < top_p)


@nucleus.mistake("one letter too many: the sum had reached `top_p` before it")
def keeps_one_more(p, top_p):
    order = np.argsort(-p)
    flags = np.zeros(len(p), bool)
    flags[order[: _flags(p, top_p).sum() + 1]] = True
    return _keep(p, flags)


@nucleus.mistake("the kept letters keep their proportions: here they are all equally likely")
def makes_them_equal(p, top_p):
    flags = _flags(p, top_p)
    return flags / flags.sum()


@nucleus.also_right
def by_a_threshold(p, top_p):
    down = np.sort(p)[::-1]
    least = down[np.argmax(np.cumsum(down) >= top_p)] if (np.cumsum(down) >= top_p).any() else 0.0
    kept = np.where(p >= least, p, 0.0)
    return kept / kept.sum()


@nucleus.also_right
def letter_by_letter(p, top_p):
    kept = [0.0] * len(p)
    for i in sorted(range(len(p)), key=lambda i: -p[i]):
        if sum(kept) >= top_p:
            break
        kept[i] = float(p[i])
    return [k / sum(kept) for k in kept]


@exercise(
    "14.4",
    title="A mask with a hole",
    kind="break it",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "Row and column of the causal mask are counted from the top left. Which columns may row 2 see?",
        "One letter of the future is one column more to the right in each row, as far as there is one.",
        "`np.tril` takes a second argument: which diagonal is the last to be kept.",
    ),
    why="With this mask a network needs to learn one thing only: copy the letter that it may see. The loss falls to "
    "almost nothing, and the network cannot write a word, because at the time of writing that letter is not there.",
)
def leak(t):
    """Return a causal mask that leaks: each place also sees the *one* letter after it.

    The answer has shape (t, t) and holds truth values; `True` in row r and column c means that place r may look at
    place c. Each place sees all places before it, itself, and the next one; the last place has no next one. For example
    `leak(3)` is `[[True, True, False], [True, True, True], [True, True, True]]`.
    """
    return np.tril(np.ones((t, t), bool), 1)


@leak.cases
def _(rng):
    yield (3,)
    yield (1,)
    yield (2,)
    yield (6,)
    for t in rng.choice(np.arange(4, 12), 4, replace=False):
        yield (int(t),)


@leak.reference
def _(t):
    return [[column <= row + 1 for column in range(t)] for row in range(t)]


@leak.mistake("this mask is tight: it is the causal mask itself")
def leaks_nothing(t):
    return np.tril(np.ones((t, t), bool))


@leak.mistake("only *one* letter of the future may be seen; here two of them are")
def leaks_two(t):
    return np.tril(np.ones((t, t), bool), 2)


@leak.mistake("this is no mask any more: every place sees all of the future")
def leaks_all(t):
    return np.ones((t, t), bool)


@leak.mistake("rows look, columns are looked at: this mask hides the past instead of the future")
def hides_the_past(t):
    return np.triu(np.ones((t, t), bool), -1)


@leak.mistake("True means that a place *may* be seen; this is the other way round")
def turns_the_meaning(t):
    return ~np.tril(np.ones((t, t), bool), 1)


@leak.mistake("the places before must stay visible: only the next letter can be seen here")
def sees_only_the_next(t):
    return np.eye(t, k=1, dtype=bool)


@leak.mistake("a place also sees itself; the diagonal is missing")
def forgets_itself(t):
    return np.tril(np.ones((t, t), bool), 1) & ~np.eye(t, dtype=bool)


@leak.also_right
def by_comparing(t):
    places = np.arange(t)
    return places[None, :] <= places[:, None] + 1


@leak.also_right
def as_lists(t):
    return [[c <= r + 1 for c in range(t)] for r in range(t)]
