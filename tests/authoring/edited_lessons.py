"""How tests change a lesson: its notebook as a person in Jupyter does, its source as a maintainer does."""

import nbformat

from course_utils.authoring.source import tidy


def read(lesson):
    return nbformat.read(lesson.notebook, as_version=4)


def edit(lesson, change):
    notebook = read(lesson)
    change(notebook)
    nbformat.write(notebook, lesson.notebook)


def change_source(lesson, old, new):
    text = lesson.source.read_text()
    assert old in text
    lesson.source.write_text(text.replace(old, new))


def shown(notebook):
    """Return what a reader sees, without the header and the install cell; a starter stands right after its task."""
    roles = [c.metadata.get("course", {}).get("role") for c in notebook.cells]
    cells = [
        c
        for c, role in zip(notebook.cells, roles, strict=True)
        if role not in ("header", "install", "exercise-starter")
    ]
    for cell, role in zip(notebook.cells, roles, strict=True):
        if role == "exercise-starter":
            key = cell.metadata["course"]["exercise"]
            task = next(i for i, c in enumerate(cells) if c.metadata.get("course", {}).get("exercise") == key)
            cells.insert(task + 1, cell)
    return [(c.cell_type, tidy(c.source), c.metadata.get("tags", [])) for c in cells if c.source.strip()]
