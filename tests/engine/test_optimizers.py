"""Optimizers go where Keras' go, step for step."""

import numpy as np
import pytest

from course_utils import engine as e

STEPS = 20
# Keras rounds its rates to float32, also where all else is float64. Sums of a few powers of two survive that.
RATE = 2**-6
EXACT = {"beta_1": 0.875, "beta_2": 1 - 2**-10, "epsilon": 2**-23}
WAYS = [
    ("SGD", {}, 1e-10),
    ("SGD", {"momentum": 0.875}, 1e-10),
    ("SGD", {"momentum": 0.875, "nesterov": True}, 1e-10),
    ("SGD", {"momentum": 0.5, "weight_decay": 0.25}, 1e-10),
    ("Adam", EXACT, 1e-10),
    ("Adam", EXACT | {"beta_1": 0.5, "epsilon": 2**-10}, 1e-10),
    ("Adam", EXACT | {"weight_decay": 0.25}, 1e-10),
    ("Adam", {}, 1e-5),
    ("AdamW", EXACT | {"weight_decay": 0.25}, 1e-10),
    ("AdamW", {}, 1e-5),
    ("SGD", {"global_clipnorm": 2.0}, 1e-6),
    ("Adam", EXACT | {"global_clipnorm": 100.0}, 1e-10),
]


@pytest.mark.parametrize("name, options, agreement", WAYS, ids=str)
def test_every_step_equals_keras(name, options, agreement):
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(6)
    start = [rng.standard_normal(shape) for shape in ((4, 3), (3,), ())]
    ours = [e.Tensor(x, requires_grad=True) for x in start]
    theirs = [keras.Variable(x, dtype="float64") for x in start]
    our_optimizer = getattr(e, name)(ours, learning_rate=RATE, **options)
    their_optimizer = getattr(keras.optimizers, name)(learning_rate=RATE, **options)
    for step in range(STEPS):
        gradients = [rng.standard_normal(x.shape) for x in start]
        for tensor, gradient in zip(ours, gradients, strict=True):
            tensor.grad = gradient
        our_optimizer.step()
        their_optimizer.apply([keras.ops.convert_to_tensor(g) for g in gradients], theirs)
        for tensor, variable in zip(ours, theirs, strict=True):
            np.testing.assert_allclose(tensor.data, variable.numpy(), rtol=agreement, err_msg=f"step {step}")


def test_a_whole_network_trains_like_keras():
    keras, tf = pytest.importorskip("keras"), pytest.importorskip("tensorflow")
    rng = np.random.default_rng(6)
    x, y = rng.standard_normal((STEPS, 16, 5)), rng.integers(0, 3, (STEPS, 16))
    ours = e.Sequential(
        [e.Input((5,)), e.Dense(8, "relu", dtype="float64"), e.Dense(3, dtype="float64")], rng=1, dtype="float64"
    )
    theirs = keras.Sequential(
        [
            keras.Input((5,), dtype="float64"),
            keras.layers.Dense(8, "relu", dtype="float64"),
            keras.layers.Dense(3, dtype="float64"),
        ]
    )
    theirs.set_weights(ours.get_weights())
    optimizer, theirs_optimizer = e.Adam(ours.parameters(), RATE, **EXACT), keras.optimizers.Adam(RATE, **EXACT)
    for batch, labels in zip(x, y, strict=True):
        loss = e.softmax_cross_entropy(ours(batch, training=True), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with tf.GradientTape() as tape:
            their_loss = tf.reduce_mean(
                keras.ops.sparse_categorical_crossentropy(labels, theirs(batch), from_logits=True)
            )
        theirs_optimizer.apply(
            tape.gradient(their_loss, [w.value for w in theirs.trainable_weights]), theirs.trainable_weights
        )
        assert loss.item() == pytest.approx(float(their_loss), rel=1e-10)
    for mine, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(mine, other, rtol=1e-8)


def test_a_schedule_is_asked_for_the_rate_of_each_step():
    w = e.Tensor(0.0, requires_grad=True)
    optimizer = e.SGD([w], learning_rate=lambda step: [1.0, 10.0, 100.0][step])
    for expected in (-1.0, -11.0, -111.0):
        w.grad = np.array(1.0)
        optimizer.step()
        assert w.data == expected


def test_the_rate_can_be_changed_on_the_way():
    w = e.Tensor(0.0, requires_grad=True)
    optimizer = e.SGD([w], learning_rate=1.0)
    optimizer.learning_rate, w.grad = 3.0, np.array(1.0)
    optimizer.step()
    assert w.data == -3.0


def test_zero_grad_forgets_and_a_weight_without_gradient_stays():
    used, unused = e.Tensor(1.0, requires_grad=True), e.Tensor(1.0, requires_grad=True)
    optimizer = e.Adam([used, unused], learning_rate=0.1)
    for _ in range(2):
        optimizer.zero_grad()
        (used * 3).backward()
        assert used.grad == 3.0
        optimizer.step()
    assert used.data < 1.0 and unused.data == 1.0


def test_steps_change_the_same_array_and_keep_its_precision():
    w = e.Tensor(np.ones(3, "float32"), requires_grad=True)
    array = w.data
    optimizer = e.Adam([w])
    e.sum(w * w).backward()
    optimizer.step()
    assert w.data is array and array.dtype == np.float32 and array[0] == pytest.approx(1 - 0.001, rel=1e-6)
