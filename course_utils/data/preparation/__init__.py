"""Rebuild a data set from the published package that it came from; for maintainers, never imported by a lesson.

Each ``datasets/NAME/prepare.py`` says in one function, ``arrays(source)``, how its arrays are made; `main` runs it.
"""

from ..packing import pack
from .packages import file, files
from .rebuild import main
from .rows import balanced_parts, without_repeats

__all__ = ["balanced_parts", "file", "files", "main", "pack", "without_repeats"]
