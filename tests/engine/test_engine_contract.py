"""The contract: every operation and layer agrees with Keras on TensorFlow, and with finite differences."""

import inspect

import numpy as np
import pytest
from layer_cases import LAYER_CASES, LayerCase
from network_cases import NETWORK_CASES
from op_cases import OP_CASES

from course_utils import engine

OPERATIONS = [*OP_CASES, *NETWORK_CASES]
# float64 rounds at 2e-16; a wrong formula is off by far more than this.
AGREEMENT = 1e-10
# TensorFlow holds the constants of these two as float32, also where all else is float64.
ROUNDED_BY_TENSORFLOW, COARSER = ("leaky_relu", "gelu"), 2e-8
# Central differences with a nudge of 1e-6 are good to about eight digits, less where values are large.
DIFFERENCES = 1e-6
# Public names that are neither operations nor layers with numbers to compare; other tests cover them.
NO_CASE = {
    "Input",
    "Layer",
    "Optimizer",
    "SGD",
    "Adam",
    "AdamW",
    "schedules",
    "Tensor",
    "as_tensor",
    "node",
    "no_grad",
    "numerical_gradient",
    "gradcheck",
    "inits",
    # test_sequences.py compares these with Keras, with the masks and states that they take
    "Embedding",
    "MultiHeadAttention",
    "Residual",
    "causal_mask",
    "scaled_dot_product_attention",
    "simple_rnn_step",
    "lstm_step",
    "gru_step",
}


def assert_equal(ours, theirs, what, agreement=AGREEMENT):
    """Compare relative to the largest entry: a 0 that comes out as 1e-17 is no error."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    assert ours.shape == theirs.shape, f"{what}: our shape is {ours.shape}, Keras' {theirs.shape}"
    assert ours.dtype == np.float64, f"{what} is {ours.dtype}"
    scale = np.abs(theirs).max(initial=1e-30)
    error = np.abs(ours - theirs).max(initial=0) / scale
    assert error <= agreement, f"{what} is off by {error:.1e}"


def outgoing(shape):
    """A gradient to start from that differs in every entry, so that no misplaced entry goes unnoticed."""
    return np.random.default_rng(1).uniform(0.5, 1.5, shape)


@pytest.mark.parametrize("case", [*OPERATIONS, *LAYER_CASES], ids=str)
def test_value_and_all_gradients_equal_keras(case, keras, tf):
    run = _layer if isinstance(case, LayerCase) else _op
    ours, leaves, theirs, gradients = run(case, keras, tf)
    agreement = COARSER if any(name in str(case) for name in ROUNDED_BY_TENSORFLOW) else AGREEMENT
    assert_equal(ours.data, theirs, "the value", agreement)
    ours.backward(outgoing(ours.shape))
    for i, (leaf, gradient) in enumerate(zip(leaves, gradients, strict=True)):
        assert_equal(leaf.grad, gradient, f"gradient {i} ({leaf.name or 'input'})", agreement)


def _op(case, keras, tf):
    leaves = [engine.Tensor(x, requires_grad=True) for x in case.inputs]
    ours = case.run_ours(*leaves)
    variables = [tf.constant(x) for x in case.inputs]
    with tf.GradientTape() as tape:
        tape.watch(variables)
        theirs = case.run_theirs(keras.ops, *variables)
    gradients = tape.gradient(theirs, variables, tf.constant(outgoing(ours.shape)), unconnected_gradients="zero")
    return ours, leaves, theirs, [tf.convert_to_tensor(g) for g in gradients]


def _layer(case, keras, tf):
    layer, theirs_layer, x = case.ours, case.theirs(keras), engine.Tensor(case.x, requires_grad=True)
    layer(x)
    theirs_layer(case.x)
    weights = [case.size * np.random.default_rng(2).uniform(0.5, 1.5, w.shape) for w in theirs_layer.get_weights()]
    theirs_layer.set_weights(weights)
    layer.set_weights(theirs_layer.get_weights())
    ours = layer(x, training=case.training)
    variables = [tf.constant(case.x), *(w.value for w in theirs_layer.trainable_weights)]
    with tf.GradientTape() as tape:
        tape.watch(variables)
        theirs = theirs_layer(variables[0], training=case.training)
    gradients = tape.gradient(theirs, variables, tf.constant(outgoing(ours.shape)))
    for after, expected in zip(layer.get_weights(), theirs_layer.get_weights(), strict=True):
        assert_equal(after, expected, "a weight after the call")
    return ours, [x, *layer.parameters()], theirs, gradients


@pytest.mark.parametrize("case", [c for c in OPERATIONS if not c.kinks], ids=str)
def test_gradients_of_operations_equal_finite_differences(case):
    if min(x.size for x in case.inputs):
        assert engine.gradcheck(case.run_ours, *case.inputs) < DIFFERENCES


@pytest.mark.parametrize("case", LAYER_CASES, ids=str)
def test_gradients_of_layers_equal_finite_differences(case):
    case.ours(case.x)
    error = engine.gradcheck(lambda x: case.ours(x, training=case.training), case.x, parameters=case.ours.parameters())
    assert error < DIFFERENCES


def test_every_public_operation_and_layer_has_a_case():
    have = {case.name for case in [*OPERATIONS, *LAYER_CASES]}
    assert {name for name in engine.__all__ if name not in NO_CASE} <= have


def test_every_operation_of_the_engine_is_public():
    """So that the guard above sees it: every function in engine.ops, but the two that only prepare arguments."""
    from course_utils.engine import ops

    for name in (
        "arithmetic",
        "products",
        "reductions",
        "shaping",
        "indexing",
        "activations",
        "convolution",
        "pooling",
        "regularisation",
        "normalisation",
        "recurrent",
        "attention",
        "losses",
    ):
        module = __import__(f"{ops.__name__}.{name}", fromlist=[name])
        for public, thing in vars(module).items():
            if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not public.startswith("_"):
                assert public in engine.__all__ or public in {"pair", "entrywise"}, f"{name}.{public} is not exported"
