import numpy as np
import pytest

from course_utils import explain
from course_utils.errors import CourseError

keras = pytest.importorskip("keras")
layers = keras.layers


def sequential(end="softmax", seed=0):
    keras.utils.set_random_seed(seed)
    head = {
        "softmax": [layers.Dense(3, activation="softmax")],
        "logits": [layers.Dense(3)],
        "layer": [layers.Dense(3), layers.Softmax()],
        "activation": [layers.Dense(3), layers.Activation("softmax")],
    }
    return keras.Sequential([
        keras.Input((8, 8, 2)), layers.Conv2D(4, 3, activation="tanh", name="edges"), layers.AveragePooling2D(2),
        layers.Conv2D(5, 2, activation="tanh", name="shapes"), layers.Flatten(), *head[end],
    ])  # fmt: skip


def copied(model, end):
    other = sequential(end)
    other.set_weights(model.get_weights())
    return other


@pytest.fixture(scope="module")
def x():
    return np.random.default_rng(0).random((3, 8, 8, 2)).astype("float32")


def logits_of(model, *batches):
    other = copied(model, "logits")
    return [np.asarray(keras.ops.convert_to_numpy(other(x)), dtype=float) for x in batches]


def test_saliency_is_the_slope_that_finite_differences_find(x):
    model = sequential()
    heat = explain.saliency(model, x, [0, 1, 2])
    assert heat.shape == (3, 8, 8)
    step = 0.02
    for i, row, column in [(0, 0, 0), (1, 3, 4), (2, 7, 6)]:
        slopes = []
        for channel in (0, 1):
            up, down = x.copy(), x.copy()
            up[i, row, column, channel] += step
            down[i, row, column, channel] -= step
            high, low = logits_of(model, up, down)
            slopes.append(abs(high[i, i] - low[i, i]) / (2 * step))
        assert heat[i, row, column] == pytest.approx(max(slopes), rel=0.01, abs=1e-4)


@pytest.mark.parametrize("end", ["logits", "layer", "activation"])
def test_logits_and_every_spelling_of_softmax_give_one_map(x, end):
    model = sequential()
    other = copied(model, end)
    before = keras.ops.convert_to_numpy(other(x))
    for look in (explain.saliency, explain.grad_cam):
        np.testing.assert_allclose(look(other, x, 1), look(model, x, 1), rtol=1e-4, atol=1e-6)
    np.testing.assert_array_equal(keras.ops.convert_to_numpy(other(x)), before)  # the model is as it was


def test_a_saturated_softmax_still_has_a_slope(x):
    model = sequential()
    model.layers[-1].set_weights([1000 * w for w in model.layers[-1].get_weights()])
    assert explain.saliency(model, x[0], 0).max() > 0.1


def test_one_picture_gives_one_map(x):
    model = sequential()
    for look in (explain.saliency, explain.grad_cam):
        one, several = look(model, x[1], 2), look(model, x, [0, 2, 1])
        assert one.shape == (8, 8) and isinstance(one, np.ndarray)
        np.testing.assert_allclose(one, several[1], rtol=1e-4, atol=1e-6)


def patch_finder(skip=False):
    """Return a network whose only class is a white 3 x 3 patch, and a picture with one at rows 4-6, columns 12-14."""
    inputs = keras.Input((20, 20, 1))
    conv = layers.Conv2D(2, 3, padding="same", activation="relu", name="patches")
    h = conv(inputs)
    if skip:
        h = layers.Add()([h, layers.Conv2D(2, 1, use_bias=False, trainable=False, name="skip")(inputs)])
    h = layers.GlobalAveragePooling2D()(h)
    model = keras.Model(inputs, layers.Dense(2, activation="softmax", name="classes")(h))
    kernel = np.stack([np.ones((3, 3, 1)), -np.ones((3, 3, 1))], axis=-1)
    conv.set_weights([kernel, np.array([-8.0, 8.0])])
    model.get_layer("classes").set_weights([np.array([[5.0, -5.0], [-1.0, 1.0]]), np.zeros(2)])
    picture = np.zeros((20, 20, 1), "float32")
    picture[4:7, 12:15] = 1
    return model, picture


@pytest.mark.parametrize("skip", [False, True])
def test_grad_cam_lies_on_a_planted_patch(skip):
    model, picture = patch_finder(skip)
    heat = explain.grad_cam(model, picture, 0, layer="patches")
    assert heat.shape == (20, 20) and heat.max() == 1 and heat.min() == 0
    assert np.unravel_index(heat.argmax(), heat.shape) == (5, 13)
    on_patch = np.zeros((20, 20), bool)
    on_patch[3:8, 11:16] = True
    assert heat[~on_patch].max() < 0.01
    background = explain.grad_cam(model, picture, 1, layer="patches")
    assert background[5, 13] == 0 and background[15, 3] == 1


def test_grad_cam_of_a_pooled_network_is_its_class_activation_map():
    model, _ = patch_finder()
    model.get_layer("classes").set_weights([np.array([[5.0, -5.0], [2.0, 1.0]]), np.zeros(2)])
    noise = (np.random.default_rng(1).random((1, 20, 20, 1)) > 0.15).astype("float32")
    maps = keras.ops.convert_to_numpy(model.get_layer("patches")(noise))[0]
    by_hand = np.maximum(maps @ [5.0, 2.0], 0)  # Zhou et al. (2016): the class's own weights
    np.testing.assert_allclose(explain.grad_cam(model, noise, 0)[0], by_hand / by_hand.max(), atol=1e-5)


def test_grad_cam_takes_the_last_convolution_and_the_pictures_size(x):
    model = sequential()
    np.testing.assert_array_equal(explain.grad_cam(model, x, 0), explain.grad_cam(model, x, 0, layer="shapes"))
    assert np.abs(explain.grad_cam(model, x, 0, layer="edges") - explain.grad_cam(model, x, 0)).max() > 0.1


def test_a_class_without_evidence_has_no_heat():
    model, picture = patch_finder()
    model.get_layer("classes").set_weights([-np.ones((2, 2)), np.zeros(2)])
    assert not explain.grad_cam(model, picture, 0).any()


def activation(model, name, pictures):
    probe = keras.Model(model.inputs, model.get_layer(name).output)
    out = keras.ops.convert_to_numpy(probe([pictures]))
    return out.mean(axis=(1, 2)) if out.ndim == 4 else out


def edge_finder():
    """Return a network with two edge filters, and a filter that wants both kinds of edge to meet."""
    model = keras.Sequential([
        keras.Input((16, 16, 1)), layers.Conv2D(2, 3, activation="relu", name="edges"), layers.MaxPooling2D(),
        layers.Conv2D(1, 3, activation="relu", name="corners"),
    ])  # fmt: skip
    sobel = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])
    model.get_layer("edges").set_weights([np.stack([sobel, sobel.T], axis=-1)[:, :, None], np.zeros(2)])
    corners = np.zeros((3, 3, 2, 1))
    corners[:, 0, 0], corners[0, :, 1] = 1, 1
    model.get_layer("corners").set_weights([corners, np.zeros(1)])
    return model


@pytest.mark.parametrize(("name", "units"), [("edges", [0, 1]), ("corners", [0])])
def test_maximize_excites_a_filter_far_more_than_the_best_of_200_noise_pictures(name, units):
    model = edge_finder()
    grown = explain.maximize(model, name, units, steps=64)
    assert grown.shape == (len(units), 16, 16, 1) and grown.min() >= 0 and grown.max() <= 1
    noise = np.random.default_rng(0).random((200, 16, 16, 1)).astype("float32")
    excited = activation(model, name, grown)[np.arange(len(units)), units]
    assert (excited > 1.5 * activation(model, name, noise)[:, units].max(axis=0)).all()


def test_maximize_makes_a_class_win():
    model = sequential(seed=3)
    grown = explain.maximize(model, model.layers[-1].name, range(3), steps=64)
    logits, noise = logits_of(model, grown, np.random.default_rng(0).random((200, 8, 8, 2)).astype("float32"))
    assert (logits.argmax(axis=1) == np.arange(3)).all()
    assert (np.diag(logits) > noise.mean(axis=0) + 2 * noise.std(axis=0)).all()


def test_maximize_finds_the_best_picture_of_a_linear_unit():
    model = keras.Sequential([keras.Input((6, 6, 1)), layers.Flatten(), layers.Dense(2, use_bias=False, name="units")])
    wish = np.zeros((6, 6))
    wish[1:4, 2:5], wish[4:] = 1, -1
    model.set_weights([np.stack([wish.ravel(), -wish.ravel()], axis=1)])
    grown = explain.maximize(model, "units", 0, jitter=0)
    assert grown.shape == (6, 6, 1)
    assert grown[wish > 0].mean() > 0.9 and grown[wish < 0].mean() < 0.05


def test_one_seed_gives_one_picture_whatever_else_is_grown():
    model = sequential()
    first = explain.maximize(model, "shapes", 2, steps=12, seed=5)
    np.testing.assert_array_equal(first, explain.maximize(model, "shapes", 2, steps=12, seed=5))
    np.testing.assert_allclose(explain.maximize(model, "shapes", [0, 2], steps=12, seed=5)[1], first, atol=0.02)
    assert np.abs(first - explain.maximize(model, "shapes", 2, steps=12, seed=6)).max() > 0.05


def test_a_silent_filter_is_woken():
    conv = layers.Conv2D(1, 3, activation="relu", name="deaf")
    model = keras.Sequential([keras.Input((8, 8, 1)), conv])
    conv.set_weights([np.ones((3, 3, 1, 1)) - 2 * np.eye(3)[..., None, None], np.array([-3.2])])
    quiet = np.full((1, 8, 8, 1), 0.5, "float32")
    assert activation(model, "deaf", quiet)[0, 0] == 0
    assert activation(model, "deaf", explain.maximize(model, "deaf", [0]))[0, 0] > 0.005


@pytest.mark.parametrize(("call", "words"), [
    (lambda m, x: explain.grad_cam(m, x, 0, layer="shape"), "did you mean 'shapes'? it has edges, average_pool"),
    (lambda m, x: explain.maximize(m, "nothing", 0), "no layer 'nothing': it has edges"),
    (lambda m, x: explain.maximize(m, "shapes", 5), "no unit 5: its units are 0 to 4"),
    (lambda m, x: explain.maximize(m, "shapes", []), "no unit []"),
    (lambda m, x: explain.saliency(m, x, 3), "whole numbers from 0 to 2"),
    (lambda m, x: explain.saliency(m, x, [0, 1]), "one class number a picture"),
    (lambda m, x: explain.saliency(m, x, 0.5), "one class number a picture"),
    (lambda m, x: explain.saliency(m, x[..., :1], 0), "the model reads (8, 8, 2)"),
    (lambda m, x: explain.saliency(m, x[0, 0, 0], 0), "the model reads (8, 8, 2)"),
    (lambda m, x: explain.grad_cam(m, x, 0, layer="flatten"), "has no feature maps"),
    (lambda m, x: explain.grad_cam(dense(), np.zeros((4, 4, 1)), 0), "no 2-D convolution layer"),
])  # fmt: skip
def test_wrong_arguments_are_one_line(x, call, words):
    model = sequential()
    model.layers[3].name = "flatten"
    with pytest.raises(CourseError) as caught:
        call(model, x)
    assert words in str(caught.value) and "\n" not in str(caught.value)


def dense():
    return keras.Sequential([keras.Input((4, 4, 1)), layers.Flatten(), layers.Dense(2)])


def test_a_model_without_a_graph_says_what_to_do():
    with pytest.raises(CourseError, match=r"begin it with keras.Input"):
        explain.maximize(keras.Sequential([layers.Conv2D(2, 3, name="c")]), "c", 0)
