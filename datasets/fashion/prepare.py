"""Rebuild fashion.npz: 12,000 of the 70,000 pictures in Debian's package of Fashion-MNIST."""

import gzip

import numpy as np

from course_utils.data import preparation

SIZES = {"train": {"train": 9_000, "val": 1_000}, "t10k": {"test": 2_000}}  # official part -> ours


def idx(packed):
    """Read the IDX format: two zero bytes, type, number of axes, one big-endian size an axis, the bytes."""
    raw = gzip.decompress(packed)
    axes = raw[3]
    shape = np.frombuffer(raw, ">u4", axes, offset=4)
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * axes).reshape(shape)


def arrays(source):
    files = preparation.files(source.package)
    made = {}
    for official, sizes in SIZES.items():
        x = idx(files[f"{source.package.path}/{official}-images-idx3-ubyte.gz"])
        y = idx(files[f"{source.package.path}/{official}-labels-idx1-ubyte.gz"])
        keep = preparation.without_repeats(x)
        x, y = x[keep], y[keep]
        for part, rows in preparation.balanced_parts(y, sizes, source.parameters["seed"]).items():
            made |= {f"x_{part}": x[rows], f"y_{part}": y[rows]}
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
