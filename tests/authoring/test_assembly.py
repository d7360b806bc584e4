"""Source -> unexecuted notebook: header, install cell, exercises, citations, ids, metadata."""

import email.message
import re

import nbformat
import pytest
from small_course import HEADER, LESSON, SLUG, exercise, write_lesson

from course_utils.authoring import assemble, find
from course_utils.authoring.repository import metadata, repository
from course_utils.errors import CourseError


@pytest.fixture
def small(notebooks):
    return find("05", notebooks)


def roles(notebook):
    return [c.metadata.get("course", {}).get("role") for c in notebook.cells]


def test_a_lesson_becomes_a_valid_notebook_with_generated_cells_in_place(small):
    made = assemble(small)
    nbformat.validate(made)
    assert roles(made) == ["header", "install", None, None, None, None, "exercise-task", "exercise-starter", None]
    assert [c.id for c in made.cells] == [f"05-{i:03d}" for i in range(1, 10)]
    assert made.cells[4].metadata == {"tags": ["parameters"]} and made.cells[2].metadata == {}
    assert all(set(c.metadata) <= {"tags", "course"} for c in made.cells)


def test_assembling_twice_gives_the_same(small):
    assert nbformat.writes(assemble(small)) == nbformat.writes(assemble(small))


def test_metadata_says_what_the_lesson_is_and_nothing_of_the_machine(small):
    metadata = assemble(small, seconds=35, peak_mb=150).metadata
    assert set(metadata) == {"course", "kernelspec", "language_info"}
    assert metadata.kernelspec == {"name": "python3", "display_name": "Python 3", "language": "python"}
    assert "version" not in metadata.language_info
    course = metadata.course
    assert (course.lesson, course.title, course.question, course.needs) == (
        "05",
        "Backpropagation",
        "Who is to blame?",
        ["03"],
    )
    assert (course.seconds, course.peak_mb) == (35, 150)
    assert re.fullmatch("[0-9a-f]{64}", course.source_sha256) and re.fullmatch("[0-9a-f]{64}", course.built_sha256)
    assert "seconds" not in assemble(small).metadata.course


def test_the_header_tells_what_a_learner_wants_to_know(small):
    text = assemble(small, seconds=130, peak_mb=1250).cells[0].source
    for part in (
        "# 05 · Backpropagation",
        "**Who is to blame?**",
        "about 2 minutes",
        "1.3 GB",
        "1 exercise: 5 minutes",
        "Builds on [03 Hidden layers](03_hidden_layers.ipynb)",
        "neither Keras nor TensorFlow",
        "no network",
    ):
        assert part in text
    images = re.findall(r"!\[([^\]]*)\]\(", text)
    assert images == ["Open this lesson in Colab", "Open this lesson on Binder"]
    assert text.count(SLUG) == 2 and "/blob/trunk/notebooks/05_backpropagation.ipynb" in text
    assert "|" not in text, "a table is too wide for a phone"


def test_the_header_names_a_lesson_that_is_not_written_yet(notebooks):
    write_lesson(notebooks, "06_training", "", needs='["01", "05"]')
    assert "Builds on lesson 01 and [05 Backpropagation](05" in assemble(find("06", notebooks)).cells[0].source


def test_the_header_promises_only_data_that_exists(notebooks):
    header = "# ---\n# jupyter:\n#   course:\n#     title: T\n#     question: Q\n#     data: [{}]\n# ---\n"
    write_lesson(notebooks, "07_data", "", header=header.format("digits28"))
    assert "Data: digits28, which comes with the course" in assemble(find("07", notebooks)).cells[0].source
    write_lesson(notebooks, "07_data", "", header=header.format("digits28, fashion"))
    assert "Data: digits28 and fashion, which come with" in assemble(find("07", notebooks)).cells[0].source
    write_lesson(notebooks, "07_data", "", header=header.format("digits82"))
    with pytest.raises(CourseError, match="digits82"):
        assemble(find("07", notebooks))


def test_the_header_says_what_runs_it(notebooks):
    header = HEADER.format(title="T", question="Q", needs="[]").replace("false", "true\n#     backends: [{}]")
    write_lesson(notebooks, "07_keras", "", header=header.format("tensorflow"))
    text = assemble(find("07", notebooks)).cells[0].source
    assert "Uses Keras on TensorFlow." in text and "Builds on no other lesson." in text and "exercise" not in text
    write_lesson(notebooks, "07_keras", "", header=header.format("tensorflow, jax, torch"))
    assert "Uses Keras on TensorFlow, JAX or PyTorch." in assemble(find("07", notebooks)).cells[0].source


def test_the_install_cell_does_nothing_outside_colab_and_one_thing_there(small):
    cell = assemble(small).cells[1]
    assert cell.metadata.tags == ["colab-install"]
    assert cell.source.splitlines()[-2:] == [
        'if "google.colab" in sys.modules:',
        f"    %pip install -q --no-deps git+https://github.com/{SLUG}@trunk",
    ]


def test_an_exercise_is_its_task_and_its_starter(small):
    task, starter = assemble(small).cells[6:8]
    assert task.source.startswith(
        "### Exercise 05.1 · Double it\n\n*complete, about 5 minutes*\n\nReturn twice `x`, see [The Keras team"
    )
    assert starter.cell_type == "code" and starter.source.startswith("def twice(x):\n    ...")
    assert task.metadata.course == {"role": "exercise-task", "exercise": "05.1"}
    assert starter.metadata.course == {"role": "exercise-starter", "exercise": "05.1"}


def test_citations_are_resolved_and_get_their_full_text_in_further_reading(small):
    cells = assemble(small).cells
    assert '[Rumelhart et al., 1986](https://doi.org/10.1038/323533a0 "@rumelhart1986")' in cells[2].source
    assert "Learning representations" not in cells[2].source
    assert "Otto Hölder and Anna Straße." in cells[8].source and "— why it matters to us" in cells[8].source


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "{{exercise 05.1}}",
            "{{exercise 05.9}}",
            r"05_backpropagation.py \(line \d+\): there is no exercise '05.9': did you mean '05.1'",
        ),
        ("{{exercise 05.1}}", "Now you: {{exercise 05.1}}", "shares its cell with other text"),
        ("{{exercise 05.1}}", "{{exercise 03.1}}", "belongs to another lesson"),
        (
            "# ## Further reading",
            "# {{exercise 05.1}}\n\n# %% [markdown]\n# ## Further reading",
            "exercise 05.1 appears twice",
        ),
        ("[@rumelhart1986]", "[@rumelhart1968]", r"\(line 11\): there is no reference 'rumelhart1968': did you mean"),
    ],
)
def test_what_does_not_exist_is_one_line_with_its_place(old, new, says, notebooks, exercises):
    exercises.known["03.1"] = exercise("03.1")
    assert old in LESSON
    write_lesson(notebooks, "05_backpropagation", LESSON.replace(old, new))
    with pytest.raises(CourseError, match=says):
        assemble(find("05", notebooks))


def test_the_slug_has_one_home(small, notebooks):
    (notebooks.parent / "pyproject.toml").write_text('[tool.course]\nslug = "other/place"\n')
    made = assemble(small)
    assert SLUG not in str(made) and str(made).count("other/place") == 3
    (notebooks.parent / "pyproject.toml").write_text("[project]\n")
    with pytest.raises(CourseError, match="does not say where the repository is"):
        assemble(small)


def test_an_installed_course_knows_its_repository_from_its_project_links(tmp_path, monkeypatch):
    about = email.message.Message()
    monkeypatch.setattr(metadata, "metadata", lambda name: about)
    with pytest.raises(CourseError, match="does not say where its repository is"):
        repository(tmp_path / "notebooks")
    about["Project-URL"] = "Documentation, https://example.org"
    about["Project-URL"] = "Repository, https://github.com/some-one/the.course"
    assert repository(tmp_path / "notebooks").slug == "some-one/the.course"
