"""Deep Learning Explained: the tools behind the lessons, one room for each job.

What a lesson imports::

    from course_utils import claim, data, engine, explain, plot, practice, record, show, train

=============  ==============================================================================
room           what it does
=============  ==============================================================================
``data``       ``load(name)``: real data sets with a fixed, honest split and a card
``engine``     reverse-mode automatic differentiation on NumPy arrays; layers; optimizers
``train``      seeds, one-line progress, a time budget
``explain``    saliency, Grad-CAM, activation maximisation: returns arrays, never draws
``plot``       the course's figures; ``show(fig, alt)`` puts one under a cell
``claims``     ``claim`` and ``record``: findings with the threshold that they must keep
``practice``   exercises: ``check``, ``hint``, ``solution``, and the progress record
``authoring``  source -> executed notebook, lint, tables (for contributors)
``cli``        the ``course`` command
=============  ==============================================================================

Importing the package loads none of them: each room is loaded when a name of it is first used.
"""

import importlib
import os

from . import startup

__version__ = "0.1.0"

# TensorFlow reads this once, when it is first imported; what it writes before that, `startup` keeps out of the lessons.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
startup.install()
# NumPy reads this once too. On the course's small matrices one thread is as fast as two, and it stays so on a busy
# machine, where two threads that wait for each other can be ten times slower. TensorFlow keeps its own threads.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_ROOMS = ("authoring", "claims", "cli", "data", "engine", "explain", "plot", "practice", "train")
_NAMES = {"claim": "claims", "record": "claims", "show": "plot"}
__all__ = sorted([*_ROOMS, *_NAMES, "__version__"])


def __getattr__(name):
    """Load the room that ``name`` lives in, on first use (PEP 562)."""
    if name in _ROOMS:
        return importlib.import_module(f".{name}", __name__)
    if name in _NAMES:
        return getattr(importlib.import_module(f".{_NAMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return list(__all__)
