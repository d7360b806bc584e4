"""Exercise 00.3: how to read a network's mistakes."""

import numpy as np

from course_utils.practice import exercise


@exercise(
    "00.3",
    title="Which two garments are mixed up most?",
    minutes=8,
    needs="import numpy as np",
    given="""
    counts = np.zeros((len(classes), len(classes)), dtype=int)
    for t, p in zip(true, predicted):
        ...  # your code here: when does a garment count, and in which cell counts[t, p]?
    t, p = np.unravel_index(counts.argmax(), counts.shape)   # place of the largest count, the first of several
    return classes[t], classes[p]
    """,
    hints=(
        "The loop walks over the garments: `t` is what one is, `p` what it was called. Which ones are to be left out?",
        "The table has a row for each true class and a column for each guess. To which cell does a mistake add 1?",
        "Inside the loop: if `t` and `p` differ, add 1 to `counts[t, p]`.",
    ),
    why="A score says how often a network errs; this table, the confusion matrix, says where.",
)
def most_confused(predicted, true, classes):
    """Find the mistake that a network makes most often.

    A mistake is a pair: what the garment **is** and what it was **called**. "A shirt called coat" and "a coat called
    shirt" are two different mistakes. Return the pair of names (is, called) that occurs most often. Right guesses do
    not count. Where several mistakes are equally frequent, take the one whose true class stands first in `classes`, and
    among these the one whose guess stands first.

    `predicted` and `true` are arrays of class numbers, `classes` is the list of names; at least one guess is wrong.

    **Example.** Two shirts are called coat, one coat is called shirt, and three bags are recognised:

    ```python
    predicted = np.array([1, 1, 0, 2, 2, 2])
    true      = np.array([0, 0, 1, 2, 2, 2])
    most_confused(predicted, true, ["shirt", "coat", "bag"])   # ("shirt", "coat")
    ```
    """
    counts = np.zeros((len(classes), len(classes)), dtype=int)
    for t, p in zip(true, predicted):
        if t != p:
            counts[t, p] += 1
    t, p = np.unravel_index(counts.argmax(), counts.shape)  # place of the largest count, the first of several
    return classes[t], classes[p]


@most_confused.cases
def _(rng):
    names = ["shirt", "coat", "bag"]
    yield np.array([1, 1, 0, 2, 2, 2]), np.array([0, 0, 1, 2, 2, 2]), names
    yield np.array([1, 0, 0]), np.array([0, 2, 2]), names
    yield np.array([2, 2, 1, 0]), np.array([1, 0, 0, 1]), names
    yield np.array([1, 1, 2, 2, 0, 0, 0]), np.array([0, 0, 0, 0, 1, 1, 1]), names
    yield np.array([0, 1, 1, 1]), np.array([1, 1, 1, 0]), names[:2]
    yield np.array([4, 3]), np.array([3, 4]), [*names, "boot", "dress"]
    names = np.array(["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"])
    for _ in range(25):
        classes = rng.permutation(names)[: rng.integers(2, 6)].tolist()
        true = rng.integers(0, len(classes), rng.integers(8, 30))
        predicted = np.where(rng.random(true.size) < 0.5, true, rng.integers(0, len(classes), true.size))
        predicted[0] = (true[0] + 1) % len(classes)  # at least one guess is wrong
        yield predicted, true, classes


@most_confused.reference
def _(predicted, true, classes):
    mistakes = [(t, p) for t, p in zip(true.tolist(), predicted.tolist(), strict=True) if t != p]
    t, p = min(mistakes, key=lambda mistake: (-mistakes.count(mistake), mistake))
    return classes[t], classes[p]


def _table(predicted, true, classes):
    counts = np.zeros((len(classes), len(classes)), dtype=int)
    np.add.at(counts, (true, predicted), 1)
    return counts


def _mistakes(predicted, true, classes):
    return _table(predicted, true, classes) * (1 - np.eye(len(classes), dtype=int))


def _largest(counts, classes):
    t, p = np.unravel_index(counts.argmax(), counts.shape)
    return classes[t], classes[p]


most_confused.mistake(
    "that counts the right guesses too: a garment counts only where guess and truth differ",
    lambda p, t, classes: _largest(_table(p, t, classes), classes),
)
most_confused.mistake(
    "that counts only the right guesses: is there == where != is meant?",
    lambda p, t, classes: _largest(np.diag(np.diag(_table(p, t, classes))), classes),
)
most_confused.mistake(
    "that is (called, is): the true class comes first",
    lambda p, t, classes: _largest(_mistakes(p, t, classes), classes)[::-1],
)
most_confused.mistake(
    "rows and columns are mixed up: the row is the true class, counts[t, p]",
    lambda p, t, classes: _largest(_mistakes(p, t, classes).T, classes),
)
most_confused.mistake(
    "those are the class numbers: look up their names in classes",
    lambda p, t, classes: [classes.index(name) for name in most_confused(p, t, classes)],
)
most_confused.mistake(
    "that notes whether a mistake occurs, not how often: add 1 each time (+=)",
    lambda p, t, classes: _largest(np.minimum(_mistakes(p, t, classes), 1), classes),
)
most_confused.mistake(
    "that adds up both directions: a shirt called coat and a coat called shirt are two mistakes",
    lambda p, t, classes: _largest(np.triu((c := _mistakes(p, t, classes)) + c.T), classes),
)
most_confused.mistake(
    "of equally frequent mistakes that takes the last: take the first in the order of classes",
    lambda p, t, classes: _largest(_mistakes(p, t, classes)[::-1, ::-1], classes[::-1]),
)


@most_confused.mistake("of equally frequent ones that is the one met first: take the first in the order of classes")
def first_met_of_equals(predicted, true, classes):
    counts = _mistakes(predicted, true, classes)
    return next((classes[t], classes[p]) for t, p in zip(true, predicted) if counts[t, p] == counts.max())


@most_confused.mistake("that is the first mistake met: count them all before you choose")
def first_mistake(predicted, true, classes):
    return next((classes[t], classes[p]) for t, p in zip(true, predicted) if t != p)


@most_confused.mistake("that takes the class with the most mistakes first: compare single pairs")
def worst_class_first(predicted, true, classes):
    counts = _mistakes(predicted, true, classes)
    t = counts.sum(axis=1).argmax()
    return classes[t], classes[counts[t].argmax()]


@most_confused.also_right
def with_a_dictionary(predicted, true, classes):
    seen = {}
    for t, p in zip(true, predicted):
        if t != p:
            seen[t, p] = seen.get((t, p), 0) + 1
    best = sorted(seen, key=lambda pair: (-seen[pair], pair[0], pair[1]))[0]
    return [classes[best[0]], classes[best[1]]]


most_confused.also_right(lambda p, t, classes: _largest(_mistakes(p, t, classes), classes))
