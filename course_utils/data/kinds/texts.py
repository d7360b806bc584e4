"""Texts with a class, or a value, each; a text stays as it was written, cutting it into tokens is the lesson's."""

import html

import numpy as np

from ..dataset import Dataset
from ..rendering import samples
from .rows import column, count, dataset, examples, keys, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_SHOWN = 3  # texts a class, or a band of values
_ROWS = 40  # at most
_LETTERS = 240  # of a text that is shown


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return texts as object arrays (n,) of str, with int32 classes, float32 values or texts as targets."""
    return dataset(card, arrays)


def preview(loaded: Dataset) -> str:
    """Return a few texts of each class, or from low to high values."""
    card, (part, (x, y)) = loaded.card, next(iter(loaded.parts.items()))
    rows = [(name, _list(x[chosen])) for name, chosen in examples(card.classes, y, _SHOWN, _ROWS)]
    return samples(f"Texts of the part {part} of {card.name}", "Texts", rows, "Class" if card.classes else "Value")


def _list(texts):
    items = (text if len(text) <= _LETTERS else text[: _LETTERS - 1] + "…" for text in texts)
    return f'<ul style="margin: 0">{"".join(f"<li>{html.escape(item)}</li>" for item in items)}</ul>'
