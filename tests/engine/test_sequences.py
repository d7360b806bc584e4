"""Layers for sequences: masks, states, embeddings, attention, residual blocks, as Keras has them."""

import numpy as np
import pytest

from course_utils import engine as e
from course_utils.errors import CourseError

RNG = np.random.default_rng(3)
X = RNG.standard_normal((4, 7, 3))
# Ended early, all there, begun late, nothing at all.
MASK = np.arange(7) < np.array([[3], [7], [7], [0]])
MASK[2, :2] = False
AGREEMENT = 1e-9


def same(ours, theirs, what):
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape and ours.dtype == np.float64, what
    assert np.abs(ours - theirs).max() <= AGREEMENT * max(1e-3, np.abs(theirs).max()), what  # a 0 may come out as 1e-15


def compare(tf, layer, theirs, call_ours, call_theirs, x):
    """Give both layers the same weights, then compare the value and every gradient."""
    call_ours(layer, e.Tensor(x)), call_theirs(theirs, tf.constant(x))
    weights = [np.random.default_rng(2).standard_normal(w.shape) for w in theirs.get_weights()]
    theirs.set_weights(weights)
    layer.set_weights(weights)
    leaf, variable = e.Tensor(x, requires_grad=True), tf.constant(x)
    ours = call_ours(layer, leaf)
    start = np.random.default_rng(1).uniform(0.5, 1.5, ours.shape)
    ours.backward(start)
    with tf.GradientTape() as tape:
        tape.watch(variable)
        value = call_theirs(theirs, variable)
    gradients = tape.gradient(value, [variable, *(w.value for w in theirs.trainable_weights)], tf.constant(start))
    same(ours.data, value, "the value")
    for tensor, gradient in zip([leaf, *layer.parameters()], gradients, strict=True):
        same(tensor.grad, tf.convert_to_tensor(gradient), tensor.name or "input")


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_masked_steps_leave_the_memory_alone(keras, tf, name):
    compare(
        tf,
        getattr(e, name)(5, rng=1, dtype="float64"),
        getattr(keras.layers, name)(5, dtype="float64"),
        lambda layer, x: layer(x, mask=MASK),
        lambda layer, x: layer(x, mask=tf.constant(MASK)),
        X,
    )


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_memory_can_be_given_and_taken(keras, tf, name):
    given = [RNG.standard_normal((4, 5)) for _ in range(2 if name == "LSTM" else 1)]
    for i in range(1 + len(given)):
        compare(
            tf,
            getattr(e, name)(5, rng=1, dtype="float64", return_state=True),
            getattr(keras.layers, name)(5, dtype="float64", return_state=True),
            lambda layer, x, i=i: layer(x, initial_state=given)[i],
            lambda layer, x, i=i: layer(x, initial_state=[tf.constant(s) for s in given])[i],
            X,
        )


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_half_a_sequence_and_then_the_other_is_the_whole(name):
    layer = getattr(e, name)(5, rng=1, dtype="float64", return_state=True)
    whole, *memory = layer(X)
    _, *half = layer(X[:, :3])
    y, *rest = layer(X[:, 3:], initial_state=half)
    for one, other in zip([whole, *memory], [y, *rest], strict=True):
        np.testing.assert_allclose(one.data, other.data, atol=1e-14)


def test_gradient_flows_back_through_time():
    layer, x = e.SimpleRNN(5, rng=1, dtype="float64"), e.Tensor(X, requires_grad=True)
    layer(x).sum().backward()
    assert np.abs(x.grad[:, 0]).min() > 0
    assert e.gradcheck(lambda x: layer(x), X, parameters=layer.parameters()) < 1e-6


def test_forget_bias_starts_at_one():
    layer = e.LSTM(3, rng=1)
    layer(X)
    assert layer.bias.data.tolist() == [0] * 3 + [1] * 3 + [0] * 6
    plain = e.LSTM(3, unit_forget_bias=False, rng=1)
    plain(X)
    assert not plain.bias.data.any()


def test_embedding_reads_rows_and_blames_only_those(keras, tf):
    ids = np.array([[0, 2, 2], [4, 0, 2]])
    layer, theirs = e.Embedding(6, 3, rng=1, dtype="float64"), keras.layers.Embedding(6, 3, dtype="float64")
    layer(ids), theirs(ids)
    theirs.set_weights(layer.get_weights())
    start = RNG.standard_normal((2, 3, 3))
    y = layer(ids)
    y.backward(start)
    with tf.GradientTape() as tape:
        value = theirs(ids)
    gradient = tf.convert_to_tensor(tape.gradient(value, theirs.trainable_weights[0].value, tf.constant(start)))
    same(y.data, value, "the rows")
    same(layer.embeddings.grad, gradient, "the gradient")
    assert not layer.embeddings.grad[[1, 3, 5]].any() and layer.embeddings.grad[[0, 2, 4]].all()


@pytest.mark.parametrize(("wrong", "said"), [(6, "6"), (-1, "-1"), (0.5, "0.5")])
def test_what_is_no_symbol_is_named(wrong, said):
    with pytest.raises(CourseError, match=f"asked for the row {said}: its rows are the whole numbers from 0 to 5"):
        e.Embedding(6, 3, rng=1)(np.array([[1, wrong]]))


SOME = RNG.random((4, 7, 5)) < 0.6
SOME[..., 0] = True  # every query sees a key; Keras and we differ where it sees none
OTHER = RNG.standard_normal((4, 5, 3))
WAYS = {
    "self": ({}, {}),
    "causal": ({"causal": True}, {"use_causal_mask": True}),
    "cross": ({"value": e.Tensor(OTHER)}, {"value": OTHER}),
    "masked": ({"value": e.Tensor(OTHER), "mask": SOME}, {"value": OTHER, "attention_mask": SOME}),
    "both": ({"mask": SOME[:, :5], "causal": True}, {"attention_mask": SOME[:, :5], "use_causal_mask": True}),
}


@pytest.mark.parametrize("way", WAYS)
def test_multi_head_attention_equals_keras(keras, tf, way):
    ours, theirs = WAYS[way]
    compare(
        tf,
        e.MultiHeadAttention(2, 4, rng=1, dtype="float64"),
        keras.layers.MultiHeadAttention(2, 4, dtype="float64"),
        lambda layer, x: layer(x, **ours),
        lambda layer, x: layer(x, **({"value": x} | theirs)),
        X[:, :5] if way == "both" else X,
    )


def test_attention_weights_are_a_mixture_and_hide_what_is_masked():
    layer = e.MultiHeadAttention(2, 4, rng=1, dtype="float64")
    layer(X, causal=True)
    assert layer.scores.shape == (4, 2, 7, 7)
    np.testing.assert_allclose(layer.scores.sum(axis=-1), 1)
    assert not layer.scores[..., ~e.causal_mask(7)].any()


def test_attention_equals_finite_differences():
    q, k, v = RNG.standard_normal((2, 3, 4)), RNG.standard_normal((2, 5, 4)), RNG.standard_normal((2, 5, 6))
    mask = RNG.random((2, 3, 5)) < 0.7
    assert e.gradcheck(lambda *t: e.scaled_dot_product_attention(*t, mask)[0], q, k, v) < 1e-6


def test_a_query_that_may_look_nowhere_is_no_error():
    mixed, weights = e.scaled_dot_product_attention(X, X, X, np.zeros((7, 7), bool))
    assert np.isfinite(mixed.data).all()
    np.testing.assert_allclose(weights.data, 1 / 7)


@pytest.mark.parametrize(("q", "k", "v"), [((2, 3), (2, 4), (2, 4)), ((2, 3), (5, 3), (4, 3))])
def test_what_does_not_fit_is_named(q, k, v):
    with pytest.raises(CourseError, match="do not fit: queries and keys need one width"):
        e.scaled_dot_product_attention(np.zeros(q), np.zeros(k), np.zeros(v))


def test_residual_block_equals_keras(keras, tf):
    options = {"dtype": "float64"}
    layer = e.Residual([e.Dense(6, "tanh", **options), e.Dense(3, **options)], rng=1, **options)
    x = keras.Input((7, 3), dtype="float64")
    inner = keras.layers.Dense(3, **options)(keras.layers.Dense(6, "tanh", **options)(x))
    theirs = keras.Model(x, keras.layers.Add(**options)([x, inner]))
    compare(tf, layer, theirs, lambda f, x: f(x), lambda f, x: f(x), X)


def test_shortcut_changes_the_width():
    shortcut = e.Dense(5, use_bias=False, dtype="float64")
    layer = e.Residual([e.Dense(5, "tanh", dtype="float64")], shortcut, rng=1, dtype="float64")
    y = layer(e.Tensor(X))
    x = e.Tensor(X)
    np.testing.assert_allclose(y.data, shortcut(x).data + layer.inner(x).data)
    assert e.gradcheck(lambda x: layer(x), X, parameters=layer.parameters()) < 1e-6


def test_ways_of_different_width_are_named():
    with pytest.raises(CourseError, match=r"cannot add \(2, 4\) to \(2, 3\): give a shortcut"):
        e.Residual([e.Dense(4)], rng=1)(np.zeros((2, 3)))


def test_residual_block_in_a_sequential_is_trained():
    model = e.Sequential([e.Input((3,)), e.Residual([e.Dense(3, "relu")], shortcut=e.Dense(3)), e.Dense(2)], rng=1)
    assert len(model.parameters()) == 6
    names = list(model.named_weights())
    assert names[0] == "residual/sequential/dense/kernel" and len(set(names)) == 6
