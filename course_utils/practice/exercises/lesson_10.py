"""Exercises of lesson 10: which changes keep a label, and a recipe for another data set. Three more have own files."""

from .. import investigation, quiz

quiz(
    "10.1",
    "Whose knowledge is it?",
    """
    Somebody copies `augment` with flips and shifts of one pixel, unchanged, into a network that reads **handwritten
    digits** from 0 to 9. **What will happen?**
    """,
    options={
        "a": (
            "It helps as it does with garments: more pictures are always better than fewer.",
            "More pictures help when they are pictures of the task. Nobody writes a mirrored 7, so half of the copies "
            "show what will never be asked.",
        ),
        "b": (
            "Nothing: a CNN does not mind whether a picture is mirrored.",
            "A convolution moves along with a *shift*. A mirrored stroke meets other weights of each kernel, so the "
            "network has to learn it separately.",
        ),
        "c": (
            "Shifts are fine; flips spend the network's room on digits that nobody writes, and blur 2 against 5.",
            "Some digits survive the mirror, such as 0 and 8. Most become signs that no one writes, and a mirrored 2 "
            "looks much like an angular 5: the copy then carries a label that a reader would dispute.",
        ),
        "d": (
            "Flips are fine; shifts are not, because a digit's place decides which digit it is.",
            "A 7 is a 7 wherever it stands on the paper. It is the mirror that changes what a digit means.",
        ),
    },
    answer="c",
    minutes=2,
    why="Augmentation is a promise: whoever meets this copy later would give it the same label.",
    hints=(
        "Write a 2 and look at it in a mirror. Which digit comes to mind?",
        "A change is allowed where a reader who sees only the changed picture gives it the same label.",
        "Ask it for both changes: a shifted 7? A mirrored 7?",
    ),
)

investigation(
    "10.5",
    "A recipe for digits",
    """
    The table of this lesson belongs to garments. Choose **two** ingredients, and write down what you expect of them on
    handwritten digits. Then measure both against the recipe, over three seeds, judged on digits that no network learned
    from. This trains one network on 1,000 digits without flips:

    ```python
    digits = data.load("digits28")
    few, rest = digits.train.select(np.arange(1000)), digits.train.select(np.arange(1000, 3500))
    train.seed(0)
    model = fit(convnet(), *few, epochs=10, seed=0, flip=False)
    print(np.mean(guess(model, rest.x) == rest.y))
    ```

    Write predictions, paired differences and your verdict into `notes`. Which verdicts would a sceptic accept?
    """,
    good_answer=[
        "one change at a time, the same seeds for both sides, differences taken seed by seed",
        "judged on digits that no network learned from, and not on the test digits",
        "flips are the safest bet: they cost accuracy on digits, or at best change nothing",
        "shifts help more than on garments, or at least do not hurt: digits are centred by mass, so strokes do shift",
        "with three seeds, even three equal signs come up by chance in one of four tables: no verdict on small effects",
        "says for which amount of data and training it holds: effects change with both",
    ],
    model_answer="""
    Prediction: flips cost a point, shifts gain half a point. I trained the recipe without flips, with flips, and
    without flips and shifts, seeds 0 to 2, on the same 1,000 digits. With flips all three differences were negative.
    Without shifts, all three were negative too, and smaller. Three equal signs out of three come up by chance in one
    of four experiments, so for the small effect I would not sign; the large one lies far outside what seeds do. Both
    hold for a thousand digits and ten epochs: with more epochs the network has time to learn the copies as well.
    """,
    minutes=15,
    hints=(
        "Write a loop over seeds that returns the accuracy for given changes, and call it once for each row.",
        "`fit(..., flip=True)` or `fit(..., flip=False, shift=0)` changes one thing each.",
        "Subtract lists seed by seed with `np.subtract`, and count the signs before you look at the mean.",
    ),
)
