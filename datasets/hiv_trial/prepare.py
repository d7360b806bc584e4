"""Rebuild hiv_trial.npz from lifelines' copy of the trial ACTG 175: the start apart from what came after."""

import csv
import io

import numpy as np

from course_utils.data import preparation
from course_utils.data.strata import parts

SHARES = {"train": 0.6, "val": 0.2, "test": 0.2}
ARMS = ("zidovudine", "zidovudine + didanosine", "zidovudine + zalcitabine", "didanosine")
# Our names for the file's columns. Left out: zprior (always 1), str2 (strat > 1), treat (arm > 0), r (cd496 is there).
AT_START = {
    "age": "age", "weight": "wtkg", "cd4": "cd40", "cd8": "cd80", "karnofsky": "karnof", "symptoms": "symptom",
    "prior_days": "preanti", "prior_group": "strat", "zidovudine_lately": "z30", "other_prior": "oprior",
    "male": "gender", "non_white": "race", "hemophilia": "hemo", "homosexual": "homo", "injected_drugs": "drugs",
}  # fmt: skip
AFTERWARDS = {
    "days": "days", "stopped_early": "offtrt", "cd4_week_20": "cd420", "cd4_week_96": "cd496", "cd8_week_20": "cd820",
}  # fmt: skip


def column(rows, name):
    """Return a column as int16, or as float32 where it has fractions or gaps."""
    values = np.array([float("nan" if row[name] == "NA" else row[name]) for row in rows])
    return values.astype(np.int16 if np.all(values == np.round(values)) else np.float32)


def arrays(source):
    rows = list(csv.DictReader(io.StringIO(preparation.file(source.package).decode("ascii"))))
    event, arm = column(rows, "cens"), column(rows, "arms")
    x = {ours: column(rows, theirs) for ours, theirs in AT_START.items()}
    about = {ours: column(rows, theirs) for ours, theirs in AFTERWARDS.items()}
    made = {}
    for part, chosen in parts(2 * arm + event, SHARES, source.parameters["seed"]).items():
        arms = {"arm": [ARMS[i] for i in arm[chosen]]}
        made |= preparation.pack(f"x_{part}", {name: values[chosen] for name, values in x.items()})
        made |= preparation.pack(f"about_{part}", arms | {name: values[chosen] for name, values in about.items()})
        made[f"y_{part}"] = event[chosen].astype(np.uint8)
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
