"""One loaded data set: its parts and its card."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ..errors import CourseError
from .cards import Card


class Split(tuple):
    """One part of a data set: inputs ``x`` and targets ``y``, row by row; unpacks into ``model.fit(*d.train)``.

    It is a pair, so Keras takes it whole as ``validation_data``. What else is known of each row, such as who spoke,
    stands in ``about``, a DataFrame with one row for each of ``x``.
    """

    def __new__(cls, x, y, about: dict | None = None):
        """Pair ``x`` with ``y``; ``about`` maps column names to arrays as long as they are."""
        split = super().__new__(cls, (x, y))
        split._about = about or {}
        return split

    def __getnewargs__(self):
        return (*self, self._about)

    @property
    def x(self):
        """The inputs: an array (n, …), an object array of n texts or arrays, or a DataFrame of n rows."""
        return self[0]

    @property
    def y(self):
        """The targets: int32 (n,) class numbers, float32 (n,) or (n, k) values, or an object array of n texts."""
        return self[1]

    @property
    def about(self):
        """What else is known of the rows, as a new DataFrame; without columns when nothing is."""
        import pandas

        return pandas.DataFrame(self._about, index=range(len(self.y)))

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns of ``about``."""
        return tuple(self._about)

    def column(self, name: str) -> np.ndarray:
        """Return one column of ``about`` as an array, without making a DataFrame."""
        return self._about[name]

    def select(self, rows) -> "Split":
        """Return the part's rows ``rows``, an array of indices or of n truth values.

        >>> low = digits.train.select(digits.train.y < 5)
        """
        rows = np.asarray(rows)
        x, y = (v.iloc[rows] if hasattr(v, "iloc") else v[rows] for v in self)
        return Split(x, y, {name: np.asarray(column)[rows] for name, column in self._about.items()})

    def __repr__(self):
        about = f", about: {', '.join(self._about)}" if self._about else ""
        return f"Split(x: {_kind(self.x)}, y: {_kind(self.y)}{about})"


def _kind(values):
    if hasattr(values, "columns"):
        return f"table {values.shape}"
    dtype = str(getattr(values, "dtype", type(values).__name__))
    if dtype == "object" and len(values):
        dtype = f"{type(values[0]).__name__}s"
    return f"{dtype} {np.shape(values)}"


@dataclass(frozen=True, repr=False)
class Dataset:
    """A data set as lessons use it; the arrays are yours to change, each `load` reads them afresh.

    ``parts`` maps "train", "val" and "test" (or "all", for a set that is not to be split) to a `Split`; the kinds
    series and ratings have DataFrames, a corpus has strings instead. ``extra`` holds what belongs to no part.
    """

    card: Card
    parts: dict[str, Any]
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name that `load` was given."""
        return self.card.name

    @property
    def classes(self) -> tuple[str, ...]:
        """The class names; label ``y`` means ``classes[y]``. Empty when the targets are no classes."""
        return self.card.classes

    @property
    def train(self):
        """The part to learn from."""
        return self._part("train")

    @property
    def val(self):
        """The part to choose on: settings, thresholds, when to stop."""
        return self._part("val")

    @property
    def test(self):
        """The part to look at once, at the end."""
        return self._part("test")

    @property
    def all(self):
        """All of a set that is not to be split."""
        return self._part("all")

    @property
    def x_shape(self) -> tuple[int, ...]:
        """Shape of one input, without the row axis: what ``keras.Input`` wants."""
        return next(iter(self.parts.values())).x.shape[1:]

    def _part(self, name):
        if name not in self.parts:
            have = ", ".join(f".{part}" for part in self.parts)
            raise CourseError(f"{self.name} has no part '{name}'", remedy=f"it has {have}; its card says why")
        return self.parts[name]

    def __repr__(self):
        card = self.card
        of = f" of {card.shaped()}" if card.shape else ""
        classes = f", {len(card.classes)} classes" if card.classes else ""
        return f"<{self.name}: {card.counted()} {card.items}{of}{classes}; its story: .card>"
