"""Melodies: rows of notes of different length, with a class and a title each."""

import numpy as np

from .. import tunes
from ..dataset import Dataset, Split
from ..rendering import samples
from .rows import column, count, dataset, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_HEARD = 2.8  # seconds of a sample
_RATE = 4_000  # samples a second
_WINDOW = 16  # notes that make two melodies the same tune


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return melodies as int16 arrays (n, 2) of pitch and ticks, their classes as int32."""
    return dataset(card, arrays)


def keys(part: Split) -> set:
    """Return how each melody begins, as steps from note to note, so that the key it is written in does not matter."""
    return {opening(melody) for melody in part.x}


def opening(melody: np.ndarray) -> bytes:
    """Return the first steps of a melody, in semitones and relative lengths, as bytes."""
    pitches, ticks = melody[melody[:, 0] != tunes.REST].T
    return np.concatenate([np.diff(pitches)[: _WINDOW - 1], ticks[:_WINDOW]]).astype(np.int16).tobytes()


def preview(loaded: Dataset) -> str:
    """Return the beginning of one tune of each class, to listen to."""
    rows = []
    for label, name in enumerate(loaded.classes):
        i = int(np.flatnonzero(loaded.train.y == label)[0])
        title = loaded.train.column("title")[i]
        player = tunes.play(loaded.train.x[i], f"The beginning of {title}", seconds=_HEARD, rate=_RATE)
        rows.append((f"{name}: {title}", player._repr_html_()))
    return samples(f"Training tunes of {loaded.name}", "How it begins", rows, "Class and title")
