"""The digits that scikit-learn ships, split by the form that a person filled in.

Every writer copied the same 130 digits from a printed form, so the order of the labels shows where a form begins. A
random split would put one hand on both sides: 54 % of the digits have their nearest neighbour on their own form.
"""

import gzip

import numpy as np

from .. import installed

# Rows at which the 14 forms begin, and the end. They are shorter than 130 where the original authors dropped a digit.
FORMS = (0, 130, 256, 386, 516, 646, 776, 906, 1029, 1157, 1287, 1415, 1545, 1667, 1797)
# There are 13 writers, so one of them filled two forms: probably those of rows 906 and 1415, which look most alike.
# They are both in the training part. Values are (first form, one past the last).
PARTS = {"train": (3, 12), "val": (12, 14), "test": (0, 3)}

remedy = installed.remedy


def read(card) -> dict[str, np.ndarray]:
    """Return the arrays of the installed scikit-learn.

    Raises:
        CourseError: when scikit-learn or its file is missing or unreadable.
    """
    seed = int(card.source.parameters["seed"])
    return installed.arrays(card, "sklearn", lambda files: split(files[card.source.package.path], seed))


def split(csv_gz: bytes, seed: int) -> dict[str, np.ndarray]:
    """Return the parts of scikit-learn's ``digits.csv.gz``: x float32 (n, 8, 8) in [0, 1], y uint8 (n,)."""
    lines = gzip.decompress(csv_gz).decode("ascii").splitlines()
    table = np.loadtxt(lines, delimiter=",", dtype=np.uint8)  # (1797, 65): pixels, then the label
    if table.shape != (FORMS[-1], 65):
        raise ValueError(f"{FORMS[-1]} rows of 65 numbers expected, found {table.shape}")
    # Ink counts 0 … 16 of 4 × 4 pixels; sixteenths are exact in float32, so the fingerprint is the same everywhere.
    x, y = (table[:, :64].reshape(-1, 8, 8) / 16).astype(np.float32), table[:, 64]
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(seed)
    arrays = {}
    for part, (first, end) in PARTS.items():
        rows = random.permutation(np.arange(FORMS[first], FORMS[end]))
        arrays |= {f"x_{part}": x[rows], f"y_{part}": y[rows]}
    return arrays
