"""What the kinds share whose parts are a `Split`: decoding row by row, counting, comparing."""

import numpy as np

from ..dataset import Dataset, Split
from ..packing import unpack


def dataset(card, arrays, inputs=lambda x: x) -> Dataset:
    """Return the set whose parts are ``x_PART``, ``y_PART`` and, where they are, the columns ``about_PART/…``.

    A part that the card does not count, such as ``x_rare``, stands in ``extra``.

    Args:
        card: whose ``counts`` name the parts.
        arrays: what the reader returned.
        inputs: applied to each part's x.
    """
    found = dict.fromkeys(
        [*card.counts, *(key[2:].partition(":")[0].partition("/")[0] for key in arrays if key[:2] == "x_")]
    )
    splits = {part: _split(arrays, part, inputs) for part in found}
    return Dataset(
        card,
        {part: splits[part] for part in card.counts},
        {part: split for part, split in splits.items() if part not in card.counts},
    )


def _split(arrays, part, inputs):
    about = unpack(arrays, f"about_{part}") if any(key.startswith(f"about_{part}/") for key in arrays) else {}
    return Split(inputs(unpack(arrays, f"x_{part}")), targets(unpack(arrays, f"y_{part}")), about)


def targets(y: np.ndarray) -> np.ndarray:
    """Return class numbers as int32, measured values as float32, texts as they are."""
    if y.dtype == object:
        return y
    return y.astype(np.int32 if y.dtype.kind in "iub" else np.float32)


def count(part: Split) -> int:
    """Return the number of rows."""
    return len(part.y)


def keys(part: Split) -> set:
    """Return the inputs as hashable values; texts regardless of case, spacing and punctuation."""
    return {_plain(item) if isinstance(item, str) else np.asarray(item).tobytes() for item in part.x}


def _plain(text):
    # Only letters and digits count, in any script, so "Turn it on!" is no new sentence beside "turn it on".
    words = "".join(c if c.isalnum() else " " for c in text.casefold()).split()
    return " ".join(words) or text


def examples(classes, y: np.ndarray, each: int, most: int):
    """Yield (name, indices of ``each`` rows to show): for at most ``most`` classes, or for five bands of the values."""
    if classes:
        for label in np.unique(y)[:most]:
            yield classes[label], np.flatnonzero(y == label)[:each]
        return
    for band in np.array_split(np.argsort(y, kind="stable"), 5):
        chosen = band[np.linspace(0, len(band) - 1, each).astype(int)]
        yield f"{y[chosen[0]]:.2f} to {y[chosen[-1]]:.2f}", chosen


def column(part: Split, name: str) -> np.ndarray:
    """Return a column of ``about``, or of x where x is a table."""
    return part.x[name].to_numpy() if name in getattr(part.x, "columns", ()) else part.column(name)


def names(part: Split) -> set[str]:
    """Return the names of the columns of ``about``."""
    return set(part.columns)


def shape(loaded: Dataset) -> tuple[int, ...]:
    """Return the shape of one x; its first size is 0 when it differs between rows, and a text has none."""
    x = next(iter(loaded.parts.values())).x
    if x.dtype != object:
        return x.shape[1:]
    return () if isinstance(x[0], str) else (0, *x[0].shape[1:])
