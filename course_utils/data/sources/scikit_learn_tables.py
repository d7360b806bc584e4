"""The small tables that scikit-learn ships, read from its files, split at random within strata."""

import gzip

import numpy as np

from .. import installed
from ..packing import pack
from ..strata import parts

SHARES = {"train": 0.6, "val": 0.2, "test": 0.2}
_NUCLEI = (
    "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave_points", "symmetry",
    "fractal_dimension",
)  # fmt: skip
COLUMNS = {  # of the files of measurements, in their order
    "breast_cancer.csv": (
        *(f"mean_{name}" for name in _NUCLEI),
        *(f"{name}_error" for name in _NUCLEI),
        *(f"worst_{name}" for name in _NUCLEI),
    ),
    "wine_data.csv": (
        "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
        "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280_od315", "proline",
    ),
    "diabetes_data_raw.csv.gz": ("age", "sex", "bmi", "bp", "tc", "ldl", "hdl", "tch", "ltg", "glu"),
}  # fmt: skip

remedy = installed.remedy


def read(card) -> dict[str, np.ndarray]:
    """Return the arrays of the installed scikit-learn.

    Raises:
        CourseError: when scikit-learn or its file is missing or unreadable.
    """
    seed = int(card.source.parameters["seed"])
    return installed.arrays(card, "sklearn", lambda files: split(files, seed))


def split(files: dict[str, bytes], seed: int) -> dict[str, np.ndarray]:
    """Return the parts of a table: classes are strata, values are cut into ten equally frequent strata.

    Args:
        files: by path, the file of the measurements, with the class last, or that one and a file of the targets.
        seed: fixes the split.

    Raises:
        ValueError: when the files do not hold a target and so many measurements an item.
    """
    (path, measured), *others = files.items()
    columns = COLUMNS[path.rpartition("/")[2]]
    table = _table(measured)
    x, y = (table, _table(others[0][1])[:, 0]) if others else (table[:, :-1], table[:, -1])
    if x.shape != (len(y), len(columns)):
        raise ValueError(f"{len(y)} rows of {len(columns)} numbers expected, found {x.shape}")
    arrays = {}
    for part, rows in parts(_tenths(y) if others else y, SHARES, seed).items():
        arrays |= pack(f"x_{part}", {name: x[rows, i].astype(np.float32) for i, name in enumerate(columns)})
        arrays[f"y_{part}"] = y[rows].astype(np.float32 if others else np.uint8)
    return arrays


def _table(raw):
    """Read rows of numbers: between commas, below a line that is no row, or between spaces."""
    lines = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("ascii").splitlines()
    commas = "," in lines[0]
    return np.loadtxt(lines, delimiter="," if commas else None, skiprows=int(commas), ndmin=2)


def _tenths(y):
    ranks = np.argsort(np.argsort(y, kind="stable"), kind="stable")
    return ranks * 10 // len(y)
