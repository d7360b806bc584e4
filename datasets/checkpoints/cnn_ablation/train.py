"""Measure lesson 10's ablation: every row of its table over several seeds, with the lesson's own code.

    python datasets/checkpoints/cnn_ablation/train.py    about half an hour on one core

Stored are the right guesses among the 6,000 judging garments, by row and seed. Network, augmentation and training are
not written again here: they are read from the lesson's source. The test garments are not used.
"""

import time
from pathlib import Path

import numpy as np

from course_utils.authoring.excerpts import definitions
from course_utils.data import checkpoints

NEEDED = ("import keras", "def augment(", "def convnet(", "class Stream(", "def fit(", "ABLATION = {")
SEEDS, FEWER, EPOCHS, LEARN = 5, 3, 10, 4000  # rows "three times as long" have fewer seeds

STORY = {
    "what": "Right guesses among 6,000 garments for each row of ABLATION in lesson 10, by seed",
    "made_by": "train.py in this folder, which takes network, augmentation and training from the lesson's own cells",
    "data": "fashion: 4,000 training garments to learn from, the other 5,000 and the validation part to judge; no test",
    "seeds": "0 to 4; rows 'three times as long' 0 to 2",
    "epochs": EPOCHS,
    "machine": "one core of a two-core cloud machine, TensorFlow 2.21",
}


def right_guesses(lesson, row, seed):
    """Return how many of the judging garments the network of this row names rightly."""
    garments = lesson["data"].load("fashion")
    x, y = (np.concatenate([getattr(part, name) for part in (garments.train, garments.val)]) for name in "xy")
    network, training = lesson["ABLATION"][row]
    training = {"epochs": EPOCHS} | training
    lesson["train"].seed(seed)
    model = lesson["fit"](lesson["convnet"](**network), x[:LEARN], y[:LEARN], seed=seed, label=row, **training)
    return int(np.sum(lesson["guess"](model, x[LEARN:]) == y[LEARN:]))


def main():
    """Measure every row and keep the counts."""
    lesson, begin, counts = definitions("10", NEEDED), time.monotonic(), {}
    for row in lesson["ABLATION"]:
        seeds = range(FEWER if "three times" in row else SEEDS)
        counts[row] = np.array([right_guesses(lesson, row, seed) for seed in seeds], dtype=np.int16)
        print(f"{row}: {counts[row]}", flush=True)
    minutes = round((time.monotonic() - begin) / 60, 1)
    checkpoints.save(Path(__file__).parent, counts, **STORY, minutes=minutes)


if __name__ == "__main__":
    main()
