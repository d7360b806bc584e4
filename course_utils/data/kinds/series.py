"""Measurements over time: each part a DataFrame that is indexed by time, later parts later.

The arrays hold what an instrument gave as whole numbers, so that nothing is lost and 316.1 comes back as 316.1:

    PART/start     (1,) text, the date of the first row, as exact as its unit: 1749-01, or 2014-01-01T00:00;
                   or int, its sample number, where the card has a rate
    PART/steps     (n,) ints: how many months, days, minutes or samples a row is later than the one before; first 0
    PART/COLUMN    (n,) ints, the values times scale; the lowest number of their type means missing
    scale/COLUMN   (1,) int

`preparation.series` writes them.
"""

import html

import numpy as np

from ..dataset import Dataset
from ..packing import unpack
from ..rendering import samples
from .frames import column, count, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_CLOSE = 1_000  # rows of the close look
_WIDTH, _HEIGHT = 400, 64  # pixels of a line


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return DataFrames of float64 columns, NaN where nothing was measured.

    The index is of datetimes called ``time``, or of ``seconds`` where the card has a rate.
    """
    import pandas

    scales = unpack(arrays, "scale")
    parts = {}
    for part in card.counts:
        columns = unpack(arrays, part)
        index = _index(pandas, columns.pop("start"), columns.pop("steps"), card.rate)
        parts[part] = pandas.DataFrame({c: _floats(v, scales[c]) for c, v in columns.items()}, index=index)
    return Dataset(card, parts)


def _index(pandas, start, steps, rate):
    later = np.cumsum(steps, dtype=np.int64)
    if rate:
        return pandas.Index((start[0] + later) / rate, name="seconds")
    return pandas.DatetimeIndex((np.datetime64(start[0]) + later).astype("datetime64[s]"), name="time")


def _floats(stored, scale):
    values = stored / scale
    values[stored == np.iinfo(stored.dtype).min] = np.nan
    return values


def keys(part) -> set:
    """Return the times."""
    return set(part.index)


def preview(loaded: Dataset) -> str:
    """Return each column as a line: all of it, and a close look at the end of the first part."""
    from .. import thumbnails

    first, *later = loaded.parts.values()
    close = first.iloc[-_CLOSE:]
    rows = []
    for name in first:
        whole = np.concatenate([part[name].to_numpy() for part in loaded.parts.values()])
        borders = np.cumsum([len(part) for part in (first, *later)])[:-1] / len(whole)
        lines = (
            (whole, borders, f"{_moment(first.index[0])} to {_moment((later or [first])[-1].index[-1])}"),
            (close[name].to_numpy(), [], f"{_moment(close.index[0])} to {_moment(close.index[-1])}"),
        )
        shown = (f"<div>{thumbnails.img(_line(v, b), _alt(name, s, v))}</div>{html.escape(s)}" for v, b, s in lines)
        rows.append((name, "".join(shown)))
    caption = f"Columns of {loaded.name}: all of it, grey lines between its parts, and the last rows of its first part"
    return samples(caption, "Over time", rows, "Column")


def _moment(time):
    if isinstance(time, float):
        return f"{time:.1f} s"
    return f"{time:%Y-%m-%d}" if time == time.normalize() else f"{time:%Y-%m-%d %H:%M}"


def _alt(name, span, values):
    if np.isnan(values).all():
        return f"{name} from {span}: nothing was measured"
    gaps = f", {np.isnan(values).mean():.1%} missing" if np.isnan(values).any() else ""
    return f"{name} from {span}: between {np.nanmin(values):.6g} and {np.nanmax(values):.6g}{gaps}"


def _line(values, borders):
    """Draw values (n,) from left to right; where many share a column of pixels, from the lowest to the highest."""
    from PIL import Image, ImageDraw

    image = Image.new("L", (_WIDTH, _HEIGHT), 255)
    draw = ImageDraw.Draw(image)
    for border in borders:
        draw.line((border * _WIDTH, 0, border * _WIDTH, _HEIGHT), fill=170)
    if np.isnan(values).all():
        return image
    low, high = np.nanmin(values), np.nanmax(values)
    y = (_HEIGHT - 3) * (1 - (values - low) / ((high - low) or 1)) + 1  # (n,) pixels from the top
    before = []
    for x, here in enumerate(np.array_split(y, _WIDTH)):
        # Each stroke starts where the one before it ended, unless nothing was measured between them.
        stroke = [*before, *here[~np.isnan(here)]]
        if stroke:
            draw.line((x, min(stroke), x, max(stroke)), fill=0)
        before = [] if not len(here) or np.isnan(here[-1]) else [here[-1]]
    return image
