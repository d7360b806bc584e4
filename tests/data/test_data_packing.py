"""Arrays, texts, ragged arrays and columns come back from `unpack` as they went into `pack`."""

import numpy as np
import pandas
import pytest

from course_utils.data.dataset import Split
from course_utils.data.packing import objects, pack, unpack


@pytest.mark.parametrize("values", [[1, 2, 3], [0.5, 1.5], np.zeros((2, 3), np.uint8), np.array([True, False])])
def test_numbers_are_stored_as_they_are(values):
    arrays = pack("x", values)
    assert list(arrays) == ["x"] and np.array_equal(unpack(arrays, "x"), values)


@pytest.mark.parametrize("texts", [["a"], ["", "é", "日本語", "a\nb", "💡"], ["x" * 5000, "y"], ["", ""]])
def test_texts_come_back(texts):
    arrays = pack("x", texts)
    assert all(array.dtype != object for array in arrays.values())
    back = unpack(arrays, "x")
    assert back.dtype == object and back.tolist() == texts


@pytest.mark.parametrize("shapes", [[(3,), (0,), (5,)], [(2, 4), (3, 4)], [(2,), (2,)]])
def test_ragged_arrays_come_back(shapes):
    random = np.random.RandomState(0)
    content = objects([random.randint(0, 9, shape).astype(np.int16) for shape in shapes])
    back = unpack(pack("x", content), "x")
    assert back.shape == (len(shapes),)
    for one, other in zip(back, content, strict=True):
        assert one.dtype == np.int16 and np.array_equal(one, other)


def test_columns_come_back_each_in_its_form():
    content = {"age": np.array([3, 4]), "name": ["Ann", "Bo"], "path": [np.arange(2), np.arange(3)]}
    back = unpack(pack("x_train", content), "x_train")
    assert list(back) == ["age", "name", "path"]
    assert back["name"].tolist() == ["Ann", "Bo"] and len(back["path"][1]) == 3
    frame = pandas.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    assert pandas.DataFrame(unpack(pack("x", frame), "x")).to_dict("list") == frame.to_dict("list")


def test_names_that_begin_alike_are_kept_apart():
    arrays = pack("x", ["a"]) | pack("xy", ["b"]) | pack("x_train", {"c": [1]})
    assert unpack(arrays, "x").tolist() == ["a"] and unpack(arrays, "xy").tolist() == ["b"]
    with pytest.raises(KeyError, match="z"):
        unpack(arrays, "z")


def test_split_is_a_pair_with_more_to_say():
    part = Split(np.arange(6).reshape(3, 2), np.array([0, 1, 0]), {"who": np.array(["a", "b", "c"])})
    x, y = part
    assert x is part.x and y is part.y and isinstance(part, tuple) and len(part) == 2
    assert part.about.who.tolist() == ["a", "b", "c"] and list(part.about.index) == [0, 1, 2]
    assert repr(part) == "Split(x: int64 (3, 2), y: int64 (3,), about: who)"


@pytest.mark.parametrize("rows", [[2, 0], np.array([True, False, True])])
def test_selected_rows_keep_their_story(rows):
    part = Split(objects(["a", "b", "c"]), np.array([0, 1, 2]), {"who": np.array(["A", "B", "C"])})
    chosen = part.select(rows)
    assert chosen.about.who.tolist() == [t.upper() for t in chosen.x] and len(chosen.y) == 2
    table = Split(pandas.DataFrame({"v": [1, 2, 3]}), np.array([0, 1, 2])).select(rows)
    assert table.x.v.tolist() == (table.y + 1).tolist()


def test_split_can_be_copied_and_pickled():
    import copy
    import pickle

    part = Split(np.ones(2), np.zeros(2), {"who": np.array(["a", "b"])})
    for again in (copy.copy(part), copy.deepcopy(part), pickle.loads(pickle.dumps(part))):
        assert isinstance(again, Split) and again.about.who.tolist() == ["a", "b"]
