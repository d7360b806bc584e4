"""Rebuild sunspots.npz: monthly means from the file that statsmodels keeps beside its yearly ones."""

import re

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.series import pack_series

BEGIN, END = np.datetime64("1749-01"), np.datetime64("2009-01")  # the file calls later months preliminary
NEVER_SEEN = np.datetime64("1824-02")  # the file's number for this month is interpolated, as its last lines say
ENDS = {"train": "1930-01", "val": "1965-01", "test": "2009-01"}  # the first month that is not in the part


def table(text):
    """Return the months (n,) from BEGIN to END and their means, NaN where nobody looked."""
    lines = [line.split() for line in text.splitlines() if re.match(r"\d{4} ", line)]
    means = {np.datetime64(f"{year}-{m:02}"): float(mean) for year, *row in lines for m, mean in enumerate(row, 1)}
    means[NEVER_SEEN] = np.nan
    months = np.arange(BEGIN, END)
    return months, np.array([means[month] for month in months])


def arrays(source):
    months, number = table(preparation.file(source.package).decode("ascii"))
    return pack_series(months, {"number": number}, {"number": 10}, ENDS)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
