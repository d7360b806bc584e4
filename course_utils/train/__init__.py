"""Seeds, one-line progress, a time budget and restarts; Keras is loaded when a Keras thing is first used."""

import importlib

from .bar import progress
from .restarts import restart
from .seeds import seed

_KERAS_NAMES = ("Progress", "TimeBudget")
__all__ = ["Progress", "TimeBudget", "progress", "restart", "seed"]


def __getattr__(name):
    """Load the Keras callbacks on first use (PEP 562)."""
    if name in _KERAS_NAMES:
        return getattr(importlib.import_module(".callbacks", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return list(__all__)
