"""What the kinds share whose parts are DataFrames: decoding columns, counting, comparing."""

import numpy as np

from ..dataset import Dataset
from ..packing import unpack


def dataset(card, arrays, index: str = "") -> Dataset:
    """Return the set whose parts are the columns ``PART/…``; ``index`` names the column that becomes the index."""
    return Dataset(card, {part: frame(unpack(arrays, part), index) for part in card.counts})


def frame(columns: dict[str, np.ndarray], index: str = ""):
    """Return a DataFrame of ``columns``, with one of them as its index when ``index`` names it."""
    import pandas

    table = pandas.DataFrame(columns)
    return table.set_index(index) if index else table


def count(part) -> int:
    """Return the number of rows."""
    return len(part)


def column(part, name: str) -> np.ndarray:
    """Return a column, or the index by its name or as "index"."""
    return part.get(name, part.index).to_numpy()


def names(part) -> set[str]:
    """Return the names of the columns."""
    return set(part)


def shape(loaded: Dataset) -> tuple[int, ...]:
    """Return the number of columns."""
    return (next(iter(loaded.parts.values())).shape[1],)
