"""What layers do beyond their numbers: weights, names, modes, randomness."""

import numpy as np
import pytest

from course_utils import engine as e

ROWS = np.random.default_rng(4).standard_normal((32, 6)).astype("float32")


def model(rng=7):
    return e.Sequential([e.Input((6,)), e.Dense(8, activation="relu"), e.Dropout(0.5), e.Dense(3)], rng=rng)


def test_an_input_makes_the_weights_before_any_data_comes():
    assert {name: w.shape for name, w in model().named_weights().items()} == {
        "dense/kernel": (6, 8), "dense/bias": (8,), "dense_1/kernel": (8, 3), "dense_1/bias": (3,),
    }  # fmt: skip


def test_a_given_name_is_kept_and_no_name_is_lost():
    net = e.Sequential(
        [e.Input((2,)), e.Dense(2, name="dense_1"), e.Dense(2), e.Dense(2), e.Sequential([e.Dense(2)])], rng=1
    )
    assert list(net.named_weights())[::2] == [
        "dense_1/kernel",
        "dense/kernel",
        "dense_2/kernel",
        "sequential/dense/kernel",
    ]
    assert len(net.parameters()) == 8


def test_a_layer_in_two_places_is_trained_once():
    shared = e.Dense(6, rng=1)
    net = e.Sequential([e.Input((6,)), shared, shared])
    assert net.parameters() == [shared.kernel, shared.bias]


def test_the_seed_decides_weights_and_dropout():
    one, same, other = model(7), model(7), model(8)
    assert np.array_equal(one(ROWS, training=True), same(ROWS, training=True))
    assert not np.array_equal(one(ROWS), other(ROWS))


def test_without_a_seed_the_global_one_decides():
    def weights():
        np.random.seed(5)
        return e.Sequential([e.Input((6,)), e.Dense(3)]).get_weights()[0]

    assert np.array_equal(weights(), weights())
    assert not np.array_equal(weights(), e.Sequential([e.Input((6,)), e.Dense(3)]).get_weights()[0])


def test_weights_travel_from_model_to_model():
    source, target = model(1), model(2)
    target.set_weights(source.get_weights())
    assert np.array_equal(source(ROWS), target(ROWS))
    source.get_weights()[0][:] = 0  # a copy: changing it changes no model
    assert np.array_equal(source(ROWS), target(ROWS))


def test_arrays_are_read_in_the_precision_of_the_layer():
    net = model()
    assert net(ROWS.astype("float64")).dtype == net((ROWS * 10).astype("uint8")).dtype == np.float32
    e.softmax_cross_entropy(net(ROWS), np.zeros(32, int)).backward()
    assert {p.grad.dtype for p in net.parameters()} == {np.dtype("float32")}
    assert e.Dense(2, rng=1, dtype="float64")(ROWS).dtype == np.float64


def test_dropout_drops_in_training_only_and_keeps_the_mean():
    drop, x = e.Dropout(0.25, rng=1), np.ones((200, 200), "float32")
    kept = drop(x, training=True).data
    assert np.unique(kept).tolist() == [0.0, np.float32(4 / 3)]
    assert abs((kept == 0).mean() - 0.25) < 0.01
    assert not np.array_equal(kept, drop(x, training=True).data)
    assert np.array_equal(drop(x).data, x)


def test_frozen_weights_are_no_parameters():
    net = model()
    net.layers[0].kernel.requires_grad = False
    assert len(net.parameters()) == 3
    e.sum(net(ROWS)).backward()
    assert net.layers[0].kernel.grad is None and net.layers[0].bias.grad is not None


def test_a_function_serves_as_activation_and_as_initialiser():
    layer = e.Dense(2, activation=lambda x: x * 3, kernel_initializer=lambda shape, rng, dtype: np.ones(shape, dtype))
    assert np.allclose(layer(ROWS).data[:, 0], 3 * ROWS.sum(axis=1), atol=1e-5)


def test_a_layer_of_ones_own_needs_build_and_call():
    class Scale(e.Layer):
        def build(self, input_shape):
            self.factor = self.add_weight("factor", input_shape[-1:], "ones")

        def call(self, x, training):
            return x * self.factor

    net = e.Sequential([e.Input((6,)), Scale(), e.Dense(1)], rng=1)
    e.sum(net(ROWS)).backward()
    assert net.named_weights()["scale/factor"].grad.shape == (6,)


def test_repr_lists_layers_and_shapes():
    assert repr(model()).splitlines()[1:3] == ["    Dense(kernel (6, 8), bias (8,)),", "    Dropout(),"]


@pytest.mark.parametrize("shape, fans", [((300, 200), (300, 200)), ((5, 5, 20, 30), (500, 750))])
@pytest.mark.parametrize(
    "name", ["glorot_uniform", "glorot_normal", "he_uniform", "he_normal", "lecun_uniform", "lecun_normal"]
)
def test_initialisers_have_their_mean_variance_and_reach(name, shape, fans):
    values = e.inits.get(name)(shape, np.random.default_rng(3))
    variance = {"glorot": 2 / sum(fans), "he": 2 / fans[0], "lecun": 1 / fans[0]}[name.split("_")[0]]
    reach = (3 * variance) ** 0.5 if "uniform" in name else 2 * variance**0.5 / 0.8796
    assert values.dtype == np.float32 and values.shape == shape
    assert abs(values.mean()) < 0.02 * variance**0.5
    assert values.var() == pytest.approx(variance, rel=0.03)
    assert 0.97 * reach < np.abs(values).max() <= reach * 1.0001


def test_initialisers_equal_keras_in_spread():
    keras = pytest.importorskip("keras")
    keras.utils.set_random_seed(0)
    for name in sorted(set(e.inits.BY_NAME) - {"zeros", "ones", "orthogonal"}):
        for shape in ((300, 200), (5, 5, 20, 30), (1000,)):
            theirs = np.asarray(keras.initializers.get(name)(shape))
            ours = e.inits.get(name)(shape, np.random.default_rng(0))
            rel = 0.03 if theirs.size > 1000 else 0.2
            assert ours.std() == pytest.approx(theirs.std(), rel=rel)
            reach = 0.25 if name == "random_normal" else rel  # the largest of many normal numbers is a matter of luck
            assert np.abs(ours).max() == pytest.approx(np.abs(theirs).max(), rel=reach)


@pytest.mark.parametrize("shape", [(5, 5), (3, 12), (12, 3)])
def test_orthogonal_rows_or_columns_are_perpendicular_and_of_length_one(shape):
    q = e.inits.orthogonal(shape, np.random.default_rng(0), "float64")
    q = q if shape[0] <= shape[1] else q.T
    assert q.shape == (min(shape), max(shape))
    np.testing.assert_allclose(q @ q.T, np.eye(len(q)), atol=1e-12)


def test_orthogonal_matrices_turn_either_way():
    turns = [np.linalg.det(e.inits.orthogonal((3, 3), np.random.default_rng(seed))) for seed in range(40)]
    assert 8 < sum(turn > 0 for turn in turns) < 32


@pytest.mark.parametrize("wrap", [e.Residual, e.Sequential])
def test_layers_inside_layers_draw_from_the_outer_seed(wrap):
    def build(rng):
        return e.Sequential([e.Input((6,)), wrap([e.Dense(6), wrap([e.Dense(6)])]), e.Dense(3)], rng=rng)

    first, again, other = (build(rng).get_weights()[::2] for rng in (7, 7, 8))
    for mine, same, different in zip(first, again, other, strict=True):
        np.testing.assert_array_equal(mine, same)
        assert (mine != different).all()
