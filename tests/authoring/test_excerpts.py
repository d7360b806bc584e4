"""Scripts train longer with the code of a lesson's own cells."""

import pytest

from course_utils import places
from course_utils.authoring.excerpts import definitions
from course_utils.errors import CourseError

SOURCE = """# ---
# jupyter:
# ---

# %%
import math

# %% [markdown]
# def double(x) is explained here.

# %%
FACTOR = 2


def double(x):
    return FACTOR * x


# %%
raise SystemExit("a cell that nobody asked for")
"""


@pytest.fixture
def lesson(monkeypatch, tmp_path):
    (tmp_path / "77_doubling.py").write_text(SOURCE)
    monkeypatch.setattr("course_utils.authoring.excerpts.sources", lambda: tmp_path)


def test_wanted_cells_run_and_others_do_not(lesson):
    names = definitions("77", ("import math", "def double("))
    assert names["double"](4) == 8 and names["math"].pi > 3


@pytest.mark.parametrize(
    ("number", "beginnings", "says"),
    [("78", ("import math",), "there is no lesson 78"), ("77", ("def triple(",), "no cell of lesson 77 has a line")],
)
def test_what_is_not_there_is_named(lesson, number, beginnings, says):
    with pytest.raises(CourseError, match=says):
        definitions(number, beginnings)


def test_every_checkpoint_script_finds_its_cells():
    import ast

    for script in (places.datasets() / "checkpoints").glob("*/train.py"):
        if "authoring.excerpts" not in script.read_text():
            continue
        tree = ast.parse(script.read_text())
        needed = next(node for node in tree.body if getattr(getattr(node, "targets", [None])[0], "id", "") == "NEEDED")
        number = next(
            call.args[0].value
            for call in ast.walk(tree)
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") == "definitions"
        )
        source = next(places.sources().glob(f"{number}_*.py")).read_text()
        for beginning in ast.literal_eval(needed.value):
            assert f"\n{beginning}" in source, f"{script}: {beginning}"
