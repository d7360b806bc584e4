"""A set of MedMNIST: one ``.npz`` with pictures and labels of the makers' three parts."""

import numpy as np

from ..fetching import locate
from ..repair import fetch_again as remedy

__all__ = ["read", "remedy"]


def read(card) -> dict[str, np.ndarray]:
    """Return the makers' parts; training pictures that stand in val or test as well are left out.

    Raises:
        CourseError: when the file is neither in the cache nor to be had.
    """
    path, _ = locate(card)
    with np.load(path, allow_pickle=False) as archive:
        arrays = {
            f"{name}_{part}": archive[f"{part}_{long}"]
            for part in card.counts
            for name, long in (("x", "images"), ("y", "labels"))
        }
    arrays |= {name: labels.ravel() for name, labels in arrays.items() if name.startswith("y_")}
    elsewhere = {picture.tobytes() for part in ("val", "test") for picture in arrays[f"x_{part}"]}
    kept = np.array([picture.tobytes() not in elsewhere for picture in arrays["x_train"]])
    return arrays | {name: arrays[name][kept] for name in ("x_train", "y_train")}
