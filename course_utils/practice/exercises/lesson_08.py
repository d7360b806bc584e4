"""Exercises of lesson 08: which notation, the luck of the best, and preparation inside the model."""

import numpy as np
from scipy.stats import binom

from .. import exercise, investigation, quiz

quiz(
    "08.1",
    "Two pictures, one price",
    """
    A shop wants to guess a garment's price from *two* pictures, its front and its back. Both should pass through the
    same layers, with the same weights; then their numbers are joined and read by a last layer. **In which notation
    can this be written?**
    """,
    options={
        "a": (
            "In all three: a list may hold two `Input`s.",
            "A list has one way in and one way out: each of its layers gets what the one before it made.",
        ),
        "b": (
            "Only by subclassing, because the same layers are used twice.",
            "A layer is an object that can be called as often as you like, on symbols, too; weights stay.",
        ),
        "c": (
            "In the functional API and by subclassing.",
            "Make the layers once and call them on both inputs: the weights are shared. Join the results, and call "
            "the last layer on that. In `call`, the same lines work on arrays.",
        ),
        "d": (
            "In none: two inputs need two networks, trained one after the other.",
            "One loss at the end blames everything that led to it, on as many ways as there are.",
        ),
    },
    answer="c",
    minutes=2,
    hints=(
        "How many ways in has a list of layers?",
        "What happens to the weights when one layer object is called a second time?",
        "Calling a layer twice shares its weights. Where can you call it, and join two results?",
    ),
)


@exercise(
    "08.2",
    title="The luck of the best",
    minutes=8,
    needs="import numpy as np\nfrom scipy.stats import binom",
    hints=(
        "One network gets k of n right with a binomial probability. When is the best of many at most k right?",
        "When all of them are: `binom.cdf(k, n, p) ** tries`. A mean is a sum over what is larger.",
        "The mean of the best count is the sum over k = 0 … n − 1 of `1 - binom.cdf(k, n, p) ** tries`; divide by n.",
    ),
    why="A thousand equal networks, and the best looks several points better. That is why the test waits in a drawer.",
)
def expected_best(tries, n, p):
    """Return the mean accuracy of the *best* of several networks that are all equally good.

    Each of `tries` networks is right with probability `p` for each of `n` validation examples, independently. Nothing
    distinguishes them but luck. What accuracy does the luckiest show, on average? For example, for one network it is
    `p` itself, and `expected_best(2, 1, 0.5)` is `0.75`: at least one of two coins shows heads three times in four.
    """
    at_most = binom.cdf(np.arange(n), n, p)  # (n,): one network has at most 0, 1, …, n - 1 right
    return np.sum(1 - at_most**tries) / n


@expected_best.cases
def _(rng):
    yield 2, 1, 0.5
    yield 1, 10, 0.8
    yield 1000, 500, 0.85
    for _ in range(8):
        yield int(rng.integers(2, 200)), int(rng.integers(2, 120)), float(rng.uniform(0.2, 0.95))


@expected_best.reference
def _(tries, n, p):
    # Add one example at a time to the distribution of one network's count; then what the largest count can be.
    chance = [1.0]
    for _example in range(n):
        chance = [(chance[k] if k < len(chance) else 0) * (1 - p) + (chance[k - 1] * p if k else 0)
                  for k in range(len(chance) + 1)]  # fmt: skip
    mean, below, so_far = 0.0, 0.0, 0.0
    for k, probability in enumerate(chance):
        so_far = min(1.0, so_far + probability)
        mean += k * (so_far**tries - below)
        below = so_far**tries
    return mean / n


@expected_best.mistake("that is one network's mean accuracy; the best of several is chosen for being lucky")
def forgets_the_choice(tries, n, p):
    return p


@expected_best.mistake("that is the mean of the WORST network: raise the chance of at most k to the power, not of more")
def takes_the_worst(tries, n, p):
    return np.sum(binom.sf(np.arange(n), n, p) ** tries) / n


@expected_best.mistake("a count of right examples; divide by n for an accuracy")
def gives_a_count(tries, n, p):
    return np.sum(1 - binom.cdf(np.arange(n), n, p) ** tries)


@expected_best.mistake("the networks are tried on the same examples: more tries are no larger n")
def joins_the_examples(tries, n, p):
    return np.sum(1 - binom.cdf(np.arange(n * tries), n * tries, p) ** tries) / (n * tries)


@expected_best.mistake("all of them must be at most k: multiply the chances, `** tries`, not `* tries`")
def adds_the_chances(tries, n, p):
    return np.sum(np.clip(1 - binom.cdf(np.arange(n), n, p) * tries, 0, 1)) / n


@expected_best.mistake("the sum begins at k = 0: a best count above 0 counts too")
def begins_at_one(tries, n, p):
    return np.sum(1 - binom.cdf(np.arange(1, n), n, p) ** tries) / n


@expected_best.mistake("the best is not always right somewhere: that is the chance that any network is right once")
def any_is_right(tries, n, p):
    return 1 - (1 - p) ** tries


@expected_best.also_right
def from_the_distribution(tries, n, p):
    best = np.diff(binom.cdf(np.arange(-1, n + 1), n, p) ** tries)  # (n + 1,)
    return float(best @ np.arange(n + 1)) / n


@expected_best.also_right
def with_survival(tries, n, p):
    return sum(-np.expm1(tries * np.log1p(-binom.sf(k, n, p))) for k in range(n)) / n


investigation(
    "08.5",
    "Preparation that travels",
    """
    The lesson's shirt was misread because the preparation stood beside the network and not in it. Build a model
    that takes pictures as a camera gives them: whole numbers from 0 to 255, dark on light, `(n, 28, 28, 1)`. Put in
    front of `model` what it needs, with `layers.Rescaling(scale, offset)`; no training is necessary.

    Save it as one file, open it again, and give it the drawn shirt (`as_read` without the division) and the test
    garments, turned into camera pictures: `255 - 255 * clothes.test.x`. **Predict** its accuracy first. Then find a
    picture that is still misread, and say what no rescaling can mend. Write what you found into `notes`.
    """,
    good_answer=[
        "a scale and an offset that turn 0 … 255, dark on light, into 0 … 1, light on dark: −1/255 and 1",
        "the accuracy on camera pictures equals the old one, and the opened file gives the same answers",
        "a picture that is still misread: another background, a garment that fills half of the frame",
        "the reason: the rescaling moves brightness; place, size and kind of picture stay as they are",
    ],
    model_answer="""
    `keras.Sequential([keras.Input((28, 28, 1)), layers.Rescaling(-1 / 255, 1.0), model])`: 0 becomes 1, and 255
    becomes 0. I predicted the old accuracy, and got it: on `255 - 255 * clothes.test.x` the named garments were the
    same as before for all but rounding. Saved and opened again, the answers did not move. The drawn shirt was now
    read without any work outside of the model. Then I drew it at half the size, in a corner: it was called a bag.
    The network has seen garments that fill the frame only. Cropping could go into the preparation as well, but no
    constant can do it.
    """,
    minutes=15,
    hints=(
        "Which straight line turns 255 into 0 and 0 into 1?",
        "A model is a layer: it may stand in the list of another one.",
        "`keras.Sequential([keras.Input((28, 28, 1)), layers.Rescaling(…, …), model])`, then `save` and `load_model`.",
    ),
)
