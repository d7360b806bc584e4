"""Exercises of lesson 01: what a layer costs, what a probe says, and a feature of your own."""

from itertools import pairwise

from .. import exercise, investigation, quiz

quiz(
    "01.1",
    "What does a layer cost?",
    """
    Pictures of 8 × 8 pixels go into a fully connected layer of 20 units; its 20 numbers go to a second one, with a unit
    for each of 3 names. **How many parameters does this network have?**
    """,
    options={
        "a": (
            "1,340",
            "64 · 20 and 20 · 3 are all the weights. Each unit also has one number that is added to its sum.",
        ),
        "b": ("1,363", "A unit of the first layer has 64 weights and one number: 65 · 20. Of the second: 21 · 3."),
        "c": (
            "87",
            "These are the pixels, units and names. A parameter belongs to a *connection*: every unit has one "
            "weight for each number that it reads.",
        ),
        "d": (
            "1,427",
            "The 64 pixels are read, not learned: nothing is added to them. Count for the 23 units only.",
        ),
    },
    answer="b",
    minutes=2,
    hints=(
        "How many numbers does one unit of the first layer read, and what else does it have?",
        "A unit that reads n numbers has n + 1 parameters. How many such units are in each layer?",
        "(64 + 1) · 20 for the first layer. And the second?",
    ),
)


@exercise(
    "01.2",
    needs="from itertools import pairwise",
    title="Count before you train",
    minutes=5,
    hints=(
        "How many parameters has one unit that reads n numbers?",
        "A layer's cost is (what it reads + 1) × its units. What does each layer read?",
        "Walk over neighbours: `for reads, units in pairwise(widths)`, and add up `(reads + 1) * units`.",
    ),
    why="With this you can give a deep and a shallow network the same size, so that a comparison is fair.",
)
def parameters(widths):
    """Return the number of parameters of a chain of fully connected layers.

    `widths` tells how many numbers there are at each place: the inputs first, then the units of each layer. Every unit
    has a weight for each number that it reads, and one number that is added. For example, `[64, 20, 3]` is the network
    of exercise 01.1, with `1363` parameters; `[5]` has no layer, and `0`.
    """
    return sum((reads + 1) * units for reads, units in pairwise(widths))


@parameters.cases
def _(rng):
    yield ([64, 20, 3],)
    yield ([5],)
    yield ([784, 100, 10],)
    yield ([7, 1, 1, 1],)
    for _ in range(12):
        yield (rng.integers(1, 60, rng.integers(2, 7)).tolist(),)


@parameters.reference
def _(widths):
    # One by one: every arrow between two neighbouring places, then every unit.
    total = 0
    for place in range(1, len(widths)):
        for _unit in range(widths[place]):
            total += 1
            for _arrow in range(widths[place - 1]):
                total += 1
    return total


@parameters.mistake("these are the weights; each unit also has one number that is added")
def forgets_what_is_added(widths):
    return sum(reads * units for reads, units in pairwise(widths))


@parameters.mistake("the inputs are read, not learned: nothing is added to them")
def adds_to_the_inputs(widths):
    return sum(reads * units for reads, units in pairwise(widths)) + sum(widths)


@parameters.mistake("one number is added for each unit, not one for each layer")
def adds_once_a_layer(widths):
    return sum(reads * units + 1 for reads, units in pairwise(widths))


@parameters.mistake("these are places, not connections: every unit has a weight for EACH number that it reads")
def counts_places(widths):
    return sum(widths)


@parameters.mistake("layers follow one another: their costs add up, they do not multiply")
def multiplies_all(widths):
    product = 1
    for width in widths:
        product *= width
    return product


@parameters.mistake("a layer reads the one before it, not the inputs: only the first layer reads those")
def reads_the_inputs_always(widths):
    return sum((widths[0] + 1) * units for units in widths[1:])


@parameters.mistake("the last layer, the one with the names, has parameters too")
def leaves_out_the_names(widths):
    return sum((reads + 1) * units for reads, units in pairwise(widths[:-1]))


@parameters.mistake("the other way round: each UNIT has one number that is added, not each number that is read")
def adds_to_what_is_read(widths):
    return sum(reads * (units + 1) for reads, units in pairwise(widths))


@parameters.also_right
def with_a_loop(widths):
    total = 0
    for i in range(len(widths) - 1):
        total += widths[i] * widths[i + 1] + widths[i + 1]
    return total


@parameters.also_right
def backwards(widths):
    *before, last = widths
    return last * (before[-1] + 1) + backwards(before) if before else 0


investigation(
    "01.4",
    "A feature of your own",
    """
    Invent one feature of digits that is not in this lesson: a function `mine(x)` from pictures `(n, 28, 28, 1)` to
    numbers `(n, k)`, with `k` at most 10. Ideas: how often a horizontal line enters ink, how wide the digit is at each
    height, where its weight lies. Before you measure, write down which digits it should tell apart.

    Then measure: `reads(mine)` alone, and `reads(lambda x: np.hstack([blocks(x), mine(x)]))` beside `reads(blocks)`.
    Look at two digits that it still mixes up. Write what you expected and found into `notes`.
    """,
    good_answer=[
        "the feature and the expectation, written before measuring: which digits it separates, and why",
        "two accuracies: alone, and what it adds to the blocks; adding little is a result too",
        "one or two digits that defeat it, with the reason seen in the picture and not guessed",
        "a sentence on what it cost you in time, beside what training the deep network cost",
    ],
    model_answer="""
    *Expected*: how often each row of the picture enters ink should tell a 0 (twice in the middle) from a 1 (once), and
    add little for 3 and 5, which differ in where a stroke bends and not in how often a row meets it. I average the
    entries over ten bands of rows: `np.diff(ink.astype(int), axis=2) == 1`, summed, 28 rows made into ten.

    *Found*: alone it reads 70 % of the digits, more than I thought. Beside the blocks it lifts 86 % to 90 %: about
    half of the way to stroke directions. 5 and 8 are no longer mixed up, as rows meet an 8 twice. 3 and 5 still are:
    a row meets both once, and they differ in *where*, which ten counts do not tell. It took me half an hour; the
    deep network took seconds, and nobody had to think of rows.""",
    minutes=20,
    hints=(
        "Which two digits does `blocks` mix up most? A feature that tells these two apart adds more than another.",
        "`(x[..., 0] > 0.35)` is the ink, `(n, 28, 28)`. Sums along rows give widths, along columns heights.",
        "Entries into ink: `np.diff((x[..., 0] > 0.35).astype(int), axis=2) == 1`, summed along axis 2.",
    ),
)
