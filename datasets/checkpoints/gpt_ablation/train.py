"""Measure lesson 14's ablation: its half-minute network without one part at a time, three seeds, the lesson's own code.

python datasets/checkpoints/gpt_ablation/train.py            all that is missing, about 6 minutes on one core
python datasets/checkpoints/gpt_ablation/train.py --for 200  stop after 200 seconds; call again to go on
"""

import pathlib
import sys
import time

import numpy as np

from course_utils import data
from course_utils.authoring.excerpts import definitions
from course_utils.data import checkpoints

HERE = pathlib.Path(__file__).parent
NEEDED = ("import keras", "class Positions(", "class CausalAttention(", "def gpt(", "def windows(", "def prepare(")
CHANGES = {"the whole": {}, "one head": {"heads": 1}, "no positions": {"positions": False},
           "no residual ways": {"residual": False}}  # fmt: skip
SEEDS, STEPS, BATCH = range(3), 1000, 16


def measure(lesson, plays, change, seed):
    """Return nats a letter on val after the lesson's training, shortened."""
    alphabet = sorted(set(plays.train))
    train, val = (np.array([alphabet.index(c) for c in text]) for text in (plays.train, plays.val))
    lesson["keras"].utils.set_random_seed(seed)
    model = lesson["prepare"](lesson["gpt"](len(alphabet), **change), STEPS)
    starts = np.random.default_rng(seed).integers(0, len(train) - model.input_shape[1], STEPS * BATCH)
    model.fit(*lesson["windows"](train, starts, model.input_shape[1]), batch_size=BATCH, shuffle=False, verbose=0)
    return round(float(np.nanmean(lesson["surprises"](model, val, every=10))), 4)


def main(seconds):
    """Measure what is missing, seed by seed, and keep each result at once."""
    begin, lesson, plays = time.monotonic(), definitions("14", NEEDED), data.load("shakespeare")
    arrays, story = checkpoints.so_far(HERE)
    kept, minutes = {name: losses.tolist() for name, losses in arrays.items()}, story.get("minutes", 0.0)
    for seed in SEEDS:
        for name, change in CHANGES.items():
            if len(kept.get(name, [])) > seed:
                continue
            if time.monotonic() - begin > seconds:
                return
            start = time.monotonic()
            kept.setdefault(name, []).append(measure(lesson, plays, change, seed))
            minutes += (time.monotonic() - start) / 60
            checkpoints.save(
                HERE, {key: np.array(losses) for key, losses in kept.items()}, half=False,
                what="Nats a letter on Twelfth Night of lesson 14's small GPT, whole and without one part at a time",
                made_by="train.py in this folder, which takes network and training from the lesson's own cells",
                data="shakespeare", seed=[*SEEDS], steps=STEPS, batch=BATCH, minutes=round(minutes, 1),
                machine="one core of a two-core cloud machine, TensorFlow 2.21",
            )  # fmt: skip
            print(f"seed {seed}, {name}: {kept[name][-1]}", flush=True)


if __name__ == "__main__":
    main(float(sys.argv[sys.argv.index("--for") + 1]) if "--for" in sys.argv else float("inf"))
