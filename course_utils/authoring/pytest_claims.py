"""Teach nbval about claims: their numbers are compared with tolerance, not letter by letter.

Loaded by ``addopts = "-p course_utils.authoring.pytest_claims"`` in pyproject.toml, so that it is there however
pytest is started. nbval itself goes on to compare every other text output strictly.
"""

import os
import tempfile
from pathlib import Path

import pytest

from .. import claims


def pytest_configure(config):
    """Give kernels a progress record of their own: a test must never write into the learner's."""
    folder = tempfile.TemporaryDirectory(prefix="course-progress-")
    config.add_cleanup(folder.cleanup)
    os.environ["COURSE_PROGRESS"] = str(Path(folder.name) / "progress.jsonl")
    # pytest's PYTEST_CURRENT_TEST makes ipykernel pass C++ log lines through; TensorFlow must not write any.
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


def pytest_collection_modifyitems(items):
    """Mark notebook cells, and leave the claims' MIME type to the comparison below."""
    for item in items:
        if item.path.suffix == ".ipynb":
            item.add_marker(pytest.mark.notebooks)
            item.parent.skip_compare = (*item.parent.skip_compare, claims.MIME)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """After nbval has run a cell, judge the claims that it made against the stored ones."""
    yield
    if item.path.suffix != ".ipynb" or not hasattr(item, "test_outputs"):
        return
    stored = claims.read({"cells": [item.cell]})
    fresh = claims.read({"cells": [{"outputs": item.test_outputs}]})
    if trouble := claims.differences(stored, fresh):
        pytest.fail("\n".join(trouble), pytrace=False)
