"""Measurements in the order of time: rows of several channels, as many for each item or not, with a class each."""

import numpy as np

from ..dataset import Dataset
from ..rendering import samples
from .rows import column, count, dataset, keys, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_SHOWN = 3  # items a class
_CLASSES = 12
_STEPS = 100  # shown of an item, at most
_WIDE, _HIGH = 2, 48  # pixels: of a step, of all channels together


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return x as float32 (n, steps, channels), or as an object array of n arrays (steps, channels)."""
    return dataset(card, arrays, _floats)


def _floats(x):
    if x.dtype != object:
        return x.astype(np.float32)
    for i, item in enumerate(x):
        x[i] = item.astype(np.float32)
    return x


def preview(loaded: Dataset) -> str:
    """Return some training items of each class: a line a channel, brighter where it is high."""
    from .. import thumbnails

    (x, y), rows = loaded.train, []
    low, high = np.percentile(np.concatenate(list(x[:200])), [2, 98], axis=0)  # (channels,)
    chosen = {name: _chosen(np.flatnonzero(y == label)) for label, name in enumerate(loaded.classes[:_CLASSES])}
    steps = min(_STEPS, max(len(x[i]) for items in chosen.values() for i in items))
    for name, items in chosen.items():
        strips = np.stack([_strip(x[i], low, high, steps) for i in items])
        alt = f"{_SHOWN} items: {name}, {x[items[0]].shape[1]} channels from top to bottom, time from left to right"
        rows.append((name, thumbnails.img(thumbnails.strip(strips), alt)))
    return samples(f"Training items of {loaded.name}", "Channels over time, bright where high", rows)


def _chosen(of_class):
    return of_class[np.linspace(0, len(of_class) - 1, _SHOWN).astype(int)]


def _strip(item, low, high, steps):
    """Return a picture (h, w, 1) in [0, 1] of an item (steps, channels); what is beyond its end is black."""
    scaled = ((item[:steps] - low) / (high - low)).clip(0, 1)
    padded = np.zeros((steps, item.shape[1]), np.float32)
    padded[: len(scaled)] = scaled
    each = max(1, _HIGH // item.shape[1])
    return padded.T.repeat(each, axis=0).repeat(_WIDE, axis=1)[..., None]
