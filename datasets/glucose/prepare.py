"""Rebuild glucose.npz: Bokeh's readings of one person's blood sugar, on a clock that ticks every five minutes."""

import csv
import gzip

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.series import pack_series

TICK = np.timedelta64(5, "m")
BEGIN, END = np.datetime64("2010-03-24T09:50"), np.datetime64("2010-10-11T00:00")
ENDS = {"train": "2010-08-01", "val": "2010-09-05", "test": "2010-10-11"}  # the first moment that is not in the part


def table(text):
    """Return the ticks (n,) from BEGIN to END and the columns, NaN where no reading fell into the five minutes.

    Of several readings in the same five minutes the first one counts.
    """
    ticks = np.arange(BEGIN, END, TICK)
    columns = {name: np.full(len(ticks), np.nan) for name in ("glucose", "isig")}
    for row in csv.DictReader(text.splitlines()):
        i = int((np.datetime64(row["datetime"]) - BEGIN) // TICK)
        if np.isnan(columns["glucose"][i]):
            columns["glucose"][i] = float(row["glucose"])
            columns["isig"][i] = np.nan if row["isig"] == "nil" else float(row["isig"])
    return ticks, columns


def arrays(source):
    ticks, columns = table(gzip.decompress(preparation.file(source.package)).decode("ascii"))
    return pack_series(ticks, columns, {"glucose": 1, "isig": 100}, ENDS)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
