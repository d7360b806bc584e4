"""Read the tensors that PyTorch saved before version 1.6, without PyTorch and without running what the file names.

Such a file is five pickles (a magic number, a version, the writer's system, the tensors' outlines, the names of the
storages), then the storages themselves: a count of eight bytes, then so many numbers.
"""

import io
import pickle
from collections import OrderedDict

import numpy as np

from ...errors import CourseError

_MAGIC = 0x1950A86A20F9469CFC6C
_NUMBERS = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


def tensors(raw: bytes) -> dict[str, np.ndarray]:
    """Return the named tensors of a saved ``state_dict``.

    Raises:
        CourseError: when the file is no such one, is damaged, or names anything that tensors do not need.
    """
    stream = io.BytesIO(raw)
    try:
        magic, _, _, outlines, names = (_Unpickler(stream).load() for _ in range(5))
        if magic != _MAGIC:
            raise ValueError("it does not begin as a file of PyTorch does")
        kinds = {storage: numbers for numbers, storage, *_ in outlines.values()}
        storages = {name: _numbers(stream, kinds[name]) for name in names}
        return {name: _tensor(storages[storage], *rest) for name, (_, storage, *rest) in outlines.items()}
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise CourseError(
            f"the tensors cannot be read ({error})", remedy="correct the path or version in card.toml"
        ) from error


def _numbers(stream, dtype):
    count = int.from_bytes(stream.read(8), "little")
    raw = stream.read(count * dtype.itemsize)
    if len(raw) != count * dtype.itemsize:
        raise ValueError("the file ends early")
    return np.frombuffer(raw, dtype)


def _tensor(storage, start, shape, strides):
    """Return the tensor whose item (i, j, …) lies at ``start + i * strides[0] + j * strides[1] + …``."""
    if start + sum((size - 1) * stride for size, stride in zip(shape, strides, strict=True)) >= len(storage):
        raise ValueError("a tensor reaches beyond its storage")
    steps = [stride * storage.itemsize for stride in strides]
    return np.ascontiguousarray(np.lib.stride_tricks.as_strided(storage[start:], shape, steps))


def _outline(storage, start, shape, strides, *_):
    _, numbers, name, *_ = storage
    return numbers, name, start, shape, strides


class _Unpickler(pickle.Unpickler):
    def find_class(self, module, name):
        if module == "torch" and name in _NUMBERS:
            return _NUMBERS[name]
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return _outline
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        raise pickle.UnpicklingError(f"it asks for {module}.{name}")

    def persistent_load(self, storage):
        return storage
