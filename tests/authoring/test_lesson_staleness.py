"""The check sees whatever makes a stored notebook differ from what would be built now."""

import pytest
from edited_lessons import change_source, edit
from small_course import SLUG, exercise, write_lesson

from course_utils.authoring import find, stale
from course_utils.errors import CourseError


def test_a_lesson_that_was_never_built_is_stale(notebooks):
    assert stale(find("05", notebooks)) == ["05_backpropagation.ipynb has not been built"]


def test_a_file_that_is_no_notebook_is_one_clear_line(lesson):
    lesson.notebook.write_text("<<<<<<< HEAD\n")
    with pytest.raises(CourseError, match=r"05_backpropagation\.ipynb is not a notebook"):
        stale(lesson)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "Who is to blame [",
            "Whose fault is it [",
            ["the source has changed since the build", "05-003 (markdown): has 'Who is to blame"],
        ),
        (
            "return 2 * x",
            "return x + x",
            ["the source has changed since the build", "05-004 (code): has '    return 2 * x', the source says"],
        ),
        (
            "question: Who",
            "question: Which weight",
            ["metadata: question is 'Who is to blame?'", "the source has changed", "05-001 (header cell)"],
        ),
        ('tags=["parameters"]', 'tags=["other"]', ["the source has changed", "05-005 (code): has other metadata"]),
        (
            "# %% [markdown]\n# {{exercise 05.1}}\n\n",
            "",
            [
                "the source has changed",
                "05-001 (header",
                "05-007 (exercise): no longer in the source",
                "05-008 (starter): no longer",
            ],
        ),
        (
            "# %% [markdown]\n# {{",
            "# %%\nnew = 1\n\n# %% [markdown]\n# {{",
            ["the source has changed", "05-007 (code): missing from the notebook"],
        ),
    ],
)
def test_a_change_of_the_source_is_stale(old, new, says, lesson):
    change_source(lesson, old, new)
    found = stale(find(lesson.source, lesson.notebook.parent))
    assert len(found) == len(says) and all("\n" not in line for line in found), found
    for line, start in zip(found, says, strict=True):
        assert line.startswith(start), found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda root, room: room.known.update({"05.1": exercise(task="Another task.")}), "05-007 (exercise)"),
        (lambda root, room: room.known.update({"05.1": exercise(starter="x = 1")}), "05-008 (starter)"),
        (
            lambda root, room: (root / "pyproject.toml").write_text('[tool.course]\nslug = "a/b"\nbranch = "trunk"\n'),
            "05-002 (install cell)",
        ),
        (
            lambda root, room: write_lesson(root / "notebooks", "03_hidden_layers", "", title="Other title"),
            "05-001 (header cell)",
        ),
        (
            lambda root, room: (bib := root / "notebooks/source/references.bib").write_text(
                bib.read_text().replace("Learning", "Unlearning").replace("1986}, doi", "1987}, doi")
            ),
            "05-003 (markdown)",
        ),
    ],
)
def test_a_change_beside_the_source_is_stale(change, says, lesson, exercises):
    change(lesson.notebook.parent.parent, exercises)
    found = stale(lesson)
    assert any(line.startswith(says) for line in found), found


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda n: n.cells[2].update(source="edited"), "05_backpropagation.ipynb was edited by hand"),
        (lambda n: n.cells[3].update(execution_count=None), "05-004: was not executed"),
        (lambda n: [c.update(outputs=[]) for c in n.cells if c.cell_type == "code"], "no cell has an output"),
        (lambda n: n.cells[3].update(id="other"), "1 cell ids are not the builder's"),
        (
            lambda n: n.metadata.kernelspec.update(display_name="My kernel"),
            "metadata: kernelspec is not as the builder writes it",
        ),
        (lambda n: n.metadata.update(widgets={}), "metadata: widgets is not as the builder writes it"),
        (
            lambda n: n.metadata.course.update(title="Other"),
            "metadata: title is 'Other', the source says 'Backpropagation'",
        ),
        (lambda n: n.metadata.course.pop("seconds"), "seconds and peak memory were not recorded"),
    ],
)
def test_a_change_of_the_notebook_is_stale(change, says, lesson):
    edit(lesson, change)
    found = stale(lesson)
    assert any(line.startswith(says) for line in found), found


def test_the_slug_in_the_stored_notebook_is_the_projects(lesson):
    assert lesson.notebook.read_text().count(SLUG) == 3


def test_a_difference_far_to_the_right_is_shown(lesson):
    change_source(lesson, "return 2 * x", f"return 2 * x  # {'long ' * 30}old")
    edit(lesson, lambda n: n.cells[3].update(source=n.cells[3].source.replace("2 * x", f"2 * x  # {'long ' * 30}new")))
    (line,) = [line for line in stale(lesson) if line.startswith("05-004")]
    assert "long new', the source says '…" in line and line.endswith("long old'") and len(line) < 200
