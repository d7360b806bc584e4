"""efficientnet_lite0 and glove50: the weights are in their places, and what they know comes out."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from course_utils import data
from course_utils.errors import CourseError

CATS = {"tabby", "tiger cat", "Persian cat", "Siamese cat", "Egyptian cat"}


def photograph(path):
    """The middle square of a picture (1, 224, 224, 3) in [0, 1]."""
    image = Image.open(path).convert("RGB")
    side = min(image.size)
    left, top = (image.width - side) // 2, (image.height - side) // 2
    image = image.resize((224, 224), Image.BICUBIC, (left, top, left + side, top + side))
    return np.asarray(image, np.float32)[None] / 255


def folder_of(module, *path):
    return Path(importlib.util.find_spec(module).origin).parent.joinpath(*path)


@pytest.fixture(scope="module")
def network():
    return data.load("efficientnet_lite0")


@pytest.fixture(scope="module")
def model(network):
    return network.model()


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (Path(__file__).with_name("chelsea.jpg"), CATS),
        (folder_of("sklearn", "datasets", "images", "flower.jpg"), {"daisy"}),
        (folder_of("matplotlib", "mpl-data", "sample_data", "grace_hopper.jpg"), {"military uniform"}),
    ],
    ids=lambda value: getattr(value, "name", None),
)
def test_network_names_what_a_photograph_shows(network, model, path, names):
    probabilities = model.predict(photograph(path), verbose=0)[0]
    assert probabilities.shape == (1000,) and probabilities.sum() == pytest.approx(1, abs=1e-4)
    assert network.classes[probabilities.argmax()] in names


def test_the_cat_is_one_of_the_cats_with_hardly_a_doubt(network, model):
    probabilities = model.predict(photograph(Path(__file__).with_name("chelsea.jpg")), verbose=0)[0]
    assert sum(probabilities[network.classes.index(name)] for name in CATS) > 0.8


def test_every_weight_has_its_place_in_the_model(network, model):
    import keras

    placed = {f"{layer.name}.{v.name}": keras.ops.convert_to_numpy(v) for layer in model.layers for v in layer.weights}
    assert set(placed) == set(network.weights) and model.count_params() == network.card.counts["all"]
    assert all(np.array_equal(placed[name], array) for name, array in network.weights.items())


def test_first_layer_scales_and_pads_as_its_makers_did(network, model):
    import keras

    x = photograph(Path(__file__).with_name("chelsea.jpg"))
    stem = keras.Model(model.input, model.get_layer("stem").output).predict(x, verbose=0)[0]  # (112, 112, 32)
    kernel = network.weights["stem.kernel"]  # (3, 3, 3, 32)
    scaled = (255 * x[0] - 127) / 128
    # Zeros stand below and to the right only, so the first output sees the first three rows and columns.
    assert stem[0, 0] == pytest.approx(np.tensordot(scaled[:3, :3], kernel, 3), abs=1e-4)
    assert stem[-1, -1] == pytest.approx(np.tensordot(scaled[-2:, -2:], kernel[:2, :2], 3), abs=1e-4)


def test_without_its_top_the_network_gives_features_of_pictures_of_any_size(network):
    eye = network.model(top=False, input_shape=(None, None, 3))
    seen = eye.predict(np.zeros((2, 40, 33, 3), np.float32), verbose=0)
    assert eye.output_shape == (None, 1280) and seen.shape == (2, 1280) and np.isfinite(seen).all()


@pytest.mark.parametrize("shape", [(28, 28, 3), (96, 96, 1), (96, 96)])
def test_pictures_that_do_not_fit_are_refused_with_what_does(network, shape):
    with pytest.raises(CourseError, match=r"cannot take pictures of shape .*give \(height, width, 3\)"):
        network.model(input_shape=shape)


def test_there_are_a_thousand_names_and_no_two_are_the_same(network):
    assert len(set(network.classes)) == len(network.classes) == 1000
    assert network.classes[281] == "tabby" and {"crane (bird)", "crane (machine)"} < set(network.classes)
    assert network.vocabulary == [] and network.config == {}


@pytest.fixture(scope="module")
def glove():
    return data.load("glove50")


def nearest(glove, aim, but):
    similar = glove.all.y @ aim / np.linalg.norm(glove.all.y, axis=1)
    return next(glove.all.x[i] for i in np.argsort(-similar) if glove.all.x[i] not in but)


def test_king_without_man_with_woman_is_queen_and_the_card_tells_the_rest(glove):
    king, man, woman = map(glove.vector, ("king", "man", "woman"))
    assert nearest(glove, king - man + woman, {"king"}) == "queen"
    assert nearest(glove, king - man + woman, set()) == "king"
    assert nearest(glove, glove.vector("doctor") - man + woman, {"doctor", "man", "woman"}) == "nurse"


def test_words_are_all_different_and_each_finds_its_row(glove):
    words, vectors = glove.all
    assert len(set(words)) == len(words) and all(word == word.lower() for word in words)
    assert vectors.shape == (20_000, 50) and vectors.dtype == np.float32
    assert "the" in glove and "The" not in glove and "deeplearning" not in glove
    for i in (0, 77, 19_999):
        assert np.array_equal(glove.vector(words[i]), vectors[i])
    signs = sum(not word.isalpha() for word in words)
    assert f"{signs:,} are or contain signs" in " ".join(glove.card.chosen_and_cleaned.split())


def test_word_without_a_vector_is_answered_with_the_nearest_spelling(glove):
    with pytest.raises(CourseError, match="glove50 has no vector of 'QUEEN': is it 'queen'"):
        glove.vector("QUEEN")
    with pytest.raises(CourseError, match="no vector of 'xqzvw': leave it out"):
        glove.vector("xqzvw")


@pytest.mark.parametrize("name", ["efficientnet_lite0", "glove50"])
def test_preview_is_one_small_table_of_words_and_sizes(name):
    loaded = data.load(name)
    shown = loaded.card.preview()
    assert shown.count("<table>") == shown.count("<caption") == 1 and len(shown) < 45_000
    assert ("kernel 3 × 3 × 3 × 32" if name == "efficientnet_lite0" else ">the</th>") in shown


def test_a_set_in_one_part_is_counted_in_one_number(glove, network):
    assert repr(glove) == "<glove50: 20,000 words of 50 numbers; its story: .card>"
    assert repr(network) == "<efficientnet_lite0: 4,694,024 numbers; its story: .card>"
