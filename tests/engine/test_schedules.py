"""Schedules equal Keras' where Keras has them; the one-cycle schedule does what it says."""

import numpy as np
import pytest

from course_utils.engine import SGD, Tensor, schedules

STEPS = [0, 1, 7, 10, 11, 25, 50, 99, 100, 101, 150]
PAIRS = {
    "cosine": (
        schedules.cosine_decay(0.5, 100, alpha=0.1),
        lambda s: s.CosineDecay(0.5, 100, alpha=0.1),
    ),
    "warm-up": (
        schedules.cosine_decay(0.5, 90, warmup_steps=10),
        lambda s: s.CosineDecay(0.0, 90, warmup_target=0.5, warmup_steps=10),
    ),
    "exponential": (schedules.exponential_decay(0.5, 20, 0.7), lambda s: s.ExponentialDecay(0.5, 20, 0.7)),
    "stairs": (
        schedules.piecewise_constant([10, 50], [0.5, 0.2, 0.1]),
        lambda s: s.PiecewiseConstantDecay([10, 50], [0.5, 0.2, 0.1]),
    ),
}


@pytest.mark.parametrize("name", PAIRS)
def test_schedule_equals_keras(name):
    keras = pytest.importorskip("keras")
    ours, theirs = PAIRS[name]
    theirs = theirs(keras.optimizers.schedules)
    assert [ours(step) for step in STEPS] == pytest.approx([float(theirs(step)) for step in STEPS], rel=1e-5, abs=1e-7)


def test_one_cycle_climbs_and_falls():
    rate = schedules.one_cycle(0.2, 100, rise=0.3, start=0.1, end=0.01)
    values = np.array([rate(step) for step in range(101)])
    assert values[[0, 30, 100]] == pytest.approx([0.02, 0.2, 0.002])
    assert (np.diff(values[:31]) > 0).all() and (np.diff(values[30:]) < 0).all()
    assert rate(500) == pytest.approx(0.002)
    assert np.abs(np.diff(values)).max() < 0.2 * np.pi / 2 / 30 * 1.01  # no jump


def test_stairs_need_one_value_more_than_boundaries():
    with pytest.raises(ValueError, match="1 boundaries lie between 2 values, not 1"):
        schedules.piecewise_constant([10], [0.1])


def test_optimizer_follows_the_schedule():
    w = Tensor(1.0, requires_grad=True)
    optimizer = SGD([w], learning_rate=schedules.piecewise_constant([0], [0.5, 0.25]))
    for expected in (0.5, 0.25, 0.0):
        w.grad = np.array(1.0)
        optimizer.step()
        assert float(w) == expected
