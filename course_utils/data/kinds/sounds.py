"""Recordings of different length, with a class each, to be heard and seen."""

import numpy as np

from .. import companding, listening
from ..dataset import Dataset
from ..rendering import samples
from ..spectra import log_mel
from .rows import column, count, dataset, keys, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_ROWS = 10
_LOUD = 0.9  # a sample on the card is made this loud
_SECONDS = 3.2  # of all samples on the card together, so that the page stays light
_BANDS = 24


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return waveforms as an object array of float32 arrays (samples,) in [-1, 1], with int32 classes.

    Stored bytes are codes of `companding`; stored int16 are samples of which 32,768 is 1.
    """
    return dataset(card, arrays, _floats)


def _floats(x):
    for i, item in enumerate(x):
        x[i] = companding.expand(item) if item.dtype == np.uint8 else np.divide(item, 32_768, dtype=np.float32)
    return x


def preview(loaded: Dataset) -> str:
    """Return one short recording of each class: a player, and its spectrogram."""
    card, (part, rows) = loaded.card, next(iter(loaded.parts.items()))
    lengths = np.array([len(item) for item in rows.x])
    shown = []
    for label, name in enumerate(loaded.classes[:_ROWS]):
        of_class = np.flatnonzero(rows.y == label)
        i = of_class[np.argsort(lengths[of_class], kind="stable")[len(of_class) // 32]]
        facts = {column: str(rows.column(column)[i]) for column in rows.columns}
        about = ", ".join(f"{column} {fact}" for column, fact in facts.items() if fact != name)
        shown.append((f"{name} ({about})" if about else name, _sample(rows.x[i], card.rate, name, len(loaded.classes))))
    caption = f"A short recording of each class of the part {part} of {card.name}, made equally loud"
    return samples(caption, "Sound, and its spectrogram: time from left to right, high tones on top", shown)


def _sample(sound, rate, name, classes):
    from .. import thumbnails

    heard = sound[: int(_SECONDS / min(classes, _ROWS) * rate)]
    heard = heard * (_LOUD / max(np.abs(heard).max(), 1e-6))
    player = listening.Player(heard, round(rate), f"{name}, {len(heard) / rate:.1f} seconds")
    picture = log_mel(heard, rate, _BANDS).T[::-1]  # (bands, frames), high bands on top
    low, high = np.percentile(picture, [10, 99])
    scaled = ((picture - low) / max(high - low, 1e-6)).clip(0, 1)
    return player._repr_html_() + thumbnails.img(
        thumbnails.strip(scaled[None, ..., None]), f"Spectrogram of {name}, {len(heard) / rate:.1f} seconds", 2
    )
