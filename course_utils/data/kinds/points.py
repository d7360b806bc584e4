"""Points of the plane with a class each."""

import numpy as np

from ..dataset import Dataset
from ..rendering import samples
from .rows import column, count, dataset, keys, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_SIDE = 120  # pixels


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return points as float32 of shape (n, 2) with int32 classes."""
    return dataset(card, arrays, lambda x: x.astype(np.float32))


def preview(loaded: Dataset) -> str:
    """Return one small map a class: its training points in black on those of the others in grey."""
    from .. import thumbnails

    rows = []
    for label, name in enumerate(loaded.classes):
        alt = f"Map of the training points of class {name}, black, among those of the other classes, grey"
        rows.append((name, thumbnails.img(_map(loaded.train, label), alt)))
    return samples(f"Training points of {loaded.name}", "Where they lie", rows)


def _map(train, label):
    from PIL import Image, ImageDraw

    image = Image.new("L", (_SIDE, _SIDE), 255)
    draw = ImageDraw.Draw(image)
    # The second coordinate grows upwards, as in a graph.
    pixels = (_SIDE / 2) * (1 + 0.95 * train.x * [1, -1] / np.abs(train.x).max())
    for own in (False, True):
        for u, v in pixels[(train.y == label) == own]:
            draw.ellipse((u - 1.2, v - 1.2, u + 1.2, v + 1.2), fill=0 if own else 190)
    return image
