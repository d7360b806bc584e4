"""What the arrays of a set mean: one module a kind, named by ``kind`` in the card.

A kind offers ``decode(arrays, part) -> Split``, from the reader's arrays to what a model eats, and
``preview(card, train) -> str``, the HTML that shows samples on the card.
"""

from ...errors import CourseError
from . import pictures, points

_KINDS = {"pictures": pictures, "points": points}


def kind_of(card):
    """Return the module for the card's kind.

    Raises:
        CourseError: for a kind that the course does not know.
    """
    if card.kind not in _KINDS:
        raise CourseError(
            f"datasets/{card.name}/card.toml has the unknown kind '{card.kind}'",
            remedy=f"known kinds: {', '.join(_KINDS)}",
        )
    return _KINDS[card.kind]
