"""`verify` confirms each set of the shelf, and finds what `load` does not look at."""

import numpy as np
import pytest

from course_utils import data
from course_utils.data.fingerprint import fingerprint
from course_utils.errors import CourseError


@pytest.mark.parametrize("name", data.names())
def test_the_shelf_is_sound(name):
    assert data.verify(name) == data.card(name).source.sha256


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


def test_row_that_crosses_the_split_is_found(shelf, edit):
    path = shelf / "digits28" / "digits28.npz"
    arrays = dict(np.load(path))
    arrays["x_test"][3] = arrays["x_train"][1234]
    np.savez(path, **arrays)
    edit("digits28", data.card("digits28").source.sha256, fingerprint(arrays))
    reject("digits28", "1 rows that stand in two of its parts")


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
