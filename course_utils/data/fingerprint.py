"""The identity of a set of arrays."""

import hashlib

import numpy as np


def fingerprint(arrays: dict[str, np.ndarray]) -> str:
    """Return the sha256 of the arrays' names, types, shapes and bytes, in the order of their names.

    It is of the arrays and not of the file, so a rebuilt file agrees whatever zlib packed it. For the largest set it
    costs about a hundredth of a second, so every `load` checks it.
    """
    digest = hashlib.sha256()
    for name, array in sorted(arrays.items()):
        digest.update(f"{name} {array.dtype.str} {array.shape}\n".encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
