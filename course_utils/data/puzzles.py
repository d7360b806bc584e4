"""Simulated sequence tasks whose answers are known: they measure one ability at a time.

Real text mixes short and long memory, copying and counting. These tasks ask for one thing and let its difficulty be
set, so that a failure can be explained. They are made up: a network that solves them may still fail on text.

J. Elman (1990), Finding structure in time; S. Hochreiter and J. Schmidhuber (1997), Long short-term memory.
"""

import numpy as np

from .dataset import Split


def recall(rng, n: int, distance: int, symbols: int = 8, filler: str = "distractors") -> Split:
    """Return sequences that begin with a symbol which has to be named after the last of ``distance`` further symbols.

    Args:
        rng: a NumPy ``Generator``.
        n: number of sequences.
        distance: steps between the symbol to remember and the end, at least 1.
        symbols: how many symbols may have to be remembered; chance is one in so many.
        filler: "distractors", random symbols of the same kind; or "constant", one symbol that means nothing.

    Returns:
        x (n, distance + 1) integers below ``symbols + 1``, of which the last is the constant filler; y (n,), the first
        column of x.

    Raises:
        ValueError: for another filler, or a distance below 1.

    >>> recall(np.random.default_rng(0), 2, distance=3, filler="constant").x
    array([[6, 8, 8, 8],
           [2, 8, 8, 8]])
    """
    if filler not in ("distractors", "constant") or distance < 1:
        raise ValueError(f"filler {filler!r} (distractors or constant) at distance {distance} (1 or more)")
    x = rng.integers(0, symbols, (n, distance + 1))
    if filler == "constant":
        x[:, 1:] = symbols
    return Split(x, x[:, 0].copy())


def adding(rng, n: int, length: int) -> Split:
    """Return sequences of numbers of which two are marked, one in each half; their sum is asked for.

    Always answering 1 has a mean squared error of 1/6: the variance of the sum of two numbers between 0 and 1.

    Returns:
        x (n, length, 2): a number between 0 and 1 and its mark, 0 or 1; y (n,), the sum of the two marked numbers.

    Raises:
        ValueError: for a length below 2.
    """
    if length < 2:
        raise ValueError(f"two numbers cannot be marked among {length}")
    numbers, marks = rng.random((n, length)), np.zeros((n, length))
    half = length // 2
    for places in (rng.integers(0, half, n), rng.integers(half, length, n)):
        marks[range(n), places] = 1
    return Split(np.stack([numbers, marks], axis=-1).astype("float32"), (numbers * marks).sum(axis=1).astype("float32"))


def reversal(rng, n: int, length: int, symbols: int = 10) -> Split:
    """Return sequences and the same sequences backwards: x (n, length) integers below ``symbols``, y (n, length)."""
    x = rng.integers(0, symbols, (n, length))
    return Split(x, x[:, ::-1].copy())


def sorting(rng, n: int, length: int, symbols: int = 10) -> Split:
    """Return sequences and the same symbols in order: x (n, length) integers below ``symbols``, y (n, length)."""
    x = rng.integers(0, symbols, (n, length))
    return Split(x, np.sort(x, axis=1))
