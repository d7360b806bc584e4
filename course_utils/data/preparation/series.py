"""Write a series in the compact form that the kind of this name reads."""

from collections.abc import Mapping

import numpy as np

from ...errors import CourseError
from ..packing import pack


def pack_series(
    times: np.ndarray, columns: Mapping[str, np.ndarray], scales: Mapping[str, int], ends: Mapping[str, str | int]
) -> dict[str, np.ndarray]:
    """Return the arrays of a series.

    Args:
        times: (n,) ascending datetime64, or ints: sample numbers.
        columns: (n,) numbers each, NaN where nothing was measured.
        scales: for each column, what to multiply it with to get whole numbers: 10 where it has one decimal.
        ends: for each part the first time that is not in it, as a text or an int; in ascending order, the last one
            later than all times.

    Raises:
        CourseError: when times do not ascend, a part is empty, or the parts do not cover the times.
    """
    steps = np.diff(times).astype(np.int64)
    rows = [int(np.searchsorted(times, np.asarray(end, times.dtype))) for end in ends.values()]  # one past each part
    if (steps <= 0).any() or (np.diff([0, *rows]) <= 0).any() or rows[-1] != len(times):
        raise CourseError("the times do not ascend, or the parts do not cover them", remedy="mend prepare.py")
    whole = {name: _whole(values, scales[name]) for name, values in columns.items()}
    arrays = {f"scale/{name}": np.array([scales[name]], np.int32) for name in columns}
    begin = 0
    for part, end in zip(ends, rows, strict=True):
        arrays |= pack(f"{part}/start", [times[begin].item() if times.dtype.kind in "iu" else str(times[begin])])
        arrays[f"{part}/steps"] = _smallest(np.concatenate([[0], steps[begin : end - 1]]))
        arrays |= {f"{part}/{name}": values[begin:end] for name, values in whole.items()}
        begin = end
    return arrays


def _whole(values, scale):
    values = np.asarray(values, float)
    known = np.isfinite(values)
    numbers = np.rint(np.where(known, values, 0) * scale).astype(np.int64)
    small = _smallest(numbers)
    small[~known] = np.iinfo(small.dtype).min
    return small


def _smallest(numbers):
    """Return ints in the smallest signed type in which they leave its lowest number free."""
    for dtype in (np.int8, np.int16, np.int32):
        limit = np.iinfo(dtype)
        if numbers.min() > limit.min and numbers.max() <= limit.max:
            return numbers.astype(dtype)
    raise CourseError("a column has numbers of more than 32 bits", remedy="choose a smaller scale")
