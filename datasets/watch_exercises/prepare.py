"""Rebuild watch_exercises.npz: the recordings of seglearn, cut into windows, split by person."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import pickles

PEOPLE = {"train": (1, 2, 3, 4, 5), "val": (6, 7), "test": (8, 9, 10)}
LENGTH, STEP = 100, 50  # measurements: 2 s, 1 s
SIDES = ("left", "right")


def windows(recording):
    """Cut a recording (m, 6) into overlapping windows (n, 100, 6); what is left at its end is dropped."""
    return np.lib.stride_tricks.sliding_window_view(recording, LENGTH, axis=0)[::STEP].swapaxes(1, 2)


def arrays(source):
    stored = pickles.read(preparation.file(source.package)).item()
    exercise, person, side = (stored[name].astype(int) for name in ("y", "subject", "side"))
    made = {}
    for part, people in PEOPLE.items():
        recordings = np.flatnonzero(np.isin(person, people))
        # In the order of time: half of a window is the half of the next, which packs to nearly nothing.
        x = [windows(stored["X"][i].astype(np.float16)) for i in recordings]
        of = np.repeat(recordings, [len(w) for w in x])  # the recording of each window
        about = {"person": person[of], "recording": of, "side": [SIDES[i] for i in side[of]]}
        made |= {f"x_{part}": np.concatenate(x), f"y_{part}": exercise[of].astype(np.uint8)}
        made |= preparation.pack(f"about_{part}", about)
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
