"""Exercises of lesson 00: what a network's guesses are worth; 00.0 shows in the lesson how a check answers."""

import numpy as np

from course_utils.practice import exercise, investigation, quiz

quiz(
    "00.1",
    "What does guessing get?",
    """
    Before you look at a network's score, decide what score would impress nobody. The test set holds ten kinds of
    garment, equally many of each. A blindfolded friend names one of the ten at random for every picture.

    About which share of the pictures does your friend name correctly?
    """,
    options={
        "a": (
            "0 %: without looking, nothing can be right",
            "Without looking, a name still hits now and then, as a stopped clock is right twice a day.",
        ),
        "b": (
            "10 %: one in ten",
            "One of the ten names fits, and the friend says it one time in ten. A network that gets about 10 % has "
            "learned nothing.",
        ),
        "c": (
            "50 %: right or wrong, like a coin",
            "There are two outcomes, but not equally likely ones. With two kinds of garment it would be a coin.",
        ),
        "d": (
            "90 %: nine of the ten kinds are ruled out each time",
            "That is the share of pictures on which the friend's name does not fit.",
        ),
    },
    answer="b",
    hints=(
        "Imagine 100 pictures, ten of each kind. How many of them show a coat?",
        'Suppose that your friend says "coat" every time, which is one way of not looking. Count the hits.',
        "There are 100 pictures, and each is named correctly with one chance in ten. How many hits do you expect?",
    ),
    why="Every score in this course stands beside such a baseline: a number alone tells nothing.",
)


@exercise(
    "00.0",
    title="Which share is right?",
    minutes=5,
    needs="import numpy as np",
    hints=(
        "For one garment, how do you see that the guess was right? For all, what do you count, out of how many?",
        "`predicted == true` compares two arrays place by place and gives an array of True and False; "
        "NumPy counts True as 1 and False as 0.",
        "The share is the number of Trues divided by the number of garments: `np.mean` of `predicted == true`.",
    ),
    why="This number is what Keras reports as `accuracy`, and the first one that we ask of every classifier.",
)
def accuracy(predicted, true):
    """Return the share of garments whose label was guessed right.

    `predicted` holds the network's guesses and `true` the right labels: two NumPy arrays of whole numbers, equally
    long and never empty. The result is a number from 0 (all wrong) to 1 (all right).

    **Example.** Here the first, the third and the fourth of four guesses are right, a share of three in four:

    ```python
    accuracy(np.array([9, 2, 1, 1]), np.array([9, 6, 1, 1]))   # 0.75
    ```
    """
    return np.mean(predicted == true)


@accuracy.cases
def _(rng):
    yield np.array([9, 2, 1, 1]), np.array([9, 6, 1, 1])
    yield np.array([0, 0, 0]), np.array([0, 1, 2])
    yield np.array([5]), np.array([5])
    yield np.array([1, 2]), np.array([2, 1])
    yield np.array([3, 3, 8, 8, 8]), np.array([3, 3, 8, 8, 3])
    for _ in range(20):
        true = rng.integers(0, 10, rng.integers(3, 12))
        yield np.where(rng.random(true.size) < 0.6, true, rng.integers(0, 10, true.size)), true


@accuracy.reference
def _(predicted, true):
    hits = [guess for guess, label in zip(predicted.tolist(), true.tolist(), strict=True) if guess == label]
    return len(hits) / len(true)


accuracy.mistake(
    "that is how many are right, not which share: divide by how many there are",
    lambda predicted, true: np.sum(predicted == true),
)
accuracy.mistake(
    "that is the share of wrong guesses: compare with == and not with !=",
    lambda predicted, true: np.mean(predicted != true),
)
accuracy.mistake(
    "that is in percent: the share runs from 0 to 1", lambda predicted, true: 100 * np.mean(predicted == true)
)
accuracy.mistake(
    "that is 1 only where ALL guesses are right: count the right ones and divide with / (not //)",
    lambda predicted, true: float(np.array_equal(predicted, true)),
)
accuracy.mistake(
    "that divides by ten classes: divide by the number of garments",
    lambda predicted, true: np.sum(predicted == true) / 10,
)
accuracy.mistake(
    "that asks whether a guess occurs anywhere among the labels: compare both labels of the same garment",
    lambda predicted, true: np.mean([guess in true for guess in predicted]),
)
accuracy.mistake(
    "that measures how far numbers lie apart, but labels are names: 9 is no nearer to 8 than to 0",
    lambda predicted, true: np.mean(np.abs(predicted - true)),
)
accuracy.mistake(
    "that looks at the first garment only: does your loop return too early?",
    lambda predicted, true: float(predicted[0] == true[0]),
)
accuracy.mistake(
    "that keeps one answer for each garment: take the mean of them all", lambda predicted, true: predicted == true
)

accuracy.also_right(lambda predicted, true: sum(p == t for p, t in zip(predicted, true)) / len(predicted))
accuracy.also_right(lambda predicted, true: (predicted == true).astype("float32").mean())
accuracy.also_right(lambda predicted, true: 1 - np.count_nonzero(predicted - true) / true.size)


@accuracy.also_right
def by_counting(predicted, true):
    right = 0
    for i in range(len(true)):
        if predicted[i] == true[i]:
            right += 1
    return right / len(true)


investigation(
    "00.4",
    "When it errs, is it unsure?",
    """
    A network gives each guess a **confidence**: the probability that it assigns to its own answer. You would hope that
    it is unsure where it is wrong.

    1. **Predict.** Write down how confident you expect it to be, on average, in its right and in its wrong guesses.
    2. **Measure.** Compute both averages on the test pictures. Find one guess that is wrong and very confident, and
       look at its picture.
    3. **Conclude.** Would you let the network answer alone whenever its confidence is above 90 %? Say what that would
       gain, and what would still go wrong.

    Write three to five sentences: your prediction, what you saw, and what you conclude.
    """,
    good_answer=(
        "a prediction of both averages, written down before measuring",
        "both measured averages: wrong guesses are less confident than right ones, yet far from clueless",
        "one picture that is wrong and confident, with a reason that you can see in it: a shirt cut like a coat, say",
        "a threshold makes mistakes rarer, leaves some pictures to a person, and still lets some mistakes through",
        "what this cannot tell: how confident the network would be about a garment of an eleventh kind",
    ),
    model_answer="""
    I expected right guesses to be nearly certain and wrong ones to be little better than blind guessing.
    Right guesses were indeed sure of themselves, but on average a wrong guess gave more than half of its
    confidence to the wrong name. The most confident mistake that I found was a shirt called coat: with long
    sleeves and an open front it could be either, and at 28 x 28 pixels I could not tell.
    Answering alone above 90 % would leave far fewer mistakes but not none, and a person would have to look at
    the rest, which is a good part of the pictures. Nothing here says what the network does with a garment that it
    has never met: it has to spread its confidence over the ten names that it knows.
    """,
    hints=(
        "`model.predict` gives ten probabilities for each picture. Which one is the confidence? Which is the guess?",
        "With `p = model.predict(x)`, the guess is `p.argmax(axis=1)` and the confidence `p.max(axis=1)`. "
        "`guess == y` tells the right pictures from the wrong ones.",
        "`confidence[guess == y].mean()` and `confidence[guess != y].mean()` are the averages, and "
        "`np.where(guess != y, confidence, 0).argmax()` is the place of the most confident mistake.",
    ),
    why="Lesson 04 measures how far a confidence can be trusted, and repairs it.",
)
