"""Exercises of lesson 06: a step that is too long, and a ravine that lies askew. Three more have files of their own."""

from .. import investigation, quiz

quiz(
    "06.1",
    "A step that is too long",
    """
    One weight, and the loss `2 * w * w`: at `w` its slope is `4 * w`. We start at `w = 1` with a learning rate of
    0.6 and take two steps of gradient descent. **Where are we then?**
    """,
    options={
        "a": (
            "at 0.16, well on the way to 0",
            "This takes 0.6 of `w` away in each step, and not 0.6 of the slope: the slope at 1 is 4, so the first "
            "step is 2.4 long.",
        ),
        "b": (
            "at 0, the lowest point",
            "A rate of 1/4 would land there in its first step; 0.6 goes 2.4 to the left, past 0 and further.",
        ),
        "c": (
            "at 1 again: it swings for ever",
            "That happens at a rate of 1/2, where each step leads from `w` to `-w`. This one is longer.",
        ),
        "d": (
            "at 1.96, further away than before",
            "The first step leads from 1 to 1 − 0.6 · 4 = −1.4. There the slope is −5.6, and the second step leads to "
            "−1.4 + 3.36 = 1.96. Each step multiplies `w` by −1.4.",
        ),
    },
    answer="d",
    minutes=2,
    hints=(
        "What is the slope at `w = 1`, and how long is 0.6 of it?",
        "A step leads from `w` to `w - 0.6 * 4 * w`. By which number has `w` been multiplied?",
        "By 1 − 2.4 = −1.4. And then by −1.4 again.",
    ),
)

investigation(
    "06.5",
    "A ravine that lies askew",
    """
    Our ravine runs along one of the two weights, so that each weight has a steepness of its own. Turn it: multiply
    slopes and start by a rotation, and walk again.

    ```python
    turn = np.array([[1, -1], [1, 1]]) / np.sqrt(2)  # by 45 degrees
    H = turn @ np.diag(CURVATURE) @ turn.T           # the gradient at w is now H @ w
    start = turn @ START
    ```

    Write a walk with this gradient. At the learning rate that was best before, which of SGD, momentum and Adam
    loses speed, and which does not notice? Then look for the best rate again. What does that say about *a step
    size for each weight*? Write what you did and found into `notes`.
    """,
    good_answer=[
        "SGD and momentum do not notice: turned back, their paths are the same, step for step",
        "Adam at the old rate is further from the goal after the same steps: it loses its advantage",
        "why: it divides each weight's step by that weight's own typical slope; askew, both weights feel both slopes, "
        "their typical slopes are nearly equal, and there is nothing left to even out",
        "with a rate chosen anew, several times larger, it gets about as far as before, or nearly: its momentum is "
        "still there",
        "so per-weight steps help where steepness goes by weight, such as inputs or layers of different scale, and "
        "not against every ravine",
    ],
    model_answer="""
    I replaced `CURVATURE * w` by `H @ w` and started at `turn @ START`. For SGD and momentum the losses were the
    same, step for step: their steps are sums of gradients, and a rotated sum is the sum of the rotated. Adam at its
    old rate ended with a loss many times higher than before. Its division works weight by weight; askew, both
    weights have nearly the same typical slope, so both steps are divided by nearly the same number, and Adam
    becomes momentum with an even scale. When I searched the rate again, a larger one got nearly as far as in
    the straight ravine. So a step size for each weight evens out scales that differ from weight to weight (raw
    inputs, layers), and cannot see a ravine that runs across the weights.
    """,
    minutes=15,
    hints=(
        "Copy `walk`, with `H @ w.data` in place of `CURVATURE * w.data`. What is the loss at `w`?",
        "Compare losses, not places: `0.5 * w @ H @ w`. Or turn the path back with `path @ turn`.",
        "Print both weights' gradients along the path. In the straight ravine they differ a lot in size. And here?",
    ),
)
