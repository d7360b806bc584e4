"""``course adopt``: an edit made in Jupyter goes back to the source, so that the next build keeps it."""

import difflib
from dataclasses import dataclass

from ..errors import CourseError
from . import storage
from .assembly import EXERCISE_ROLES, digest, fingerprint, marker, pieces
from .builder import edited, load
from .citations import Bibliography
from .lesson import find
from .source import SourceCell, join, keep, split, tidy


@dataclass(frozen=True)
class Adoption:
    """What `adopt` did.

    Attributes:
        changed: what went to the source, a line each; [] when there was nothing to bring back.
        refused: edits that stayed in the notebook because the cell is generated, a line each with the place to edit.
    """

    changed: list[str]
    refused: list[str]


def adopt(lesson) -> Adoption:
    """Bring the edits of a lesson's notebook (changed, added, removed and moved cells) back to its source.

    Citations become ``[@key]`` again and exercises their markers (a cell put between a task and its starter goes
    behind). Edits of generated cells cannot go to the source: they are reported, stay in the notebook, and keep `build`
    from overwriting it until they are undone or ``--force`` is given. Without such edits `build` proceeds afterwards.

    Raises:
        CourseError: where there is no notebook, the source has changed as well, or the edit cannot be written as
            source. Nothing is then written.
    """
    lesson = find(lesson)
    notebook = load(lesson)
    if notebook is None:
        raise CourseError(f"{lesson.notebook.name} has not been built", remedy=f"run 'course build {lesson.number}'")
    if not edited(notebook):
        return Adoption([], [])
    source = lesson.source.read_text(encoding="utf-8")
    course = notebook.metadata.get("course", {})
    if course.get("source_sha256") != digest(source):
        raise CourseError(
            f"both {lesson.source.name} and {lesson.notebook.name} have changed since the build",
            remedy="take one of the two back (git stash, git checkout), then adopt or build",
        )
    header, before = split(source, lesson.source.name)
    cells, refused = _read(notebook, Bibliography(lesson.source.parent / "references.bib"))
    text = join(header, keep([cell for cell, _ in cells], before))
    measured = {"seconds": course.get("seconds"), "peak_mb": course.get("peak_mb")}
    # The header and the install cell as they were before the edit, everything else as the edit leaves it.
    wanted = pieces(lesson, before, **measured)[:2] + pieces(lesson, split(text)[1], **measured)[2:]
    refused += _generated(notebook, cells, wanted, lesson)
    changed = _summary(before, [cell for cell, _ in cells])
    if changed:
        storage.write(lesson.source, text)
    course["source_sha256"] = digest(text if changed else source)
    if not refused:
        # The source says all that the notebook says: a build may overwrite it.
        course["built_sha256"] = fingerprint(notebook)
    storage.write_notebook(lesson.notebook, notebook)
    return Adoption(changed, refused)


def _read(notebook, library):
    """Return the notebook as source cells, each with the generated cells it stands for, and what was refused."""
    cells, refused, exercises = [], [], {}
    for cell in notebook.cells:
        about = cell.metadata.get("course", {})
        if about.get("role") in ("header", "install") or not cell.source.strip():
            continue
        if about.get("role") in EXERCISE_ROLES:
            key, role = about["exercise"], about["role"]
            if key not in exercises:
                exercises[key] = {}
                cells.append((SourceCell("markdown", f"{{{{exercise {key}}}}}"), exercises[key]))
            if role in exercises[key]:
                refused.append(
                    f"{cell.id}: a copy of exercise {key} cannot go to the source; write it anew in a fresh cell"
                )
            exercises[key].setdefault(role, cell)
            continue
        text, keys = library.restore(cell.source) if cell.cell_type == "markdown" else (cell.source, [])
        refused += [f"{cell.id}: the text of reference '{key}' is generated; edit references.bib" for key in keys]
        if cell.get("attachments"):
            refused.append(f"{cell.id}: a pasted picture cannot go to the source; draw it with plot and show")
        cells.append((SourceCell(cell.cell_type, tidy(text), tuple(cell.metadata.get("tags", ()))), {}))
    return cells, refused


def _generated(notebook, cells, wanted, lesson):
    """Compare every generated cell with what the builder writes."""
    places = {
        "header": f"the header of {lesson.source.name}",
        "install": "course_utils/authoring/header.py",
        **dict.fromkeys(EXERCISE_ROLES, f"course_utils/practice/exercises/lesson_{lesson.number}.py"),
    }
    own = {
        role: [c for c in notebook.cells if c.metadata.get("course", {}).get("role") == role]
        for role in ("header", "install")
    }
    refused = [
        f"{c.id}: a copy of the {role} cell cannot go to the source" for role, copies in own.items() for c in copies[1:]
    ]
    for piece in (p for p in wanted if p.role):
        if piece.origin is None:
            found = own[piece.role][0] if own[piece.role] else None
        else:
            kept = cells[piece.origin][1]
            if not kept:
                continue  # a marker typed in Jupyter: the next build expands it
            found = kept.get(piece.role)
        what = (
            f"exercise {piece.exercise}'s {piece.role.removeprefix('exercise-')}"
            if piece.exercise
            else f"the {piece.role} cell"
        )
        if found is None:
            refused.append(
                f"{what} was removed; the builder puts it back"
                + (": remove both of its cells" if piece.exercise else "")
            )
        elif (found.cell_type, tidy(found.source)) != (piece.kind, tidy(piece.text)):
            refused.append(f"{found.id}: {what} is generated; edit {places[piece.role]}")
    return refused


def _summary(before, after):
    """Say in one line each what went to the source."""
    old, new = before, after
    lines, gone, came = [], [], []
    for action, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if action == "equal":
            continue
        pairs = min(b - a, d - c) if action == "replace" else 0
        lines += [f"changed: {_first(new[c + i])}" for i in range(pairs)]
        gone += old[a + pairs : b]
        came += new[c + pairs : d]
    moved = [cell for cell in came if cell in gone]
    return (
        lines
        + [f"moved: {_first(c)}" for c in moved]
        + [f"added: {_first(c)}" for c in came if c not in moved]
        + [f"removed: {_first(c)}" for c in gone if c not in moved]
    )


def _first(cell):
    line = next((line for line in cell.text.splitlines() if line.strip()), "")
    return f"exercise {marker(cell)}" if marker(cell) else f"{cell.kind} cell {line[:60]!r}"
