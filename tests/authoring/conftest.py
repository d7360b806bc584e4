"""Fixtures of the authoring tests: a small course, and one that was built for real."""

import shutil

import pytest
from small_course import Exercises, write_course

from course_utils import practice
from course_utils.authoring import build, find


@pytest.fixture(autouse=True)
def exercises(monkeypatch):
    """Put made-up exercises in the place of the course's."""
    room = Exercises()
    monkeypatch.setattr(practice, "get", room.get)
    monkeypatch.setattr(practice, "of_lesson", room.of_lesson)
    return room


@pytest.fixture
def notebooks(tmp_path):
    """Return the notebooks folder of a fresh small course."""
    return write_course(tmp_path)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory):
    """Build lesson 05 in a real kernel, once for all tests; return the course's folder, the result and the steps."""
    root = tmp_path_factory.mktemp("built")
    notebooks = write_course(root)
    room, steps = Exercises(), []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(practice, "get", room.get)
        patch.setattr(practice, "of_lesson", room.of_lesson)
        built = build(find("05", notebooks), on_cell=steps.append)
    return root, built, steps


@pytest.fixture
def lesson(built_once, tmp_path):
    """Return lesson 05, built, in a copy that the test may change."""
    root = tmp_path / "copy"
    shutil.copytree(built_once[0], root)
    return find("05", root / "notebooks")
