"""Rebuild ecg.npz: the five minutes of an electrocardiogram that SciPy shipped until it moved them out."""

import io

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.series import pack_series

ZERO, STEPS_PER_MILLIVOLT = 1024, 200  # of the converter that digitised the record
RATE = 360
ENDS = {"train": 180 * RATE, "val": 240 * RATE, "test": 300 * RATE}  # the first sample that is not in the part


def arrays(source):
    with np.load(io.BytesIO(preparation.file(source.package)), allow_pickle=False) as archive:
        raw = archive["ecg"].astype(int)  # (108000,)
    millivolts = (raw - ZERO) / STEPS_PER_MILLIVOLT
    return pack_series(np.arange(len(raw)), {"mlii": millivolts}, {"mlii": STEPS_PER_MILLIVOLT}, ENDS)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
