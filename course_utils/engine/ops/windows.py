"""Where a sliding window stops on a picture: what convolution and pooling have in common."""

from typing import NamedTuple

import numpy as np

from ...errors import CourseError


class Windows(NamedTuple):
    """The stops of a window on pictures shaped (n, h, w, c); every pair is (vertical, horizontal)."""

    size: tuple[int, int]
    strides: tuple[int, int]
    border: tuple[tuple[int, int], tuple[int, int]]  # rows (above, below) and columns (left, right) to add
    stops: tuple[int, int]  # height and width of the result

    @classmethod
    def over(cls, shape, size, strides, padding):
        """Plan the stops on pictures of ``shape`` with ``padding`` "valid" (none) or "same", as Keras counts them."""
        if len(shape) != 4:
            raise CourseError(
                f"pictures are shaped (n, height, width, channels), not {shape}",
                remedy="one picture still needs its n: x[None]; grey pictures need a channel axis: x[..., None]",
            )
        if padding not in ("valid", "same"):
            raise CourseError(f"there is no padding {padding!r}", remedy="use 'valid' or 'same'")
        size, strides = pair_of(size), pair_of(strides)
        border, stops = zip(*map(_along_axis, shape[1:3], size, strides, [padding] * 2), strict=True)
        if min(stops) < 1:
            raise CourseError(
                f"a window of {size} does not fit on a picture of {shape[1:3]}", remedy="use padding='same'"
            )
        return cls(size, strides, border, stops)

    def padded(self, x, value=0.0):
        """Return the array ``x`` (n, h, w, c) with its border of ``value``."""
        if self.border == ((0, 0), (0, 0)):
            return x
        return np.pad(x, ((0, 0), *self.border, (0, 0)), constant_values=value)

    def cropped(self, x):
        """Return ``x`` without the border that `padded` added."""
        (above, below), (left, right) = self.border
        return x[:, above : x.shape[1] - below, left : x.shape[2] - right]

    def offsets(self):
        """Go through the positions (i, j) inside a window, row by row."""
        return np.ndindex(*self.size)

    def seen_at(self, x, i, j):
        """Return what all windows see at their own position (i, j): a view (n, *stops, c) into the padded ``x``."""
        (down, right), (rows, columns) = self.strides, self.stops
        return x[:, i : i + down * (rows - 1) + 1 : down, j : j + right * (columns - 1) + 1 : right]


def _along_axis(length, size, stride, padding):
    """Return ((before, after), stops) along one axis."""
    if padding == "valid":
        return (0, 0), (length - size) // stride + 1
    stops = -(-length // stride)  # rounded up
    missing = max((stops - 1) * stride + size - length, 0)
    return (missing // 2, missing - missing // 2), stops  # an odd row goes below, an odd column to the right


def pair_of(number):
    """Return ``(number, number)``, or the pair that was given."""
    return tuple(np.broadcast_to(number, 2).tolist())
