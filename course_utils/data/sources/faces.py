"""The Olivetti faces: ten pictures of each of forty people, split by person."""

import numpy as np

from ..fetching import locate
from ..repair import fetch_again as remedy

__all__ = ["read", "remedy", "split"]

PEOPLE, PICTURES = 40, 10
PARTS = {"train": 28, "val": 4, "test": 8}  # people


def read(card) -> dict[str, np.ndarray]:
    """Return the pictures of ``olivettifaces.mat``, in which they lie as columns of column-major pictures.

    Raises:
        CourseError: when the file is neither in the cache nor to be had.
    """
    from scipy.io import loadmat

    pictures = loadmat(locate(card)[0])["faces"].T.reshape(-1, 64, 64).transpose(0, 2, 1)  # (400, 64, 64) uint8
    return split(pictures.astype(np.uint8), int(card.source.parameters["seed"]))


def split(pictures: np.ndarray, seed: int) -> dict[str, np.ndarray]:
    """Return parts of whole people; ``pictures`` (400, …) hold ten of the first person, ten of the next, and so on."""
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(seed)
    people, arrays, begin = random.permutation(PEOPLE), {}, 0
    for part, size in PARTS.items():
        chosen = people[begin : begin + size]
        begin += size
        rows = random.permutation((PICTURES * chosen[:, None] + np.arange(PICTURES)).ravel())
        person = (rows // PICTURES).astype(np.uint8)
        arrays |= {f"x_{part}": pictures[rows], f"y_{part}": person, f"about_{part}/person": person}
    return arrays
