"""Train lesson 14's GPT for longer than a lesson may: about 16 minutes on one core.

    python datasets/checkpoints/shakespeare_gpt/train.py

The model and how it is judged are not written again here: they are read from the lesson's source. Val is looked at
every 200 steps, and the weights with the lowest loss there are kept, so that the script may be stopped at any time.
"""

import pathlib
import sys
import time

import numpy as np

from course_utils import data
from course_utils.authoring.excerpts import definitions
from course_utils.data import checkpoints

HERE = pathlib.Path(__file__).parent
NEEDED = ("import keras", "class Positions(", "class CausalAttention(", "def gpt(", "def windows(")
SIZES = {"context": 128, "width": 128, "depth": 4, "heads": 4}
SEED, BATCH, RATE, DROPOUT, DECAY = 7, 16, 2.5e-3, 0.1, 0.1
STEPS, EVERY = 3000, 200


def main(steps=STEPS):
    """Train, and save whenever val is lower than ever before."""
    lesson = definitions("14", NEEDED)
    keras, plays = lesson["keras"], data.load("shakespeare")
    alphabet = sorted(set(plays.train))
    train, val, test = (np.array([alphabet.index(c) for c in part]) for part in (plays.train, plays.val, plays.test))
    keras.utils.set_random_seed(SEED)
    rng, begin, best, curve = np.random.default_rng(SEED), time.monotonic(), np.inf, []
    model = lesson["gpt"](len(alphabet), **SIZES, dropout=DROPOUT)
    rate = keras.optimizers.schedules.CosineDecay(0.0, steps - 200, warmup_target=RATE, warmup_steps=200)
    model.compile(keras.optimizers.AdamW(rate, weight_decay=DECAY, global_clipnorm=1.0),
                  keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=True)  # fmt: skip
    for step in range(EVERY, steps + 1, EVERY):
        starts = rng.integers(0, len(train) - SIZES["context"], EVERY * BATCH)
        x, y = lesson["windows"](train, starts, SIZES["context"])
        history = model.fit(x, y, batch_size=BATCH, shuffle=False, verbose=0)
        now, minutes = float(np.nanmean(lesson["surprises"](model, val, every=6))), (time.monotonic() - begin) / 60
        curve.append(round(now, 4))
        print(f"step {step}: train {history.history['loss'][0]:.4f} val {now:.4f} after {minutes:.1f} min", flush=True)
        if now < best:
            best, kept, at = now, [w.copy() for w in model.get_weights()], step
            story = {
                "what": "Lesson 14's GPT, trained on seven plays; the weights in the order of Keras' get_weights()",
                "made_by": "train.py in this folder, which takes the model from the lesson's own cells",
                "data": "shakespeare", **SIZES, "alphabet": "".join(alphabet), "seed": SEED, "steps": at,
                "minutes": round(minutes, 1), "machine": "one core of a two-core cloud machine, TensorFlow 2.21",
                "every": EVERY, "val_curve": curve,
            }  # fmt: skip
            save(kept, story)
    model.set_weights([w.astype(np.float16).astype(np.float32) for w in kept])  # as the lesson will read them
    story |= {"minutes": round(minutes, 1), "val_curve": curve}
    for part, ids in {"val": val, "test": test}.items():
        story[part] = round(float(np.nanmean(lesson["surprises"](model, ids))), 4)
    save(kept, story)
    print({part: story[part] for part in ("val", "test", "steps", "minutes")}, flush=True)


def save(weights, story):
    """Write the weights under their number, so that their order is kept."""
    checkpoints.save(HERE, {f"{i:02}": weight for i, weight in enumerate(weights)}, **story)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
