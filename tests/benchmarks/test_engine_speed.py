"""How long an epoch takes our engine and Keras on TensorFlow: in turns, in one process, on digits-sized data."""

import json
import os
import subprocess
import sys
import time
from statistics import median

import numpy as np
import pytest

from course_utils import engine

BATCH, REPETITIONS = 64, 5


def _digits(n):
    rng = np.random.default_rng(0)
    return rng.random((n, 28, 28, 1), dtype=np.float32), rng.integers(0, 10, n)


def _our_network(layers):
    return engine.Sequential([engine.Input((28, 28, 1)), *layers(engine)], rng=1)


def _their_network(layers):
    import keras

    model = keras.Sequential([keras.Input((28, 28, 1)), *layers(keras.layers)])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


def _dense_layers(k):
    return [k.Flatten(), k.Dense(256, activation="relu"), k.Dense(128, activation="relu"), k.Dense(10)]


def _convolutional_layers(k):
    return [k.Conv2D(8, 5, activation="relu"), k.MaxPool2D(), k.Flatten(), k.Dense(10)]


def _our_epoch(model, optimizer, x, y, rng):
    """Return the seconds of one epoch: shuffle, then for every batch forward, backward, step."""
    start = time.perf_counter()
    order = rng.permutation(len(x))
    for i in range(0, len(x), BATCH):
        batch = order[i : i + BATCH]
        loss = engine.softmax_cross_entropy(model(x[batch], training=True), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return time.perf_counter() - start


def _their_epoch(model, x, y):
    """Return the seconds of the second of two epochs, so that what `fit` prepares once is not counted."""
    import keras

    times = []
    note = keras.callbacks.LambdaCallback(
        on_epoch_begin=lambda epoch, logs: times.append(time.perf_counter()),
        on_epoch_end=lambda epoch, logs: times.append(time.perf_counter()),
    )
    model.fit(x, y, batch_size=BATCH, epochs=2, verbose=0, callbacks=[note])
    return times[3] - times[2]


def _measure(layers, n):
    """Return the median seconds of an epoch, ours and Keras', after a warm-up, taking turns."""
    x, y = _digits(n)
    ours, theirs = _our_network(layers), _their_network(layers)
    optimizer, rng = engine.Adam(ours.parameters()), np.random.default_rng(2)
    pairs = [(_our_epoch(ours, optimizer, x, y, rng), _their_epoch(theirs, x, y)) for _ in range(1 + REPETITIONS)][1:]
    return tuple(median(column) for column in zip(*pairs, strict=True))


# Keras' convolutions are compiled for the processor; ours copies windows and multiplies matrices.
NETWORKS = {
    "MLP 784-256-128-10": (_dense_layers, 3500, 1.0),
    "Conv 8 5x5, pool, Dense": (_convolutional_layers, 640, 3.0),
}


@pytest.fixture(scope="module")
def seconds():
    # NumPy's matrix product on several threads waits for the slowest: on a busy machine 15 times as long as on one
    # thread. It reads the number once, when it is loaded. TensorFlow has threads of its own and keeps them all.
    settings = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, __file__], env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.benchmark
@pytest.mark.parametrize("name", NETWORKS)
def test_an_epoch_takes_at_most_the_allowed_multiple_of_keras_fit(name, seconds, capsys):
    _, n, allowed = NETWORKS[name]
    ours, theirs = seconds[name]
    steps = -(-n // BATCH)
    with capsys.disabled():
        print(f"\n{name}, {n:,} pictures, batches of {BATCH}: median of {REPETITIONS} epochs, in turns")
        for who, time_ in (("our engine", ours), ("keras.fit", theirs)):
            print(f"  {who:<12}{1e3 * time_:8.0f} ms an epoch{1e3 * time_ / steps:8.2f} ms a step")
        print(f"  ours / Keras{ours / theirs:8.2f}")
    assert ours <= allowed * theirs


if __name__ == "__main__":
    print(json.dumps({name: _measure(layers, n) for name, (layers, n, _) in NETWORKS.items()}))
