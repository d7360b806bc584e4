"""Exercises of lesson 02: what leaks, how a table is scaled, and one wrong entry."""

import numpy as np

from .. import exercise, investigation, quiz

quiz(
    "02.1",
    "Which of these speaks during training?",
    """
    Four people prepare the same table of patients, split into a training and a test part. **Who has let the test
    part leak into training?**
    """,
    options={
        "a": (
            "Ann computes the mean age of the training part and subtracts it from the ages of both parts.",
            "The test ages are changed by a number that they had no part in. This is how it should be done.",
        ),
        "b": (
            "Ben fills missing values with the median of all patients, and splits afterwards.",
            "The median came from test patients too, so each training row that was filled carries a little of them. "
            "Here it is little. If a filled value were chosen with the outcome in view, it would be everything.",
        ),
        "c": (
            "Cleo removes the training patients whose age is missing, and leaves the test part as it is.",
            "This may change whom the network knows well, but nothing of the test part was looked at.",
        ),
        "d": (
            "Dan writes 1 into a new column wherever a value is missing, in both parts.",
            "Each row is changed by what stands in the same row only. That can be done before or after a split.",
        ),
    },
    answer="b",
    minutes=3,
    hints=(
        "For each of the four: which patients had to be looked at to compute the new number?",
        "Ann's mean needs the training part only, Dan's column one row at a time. And the other two?",
        "Cleo looks at training rows, and throws some away. Ben's median is a median of whom?",
    ),
)


@exercise(
    "02.2",
    title="Scale new patients as the old ones",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "Whose mean and deviation do new patients get: their own, or those of the training part?",
        "A column without any variation has a deviation of 0. What should become of it?",
        "`spread = train.std(axis=0)`, put 1 in the place of every 0, then `(new - train.mean(axis=0)) / spread`.",
    ),
    why="Two lines that stand between a table and a network; nearly every first bug of a new project is in them.",
)
def standardise(train, new):
    """Return the rows of `new`, `(m, d)`, standardised with what was learned from `train`, `(n, d)`.

    From each column subtract the mean of the training column, and divide by its standard deviation (NumPy's `std`). A
    column that is the same for all training rows is only shifted. For example, `standardise([[1, 5], [3, 5]], [[4,
    6]])`, as arrays, is `[[2, 1]]`: the first column has mean 2 and deviation 1, the second is constant.
    """
    spread = train.std(axis=0)
    return (new - train.mean(axis=0)) / np.where(spread == 0, 1, spread)


@standardise.cases
def _(rng):
    yield np.array([[1.0, 5.0], [3.0, 5.0]]), np.array([[4.0, 6.0]])
    yield np.array([[60.0], [70.0], [80.0]]), np.array([[70.0], [62.0], [75.0]])
    for _ in range(8):
        n, m, d = rng.integers(2, 7), rng.integers(1, 6), rng.integers(1, 5)
        train = rng.normal(rng.uniform(-50, 50, d), rng.uniform(0.5, 30, d), (n, d))
        if rng.random() < 0.5:
            train[:, rng.integers(d)] = float(rng.integers(-3, 4))
        yield train, rng.normal(0, 20, (m, d))


@standardise.reference
def _(train, new):
    # One number at a time, with the definition of the deviation written out.
    result = np.empty(new.shape)
    for column in range(new.shape[1]):
        learned = [float(value) for value in train[:, column]]
        mean = sum(learned) / len(learned)
        variance = sum((value - mean) ** 2 for value in learned) / len(learned)
        for row in range(len(new)):
            shifted = float(new[row, column]) - mean
            result[row, column] = shifted / variance**0.5 if len(set(learned)) > 1 else shifted
    return result


def _divided(x, mean, spread):
    return (x - mean) / np.where(spread == 0, 1, spread)


@standardise.mistake("the new rows were scaled by their own mean and deviation: a single patient would always be 0")
def uses_the_new_rows(train, new):
    return _divided(new, new.mean(axis=0), new.std(axis=0))


@standardise.mistake("mean and deviation were taken over both parts: that lets the new rows leak in")
def uses_both(train, new):
    both = np.vstack([train, new])
    return _divided(new, both.mean(axis=0), both.std(axis=0))


@standardise.mistake("one mean for the whole table mixes ages with blood values: go column by column, `axis=0`")
def uses_one_mean(train, new):
    return _divided(new, train.mean(), train.std())


@standardise.mistake("divide by the standard deviation; its square, the variance, has the wrong unit")
def divides_by_variance(train, new):
    return _divided(new, train.mean(axis=0), train.var(axis=0))


@standardise.mistake(
    "that brings a column between 0 and 1 by its least and largest value; asked are mean and deviation"
)
def uses_the_range(train, new):
    return _divided(new, train.min(axis=0), np.ptp(train, axis=0))


@standardise.mistake("divided, and not shifted: subtract the mean first")
def only_divides(train, new):
    return _divided(new, 0.0, train.std(axis=0))


@standardise.mistake("shifted, and not divided by the deviation")
def only_shifts(train, new):
    return new - train.mean(axis=0)


@standardise.mistake("a constant column became 0; only its shift was asked for, the new rows may differ from it")
def silences_constant_columns(train, new):
    spread = train.std(axis=0)
    return np.where(spread == 0, 0, _divided(new, train.mean(axis=0), spread))


@standardise.also_right
def with_scikit_learn(train, new):
    from sklearn.preprocessing import StandardScaler

    return StandardScaler().fit(train).transform(new)


@standardise.also_right
def column_by_column(train, new):
    columns = []
    for old, fresh in zip(train.T, new.T):
        spread = old.std()
        columns.append((fresh - old.mean()) / (spread if spread > 0 else 1.0))
    return np.stack(columns, axis=1)


investigation(
    "02.4",
    "One wrong entry",
    """
    Somebody typed a kappa of 1690 in the place of 1.69, for a single training patient. Change that one number in a
    copy of `raw["train"]`, and scale all three parts in two ways, with what this training part says: by mean and
    deviation as in this lesson, and by least and largest value, so that each column goes from 0 to 1.

    What becomes of the kappa of all the *other* patients in each? Train the network on both (`learn`, three seeds) and
    on the clean table. Then invent a scaling that one wrong entry cannot spoil, and try it. Write what you found into
    `notes`.
    """,
    good_answer=[
        "both scalings squeeze the other patients' kappa into a narrow strip: by how much, as a number each",
        "three accuracies or losses on the same validation part, over several seeds, with the clean table beside them",
        "an honest reading: how much was lost depends on how much kappa mattered; age carries most",
        "a scaling by something that one entry cannot move, such as median and quartiles, or a cap, tried and measured",
    ],
    model_answer="""
    By mean and deviation, the kappas of all others had a standard deviation of 1.00 before and 0.035 after the
    entry; by least and largest value 0.046 and 0.0006. The network then hardly sees kappa. I expected a clear loss,
    and it did not come: over three seeds the validation loss went from 0.406 to 0.404 (mean and deviation) and from
    0.410 to 0.413 (range). Age carries most here, and silencing kappa even spared the network some noise. With
    median and distance of the quartiles, cut off at ±5, the loss was 0.403 with and without the entry: nothing
    moved. So: one entry does silence a column; whether that costs depends on what the column was worth, and only a
    measurement tells.
    """,
    minutes=20,
    hints=(
        "Before you train anything, print the deviation of the scaled kappa over all patients but the wrong one.",
        "A version is a dict of three parts, as `ready` is, for `learn(version, outcome, 0.003, SEED)`.",
        "`np.median(x, axis=0)` and `np.percentile(x, [25, 75], axis=0)` hardly move when one entry does.",
    ),
)
