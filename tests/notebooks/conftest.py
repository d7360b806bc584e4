"""What the notebook tests share: the committed lessons, and one re-execution of each under hard conditions."""

import functools
import os
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from course_utils import authoring, places

OFFLINE = Path(__file__).parent / "offline"
OTHER_SEED = 20261122


def pytest_generate_tests(metafunc):
    """Run a test that asks for `lesson` once for every lesson of the course."""
    if "lesson" in metafunc.fixturenames:
        lessons = authoring.lessons()
        metafunc.parametrize("lesson", lessons, ids=[f"{x.number}_{x.slug}" for x in lessons], scope="session")


@pytest.fixture(scope="session")
def committed(lesson):
    """Return the committed notebook of a lesson."""
    return nbformat.read(lesson.notebook, as_version=4)


@functools.cache
def _rerun(number, log_path):
    log = Path(log_path)
    log.touch()
    env = {
        "PYTHONPATH": os.pathsep.join([str(OFFLINE), os.environ.get("PYTHONPATH", "")]),
        "COURSE_OFFLINE_LOG": str(log),
    }
    lesson = authoring.find(number)
    notebook = nbformat.read(lesson.notebook, as_version=4)
    result = authoring.execute(
        notebook, parameters={"SEED": OTHER_SEED}, solutions=True, cwd=places.notebooks(), env=env
    )
    return SimpleNamespace(result=result, attempts=log.read_text().splitlines())


@pytest.fixture(scope="session")
def rerun(lesson, tmp_path_factory):
    """Execute a lesson with papermill's parameters: a seed nobody tuned for, the reference solutions, no network."""
    return _rerun(lesson.number, str(tmp_path_factory.getbasetemp() / f"offline-{lesson.number}.log"))
