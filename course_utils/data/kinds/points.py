"""Points of the plane with a class each."""

import numpy as np

from ..dataset import Split
from ..rendering import samples

_SIDE = 120  # pixels


def decode(arrays: dict[str, np.ndarray], part: str) -> Split:
    """Return a part's points as float32 of shape (n, 2), its labels as int32."""
    return Split(arrays[f"x_{part}"].astype(np.float32), arrays[f"y_{part}"].astype(np.int32))


def preview(card, train: Split) -> str:
    """Return one small map a class: its training points in black on those of the others in grey."""
    from .. import thumbnails

    rows = []
    for label, name in enumerate(card.classes):
        alt = f"Map of the training points of class {name}, black, among those of the other classes, grey"
        rows.append((name, thumbnails.img(_map(train, label), alt)))
    return samples(f"Training points of {card.name}", "Where they lie", rows)


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
