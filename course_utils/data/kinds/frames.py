"""What the kinds share whose parts are DataFrames: decoding columns, counting, comparing."""

import numpy as np

from ..dataset import Dataset


def frame(columns: dict[str, np.ndarray]):
    """Return a DataFrame of ``columns``."""
    import pandas

    return pandas.DataFrame(columns)


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
