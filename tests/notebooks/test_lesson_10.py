"""Lesson 10's stored ablation belongs to the lesson's own table, and its networks are what the rows say."""

import pytest

from course_utils import data
from course_utils.authoring.excerpts import definitions


@pytest.fixture(scope="module")
def cells():
    """What the lesson's cells define, without its training."""
    return definitions(
        "10", ("import keras", "def augment(", "def convnet(", "class Stream(", "def fit(", "ABLATION = {")
    )


@pytest.fixture(scope="module")
def stored():
    return data.checkpoint("cnn_ablation")


def test_every_row_of_the_table_was_measured(cells, stored):
    assert list(stored) == list(cells["ABLATION"])
    for row, counts in stored.items():
        assert len(counts) == (3 if row.endswith("three times as long") else 5)
        assert (counts > 4500).all() and (counts <= 6000).all()


def test_a_row_changes_what_it_says(cells):
    def kinds(row):
        network, _ = cells["ABLATION"][row]
        return [type(layer).__name__ for layer in cells["convnet"](**network).layers]

    recipe = kinds("the recipe")
    assert recipe.count("Conv2D") == recipe.count("BatchNormalization") == 4
    assert recipe.count("MaxPooling2D") == 2 and recipe.count("Add") == recipe.count("Flatten") == 1
    assert "BatchNormalization" not in kinds("no normalisation")
    assert "Add" not in kinds("no shortcut")
    assert kinds("average pooling").count("AveragePooling2D") == 2
    assert "MaxPooling2D" not in kinds("stride, no pooling")
    assert "GlobalMaxPooling2D" in kinds("head: global maximum")
    assert "GlobalAveragePooling2D" in kinds("head: global average")
    assert not {"BatchNormalization", "Add"} & set(kinds("plain CNN"))


def test_rows_that_change_one_thing_leave_the_rest(cells):
    table = cells["ABLATION"]
    single = [row for row in table if len(table[row][0]) + len(table[row][1]) == 1 and "epochs" not in table[row][1]]
    assert len(single) == 12  # and "no augmentation", which is flips and shifts
    assert table["the recipe"] == ({}, {})
    for row, (network, training) in table.items():
        if row.endswith("three times as long"):
            short = table[row.removesuffix(", three times as long")]
            assert (network, training) == (short[0], short[1] | {"epochs": 30})


def test_augmentation_keeps_shape_and_picture(cells):
    np, augment = cells["np"], cells["augment"]
    x = np.zeros((200, 28, 28, 1), "float32")
    x[:, 10, 5] = 1
    out = augment(x, np.random.default_rng(0))
    assert out.shape == x.shape and out.dtype == x.dtype
    places = {tuple(place) for place in np.argwhere(out)[:, 1:3].tolist()}
    assert places == {(r, c + m) for r in (9, 10, 11) for c in (5, 22) for m in (-1, 0, 1)}
    assert (augment(x, np.random.default_rng(0), flip=False, shift=0) == x).all()
