"""Sources are read into cells and written back: unchanged lines stay, and what cannot be held is refused."""

import random

import pytest
from small_course import LESSON

from course_utils.authoring.source import SourceCell, join, keep, split, tidy
from course_utils.errors import CourseError

LINES = [
    "x = 1",
    "",
    "    return 1",
    "# a comment",
    "%time x",
    "!ls",
    "def f():",
    '"""',
    "# +",
    "- item",
    "# Heading",
    "$$x$$",
    "[@a]",
    "?help",
    "\ttab",
    "two spaces  ",
    "---",
    "# ---",
    "é ü →",
    "<!-- comment -->",
    "ls",
    "# !ls",
    "{{exercise 05.1}}",
    "# %%",
    "%% x",
]


def random_cells(rng):
    cells = []
    for _ in range(rng.randint(1, 6)):
        text = tidy("\n".join(rng.choice(LINES) for _ in range(rng.randint(1, 5))))
        if text.strip():
            tags = ("parameters",) if rng.random() < 0.1 else ()
            cells.append(SourceCell(rng.choice(["markdown", "code"]), text, tags))
    return cells


def test_cells_know_their_kind_tags_and_line():
    top, cells = split("# ---\n# a header\n# ---\n\n" + LESSON)
    assert top == "# ---\n# a header\n# ---\n\n"
    assert [c.kind for c in cells] == ["markdown", "code", "code", "code", "markdown", "markdown"]
    assert cells[2].tags == ("parameters",) and cells[2].text.startswith("SEED = 7")
    assert [c.line for c in cells[:3]] == [5, 10, 18]


@pytest.mark.parametrize(
    "text", [LESSON, "# %%\nx = 1\n# %% [markdown]\n#no space\n#\n\n\n\n# %%   tags=['parameters']\ny = 2\n"]
)
def test_what_did_not_change_is_written_back_letter_by_letter(text):
    top, cells = split(text)
    assert join(top, cells) == text
    fresh = [SourceCell(c.kind, c.text, c.tags) for c in cells]
    assert join(top, keep(fresh, cells)) == text


def test_random_cells_survive_or_are_refused():
    written = 0
    for seed in range(120):
        cells = random_cells(random.Random(seed))
        try:
            text = join("# ---\n# ---\n\n", cells)
        except CourseError as error:
            assert "cannot be written to the source" in str(error)
            continue
        written += bool(cells)
        assert split(text)[1] == cells, seed
        assert join("# ---\n# ---\n\n", split(text)[1]) == text, seed
    assert written > 40


def test_a_cell_marker_inside_a_cell_is_refused_by_name():
    with pytest.raises(CourseError, match=r"the code cell 'x = 1' cannot be written.*# %%"):
        join("", [SourceCell("code", "fine"), SourceCell("code", "x = 1\n# %%\ny = 2")])
    with pytest.raises(CourseError, match=r"lesson\.py: a line inside a cell begins with '# %%'"):
        split('# %%\ntext = """\n# %%\n"""\n', "lesson.py")


def test_code_outside_of_a_cell_is_refused():
    with pytest.raises(CourseError, match="line 4 stands outside of a cell"):
        split("# ---\n# ---\n\nimport numpy\n\n# %%\nx = 1\n")


def test_an_empty_cell_is_no_cell_and_a_moved_last_cell_keeps_its_distance():
    top, cells = split("# ---\n# ---\n\n# %%\na = 1\n\n# %%\n\n# %%\nb = 2\n")
    assert [c.text for c in cells] == ["a = 1", "b = 2"]
    assert join(top, cells[::-1]) == "# ---\n# ---\n\n# %%\nb = 2\n\n# %%\na = 1\n"
