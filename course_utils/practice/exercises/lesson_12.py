"""Exercises of lesson 12: what a gate leaves over, and a guess of the distance that is wrong. Three have own files."""

from .. import investigation, quiz

quiz(
    "12.1",
    "What is left?",
    """
    A cell has written 1 into its memory. From now on its write gate is shut, and nothing reaches its keep gate but the
    gate's bias, 3. The squash of 3 is 0.953. **What stands in the memory twenty steps later?**
    """,
    options={
        "a": (
            "about 0.95: the gate is almost open",
            "0.953 is what one step leaves. The next step leaves the same part of that, and so on.",
        ),
        "b": (
            "about 0.38",
            "Twenty steps leave 0.953 · 0.953 · … = 0.953²⁰ = 0.38. So a bias of 3 remembers for some twenty steps, "
            "and 1 + e³ = 21 is the length of its memory.",
        ),
        "c": (
            "about 0.05",
            "That is roughly what ONE step takes away: 1 − 0.953. What is left after twenty such losses?",
        ),
        "d": (
            "nothing: twenty losses of 0.047 are nearly 1",
            "The losses get smaller with what is left: each step takes a share, not an amount.",
        ),
    },
    answer="b",
    minutes=2,
    hints=(
        "What is in the memory after one step? And after two?",
        "Each step multiplies the memory by the same number. Which one, and how often?",
        "Compute 0.953 to the power of 20; a rough way is exp(−20 · 0.047).",
    ),
)

investigation(
    "12.5",
    "A wrong guess of the distance",
    """
    Our keep gates were drawn for memories of up to `LONGEST` steps, and the symbol to recall stood 50 steps back. But
    who knows the distance in advance? Predict first: what happens if you guess 10? 25? 400? 2,000? Then train the LSTM
    at distance 50 with each guess (`trained` takes the start as an argument). Which wrong guess is worse, too short or
    too long, and why? Write what you predicted and found into `notes`.
    """,
    good_answer=[
        "a prediction for a guess that is too short and for one that is too long, made before the runs",
        "far too short a guess fails within these steps: nothing of the symbol, and no gradient, lives for 50 steps",
        "a guess that is too long costs less: it still learns, later or a little worse",
        "why too long costs something: the write gate starts as far shut as the keep gate is open, so a very long "
        "memory writes very little at first",
        "since the lengths are drawn evenly up to the guess, some units are right even when the guess is not",
    ],
    model_answer="""
    Prediction: too short fails, too long does no harm. Result: with 10 the curve stays at chance for all the steps, and
    with 25 too, or nearly so. With 400 it learns about as well as with our guess, and with 2,000 much later.
    Explanation: a memory of ten steps keeps a fraction of 0.9 to the power of 50, under a hundredth, and the gradient
    shrinks by the same factor, so there is nothing to follow. A memory that is too long keeps everything, but its write
    gate begins at minus the same bias, nearly shut, and writes very little at first. So if I do not know the distance,
    I guess long.
    """,
    minutes=20,
    hints=(
        "What part of the symbol, and of its gradient, is left after 50 steps in a memory of 10 steps?",
        "Write a start like `remembering`, with the guess in place of `LONGEST`.",
        "Call `trained` once for each guess, with the LSTM, distance 50 and your start; draw the four curves with "
        "`plot.lines`.",
    ),
)
