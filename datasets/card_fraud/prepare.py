"""Rebuild card_fraud.npz: every fraud and 40,000 of the legitimate payments of two days, split by time."""

import numpy as np

from course_utils.data import preparation

LEGITIMATE = 40_000
ENDS = {"train": 0.5, "val": 0.7, "test": 1.0}  # the share of the payments after which a part ends


def payments(csv):
    """Return the table (284807, 31): seconds, 28 components, amount, fraud."""
    lines = csv.decode("ascii").replace('"', "").splitlines()
    return np.loadtxt(lines, delimiter=",", skiprows=1)


def chosen(table, seed):
    """Keep payments that repeat no earlier one; of the legitimate ones draw some; leave all in the order of time."""
    table = table[preparation.without_repeats(table[:, 1:-1])]
    fraud = table[:, -1] == 1
    legitimate = np.random.RandomState(seed).permutation(np.flatnonzero(~fraud))[:LEGITIMATE]
    return table[np.sort(np.concatenate([np.flatnonzero(fraud), legitimate]))]


def split(table):
    """Yield (part, its rows): payments of one second stay together."""
    seconds = table[:, 0]
    begin = -1.0
    for part, share in ENDS.items():
        end = seconds[min(int(share * len(table)), len(table)) - 1]
        yield part, table[(seconds > begin) & (seconds <= end)]
        begin = end


def arrays(source):
    table = chosen(payments(preparation.file(source.package)), source.parameters["seed"])
    made = {}
    for part, rows in split(table):
        # Half floats keep three digits of the components, which have no unit.
        columns = {f"v{i}": rows[:, i].astype(np.float16) for i in range(1, 29)}
        made |= preparation.pack(f"x_{part}", columns | {"amount": rows[:, 29].astype(np.float32)})
        made[f"y_{part}"] = rows[:, -1].astype(np.uint8)
        made |= preparation.pack(f"about_{part}", {"seconds": rows[:, 0].astype(np.int32)})
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
