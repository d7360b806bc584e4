"""Schedules: how the learning rate changes with the steps. Each is made with its numbers and called with a step.

>>> rate = cosine_decay(0.1, steps=100)
>>> rate(0), round(rate(50), 3), rate(100)
(0.1, 0.05, 0.0)
"""

import math


def cosine_decay(rate, steps, alpha=0.0, warmup_steps=0):
    """Return a schedule that rises in a line to ``rate``, then falls along half a cosine to ``alpha * rate``.

    Args:
        rate: the highest learning rate.
        steps: from the top to the end; after it the rate stays.
        alpha: what is left at the end, as a part of ``rate``.
        warmup_steps: from 0 to the top.

    Source: Loshchilov and Hutter (2017); warm-up: Goyal et al. (2017). Lesson 06. Keras calls it CosineDecay.
    """

    def schedule(step):
        if step < warmup_steps:
            return rate * step / warmup_steps
        done = min(step - warmup_steps, steps) / steps
        return rate * (alpha + (1 - alpha) * (1 + math.cos(math.pi * done)) / 2)

    return schedule


def exponential_decay(rate, steps, decay_rate):
    """Return a schedule that multiplies the rate by ``decay_rate`` every ``steps`` steps, smoothly. Lesson 06."""
    return lambda step: rate * decay_rate ** (step / steps)


def piecewise_constant(boundaries, values):
    """Return a schedule of stairs: ``values[i]`` up to and with the step ``boundaries[i]``, then the next."""
    if len(values) != len(boundaries) + 1:
        raise ValueError(f"{len(boundaries)} boundaries lie between {len(boundaries) + 1} values, not {len(values)}")
    return lambda step: values[sum(step > boundary for boundary in boundaries)]


def one_cycle(rate, steps, rise=0.3, start=0.04, end=1e-4):
    """Return a schedule that climbs along a cosine to ``rate``, then falls to almost nothing.

    Args:
        rate: the highest learning rate.
        steps: of the whole cycle; after it the rate stays.
        rise: the part of the cycle that climbs.
        start, end: where it begins and ends, as parts of ``rate``.

    Source: Smith and Topin (2018). Lesson 06.
    """
    top = rise * steps

    def schedule(step):
        low, done = (start, 1 - step / top) if step < top else (end, (min(step, steps) - top) / (steps - top))
        return rate * (low + (1 - low) * (1 + math.cos(math.pi * done)) / 2)

    return schedule
