"""One long text, in parts."""

import html
import re

from ...errors import CourseError
from ..dataset import Dataset
from ..packing import unpack
from ..rendering import samples

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_PASSAGE = 12  # words that no two parts may share in a row; set phrases such as stage directions are shorter
_SHOWN = 400  # characters of each part on the card


def decode(card, arrays) -> Dataset:
    """Return the set whose parts are strings."""
    return Dataset(card, {part: str(unpack(arrays, part)[0]) for part in card.counts})


def preview(loaded: Dataset) -> str:
    """Return the beginning of each part."""
    rows = [(part, _verbatim(text[:_SHOWN].rsplit(None, 1)[0] + " …")) for part, text in loaded.parts.items()]
    return samples(f"How the parts of {loaded.name} begin", "Text", rows, "Part")


def _verbatim(text):
    return f'<div style="white-space: pre-wrap">{html.escape(text)}</div>'


def count(part: str) -> int:
    """Return the number of characters."""
    return len(part)


def keys(part: str) -> set:
    """Return all passages of twelve words, regardless of case, line breaks and punctuation."""
    words = re.findall(r"\w+", part.casefold().replace("'", "").replace("_", " "))
    return {" ".join(words[i : i + _PASSAGE]) for i in range(max(1, len(words) - _PASSAGE + 1))}


def column(part: str, name: str):
    """Refuse: a text has no columns.

    Raises:
        CourseError: always.
    """
    raise CourseError(f"a corpus has no column '{name}'", remedy="remove split.group and split.order from its card")


def names(part: str) -> set[str]:
    """Return no names: a text has no columns."""
    return set()


def shape(loaded: Dataset) -> tuple[int, ...]:
    """Return the shape of a character: none."""
    return ()
