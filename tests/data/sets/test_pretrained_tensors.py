"""efficientnet_lite0: PyTorch's file is read without PyTorch, and its tensors get Keras' names and axes."""

import io
import os
import pickle
import runpy
import sys
from collections import OrderedDict
from types import ModuleType

import numpy as np
import pytest

from course_utils import data
from course_utils.data.preparation.tensors import tensors
from course_utils.errors import CourseError

PREPARE = runpy.run_path(str(data.card("efficientnet_lite0").folder / "prepare.py"))


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("_conv_stem.weight", "stem.kernel"),
        ("_bn0.bias", "stem_norm.beta"),
        ("_bn1.weight", "head_norm.gamma"),
        ("_blocks.0._depthwise_conv.weight", "block00_depthwise.kernel"),
        ("_blocks.12._bn2.running_mean", "block12_project_norm.moving_mean"),
        ("_fc.bias", "top.bias"),
    ],
)
def test_tensors_get_the_names_of_keras(theirs, ours):
    assert PREPARE["keras_name"](theirs) == ours


def test_kernels_get_the_axes_of_keras():
    axes = PREPARE["keras_axes"]
    kernel = np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5)  # out, in, height, width
    assert axes("stem.kernel", kernel)[3, 4, 2, 1] == kernel[1, 2, 3, 4]
    assert axes("block01_depthwise.kernel", kernel[:, :1])[3, 4, 1, 0] == kernel[1, 0, 3, 4]
    assert axes("top.kernel", kernel[0, 0]).shape == (5, 4)


class Storage:
    def __init__(self, name, values):
        self.name, self.values = name, values


class Tensor:
    def __init__(self, *outline):
        self.outline = outline

    def __reduce__(self):
        return sys.modules["torch._utils"]._rebuild_tensor_v2, (*self.outline, False, OrderedDict())


class Pickler(pickle.Pickler):
    def persistent_id(self, thing):
        if isinstance(thing, Storage):
            return "storage", sys.modules["torch"].FloatStorage, thing.name, "cpu", len(thing.values), None
        return None


@pytest.fixture
def saved(monkeypatch):
    """A function that saves tensors as PyTorch once did, with one storage of the numbers 0 to 11."""
    torch, utils = ModuleType("torch"), ModuleType("torch._utils")
    torch.FloatStorage = type("FloatStorage", (), {"__module__": "torch"})

    def rebuild(*_):
        raise AssertionError("it was run")

    utils._rebuild_tensor_v2 = rebuild
    rebuild.__module__, rebuild.__qualname__ = "torch._utils", "_rebuild_tensor_v2"
    monkeypatch.setitem(sys.modules, "torch", torch)
    monkeypatch.setitem(sys.modules, "torch._utils", utils)

    def save(magic=0x1950A86A20F9469CFC6C, **outlines):
        storage = Storage("7", np.arange(12, dtype="<f4"))
        stream = io.BytesIO()
        named = OrderedDict((name, Tensor(storage, *outline)) for name, outline in outlines.items())
        for thing in (magic, 1001, {}, named, ["7"]):
            Pickler(stream, protocol=2).dump(thing)
        return stream.getvalue() + len(storage.values).to_bytes(8, "little") + storage.values.tobytes()

    return save


def test_tensors_are_read_by_start_and_strides(saved):
    read = tensors(saved(a=(0, (3, 4), (4, 1)), b=(2, (2, 3), (1, 2))))
    assert np.array_equal(read["a"], np.arange(12).reshape(3, 4))
    assert np.array_equal(read["b"], [[2, 4, 6], [3, 5, 7]])


def test_damaged_tensors_and_those_of_others_are_refused(saved):
    with pytest.raises(CourseError, match="the file ends early"):
        tensors(saved(a=(0, (3, 4), (4, 1)))[:-1])
    with pytest.raises(CourseError, match="beyond its storage"):
        tensors(saved(a=(1, (3, 4), (4, 1))))
    with pytest.raises(CourseError, match="does not begin as"):
        tensors(saved(magic=5, a=(0, (1,), (1,))))


def test_what_a_file_of_tensors_calls_is_not_run():
    class Trap:
        def __reduce__(self):
            return os.system, ("exit 1",)

    with pytest.raises(CourseError, match="it asks for posix.system|nt.system"):
        tensors(pickle.dumps(Trap()))
