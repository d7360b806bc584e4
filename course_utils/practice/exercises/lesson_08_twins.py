"""Exercise 08.4: split photographs so that the test flatters as much as a split can."""

import numpy as np

from .. import exercise


@exercise(
    "08.4",
    title="A split that flatters",
    kind="break it",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "A test photograph flatters when training holds another one of the same garment. How many of three photographs "
        "of one coat can be in the test?",
        "All but one. And a garment with a single photograph has no twin to leave behind: it must stay in training.",
        "`np.unique(garments, return_index=True)[1]` is one photograph of each garment: the training part. The others "
        "are the test.",
    ),
    why="Every number of this test would be worthless, and it looks like any other split. Ask who was split: "
    "photographs, or garments?",
)
def flattering_split(garments):
    """A shop photographed most garments more than once. Break the honesty of the test as thoroughly as possible.

    `garments[i]` is the name of the garment on photograph `i`. Return two lists of photograph numbers, **training and
    test**, which together hold every photograph exactly once. Of *every* photograph in the test, training must hold
    another one of the same garment; and the test must be as large as it can be under this rule. For example,
    `["coat", "boot", "coat", "coat"]` may be split into `[0, 1]` and `[2, 3]`.
    """
    train = np.unique(garments, return_index=True)[1]  # one photograph of each garment
    return train, np.setdiff1d(np.arange(len(garments)), train)


@flattering_split.cases
def _(rng):
    yield (["coat", "boot", "coat", "coat"],)
    yield (["bag", "bag", "shirt", "shirt", "dress"],)
    yield (["a", "b", "c", "a", "b", "a"],)
    for n in (8, 15, 30):
        twice = [f"garment {i}" for i in rng.integers(0, n // 2, n)] + ["only one", "twin", "twin"]
        yield (list(rng.permutation(twice).tolist()),)


@flattering_split.accepts
def _(got, garments):
    try:
        train, test = ([int(i) for i in part] for part in got)
    except (TypeError, ValueError):
        return "return two lists of photograph numbers: training, test"
    if sorted(train + test) != list(range(len(garments))):
        return "each photograph must lie in exactly one of the two parts"
    kept = {garments[i] for i in train}
    for i in test:
        if garments[i] not in kept:
            return f"photograph {i} is in the test, and training holds no other one of its garment"
    largest = len(garments) - len(set(garments))
    if len(test) < largest:
        return f"the test holds {len(test)} photographs; {largest} are possible"
    return None


@flattering_split.mistake("that is the honest split: whole garments are in one part, so nothing has a twin")
def splits_by_garment(garments):
    tested = set(sorted(set(garments))[::2])
    parts = [[i for i, name in enumerate(garments) if (name in tested) == of_test] for of_test in (False, True)]
    return tuple(parts)


@flattering_split.mistake("a garment with one photograph has no twin to stay behind: it cannot be in the test")
def one_of_each_in_the_test(garments):
    test = np.unique(garments, return_index=True)[1]
    return np.setdiff1d(np.arange(len(garments)), test), test


@flattering_split.mistake("a garment with three photographs can have two of them in the test")
def only_one_twin(garments):
    train, test, tested = [], [], set()
    for i, name in enumerate(garments):
        fits = garments.count(name) > 1 and name not in tested
        (test if fits else train).append(i)
        tested |= {name} if fits else set()
    return train, test


@flattering_split.mistake("the garments with one photograph are in neither part; they belong to training")
def loses_the_single_ones(garments):
    train, test = [], []
    for i, name in enumerate(garments):
        if garments.count(name) > 1:
            (test if name in garments[:i] else train).append(i)
    return train, test


@flattering_split.mistake("training holds all photographs, those of the test too: each must lie in one part only")
def trains_on_everything(garments):
    train = np.unique(garments, return_index=True)[1]
    return np.arange(len(garments)), np.setdiff1d(np.arange(len(garments)), train)


@flattering_split.mistake("return the NUMBERS of the photographs, not the names of the garments")
def returns_names(garments):
    train = np.unique(garments, return_index=True)[1].tolist()
    return [garments[i] for i in train], [name for i, name in enumerate(garments) if i not in train]


@flattering_split.mistake("half and half is what everybody does: some twins are parted, many are not")
def cuts_in_the_middle(garments):
    middle = len(garments) // 2
    return list(range(middle)), list(range(middle, len(garments)))


@flattering_split.also_right
def keeps_the_last_of_each(garments):
    train = [i for i, name in enumerate(garments) if name not in garments[i + 1 :]]
    return train, [i for i in range(len(garments)) if i not in train]


@flattering_split.also_right
def with_sets(garments):
    train = {garments.index(name) for name in garments}
    return train, set(range(len(garments))) - train
