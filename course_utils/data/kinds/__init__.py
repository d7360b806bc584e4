"""What the arrays of a set mean: one module a kind, named by ``kind`` in the card.

A kind offers

    decode(card, arrays) -> Dataset   from the reader's arrays to what a lesson uses
    preview(dataset) -> str           one captioned HTML table that shows samples on the card
    count(part) -> int                how many of the card's ``items`` a part holds
    keys(part) -> set                 what makes two items the same: no key may stand in two parts
    column(part, name) -> array       the column that ``split.group`` and ``split.order`` name
    names(part) -> set[str]           the columns that the card must explain
    shape(dataset) -> tuple           shape of one item, 0 where it varies

`rows` has the last five for kinds whose parts are a `Split`, `frames` for those whose parts are DataFrames.
"""

import pkgutil
from importlib import import_module

from ...errors import CourseError

_SHARED = {"rows", "frames"}
_KINDS = sorted({module.name for module in pkgutil.iter_modules(__path__)} - _SHARED)


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
    return import_module(f".{card.kind}", __package__)
