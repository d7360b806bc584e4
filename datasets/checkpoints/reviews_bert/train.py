"""Pre-train lesson 15's encoder for longer than a lesson can, and measure what takes longer than a lesson's minute.

    python datasets/checkpoints/reviews_bert/train.py pretrain    about 15 minutes on one core
    python datasets/checkpoints/reviews_bert/train.py tune        about 7 minutes: fine-tuning with up to 5,000 labels
    python datasets/checkpoints/reviews_bert/train.py minilm      about 6 minutes, where the package is installed

The model, the hiding and the training are not written again here: they are read from the lesson's source. The first run
writes the weights and the card; the others add their scores to the card.
"""

import pathlib
import runpy
import sys
import time

import numpy as np

from course_utils import data
from course_utils.authoring.excerpts import definitions
from course_utils.data import checkpoints

HERE = pathlib.Path(__file__).parent
SEED, STEPS, EVERY = 15, 8_000, 500
SEEDS = range(7, 12)  # of the fine-tuning
NEEDED = (
    "import keras", "SEED = 7", "reviews, clothes = ", "def words(", "def hide(", "class Embed(", "def encoder(",
    "class Score(", "class Masked(", "def judge(", "PEAK = ", "def pieces(", "def read_bert(",
    "def meaning(", "def misspelt(",
)  # fmt: skip


def keep(story, arrays=None):
    """Write the card anew with ``story`` added, and the arrays if they are new."""
    old, told = checkpoints.so_far(HERE)
    checkpoints.save(HERE, old if arrays is None else arrays, **{**told, **story})


def pretrain(lesson, steps=STEPS):
    """Train the encoder on hidden words; keep it, and the share of hidden test words that it guessed on the way."""
    ids = lesson["unlabelled_ids"]
    lesson["train"].seed(SEED)
    model = lesson["prepared"](lesson["guesser"](lesson["encoder"]()), steps, jit=True)
    masked, places, answers, count = (lesson[name] for name in ("masked", "places", "answers", "count"))
    begin, curve = time.process_time(), []
    for step in range(EVERY, steps + 1, EVERY):
        model.fit(lesson["Masked"](ids, EVERY, SEED + step), verbose=0)
        right = model.evaluate((masked, places), answers, sample_weight=count, batch_size=256, verbose=0,
                               return_dict=True)["accuracy"]  # fmt: skip
        minutes = round((time.process_time() - begin) / 60, 1)
        curve.append([step, round(right, 4)])
        print(curve[-1], f"{minutes} minutes", flush=True)
        story = {
            "what": "lesson 15's encoder and its guessing head, pre-trained on hidden words",
            "script": f"datasets/checkpoints/{HERE.name}/train.py",
            "data": f"{len(ids):,} pieces of text without labels: reviews and clothing_reviews, train and val",
            "seed": SEED, "steps": steps, "minutes": minutes,
            "machine": "one core of a two-core cloud machine, TensorFlow 2.21", "right": curve,
        }  # fmt: skip
        keep(story, {f"{i:02}": array for i, array in enumerate(model.get_weights())})


def tune(lesson):
    """Fine-tune with few and many labels, from random weights and from the checkpoint, with the lesson's functions."""
    body, reviews, numbers, words = (lesson[name] for name in ("encoder", "reviews", "numbers", "words"))
    body = body()
    lesson["guesser"](body).set_weights(list(data.checkpoint(HERE.name).values()))
    swapped = numbers(words(lesson["misspelt"](text)) for text in reviews.test.x)
    reader, pretrained = lesson["judge"](body), body.get_weights()
    scores, broken = {"scratch": [], "pretrained": []}, []
    for seed in SEEDS:
        lesson["train"].seed(seed)
        blank = lesson["judge"](lesson["encoder"]()).get_weights()
        starts = {"scratch": blank, "pretrained": [*pretrained, *blank[-2:]]}
        for name, start in starts.items():
            scores[name].append([])
            for n in lesson["SIZES"]:
                lesson["tune"](reader, start, n, seed, lesson["PEAK"][name])
                scores[name][-1].append(right(reader, lesson["test_ids"], reviews.test.y))
            print(seed, name, scores[name][-1], flush=True)
        broken.append(right(reader, swapped, reviews.test.y))  # the last one tuned: pre-trained, with most labels
        print(seed, "misspelt", broken[-1], flush=True)
    keep({"labels": list(lesson["SIZES"]), "seeds": list(SEEDS), **scores, "pretrained_misspelt": broken})


def right(reader, ids, y):
    """Return the share of texts whose sign is right."""
    return round(float(np.mean((reader.predict(ids, batch_size=512, verbose=0)[:, 0] > 0) == y)), 4)


def minilm(lesson):
    """Let MiniLM, unchanged, read the reviews; a logistic regression learns the labels from its vectors."""
    from sklearn.linear_model import LogisticRegression

    real, reviews = data.load("minilm"), lesson["reviews"]
    known = {piece: i for i, piece in enumerate(real.vocabulary)}
    body = lesson["read_bert"](lesson["encoder"](len(known), 384, 12, 6, 1536, 512), real.weights)

    def read(texts):
        rows = [lesson["spelled"](text, known)[:64] for text in texts]
        order, vectors = np.argsort([len(row) for row in rows], kind="stable"), np.zeros((len(rows), 384), "float32")
        for some in np.array_split(order, -(-len(order) // 64)):
            vectors[some] = lesson["meaning"](body, [rows[i] for i in some])
        return vectors

    pairs = runpy.run_path(str(real.card.folder / "baselines.py"))["PAIRS"]
    first, second = (read(side) for side in zip(*pairs, strict=True))
    train, val, test = (read(part.x) for part in (reviews.train, reviews.val, reviews.test))
    broken = read([lesson["misspelt"](text) for text in reviews.test.x])

    def judge(n, seed, strength):
        some = lesson["chosen"](n, seed)
        return LogisticRegression(C=strength, max_iter=1000).fit(train[some], reviews.train.y[some])

    def on_val(strength):
        tries = [(n, 100 + seed) for n in lesson["SIZES"] for seed in SEEDS]
        return np.mean([judge(n, seed, strength).score(val, reviews.val.y) for n, seed in tries])

    strengths = {c: on_val(c) for c in (1, 3, 10, 30)}
    print(strengths, flush=True)
    best = max(strengths, key=strengths.get)
    scores, swapped = [], []
    for seed in SEEDS:
        judges = [judge(n, seed, best) for n in lesson["SIZES"]]
        scores.append([round(float(one.score(test, reviews.test.y)), 4) for one in judges])
        swapped.append(round(float(judges[-1].score(broken, reviews.test.y)), 4))
        print(seed, scores[-1], swapped[-1], flush=True)
    keep({
        "minilm_pairs": float(lesson["partners"](first @ second.T)), "minilm_strength": best, "minilm": scores,
        "minilm_misspelt": swapped,
    })  # fmt: skip


if __name__ == "__main__":
    task = {"pretrain": pretrain, "tune": tune, "minilm": minilm}[sys.argv[1]]
    task(definitions("15", NEEDED), *map(int, sys.argv[2:]))
