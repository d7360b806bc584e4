"""Interleaved spirals with noise: the smallest task that no straight line solves."""

import numpy as np

from ..repair import restore


def read(card) -> dict[str, np.ndarray]:
    """Return the points that the card's parameters describe; the parts are drawn independently."""
    p = card.source.parameters
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(int(p["seed"]))
    arrays = {}
    for part, n in card.counts.items():
        x, y = draw(random, n // len(card.classes), len(card.classes), p["turns"], p["noise"])
        arrays |= {f"x_{part}": x, f"y_{part}": y}
    return arrays


def remedy(card) -> str:
    """Return how to get back the parameters that the fingerprint belongs to."""
    return restore(card.name)


def draw(random, n: int, arms: int, turns: float, noise: float) -> tuple[np.ndarray, np.ndarray]:
    """Return ``n`` points on each of ``arms`` spirals, in random order: x float32 (arms n, 2), y uint8 (arms n,).

    Arm ``k`` is arm 0 turned by ``k / arms`` of a circle. A point at radius ``r`` in [0.1, 1] has turned by
    ``turns * r`` circles; ``noise`` is the standard deviation of the Gaussian added to each coordinate.
    """
    y = np.repeat(np.arange(arms), n)  # (arms n,)
    radius = random.uniform(0.1, 1.0, arms * n)
    angle = 2 * np.pi * (turns * radius + y / arms)
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)  # (arms n, 2)
    x += noise * random.standard_normal(x.shape)
    # Sine and normal differ in the last bit between computers; on a grid of 1/4096 the points do not.
    x = np.round(x * 4096) / 4096
    order = random.permutation(arms * n)
    return x[order].astype("<f4"), y[order].astype(np.uint8)
