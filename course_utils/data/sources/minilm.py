"""The weights of MiniLM, read from its installed package without importing it, which would want PyTorch.

They lie in the format safetensors: the length of a header in eight bytes, the header (JSON: type, shape and place of
each tensor), then the tensors' bytes.
"""

import json
import math

import numpy as np

from .. import installed
from ..packing import pack

_NUMBERS = {"F32": np.dtype("<f4"), "F16": np.dtype("<f2"), "I64": np.dtype("<i8")}

remedy = installed.remedy


def is_here(card) -> bool:
    """Return whether the package is installed; nothing of it is read."""
    return installed.is_here(_module(card))


def read(card) -> dict[str, np.ndarray]:
    """Return the arrays of the installed package.

    Raises:
        CourseError: when the package or one of its files is missing or unreadable.
    """
    folder = card.source.package.path
    return installed.arrays(card, _module(card), lambda files: parse(files, folder))


def _module(card):
    return card.source.package.path.partition("/")[0]


def parse(files: dict[str, bytes], folder: str) -> dict[str, np.ndarray]:
    """Return ``weights/NAME`` float32, ``vocabulary``, and the numbers of the configuration as ``config/NAME``.

    Args:
        files: the package's files by path.
        folder: what the paths of the model's own files begin with.

    Raises:
        ValueError: when one is missing or not what it should be.
    """
    named = {path.removeprefix(folder): raw for path, raw in files.items()}
    if missing := {"model.safetensors", "vocab.txt", "config.json"} - set(named):
        raise ValueError(f"{', '.join(sorted(missing))} is missing")
    tensors = safetensors(named["model.safetensors"])
    arrays = {f"weights/{name}": tensor for name, tensor in tensors.items() if tensor.dtype.kind == "f"}
    arrays |= pack("vocabulary", named["vocab.txt"].decode().removesuffix("\n").split("\n"))
    config = json.loads(named["config.json"])
    return arrays | {
        f"config/{name}": np.array(value)
        for name, value in config.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }


def safetensors(raw: bytes) -> dict[str, np.ndarray]:
    """Return the named tensors of a safetensors file, in the order of their bytes.

    Raises:
        ValueError: when the file is damaged, or holds a type of number that is not known here.
    """
    start = 8 + int.from_bytes(raw[:8], "little")
    if not 8 < start <= len(raw):
        raise ValueError("its header is cut off")
    header = json.loads(raw[8:start])
    try:
        outlines = [
            (*about["data_offsets"], about["dtype"], about["shape"], name)
            for name, about in header.items()
            if name != "__metadata__"
        ]
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("its header is not that of tensors") from error
    return {name: _tensor(raw, start, *outline, name) for *outline, name in sorted(outlines)}


def _tensor(raw, start, first, end, dtype, shape, name):
    if dtype not in _NUMBERS:
        raise ValueError(f"{name} has numbers of type {dtype}")
    numbers, count = _NUMBERS[dtype], math.prod(shape)
    if end - first != count * numbers.itemsize or not 0 <= first <= end <= len(raw) - start:
        raise ValueError(f"{name} is cut off")
    # A copy, since what lies in bytes cannot be changed.
    return np.frombuffer(raw, numbers, count, start + first).reshape(shape).copy()
