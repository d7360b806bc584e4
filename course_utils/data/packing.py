"""Texts, ragged arrays and columns as plain arrays, so that a compressed ``.npz`` holds them without pickles.

Under a name such as ``x_train`` stands one of four forms; `unpack` tells them apart and `pack` chooses:

    x_train                          an array
    x_train:utf8, x_train:lengths    texts: their bytes end to end, and how many bytes each has
    x_train:values, x_train:lengths  arrays of different lengths, end to end along their first axis
    x_train/age, x_train/town, …     columns, each in one of the forms above
"""

from collections.abc import Mapping, Sequence

import numpy as np


def pack(name: str, content) -> dict[str, np.ndarray]:
    """Return the arrays that hold ``content`` under ``name``.

    Args:
        name: such as ``x_train``.
        content: an array of numbers; a list of texts; a list of arrays of one dtype that differ in length; or a mapping
            (also a DataFrame) of columns, each one of these. Lists of plain numbers become arrays.

    >>> sorted(pack("x", ["one", "élan"]))
    ['x:lengths', 'x:utf8']
    """
    if isinstance(content, Mapping) or hasattr(content, "columns"):
        return {key: array for column in content for key, array in pack(f"{name}/{column}", content[column]).items()}
    items = list(content)
    if items and all(isinstance(item, str) for item in items):
        raw = [item.encode() for item in items]
        return {
            f"{name}:utf8": np.frombuffer(b"".join(raw), np.uint8),
            f"{name}:lengths": np.array([len(r) for r in raw], np.int32),
        }
    if items and isinstance(items[0], np.ndarray) and not _is_plain(content):
        lengths = np.array([len(item) for item in items], np.int32)
        return {f"{name}:values": np.concatenate(items), f"{name}:lengths": lengths}
    return {name: np.asarray(content)}


def unpack(arrays: Mapping[str, np.ndarray], name: str):
    """Return what `pack` was given: an array, an object array of texts or of arrays, or a dict of columns.

    Raises:
        KeyError: when there is nothing under ``name``.
    """
    if name in arrays:
        return arrays[name]
    if f"{name}:utf8" in arrays:
        raw, ends = arrays[f"{name}:utf8"].tobytes(), np.cumsum(arrays[f"{name}:lengths"])
        return objects([raw[a:b].decode() for a, b in zip([0, *ends[:-1]], ends, strict=True)])
    if f"{name}:values" in arrays:
        return objects(np.split(arrays[f"{name}:values"], np.cumsum(arrays[f"{name}:lengths"])[:-1]))
    columns = dict.fromkeys(key[len(name) + 1 :].partition(":")[0] for key in arrays if key.startswith(f"{name}/"))
    if not columns:
        raise KeyError(name)
    return {column: unpack(arrays, f"{name}/{column}") for column in columns}


def objects(items: Sequence) -> np.ndarray:
    """Return a one-dimensional object array of ``items``, whatever their shapes."""
    array = np.empty(len(items), dtype=object)
    for i, item in enumerate(items):
        array[i] = item
    return array


def _is_plain(content):
    return isinstance(content, np.ndarray) and content.dtype != object
