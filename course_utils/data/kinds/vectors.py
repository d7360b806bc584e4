"""Words with a vector each."""

import difflib
import html
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...errors import CourseError
from ..dataset import Dataset
from ..rendering import samples
from .rows import column, count, dataset, keys, names

__all__ = ["Vectors", "column", "count", "decode", "keys", "names", "preview", "shape"]

_ROWS, _NUMBERS = 12, 6  # words, and numbers of each vector, that the card shows


@dataclass(frozen=True, repr=False)
class Vectors(Dataset):
    """Word vectors: ``all.x`` are the words, most frequent first, and ``all.y`` (n, d) their vectors.

    >>> "king" in words, words.vector("king").shape
    (True, (50,))
    """

    @cached_property
    def _rows(self):
        return {word: i for i, word in enumerate(self.all.x)}

    def __contains__(self, word):
        return word in self._rows

    def vector(self, word: str) -> np.ndarray:
        """Return the vector of ``word``, float32 (d,), as a view of its row.

        Raises:
            CourseError: for a word that has none; words are in lower case.
        """
        if word not in self._rows:
            near = difflib.get_close_matches(str(word).lower(), self._rows, n=1, cutoff=0.6)
            remedy = f"is it '{near[0]}'?" if near else "leave it out, or use zeros"
            raise CourseError(f"{self.name} has no vector of '{word}'", remedy=remedy)
        return self.all.y[self._rows[word]]


def decode(card, arrays: dict[str, np.ndarray]) -> Vectors:
    """Return words as an object array (n,) of str, with float32 vectors (n, d)."""
    return Vectors(card, dataset(card, arrays).parts)


def preview(loaded: Vectors) -> str:
    """Return words from frequent to rare, with the first numbers of their vectors."""
    words, vectors = loaded.all
    rows = [
        (str(words[i]), html.escape("  ".join(f"{value:.2f}" for value in vectors[i, :_NUMBERS])) + " …")
        for i in np.geomspace(1, len(words), _ROWS).astype(int) - 1
    ]
    heading = f"First {_NUMBERS} of {vectors.shape[1]} numbers"
    return samples(f"Words of {loaded.name}, from frequent to rare", heading, rows, "Word")


def shape(loaded: Vectors) -> tuple[int, ...]:
    """Return the length of a vector."""
    return loaded.all.y.shape[1:]
