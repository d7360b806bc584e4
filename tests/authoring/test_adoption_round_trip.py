"""Source -> notebook -> any edit -> source -> notebook is the identity, for made-up and for real lessons."""

import random
import shutil

import nbformat
import pytest
from edited_lessons import read, shown
from nbformat import v4

from course_utils import places, practice
from course_utils.authoring import adopt, assemble, find

WORDS = [
    "We measure it.",
    "As [@team2024] says, yes.",
    "- a list",
    "$$x = 1$$",
    "| a | b |",
    "    indented",
    "`code [@x]`",
    "",
    "# comment",
    "é ü",
    "## A beat",
    "> quoted",
]
CODE = [
    "x = 1",
    "def f():",
    "    return 2",
    "",
    "# a comment",
    "print('✓')",
    "%time x",
    "y = '''a'''",
    "if x:",
    "    pass",
]


def random_edit(notebook, rng):
    """Change, add, remove and move cells of authors, as a person in Jupyter may."""
    cells = notebook.cells
    free = [i for i, c in enumerate(cells) if i > 1 and "course" not in c.metadata]
    action = rng.choice(["change", "add", "remove", "move", "turn"])
    kind = rng.choice(["markdown", "code"])
    text = "\n".join(rng.choice(WORDS if kind == "markdown" else CODE) for _ in range(rng.randint(1, 5)))
    make = v4.new_markdown_cell if kind == "markdown" else v4.new_code_cell
    if action == "add" or not free:
        cells.insert(rng.randint(2, len(cells)), make(text))
        return
    at = rng.choice(free)
    if action == "change":
        extra = rng.choice(WORDS if cells[at].cell_type == "markdown" else CODE)
        cells[at].source = rng.choice([f"{cells[at].source}\n{extra}", f"{extra}\n{cells[at].source}", extra])
    elif action == "remove":
        del cells[at]
    elif action == "move":
        cells.insert(rng.randint(2, len(cells) - 1), cells.pop(at))
    else:
        cells[at] = make(cells[at].source)


@pytest.mark.parametrize("seed", range(25))
def test_any_edit_survives_the_round_trip(seed, lesson):
    rng = random.Random(seed)
    notebook = read(lesson)
    for _ in range(rng.randint(1, 6)):
        random_edit(notebook, rng)
    for cell in notebook.cells:
        cell.pop("attachments", None)
    nbformat.write(notebook, lesson.notebook)
    result = adopt(lesson)
    assert result.refused == []
    fresh = assemble(lesson)
    resolved = [
        (
            k,
            s.replace("[@team2024]", '[The Keras team, 2024](https://arxiv.org/abs/2401.00001 "@team2024")')
            if k == "markdown"
            else s,
            t,
        )
        for k, s, t in shown(notebook)
    ]
    assert shown(fresh) == resolved
    assert adopt(lesson).changed == []


@pytest.mark.parametrize("path", sorted(places.sources().glob("[0-9]*_*.py")), ids=lambda p: p.stem)
def test_every_lesson_of_the_course_survives_the_round_trip(path, tmp_path, monkeypatch):
    monkeypatch.setattr(practice, "get", practice.registry.get)
    shutil.copytree(path.parent, tmp_path / "notebooks" / "source")
    shutil.copy(path.parent.parent.parent / "pyproject.toml", tmp_path)
    lesson = find(path.stem, tmp_path / "notebooks")
    notebook = assemble(lesson)
    notebook.metadata.course.built_sha256 = "so that it counts as edited"
    nbformat.write(notebook, lesson.notebook)
    assert adopt(lesson) == type(adopt(lesson))([], [])
    assert lesson.source.read_bytes() == path.read_bytes()
    rng = random.Random(path.stem)
    for _ in range(8):
        random_edit(notebook, rng)
    for cell in notebook.cells:
        cell.source = cell.source.replace("[@team2024]", "somebody")
    nbformat.write(notebook, lesson.notebook)
    assert adopt(lesson).refused == []
    assert shown(assemble(lesson)) == shown(notebook)
