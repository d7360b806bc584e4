"""Edits made in Jupyter come back to the source; what cannot come back is said, never lost."""

import pytest
from edited_lessons import edit, read, shown
from nbformat import v4
from small_course import exercise

from course_utils.authoring import adopt, assemble, builder, stale
from course_utils.errors import CourseError


def build_unrun(lesson, monkeypatch):
    """Build without a kernel."""
    from course_utils.authoring.execution import Execution

    def execute(notebook, **more):
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [v4.new_output("stream", name="stdout", text="ran\n")]
        return Execution(notebook, 1.0, 50.0, {})

    monkeypatch.setattr(builder, "execute", execute)
    return builder.build(lesson)


def test_without_an_edit_nothing_is_written(lesson):
    before = lesson.source.read_bytes(), lesson.notebook.read_bytes()
    assert adopt(lesson) == type(adopt(lesson))([], [])
    assert (lesson.source.read_bytes(), lesson.notebook.read_bytes()) == before


def test_changed_added_removed_and_moved_cells_reach_the_source(lesson, monkeypatch):
    def change(notebook):
        cells = notebook.cells
        cells[2].source = cells[2].source.replace(
            "The **chain rule** says.", "The *tape* says, and [@team2024] agrees."
        )
        cells[3].source = cells[3].source.replace("2 * x", "x + x")
        cells.insert(4, v4.new_markdown_cell("A new thought."))
        cells.append(v4.new_code_cell("last = 1", metadata={"tags": ["nbval-skip"]}))
        cells.append(v4.new_code_cell(""))
        del cells[6]

    edit(lesson, change)
    edited = read(lesson)
    result = adopt(lesson)
    assert result.refused == [] and len(result.changed) == 5, result
    text = lesson.source.read_text()
    assert "[@rumelhart1986]? The *tape* says, and [@team2024] agrees." in text and "doi.org" not in text
    assert '# %% tags=["nbval-skip"]\nlast = 1\n' in text and "{{exercise 05.1}}" in text and "step" not in text
    assert "# - [@holder2001] why it matters to us\n# - [@team2024] the library\n" in text
    fresh = shown(assemble(lesson))
    # The citation typed in Jupyter is resolved at the next build; all else is as it was left.
    assert [x for x in fresh if "[The Keras" not in x[1]] == [
        x for x in shown(edited) if "[@team" not in x[1] and "[The Keras" not in x[1]
    ]
    build_unrun(lesson, monkeypatch)
    assert stale(lesson) == []


def test_a_changed_source_beside_an_unedited_notebook_is_not_adoptions_business(lesson):
    lesson.source.write_text(lesson.source.read_text() + "\n# %%\nmore = 1\n")
    assert adopt(lesson).changed == []


def test_a_lesson_without_a_notebook_has_nothing_to_adopt(lesson):
    lesson.notebook.unlink()
    with pytest.raises(CourseError, match="has not been built"):
        adopt(lesson)


def test_a_marker_typed_in_jupyter_becomes_an_exercise(lesson, exercises):
    exercises.known["05.2"] = exercise("05.2")
    edit(lesson, lambda n: n.cells.append(v4.new_markdown_cell("{{exercise 05.2}}")))
    result = adopt(lesson)
    assert (result.changed, result.refused) == (["added: exercise 05.2"], [])
    assert [c.metadata.course.exercise for c in assemble(lesson).cells if "exercise" in c.metadata.get("course", {})][
        -2:
    ] == ["05.2"] * 2


def test_lines_that_did_not_change_are_not_touched(lesson):
    before = lesson.source.read_text()
    edit(lesson, lambda n: n.cells[3].update(source=n.cells[3].source.replace("2 * x", "x + x")))
    adopt(lesson)
    after = lesson.source.read_text()
    assert after == before.replace("return 2 * x\n\n\n#", "return x + x\n\n#")


def test_a_moved_exercise_takes_its_marker_along(lesson, monkeypatch):
    def change(notebook):
        task, starter = notebook.cells[6:8]
        del notebook.cells[6:8]
        notebook.cells[3:3] = [task, starter]

    edit(lesson, change)
    result = adopt(lesson)
    assert result == type(result)(["moved: exercise 05.1"], [])
    text = lesson.source.read_text()
    assert text.index("{{exercise 05.1}}") < text.index("def double")
    build_unrun(lesson, monkeypatch)


def test_a_removed_exercise_is_removed(lesson):
    edit(lesson, lambda n: n.cells.__delitem__(slice(6, 8)))
    assert adopt(lesson).refused == [] and "{{exercise" not in lesson.source.read_text()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda n: n.cells[0].update(source="# My title"),
            "05-001: the header cell is generated; edit the header of 05_backpropagation.py",
        ),
        (
            lambda n: n.cells[1].update(source="%pip install torch"),
            "05-002: the install cell is generated; edit course_utils/authoring/header.py",
        ),
        (
            lambda n: n.cells[6].update(source="### Other task"),
            "05-007: exercise 05.1's task is generated; edit course_utils/practice/exercises/lesson_05.py",
        ),
        (
            lambda n: n.cells[7].update(source="def twice(x):\n    return x"),
            "05-008: exercise 05.1's starter is generated; edit course_utils/practice",
        ),
        (
            lambda n: n.cells[8].update(source=n.cells[8].source.replace("Otto", "Hans")),
            "05-009: the text of reference 'holder2001' is generated; edit ref",
        ),
        (
            lambda n: n.cells[2].update(source=n.cells[2].source.replace("Rumelhart et al.", "R. et al.")),
            "05-003: the text of reference 'rumelhart1986'",
        ),
        (lambda n: n.cells.__delitem__(0), "the header cell was removed; the builder puts it back"),
        (
            lambda n: n.cells.__delitem__(7),
            "exercise 05.1's starter was removed; the builder puts it back: remove both",
        ),
        (
            lambda n: n.cells.append(v4.new_code_cell("x = 2", metadata=n.cells[7].metadata)),
            "a copy of exercise 05.1 cannot go to the source",
        ),
        (
            lambda n: n.cells.append(v4.new_markdown_cell("# Twice", metadata=n.cells[0].metadata)),
            "a copy of the header cell cannot go",
        ),
        (
            lambda n: n.cells.append(
                v4.new_markdown_cell("![x](attachment:x.png)", attachments={"x.png": {"image/png": "abc="}})
            ),
            "a pasted picture",
        ),
    ],
)
def test_an_edit_of_a_generated_cell_is_refused_by_name_and_blocks_the_build(change, says, lesson, monkeypatch):
    def both(notebook):
        notebook.cells[3].source += "\n\ntriple = 3"
        change(notebook)

    edit(lesson, both)
    result = adopt(lesson)
    assert len(result.refused) == 1 and says in result.refused[0], result
    assert "triple = 3" in lesson.source.read_text(), "the other edits reach the source"
    with pytest.raises(CourseError, match="edited by hand"):
        build_unrun(lesson, monkeypatch)
    again = adopt(lesson)
    assert (again.changed, again.refused) == ([], result.refused), "it is said again until it is undone"


def test_when_both_sides_changed_nothing_is_written(lesson):
    edit(lesson, lambda n: n.cells[3].update(source="x = 1"))
    lesson.source.write_text(lesson.source.read_text() + "\n# %%\nmore = 1\n")
    before = lesson.source.read_bytes(), lesson.notebook.read_bytes()
    with pytest.raises(CourseError, match=r"both .* have changed since the build"):
        adopt(lesson)
    assert (lesson.source.read_bytes(), lesson.notebook.read_bytes()) == before


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("code", "x = 1\n# %%\ny = 2", "the code cell 'x = 1' cannot be written"),
        ("markdown", "Now {{exercise 05.1}}", "shares its cell"),
        ("markdown", "see [@nobody]", "there is no reference 'nobody'"),
    ],
)
def test_an_edit_that_the_source_cannot_hold_writes_nothing(kind, text, says, lesson):
    edit(lesson, lambda n: n.cells.append((v4.new_code_cell if kind == "code" else v4.new_markdown_cell)(text)))
    before = lesson.source.read_bytes(), lesson.notebook.read_bytes()
    with pytest.raises(CourseError, match=says):
        adopt(lesson)
    assert (lesson.source.read_bytes(), lesson.notebook.read_bytes()) == before
