"""A copy of the shelf that tests may break."""

import shutil

import pytest

from course_utils import places


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """A copy of ``datasets/`` that `data.load` reads instead of the real one."""
    copy = tmp_path / "datasets"
    shutil.copytree(places.datasets(), copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(places, "datasets", lambda: copy)
    return copy


@pytest.fixture
def edit(shelf):
    """Return a function that replaces one text by another in a set's card."""

    def edit(name, old, new):
        path = shelf / name / "card.toml"
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit
