"""Exercises of lesson 11: how far blame travels, and how to move the cliff. Two more have files of their own."""

from .. import investigation, quiz

quiz(
    "11.2",
    "How far does blame travel?",
    """
    In some recurrent network, each step back through time multiplies the blame by 0.8. **After how many steps is less
    than a hundredth of it left?**
    """,
    options={
        "a": (
            "After 5: each step takes away a fifth, and five fifths are all",
            "Each step takes a fifth of *what is left*. After five steps that is 0.8 · 0.8 · 0.8 · 0.8 · 0.8, about a "
            "third.",
        ),
        "b": (
            "After about 20",
            "0.8 multiplied by itself 20 times is 0.0115, and 21 times is 0.0092. On a logarithmic axis this is a "
            "straight line: every ten steps cost the same factor, here about nine.",
        ),
        "c": (
            "After about 125: a hundred divided by 0.8",
            "That would be so if the blame were *divided* by the number of steps. It is multiplied at every step, so "
            "it falls exponentially: after 125 steps there is less than a trillionth.",
        ),
        "d": (
            "Never: 0.8 is not 0",
            "It never is exactly 0, but it gets as small as you like, and a hundredth comes soon.",
        ),
    },
    answer="b",
    minutes=2,
    hints=(
        "After one step 0.8 is left, after two 0.8 · 0.8. Multiply on: where does it fall below 0.1?",
        "0.8 to the power of 10 is 0.107. And to the power of 20?",
        "It is the square of that, 0.0115: not quite a hundredth, one step more.",
    ),
)

investigation(
    "11.4",
    "Move the cliff",
    """
    At a distance of fifty the lesson's network recalls little. Find a change of your own that helps, or show that it
    does not. For example: a recurrent table that begins as the identity, 64 units in place of 32, or two symbols to
    remember instead of eight.

    ```python
    def newborn(seed, quiet=1.0):
        net = Sequential([Input((20, 9)), SimpleRNN(32), Dense(8)], rng=seed)
        net.layers[0].recurrent_kernel.data[:] = np.eye(32)  # your change
        return net

    print([recalled(seed, 50) for seed in FEW], [reaching(seed)[49] for seed in FEW])
    ```

    **Before you run it, predict two numbers**: the share recalled, and the blame that arrives after fifty steps.
    Then change something that leaves the blame as it is. Write predictions, results and what they say about the
    cause into `notes`.
    """,
    good_answer=[
        "one change at a time, three seeds or more, and a prediction of both numbers written down before the run",
        "the blame of the new network and the share recalled after training, side by side with the lesson's",
        "the identity alone leaves the blame faint, a few times more at most: orthogonal tables keep lengths as well, "
        "and what fades is the product of tanh's slopes",
        "the identity with a quiet start lets about a third of the blame through, and recall hardly rises: all symbols "
        "are added up, and nothing in the state tells the first from the others. An orthogonal table turns the state "
        "at each step, and so marks when a symbol came",
        "with 64 units the blame stays faint, a few times more at most, and more starts get across: there is more room",
        "a conclusion: without blame nothing is learned, yet blame alone is not enough",
    ],
    model_answer="""
    Prediction: with the identity, the blame after fifty steps should be near 1, because R multiplies by 1, and recall
    should be solved. Result: the blame was a few times larger than before, still under a hundredth, and recall stayed
    at guessing. R had been orthogonal, which keeps lengths as the identity does; it is tanh's slope that fades. With
    the identity and `quiet=0.1`, a third of the blame arrived, and still only about a quarter was recalled. Why? With
    the identity the state is a sum of all symbols, so the first leaves the same trace as the fifth. An orthogonal R
    turns the state, so that old symbols point elsewhere than new ones. Then 64 units: the blame again well under a
    hundredth, and yet on five seeds three recalled most or all, more than with 32. So blame must arrive, and the state
    must tell when something came, and have room for it.
    """,
    minutes=20,
    hints=(
        "Which two factors multiply the blame at each step? Which of them does your change touch?",
        "An orthogonal table keeps the length of what it multiplies; so does the identity. What is left to shrink it?",
        "Define `newborn` anew as above, run it, and call `recalled` and `reaching`. Then try `quiet=0.1` with it.",
    ),
)
