"""Pictures with a class, or a value, each."""

import numpy as np

from ..dataset import Dataset
from ..rendering import samples
from .rows import column, count, dataset, examples, keys, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_SHOWN = 8  # pictures a row
_ROWS = 10  # at most
_BYTES = 40_000  # of all rows, or a little more
_HEIGHT = 48  # screen pixels that a small picture is blown up towards


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return pictures as float32 in [0, 1] of shape (n, h, w, c), with int32 classes or float32 values.

    Stored bytes mean 0 to 255; stored floats are in [0, 1] already.
    """
    return dataset(card, arrays, _floats)


def _floats(x):
    if x.dtype == np.uint8:
        x = np.divide(x, np.float32(255), dtype=np.float32)
    return x if x.ndim == 4 else x[..., None]


def preview(loaded: Dataset) -> str:
    """Return a contact sheet: one row a class with its first pictures, or rows from low to high values."""
    from .. import thumbnails

    card, (part, (x, y)) = loaded.card, next(iter(loaded.parts.items()))
    while x.shape[1] > _HEIGHT:  # a page of large pictures would be heavy
        x = _halved(x)
    scale = max(1, round(_HEIGHT / x.shape[1]))
    rows = []
    for name, chosen in examples(card.classes, y, _SHOWN, _ROWS):
        alt = f"{len(chosen)} pictures: {name}"
        rows.append((name, thumbnails.img(thumbnails.strip(x[chosen]), alt, scale)))
        if sum(len(shown) for _, shown in rows) > _BYTES:
            break
    return samples(
        f"Pictures of the part {part} of {card.name}", "Pictures", rows, "Class" if card.classes else "Value"
    )


def _halved(x):
    n, height, width, channels = x.shape
    blocks = x[:, : height // 2 * 2, : width // 2 * 2].reshape(n, height // 2, 2, width // 2, 2, channels)
    return blocks.mean(axis=(2, 4))
