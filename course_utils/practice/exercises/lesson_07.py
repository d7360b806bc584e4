"""Exercises of lesson 07: how deep a fading chain may be, and a start without normalisation. Three more have files."""

from .. import investigation, quiz

quiz(
    "07.1",
    "How many layers until almost nothing is left?",
    """
    In a chain of units, each layer multiplies the blame by 1/2 on its way back. The blame that leaves the loss is 1.
    **After how many layers is less than a thousandth of it left?**
    """,
    options={
        "a": (
            "after 500: each layer takes away a half, and a thousand halves make up for 500",
            "Halves are not taken from the original 1 but from what is left each time: the blame is multiplied, and "
            "the losses do not add up.",
        ),
        "b": (
            "after 10",
            "Ten halvings divide by 2 · 2 · … · 2 = 1,024. Nine leave 1/512, which is still more than a thousandth.",
        ),
        "c": (
            "after 3: a thousand has three zeros",
            "Three layers leave 1/8. Three would do if each layer multiplied by 1/10, and they would not be *fewer* "
            "than a thousandth but exactly one.",
        ),
        "d": (
            "after 32: about as many as deep networks have",
            "After 32 layers 1/4,294,967,296 is left: a thousandth was passed long before.",
        ),
    },
    answer="b",
    minutes=2,
    hints=(
        "What is left after one layer, after two, after three?",
        "After `n` layers 1/2 has been multiplied by itself `n` times. Which power of 2 is the first above a thousand?",
        "2 to the power of 9 is 512. And to the power of 10?",
    ),
)

investigation(
    "07.5",
    "A residual network that starts as nothing",
    """
    Normalisation has a price: it looks at the whole batch, and it took more than half of our time. Try to do without.
    In a residual network of 32 layers, let every `Dense` inside a block begin with a kernel of zeros
    (`kernel_initializer="zeros"`), so that a fresh block adds nothing:

    ```python
    def quiet(seed, depth=DEPTH):
        blocks = [Residual([Dense(WIDTH, "tanh", kernel_initializer="zeros")]) for _ in range(depth - 1)]
        return Sequential([Input((784,)), Dense(WIDTH, "tanh"), *blocks, Dense(10)], rng=seed)
    ```

    First **predict**: lesson 05 warned of units that all stay alike; will these? And what will the blame of the layers
    look like, before the first step? Then look at `kernel_blame(quiet(SEED))`, train it with `learn` at a few rates
    from three seeds, and compare with the residual networks above. Write what you did and found into `notes`.
    """,
    good_answer=[
        "fresh, every block returns what it got, so the network computes what one layer and the scores compute",
        "the blame of all blocks is the same: nothing is multiplied on the way, and what comes in is the same for all",
        "the units do not stay alike: what arrives differs from unit to unit, and so does the blame that returns",
        "(but where two layers in a row start from zeros, neither ever gets any blame)",
        "it trains without normalisation, from several seeds, better than the residual network without it and within a "
        "few points of the one with it",
        "one honest limit: equal blocks all learn the same at first; depth is used only as training makes them differ",
    ],
    model_answer="""
    A fresh quiet network has the same scores as a network with one hidden layer, because every block adds zero. The
    blame of all its inner kernels was equal, to the last digits: the input of each block is the same, and the blame
    passes back along the sums untouched. I had feared that units with equal kernels stay alike, but each unit of a
    block receives another blame, because the layer that turns them into scores started at random, so they part in the
    first step. Trained with `learn` from three seeds, at the best rate, it ended above the residual network without
    normalisation and within a few points of the one with it, in less than half the time, with no look at other
    examples. So what a deep network needs is a factor near 1 at the start; normalisation is one way to provide it, a
    block that begins as nothing is another.
    """,
    minutes=15,
    hints=(
        "What does `h + tanh(h @ zeros + zeros)` return, and what is its slope with respect to `h`?",
        "The gradient of a kernel is its input times the blame of its unit: does either differ from block to block?",
        "Print `kernel_blame(quiet(SEED))`, then try the rates 0.003, 0.01 and 0.03.",
    ),
)
