"""Read pickles that packages publish, without running whatever they name.

A pickle may call any function that Python can import. Here it gets NumPy's makers of arrays and what the caller offers.
"""

import io
import pickle
from collections.abc import Callable, Mapping
from pickle import UnpicklingError

import numpy as np

from ...errors import CourseError


def read(raw: bytes, offered: Mapping[tuple[str, str], Callable] | None = None):
    """Return the value pickled in ``raw``: arrays, numbers, texts, lists, dicts and what ``offered`` makes.

    Args:
        raw: the pickle, of Python 2 or 3; also a ``.npy`` file of objects.
        offered: what a pair such as ``("pandas", "DataFrame")`` calls instead of the class of that name.

    Raises:
        CourseError: when the pickle is damaged or names anything else, which is not called.
    """
    stream = io.BytesIO(raw)
    try:
        if raw.startswith(np.lib.format.MAGIC_PREFIX):
            version = np.lib.format.read_magic(stream)
            # The header says where the pickle begins.
            (np.lib.format.read_array_header_1_0 if version == (1, 0) else np.lib.format.read_array_header_2_0)(stream)
        return _Unpickler(stream, _ARRAYS | dict(offered or {})).load()
    except (UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError, KeyError) as error:
        raise CourseError(
            f"a pickle cannot be read ({error})", remedy="correct the version of the package, or what may be called"
        ) from error


class _Unpickler(pickle.Unpickler):
    def __init__(self, stream, offered):
        super().__init__(stream, encoding="latin1")  # Python 2 wrote the bytes of arrays as text
        self.offered = offered

    def find_class(self, module, name):
        if (module, name) in self.offered:
            return self.offered[module, name]
        raise UnpicklingError(f"it asks for {module}.{name}")


def _encoded(text, encoding):
    if encoding != "latin1":
        raise UnpicklingError(f"it asks for bytes in {encoding}")
    return text.encode("latin1")


def _array_of_bytes(buffer, dtype, shape, order):
    return np.frombuffer(buffer, dtype).reshape(shape, order=order)


def _empty_array(cls, shape, code):
    if cls is not np.ndarray:
        raise UnpicklingError(f"it asks for {cls}")
    return np.ndarray.__new__(np.ndarray, shape, code)


_ARRAYS = {("numpy", "ndarray"): np.ndarray, ("numpy", "dtype"): np.dtype, ("_codecs", "encode"): _encoded}
for _core in ("numpy.core", "numpy._core"):
    _ARRAYS[f"{_core}.multiarray", "_reconstruct"] = _empty_array
    _ARRAYS[f"{_core}.multiarray", "scalar"] = lambda dtype, raw: np.frombuffer(raw, dtype)[0]
    _ARRAYS[f"{_core}.numeric", "_frombuffer"] = _array_of_bytes
