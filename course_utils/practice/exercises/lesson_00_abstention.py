"""Exercise 00.2: let a network say that it is not sure."""

import numpy as np

from course_utils.practice import exercise


@exercise(
    "00.2",
    title="Let it say: not sure",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Each row holds a share for each name. Which number of the row gives the guess, and which is the confidence?",
        "`row.argmax()` is the place of the largest share, and so of the name in `classes`. `row.max()` is that share "
        "itself: compare it with the threshold.",
        'For each row: append `classes[row.argmax()]` if `row.max() >= threshold`, else append "not sure".',
    ),
    why="A system that may hand a case to a person makes fewer mistakes on the rest; lesson 17 measures what it gains.",
)
def name_or_abstain(shares, classes, threshold):
    """Turn a network's shares into names, but only where it is sure enough.

    `shares` is an array of shape `(n, k)`: a row for each garment, and in it a share for each of the `k` names in the
    list `classes`. For each garment the guess is the name with the largest share, and that share is its confidence.
    Return a list of `n` strings: the guess where the confidence is **at least** `threshold`, and `"not sure"` where it
    is lower. If two shares are equally large, the first name counts.

    **Example.** The first row is sure enough, the second is not:

    ```python
    shares = np.array([[0.1, 0.9], [0.4, 0.6]])
    name_or_abstain(shares, ["bag", "boot"], 0.75)   # ["boot", "not sure"]
    ```
    """
    names = []
    for row in shares:
        if row.max() >= threshold:
            names.append(classes[row.argmax()])
        else:
            names.append("not sure")
    return names


@name_or_abstain.cases
def _(rng):
    yield np.array([[0.1, 0.9], [0.4, 0.6]]), ["bag", "boot"], 0.75
    yield np.array([[0.75, 0.25]]), ["bag", "boot"], 0.75
    yield np.array([[0.125, 0.25, 0.625], [0.5, 0.25, 0.25]]), ["shirt", "coat", "dress"], 0.5
    yield np.array([[0.5, 0.5], [0.25, 0.75]]), ["coat", "shirt"], 0.25
    yield np.array([[0.25, 0.5, 0.25], [0.5, 0.25, 0.25]]), ["bag", "boot", "shirt"], 0.9
    names = np.array(["T-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"])
    for _ in range(20):
        classes = rng.permutation(names)[: rng.integers(2, 6)].tolist()
        shares = rng.dirichlet(np.full(len(classes), 0.5), size=rng.integers(2, 7))
        yield shares, classes, float(rng.choice([0.4, 0.6, 0.8, shares.max()]))


@name_or_abstain.reference
def _(shares, classes, threshold):
    named = []
    for row in shares.tolist():
        share, place = max((share, -place) for place, share in enumerate(row))
        named.append(classes[-place] if not share < threshold else "not sure")
    return named


@name_or_abstain.mistake('that names every garment: where the confidence is below the threshold, say "not sure"')
def never_abstains(shares, classes, threshold):
    return [classes[row.argmax()] for row in shares]


@name_or_abstain.mistake("at least means >=: a confidence equal to the threshold is sure enough")
def strictly_above(shares, classes, threshold):
    return [classes[row.argmax()] if row.max() > threshold else "not sure" for row in shares]


@name_or_abstain.mistake("that abstains where it is sure and names where it is not: turn the comparison round")
def turned_round(shares, classes, threshold):
    return [classes[row.argmax()] if row.max() < threshold else "not sure" for row in shares]


@name_or_abstain.mistake("argmax is the place of the largest share, not the share: compare max() with the threshold")
def compares_the_place(shares, classes, threshold):
    return [classes[row.argmax()] if row.argmax() >= threshold else "not sure" for row in shares]


@name_or_abstain.mistake("those are the places of the guesses: look up their names in classes")
def places_not_names(shares, classes, threshold):
    return [int(row.argmax()) if row.max() >= threshold else "not sure" for row in shares]


@name_or_abstain.mistake('the sure ones alone: keep the list as long as shares, with "not sure" in the other places')
def drops_the_unsure(shares, classes, threshold):
    return [classes[row.argmax()] for row in shares if row.max() >= threshold]


@name_or_abstain.mistake("that takes the smallest share: the guess is the name with the largest")
def smallest(shares, classes, threshold):
    return [classes[row.argmin()] if row.max() >= threshold else "not sure" for row in shares]


@name_or_abstain.mistake("that looks along the columns: each row is one garment, so search along axis 1")
def along_columns(shares, classes, threshold):
    sure = shares.max(axis=0) >= threshold
    return [classes[p % len(classes)] if s else "not sure" for p, s in zip(shares.argmax(axis=0), sure)]


@name_or_abstain.mistake("one unsure garment silences all: judge each row by its own confidence")
def all_or_none(shares, classes, threshold):
    sure = (shares.max(axis=1) >= threshold).all()
    return [classes[row.argmax()] if sure else "not sure" for row in shares]


@name_or_abstain.mistake("that returns inside the loop, after the first garment")
def first_only(shares, classes, threshold):
    return [classes[shares[0].argmax()] if shares[0].max() >= threshold else "not sure"]


@name_or_abstain.also_right
def with_arrays(shares, classes, threshold):
    guesses = np.array(classes, dtype=object)[shares.argmax(axis=1)]
    return np.where(shares.max(axis=1) >= threshold, guesses, "not sure")


@name_or_abstain.also_right
def with_sorting(shares, classes, threshold):
    order = np.argsort(-shares, axis=1, kind="stable")[:, 0]
    return tuple("not sure" if shares[i, k] < threshold else classes[k] for i, k in enumerate(order))
