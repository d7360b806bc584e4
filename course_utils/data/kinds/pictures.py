"""Pictures with a class each."""

import numpy as np

from ..dataset import Split
from ..rendering import samples

_SHOWN = 8  # pictures a class
_HEIGHT = 48  # screen pixels that a small picture is blown up towards


def decode(arrays: dict[str, np.ndarray], part: str) -> Split:
    """Return a part's pictures as float32 in [0, 1] of shape (n, h, w, c), its labels as int32.

    Stored bytes mean 0 to 255; stored floats are in [0, 1] already.
    """
    x, y = arrays[f"x_{part}"], arrays[f"y_{part}"]
    if x.dtype == np.uint8:
        x = np.divide(x, np.float32(255), dtype=np.float32)
    return Split(x if x.ndim == 4 else x[..., None], y.astype(np.int32))


def preview(card, train: Split) -> str:
    """Return a contact sheet: one row a class with its first training pictures."""
    from .. import thumbnails

    scale = max(1, round(_HEIGHT / card.shape[0]))
    rows = []
    for label, name in enumerate(card.classes):
        chosen = train.x[np.flatnonzero(train.y == label)[:_SHOWN]]
        alt = f"{len(chosen)} training pictures of class {name}"
        rows.append((name, thumbnails.img(thumbnails.strip(chosen), alt, scale)))
    return samples(f"Training pictures of {card.name}", "First pictures", rows)
