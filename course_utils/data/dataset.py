"""One loaded data set: three parts and a card."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from .cards import Card


class Split(NamedTuple):
    """One part of a data set: inputs and labels, row by row; unpacks into ``model.fit(*d.train)``."""

    x: np.ndarray  # (n, …): pictures float32 in [0, 1] of (n, h, w, c), points float32 of (n, d)
    y: np.ndarray  # (n,) int32

    def __repr__(self):
        return f"Split(x: {self.x.dtype} {self.x.shape}, y: {self.y.dtype} {self.y.shape})"


@dataclass(frozen=True, repr=False)
class Dataset:
    """A data set as lessons use it; the arrays are yours to change, each `load` reads them afresh."""

    card: Card
    train: Split
    val: Split
    test: Split

    @property
    def name(self) -> str:
        """The name that `load` was given."""
        return self.card.name

    @property
    def classes(self) -> tuple[str, ...]:
        """The class names; label ``y`` means ``classes[y]``."""
        return self.card.classes

    @property
    def x_shape(self) -> tuple[int, ...]:
        """Shape of one input, without the row axis: what ``keras.Input`` wants."""
        return self.train.x.shape[1:]

    def __repr__(self):
        return (
            f"<{self.name}: {self.card.counted()} {self.card.kind} of {self.card.shaped()}, "
            f"{len(self.classes)} classes; its story: .card>"
        )
