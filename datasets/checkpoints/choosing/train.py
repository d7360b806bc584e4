"""Measure lesson 16's table: four architectures and a classic method on six tasks, five seeds, the lesson's own code.

python datasets/checkpoints/choosing/train.py            all that is missing, about 20 minutes on one core
python datasets/checkpoints/choosing/train.py --for 200  stop after 200 seconds; call again to go on

Of each run the accuracy on the test part and the processor's seconds of training are kept. Learning rates (and, for
recall, how loud the vectors of the symbols start) are chosen on the validation part with a seed of its own. For recall
they are chosen at a distance of 30, and once more at 100.
"""

import pathlib
import sys
import time

import numpy as np

from course_utils.authoring.excerpts import definitions
from course_utils.data import checkpoints

HERE = pathlib.Path(__file__).parent
NEEDED = ("import keras", "WIDTH, PURSE", "def picture_cnn(", "def reader(", "def weights(", "def recall(",
          "def ordered(", "def commands(", "def garments(", "def late(", "def prepare(", "def classic(")  # fmt: skip
SEEDS, TUNING, STEPS = range(5), 100, 600
EVERY = [(rate, start) for start in (0.03, 0.3) for rate in (0.001, 0.003, 0.01, 0.02)]
QUIET = [(rate, 0.03) for rate in (0.001, 0.003, 0.01, 0.02)]
FEW = [(rate, start) for start in (0.03, 0.3) for rate in (0.003, 0.01)]
# Tasks that take over the choice of another.
AGAIN = {"recall 10": "recall 30", "recall 10, late": "recall 30", "garments, mixed": "garments"}

STORY = {
    "what": "Accuracy and seconds of training of four architectures and a classic method on the tasks of lesson 16",
    "made_by": "train.py in this folder, which takes tasks, networks and training from the lesson's own cells",
    "data": "recall puzzles, home_intents, watch_exercises, fashion; judged on the test parts, tuned on val",
    "columns": "accuracy, seconds of the processor, learning rate, start of the symbols; a row for each seed",
    "seed": [*SEEDS],
    "steps": STEPS,
    "batch": 64,
    "machine": "one core of a two-core cloud machine, TensorFlow 2.21",
}


def tasks(lesson):
    """Return the tasks by name, each as a function from the kind of network to the task."""
    recall, mixed = lesson["recall"], lesson["mixed_order"]()
    return {
        "recall 30": lambda kind: recall(30),
        "recall 10": lambda kind: recall(10),
        "recall 10, late": lambda kind: recall(10, lesson["late"], words=9),
        "commands": lambda kind: lesson["commands"](),
        "movements": lambda kind: lesson["movements"](),
        "garments": lesson["garments"],
        "garments, mixed": lambda kind: lesson["garments"](kind, mixed),
        "recall 100": lambda kind: recall(100),
    }


class Racer:
    """One compiled network that serves all seeds and learning rates of a task."""

    def __init__(self, lesson, kind, task):
        self.lesson, self.kind, self.task, self.model = lesson, kind, task, None
        self.rate = lesson["keras"].Variable(0.01, trainable=False)

    def run(self, seed, rate, start, part):
        """Train once; return the accuracy on the part and the processor's seconds."""
        lesson, kind, task = self.lesson, self.kind, self.task
        lesson["train"].seed(seed)
        fresh = lesson["reader"](kind, task, lesson["affordable"](kind, task), start)
        parts = task["parts"](seed, STEPS)
        if self.model is None:
            self.model = lesson["reader"](kind, task, lesson["affordable"](kind, task), start)
            lesson["prepare"](self.model, self.rate, STEPS)
            self.model.fit(*(a[: 64 * 20] for a in parts["train"]), batch_size=64, verbose=0)  # compiles
        self.rate.assign(rate)
        lesson["train"].restart(self.model, fresh.get_weights())
        begin = time.process_time()
        self.model.fit(*parts["train"], batch_size=64, shuffle=False, verbose=0)
        seconds = time.process_time() - begin
        return float(lesson["share_right"](self.model, parts[part])), round(seconds, 2)


def main(limit):
    """Measure what is missing, run by run, and keep each result at once."""
    begin, lesson = time.monotonic(), definitions("16", NEEDED)
    arrays, story = checkpoints.so_far(HERE)
    kept, minutes = {name: rows.tolist() for name, rows in arrays.items()}, story.get("minutes", 0.0)

    def keep(name, row):
        nonlocal minutes, spent
        kept.setdefault(name, []).append(row)
        minutes, spent = minutes + (time.process_time() - spent) / 60, time.process_time()
        arrays = {key: np.array(rows, "float32") for key, rows in kept.items()}
        checkpoints.save(HERE, arrays, half=False, **STORY, minutes=round(minutes, 2))
        print(name, row, flush=True)

    spent = time.process_time()
    for name, get in tasks(lesson).items():
        for kind in lesson["KINDS"]:
            settings = FEW if name == "recall 100" else EVERY if name == "recall 30" else QUIET
            chosen = "recall 30" if (name, kind) == ("recall 100", "CNN") else name  # it sees nothing, at any rate
            chosen = AGAIN.get(chosen, chosen)
            racer = None
            for seed in [TUNING] * (len(settings) if chosen == name else 0) + [*SEEDS]:
                tuned, done = f"tuned {chosen}: {kind}", f"{name}: {kind}"
                if seed == TUNING and len(kept.get(tuned, [])) >= len(settings):
                    continue
                if seed != TUNING and len(kept.get(done, [])) > seed:
                    continue
                if time.monotonic() - begin > limit:
                    return
                racer = racer or Racer(lesson, kind, get(kind))
                if seed == TUNING:
                    rate, start = settings[len(kept.get(tuned, []))]
                    keep(tuned, [*racer.run(seed, rate, start, "val"), rate, start])
                else:
                    _, _, rate, start = max(kept[tuned], key=lambda row: row[0])  # of equals, the gentlest
                    keep(done, [*racer.run(seed, rate, start, "test"), rate, start])
        if f"{name}: classic" not in kept:
            keep(f"{name}: classic", [*lesson["classic"](name, get("CNN")), 0, 0])


if __name__ == "__main__":
    main(float(sys.argv[sys.argv.index("--for") + 1]) if "--for" in sys.argv else float("inf"))
