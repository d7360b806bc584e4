"""`verify` confirms each set of the shelf, and finds what `load` does not look at."""

import numpy as np
import pytest
from shelf_sets import NAMES, loaded_or_skip

from course_utils import data
from course_utils.data.fingerprint import fingerprint
from course_utils.data.kinds import kind_of
from course_utils.errors import CourseError


@pytest.mark.parametrize("name", NAMES)
def test_the_shelf_is_sound(name):
    loaded_or_skip(name)
    source = data.card(name).source
    assert data.verify(name) in {source.sha256, *(download.hash for download in source.downloads)}


@pytest.mark.parametrize("name", NAMES)
def test_no_test_item_is_among_the_training_items(name):
    loaded = loaded_or_skip(name)
    if {"train", "test"} <= set(loaded.parts):
        kind = kind_of(loaded.card)
        assert not kind.keys(loaded.train) & kind.keys(loaded.test)


def reject(name, words):
    data.load(name)  # load is content
    with pytest.raises(CourseError, match=words):
        data.verify(name)


def test_wrong_counts_are_found(edit):
    edit("digits28", "val = 500", "val = 501")
    reject("digits28", "'val': 500.*card says.*'val': 501")


def test_wrong_shape_is_found(edit):
    edit("digits28", "shape = [28, 28, 1]", "shape = [28, 28, 3]")
    reject("digits28", r"shape \(28, 28, 1\), its card says \(28, 28, 3\)")


def test_wrong_number_of_classes_is_found(edit):
    edit("fashion", '"Ankle boot",', '"Ankle boot", "Hat",')
    reject("fashion", "its card names 11 classes")


def test_missing_licence_is_found(shelf):
    (shelf / "fashion" / "LICENSE").unlink()
    reject("fashion", "lacks its licence text LICENSE")


@pytest.fixture
def alter(shelf, edit):
    """Return a function that changes the arrays of digits28, and its card so that `load` does not notice."""

    def alter(change):
        path = shelf / "digits28" / "digits28.npz"
        arrays = dict(np.load(path))
        change(arrays)
        np.savez(path, **arrays)
        edit("digits28", data.card("digits28").source.sha256, fingerprint(arrays))

    return alter


def test_row_that_crosses_the_split_is_found(alter):
    alter(lambda arrays: arrays["x_test"].__setitem__(3, arrays["x_train"][1234]))
    reject("digits28", "1 rows that stand in two of its parts, train and test")


def hands(train, val, test):
    """Return a change that adds a column ``hand`` with one value in each part."""

    def change(arrays):
        for part, value in (("train", train), ("val", val), ("test", test)):
            arrays[f"about_{part}/hand"] = np.full(len(arrays[f"y_{part}"]), value, np.uint8)

    return change


def test_unexplained_column_is_found(alter):
    alter(hands(0, 1, 2))
    reject("digits28", r"has the columns \['hand'\] in train, its card explains \[\]")


@pytest.fixture
def explain(edit):
    """Return a function that explains the column ``hand`` and gives it a role in the split."""

    def explain(role):
        edit("digits28", "[source]", "[columns]\nhand = 'who wrote it'\n\n[source]")
        edit("digits28", "[split]\n", f"[split]\n{role} = 'hand'\n")

    return explain


def test_groups_that_stand_in_one_part_each_are_sound(alter, explain):
    alter(hands(0, 2, 1))
    explain("group")
    assert data.verify("digits28")


def test_group_in_two_parts_is_found(alter, explain):
    alter(hands(0, 1, 1))
    explain("group")
    reject("digits28", "has 1 values of 'hand' in both val and test")


def test_parts_in_order_are_sound(alter, explain):
    alter(hands(0, 1, 2))
    explain("order")
    assert data.verify("digits28")


@pytest.mark.parametrize("values", [(0, 2, 1), (1, 1, 2)])
def test_parts_out_of_order_are_found(alter, explain, values):
    alter(hands(*values))
    explain("order")
    reject("digits28", "is not in order of 'hand' from part to part")


def test_missing_full_licence_text_is_found(shelf, edit):
    edit("fashion", 'file = "LICENSE"', 'file = "LICENSE"\ntexts = ["CC0-1.0"]')
    data.verify("fashion")
    (shelf / "LICENSES" / "CC0-1.0.txt").unlink()
    reject("fashion", r"lacks its licence text CC0-1\.0\.txt")


def test_fingerprint_sees_names_types_shapes_and_bytes():
    base = {"a": np.arange(6, dtype=np.uint8), "b": np.zeros(2, np.uint8)}
    others = [
        {"a": base["a"], "c": base["b"]},
        {"a": base["a"].reshape(2, 3), "b": base["b"]},
        {"a": base["a"].view(np.int8), "b": base["b"]},
        {"a": base["a"][::-1], "b": base["b"]},
        {"a": base["a"]},
    ]
    prints = [fingerprint(x) for x in [base, *others]]
    assert len(set(prints)) == len(prints)
    assert fingerprint({"b": base["b"], "a": base["a"]}) == prints[0]
    assert fingerprint({"a": np.repeat(base["a"], 2)[::2], "b": base["b"]}) == prints[0]
