"""From a lesson's source to its executed notebook and back, for contributors.

``notebooks/source/NN_slug.py`` --`build`--> ``notebooks/NN_slug.ipynb`` --`adopt`--> back after an edit in Jupyter.
`stale` proves without executing that a notebook is current, `lint` reads a lesson as far as a program can,
`execute` runs any notebook, `write_tables` renews README's tables of lessons and findings.
"""

import importlib

# No module may be called as a public name is: importing it would put the module in the function's place.
_HOMES = {
    "Adoption": "adoption",
    "Built": "builder",
    "Execution": "execution",
    "Finding": "rules",
    "Lesson": "lesson",
    "Step": "execution",
    "adopt": "adoption",
    "assemble": "assembly",
    "build": "builder",
    "execute": "execution",
    "find": "lesson",
    "lessons": "lesson",
    "lint": "rules",
    "stale": "staleness",
    "stale_tables": "tables",
    "write_tables": "tables",
}
__all__ = sorted(_HOMES)


def __getattr__(name):
    """Load the module that ``name`` lives in, on first use: notebooks and BibTeX are slow to import."""
    if name in _HOMES:
        return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__():
    return __all__
