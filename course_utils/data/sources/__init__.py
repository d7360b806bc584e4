"""Where the arrays of a set are read: one module a reader, named by ``source.reader`` in the card.

A reader offers ``read(card) -> dict`` of the arrays that the card's kind decodes (``x_train``, ``y_train``, …, in
the forms of `packing`), and ``remedy(card) -> str``, what a user does when they are not the arrays of the card.
"""

import pkgutil
from importlib import import_module

from ...errors import CourseError

_READERS = sorted(module.name for module in pkgutil.iter_modules(__path__))


def reader_of(card):
    """Return the module that reads the card's arrays.

    Raises:
        CourseError: for a reader that the course does not know.
    """
    reader = card.source.reader
    if reader not in _READERS:
        raise CourseError(
            f"datasets/{card.name}/card.toml has the unknown source.reader '{reader}'",
            remedy=f"known readers: {', '.join(_READERS)}",
        )
    return import_module(f".{reader}", __package__)
