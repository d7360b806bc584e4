"""Exercise 06.4: the learning rate at which gradient descent breaks."""

import numpy as np

from .. import exercise


@exercise(
    "06.4",
    title="Find the edge of the cliff",
    kind="break it",
    minutes=6,
    needs="import numpy as np",
    hints=(
        "Along one direction with curvature c, a step multiplies the weight by `1 - rate * c`. When does that grow?",
        "It grows where `rate * c` is larger than 2. Which of all directions is the first to break?",
        "The curvatures along the main directions are the eigenvalues of `H`: `np.linalg.eigvalsh(H)`.",
    ),
    why="Beyond this rate the loss explodes, however flat the other directions are. It is the valley's cliff.",
)
def breaking_rate(H):
    """Gradient descent runs on the loss `w @ H @ w / 2`, whose gradient is `H @ w`. Break it.

    `H` is `(d, d)`, symmetric, and curves upwards in every direction. Return **the learning rate above which the
    weights run away** from almost every start; below it they go to the lowest point. For example, with `H = [[1, 0],
    [0, 100]]`, the ravine of this lesson, it is `0.02`, and with `H = [[2, 1], [1, 2]]` it is `0.6667`: two thirds.
    """
    return 2 / np.linalg.eigvalsh(H).max()


@breaking_rate.cases
def _(rng):
    yield (np.array([[1.0, 0.0], [0.0, 100.0]]),)
    yield (np.array([[2.0, 1.0], [1.0, 2.0]]),)
    yield (np.array([[4.0]]),)
    for d in (2, 3, 4, 5):
        A = rng.normal(size=(d, d))
        yield (A @ A.T + 0.5 * np.eye(d),)


@breaking_rate.reference
def _(H):
    # Halve the interval between a rate that works and one that does not. Squaring a step's matrix again and again
    # takes 2, 4, 8, ... steps at once.
    def runs_away(rate):
        step = np.eye(len(H)) - rate * H
        for _ in range(60):
            size = np.abs(step).max()
            if not 1e-9 < size < 1e9:
                break
            step = step @ step
        return size > 1

    works, breaks = 0.0, 100.0
    for _ in range(60):
        rate = (works + breaks) / 2
        works, breaks = (works, rate) if runs_away(rate) else (rate, breaks)
    return works


@breaking_rate.mistake("this rate reaches the bottom of the steepest direction in ONE step; twice as far still works")
def stops_at_the_bottom(H):
    return 1 / np.linalg.eigvalsh(H).max()


@breaking_rate.mistake("the flattest direction is the last to break; look for the first")
def takes_the_flattest(H):
    return 2 / np.linalg.eigvalsh(H).min()


@breaking_rate.mistake("the steepest direction need not lie along one weight: the diagonal of `H` does not show it")
def looks_at_the_diagonal(H):
    return 2 / np.diag(H).max()


@breaking_rate.mistake("safe, but not the edge: one step is steered by the largest curvature, not by the sum of all")
def adds_all_curvatures(H):
    return 2 / np.trace(H)


@breaking_rate.mistake("the mean curvature breaks nothing; the largest one does")
def takes_the_mean(H):
    return 2 / np.linalg.eigvalsh(H).mean()


@breaking_rate.mistake("no root: `H` itself holds the curvatures")
def takes_the_root(H):
    return 2 / np.sqrt(np.linalg.eigvalsh(H).max())


@breaking_rate.mistake("that is the largest curvature; the rate goes with its inverse: the other way up")
def gives_the_curvature(H):
    return np.linalg.eigvalsh(H).max()


@breaking_rate.mistake("half of the largest curvature, upside down: the limit is 2 divided by the curvature")
def turns_it_over(H):
    return np.linalg.eigvalsh(H).max() / 2


@breaking_rate.mistake("the best rate for the slowest pair of directions, not the edge: both are in it")
def takes_the_best_rate(H):
    curvatures = np.linalg.eigvalsh(H)
    return 2 / (curvatures.max() + curvatures.min())


@breaking_rate.also_right
def by_the_norm(H):
    return 2 / np.linalg.norm(H, 2)


@breaking_rate.also_right
def by_trying(H):
    direction = np.ones(len(H)) + 0.1 * np.arange(len(H))
    for _ in range(20_000):
        direction = H @ direction
        direction /= np.linalg.norm(direction)
    return 2 / (direction @ H @ direction)
