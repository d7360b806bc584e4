"""Arrays in a compressed ``NAME.npz`` beside the card."""

from pathlib import Path

import numpy as np

from ...errors import CourseError
from ..repair import restore


def file(card) -> Path:
    """Return the path of the set's file."""
    return card.folder / f"{card.name}.npz"


def read(card) -> dict[str, np.ndarray]:
    """Return the stored arrays.

    Raises:
        CourseError: when the file is missing, may not be read, or is damaged.
    """
    path = file(card)
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            return {name: archive[name] for name in archive.files}
    except FileNotFoundError as error:
        raise CourseError(f"datasets/{card.name}/{path.name} is missing", remedy=remedy(card)) from error
    except OSError as error:
        raise CourseError(
            f"datasets/{card.name}/{path.name} cannot be read ({error.strerror or error})", remedy=remedy(card)
        ) from error
    except Exception as error:
        # A damaged archive fails in a dozen ways: in zipfile, zlib, struct, or the reader of array headers.
        raise CourseError(f"datasets/{card.name}/{path.name} is damaged", remedy=remedy(card)) from error


def remedy(card) -> str:
    """Return how to get the file back."""
    return restore(card.name)
