"""Tables: rows of named columns, numbers or texts, with a class or a value each."""

import html

import numpy as np

from ..dataset import Dataset, Split
from .frames import frame
from .rows import column, count, dataset

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_ROWS = 4  # on the card
_LETTERS = 90  # of a text


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return x as DataFrames of int32, float32 and text columns, y as int32 classes or float32 values.

    A missing number is NaN, a missing text is empty.
    """
    return dataset(card, arrays, _frame)


def _frame(columns):
    return frame({name: _wide(values) for name, values in columns.items()})


def _wide(values):
    # Small integers and half floats save space in the file; in arithmetic they would overflow.
    if values.dtype == object:
        return values
    return values.astype(np.float32 if values.dtype.kind == "f" else np.int32)


def keys(part: Split) -> set:
    """Return a hash of 64 bits for each row of x; missing numbers are equal, though NaN is not."""
    from pandas.util import hash_pandas_object

    return set(hash_pandas_object(part.x, index=False).to_list())


def names(part: Split) -> set[str]:
    """Return the names of the columns of x and of ``about``."""
    return set(part.x) | set(part.columns)


def shape(loaded: Dataset) -> tuple[int, ...]:
    """Return the number of columns of x."""
    return loaded.x_shape


def preview(loaded: Dataset) -> str:
    """Return the first rows of training, each as a column, so that a table of many columns stays narrow."""
    train = loaded.train
    target = [loaded.classes[label] for label in train.y[:_ROWS]] if loaded.classes else list(train.y[:_ROWS])
    lines = {"y": target}
    for prefix, table in (("about.", train.about[:_ROWS]), ("", train.x[:_ROWS])):
        lines |= {f"{prefix}{name}": table[name].to_list() for name in table}
    head = "".join(f'<th scope="col" style="{_CELL}">Row {i}</th>' for i in range(len(target)))
    body = "".join(
        f'<tr><th scope="row" style="{_CELL}">{html.escape(name)}</th>'
        + "".join(f'<td style="{_CELL}">{_shown(value)}</td>' for value in values)
        + "</tr>"
        for name, values in lines.items()
    )
    caption = f"The first rows of the training part of {loaded.name}: the target y, then the columns of about and of x"
    return (
        f'<table><caption style="caption-side: top; text-align: left; padding-top: 1em">{html.escape(caption)}'
        f'</caption><thead><tr><th scope="col" style="{_CELL}">Column</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


_CELL = "text-align: left; vertical-align: top"


def _shown(value):
    if isinstance(value, str):
        return html.escape(value if len(value) <= _LETTERS else value[:_LETTERS].rstrip() + " …") or "(empty)"
    if value != value:
        return "missing"
    return str(value) if isinstance(value, int) else f"{value:.5g}"
