"""Keras' example of a miniature GPT and lesson 14's recipe: the same plays, the same letters, the same seconds.

The example (A. Nandan, 2020, "Text generation with a miniature GPT", keras.io) reads words of film reviews. Its network
and settings are restated here for letters: one block of MultiHeadAttention with 2 heads and 256 wide, a dense layer of
256, normalisation *after* each residual branch, dropout 0.1, windows of 80, batches of 128, Adam at its default rate.
"""

import os
import time

import numpy as np
import pytest

from course_utils import data
from course_utils.authoring.excerpts import definitions

SECONDS = float(os.environ.get("GPT_BENCHMARK_SECONDS", "45"))  # of training each, with the compilation
NEEDED = ("import keras", "class Positions(", "class CausalAttention(", "def gpt(", "def windows(")


def _their_network(lesson, letters, t=80, width=256):
    keras, layers = lesson["keras"], lesson["layers"]
    ids = keras.Input((t,), dtype="int32")
    x = lesson["Positions"]()(layers.Embedding(letters, width)(ids))
    seen = layers.MultiHeadAttention(2, width)(x, x, use_causal_mask=True)
    x = layers.LayerNormalization(epsilon=1e-6)(x + layers.Dropout(0.1)(seen))
    thought = layers.Dense(width)(layers.Dense(256, activation="relu")(x))
    x = layers.LayerNormalization(epsilon=1e-6)(x + layers.Dropout(0.1)(thought))
    return keras.Model(ids, layers.Dense(letters)(x))


def _trained(lesson, model, optimizer, rate, batch, ids, jit):
    """Train until the time is up; ``rate(share of the time)`` sets the learning rate. Return the steps taken."""
    keras, t, chunk, steps = lesson["keras"], model.input_shape[1], 10, 0
    rng, begin = np.random.default_rng(7), time.perf_counter()
    model.compile(optimizer, keras.losses.SparseCategoricalCrossentropy(from_logits=True), jit_compile=jit)
    while (share := (time.perf_counter() - begin) / SECONDS) < 1:
        model.optimizer.learning_rate.assign(rate(share))
        x, y = lesson["windows"](ids, rng.integers(0, len(ids) - t, chunk * batch), t)
        model.fit(x, y, batch_size=batch, shuffle=False, verbose=0)
        steps += chunk
    return steps


def _one_cycle(share):
    return 4e-3 * (share / 0.1 if share < 0.1 else 0.5 * (1 + np.cos(np.pi * (share - 0.1) / 0.9)))


@pytest.mark.benchmark
def test_our_recipe_beats_the_examples_in_the_same_time(capsys):
    lesson = definitions("14", NEEDED)
    keras, plays = lesson["keras"], data.load("shakespeare")
    alphabet = sorted(set(plays.train))
    ids, test = (np.array([alphabet.index(c) for c in text]) for text in (plays.train, plays.test))
    scores, steps = {}, {}
    for name in ("Keras' example", "lesson 14"):
        keras.utils.set_random_seed(7)
        if name == "lesson 14":
            model, batch, jit = lesson["gpt"](len(alphabet)), 16, True
            optimizer, rate = keras.optimizers.AdamW(4e-3, weight_decay=0.01), _one_cycle
        else:
            model, batch, jit = _their_network(lesson, len(alphabet)), 128, "auto"
            optimizer, rate = keras.optimizers.Adam(), lambda share: 1e-3
        steps[name] = _trained(lesson, model, optimizer, rate, batch, ids, jit)
        scores[name] = float(np.nanmean(lesson["surprises"](model, test, every=4)))
    with capsys.disabled():
        print()
        for name, score in scores.items():
            print(f"{name:>15}: {score:.3f} nats a letter on Macbeth after {SECONDS:g} s, {steps[name]} steps")
    assert scores["lesson 14"] < scores["Keras' example"]
