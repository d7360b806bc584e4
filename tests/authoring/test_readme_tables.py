"""README's tables are what the headers and the notebooks say."""

import nbformat
import pytest
from nbformat import v4
from small_course import SLUG

from course_utils import claims
from course_utils.authoring import stale_tables, tables, write_tables
from course_utils.errors import CourseError


def edit(lesson, records):
    notebook = nbformat.read(lesson.notebook, as_version=4)
    notebook.cells[3].outputs = [
        v4.new_output("display_data", data={claims.MIME: r, "text/plain": "x"}) for r in records
    ]
    notebook.cells[5].outputs = []
    nbformat.write(notebook, lesson.notebook)


def test_writing_puts_both_tables_between_their_markers_once(lesson):
    notebooks, readme = lesson.notebook.parent, lesson.notebook.parent.parent / "README.md"
    assert stale_tables(notebooks) == [
        "README.md: the table of lessons is not current",
        "README.md: the table of findings is not current",
    ]
    assert write_tables(notebooks) is True
    text = readme.read_text()
    assert text.startswith("# Course\n\n<!-- lessons:start -->\n| Lesson |") and text.endswith(
        "|\n<!-- findings:end -->\nend\n"
    )
    assert "\nold\n" not in text and "\n\ntext\n\n" in text
    assert stale_tables(notebooks) == [] and write_tables(notebooks) is False


def test_the_lessons_table_has_question_time_memory_and_badges(built_once):
    rows = tables.lessons_table(built_once[0] / "notebooks").splitlines()
    built = built_once[1]
    assert rows[2] == "| 03 Hidden layers | Who is to blame? | – | – | – |", "a lesson without a notebook has no link"
    assert rows[3].startswith(
        "| [05 Backpropagation](notebooks/05_backpropagation.ipynb) | Who is to blame? "
        f"| {built.seconds} s | {built.peak_mb} MB |"
    )
    assert rows[3].count("[![Open lesson 05 ") == 2 and rows[3].count(SLUG) == 2


def test_the_findings_table_has_value_and_threshold(built_once):
    rows = tables.findings_table(built_once[0] / "notebooks").splitlines()
    assert rows[2:] == ["| [05](notebooks/05_backpropagation.ipynb) | Doubling doubles | 2 times | 1.9 to 2.1 |"]


@pytest.mark.parametrize(
    ("rule", "value", "cells"),
    [
        ({"at_least": 0.5}, 0.987654, "0.988 points | at least 0.5"),
        ({"at_most": 12345.6}, 1234.5, "1,234 points | at most 12,346"),
    ],
)
def test_thresholds_and_large_numbers_are_readable(rule, value, cells, lesson):
    edit(
        lesson,
        [
            {"id": "x", "text": "One | two", "value": value, "unit": "points", **rule},
            {"id": "y", "text": "No promise", "value": 1.0, "unit": ""},
        ],
    )
    (row,) = tables.findings_table(lesson.notebook.parent).splitlines()[2:]
    assert row.endswith(rf"| One \| two | {cells} |")


def test_a_new_measurement_makes_the_table_stale(lesson):
    notebooks = lesson.notebook.parent
    write_tables(notebooks)
    text = lesson.notebook.read_text()
    lesson.notebook.write_text(text.replace('"value": 2.0', '"value": 2.05'))
    assert stale_tables(notebooks) == ["README.md: the table of findings is not current"]


def test_missing_markers_are_one_clear_line(lesson):
    readme = lesson.notebook.parent.parent / "README.md"
    readme.write_text(readme.read_text().replace("<!-- findings:end -->", ""))
    with pytest.raises(CourseError, match=r"README\.md has no one place for the table of findings"):
        write_tables(lesson.notebook.parent)
