"""Source -> unexecuted notebook: a pure function of the source, the exercises, the references and the slug."""

import hashlib
import json
import re
from dataclasses import dataclass

from .. import practice
from ..errors import CourseError
from . import header as headers
from .citations import FURTHER, Bibliography
from .lesson import Lesson, find
from .repository import repository
from .source import SourceCell, split

MARKER = re.compile(r"\{\{ *exercise +(?P<id>[^\s}]+) *\}\}")
INSTALL_TAG = "colab-install"
EXERCISE_ROLES = ("exercise-task", "exercise-starter")
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
}


@dataclass(frozen=True)
class Piece:
    """One cell of a lesson's notebook and where it comes from.

    Attributes:
        kind, text, tags: as the notebook has them.
        role: None for a cell of the author, else header, install, exercise-task or exercise-starter.
        exercise: the exercise's id for the last two.
        origin: index of its cell in the source; None for header and install.
        written: the author's text, before citations were resolved.
        line: first line in the source; 0 where there is none.
    """

    kind: str
    text: str
    tags: tuple[str, ...] = ()
    role: str | None = None
    exercise: str | None = None
    origin: int | None = None
    written: str = ""
    line: int = 0


def assemble(lesson: Lesson, *, seconds: float | None = None, peak_mb: float | None = None, source: str | None = None):
    """Return a lesson's notebook as its source says, not executed.

    Args:
        lesson: the lesson.
        seconds: the run time that the header shows and the metadata records, once it was measured.
        peak_mb: likewise the peak memory.
        source: the text to assemble instead of the lesson's file.

    Raises:
        CourseError: for an exercise or a citation that does not exist, with the line of the source.
    """
    source = lesson.source.read_text(encoding="utf-8") if source is None else source
    cells = pieces(lesson, split(source, lesson.source.name)[1], seconds=seconds, peak_mb=peak_mb)
    return notebook(lesson, cells, source=source, seconds=seconds, peak_mb=peak_mb)


def pieces(lesson: Lesson, cells: list[SourceCell], *, seconds=None, peak_mb=None) -> list[Piece]:
    """Return the cells of the notebook in order: header, install cell, then what the source's cells become."""
    library = Bibliography(lesson.source.parent / "references.bib")
    body, exercises, further = [], {}, False
    for origin, cell in enumerate(cells):
        if cell.kind == "markdown" and re.search(r"^## ", cell.text, re.M):
            further = bool(FURTHER.search(cell.text))
        try:
            body += _expand(cell, origin, lesson, library, exercises, further)
        except CourseError as error:
            where = f" (line {cell.line})" if cell.line else ""
            raise CourseError(f"{lesson.source.name}{where}: {error.problem}", remedy=error.remedy) from None
    address = repository(lesson.notebook.parent)
    needs = {number: _known(number, lesson) for number in lesson.needs}
    top = headers.header(
        lesson, address, needs=needs, exercises=list(exercises.values()), seconds=seconds, peak_mb=peak_mb
    )
    return [
        Piece("markdown", top, role="header"),
        Piece("code", headers.install(address), tags=(INSTALL_TAG,), role="install"),
        *body,
    ]


def notebook(lesson: Lesson, cells: list[Piece], *, source: str, seconds=None, peak_mb=None):
    """Return pieces as a notebook with the course's metadata and cell ids such as ``05-017``."""
    from nbformat import v4

    makers = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell, "raw": v4.new_raw_cell}
    nodes = [
        makers[p.kind](p.text, id=f"{lesson.number}-{place:03d}", metadata=_metadata(p))
        for place, p in enumerate(cells, 1)
    ]
    course = {
        "lesson": lesson.number,
        "title": lesson.title,
        "question": lesson.question,
        "needs": list(lesson.needs),
        "data": list(lesson.data),
        "keras": lesson.keras,
        "backends": list(lesson.backends),
        "source_sha256": digest(source),
    }
    if seconds is not None:
        course |= {"seconds": seconds, "peak_mb": peak_mb}
    made = v4.new_notebook(cells=nodes, metadata={"course": course, "kernelspec": KERNEL, "language_info": LANGUAGE})
    made.metadata.course.built_sha256 = fingerprint(made)
    return made


def fingerprint(notebook) -> str:
    """Return the hash of what a person can edit in Jupyter: kind, text and tags of every cell in order."""
    cells = [[c["cell_type"], c["source"], list(c["metadata"].get("tags", []))] for c in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False).encode()).hexdigest()


def digest(text: str) -> str:
    """Return the hash of a source, the same on every platform's line ends."""
    return hashlib.sha256("\n".join(text.splitlines()).encode()).hexdigest()


def marker(cell: SourceCell) -> str | None:
    """Return the id of the exercise that a source cell stands for, or None."""
    match = MARKER.fullmatch(cell.text.strip()) if cell.kind == "markdown" else None
    return match["id"] if match else None


def _expand(cell, origin, lesson, library, exercises, further):
    if cell.kind != "markdown":
        return [Piece(cell.kind, cell.text, cell.tags, origin=origin, written=cell.text, line=cell.line)]
    if not (key := marker(cell)):
        if stray := MARKER.search(cell.text):
            raise CourseError(
                f"'{stray[0]}' shares its cell with other text", remedy="give it a Markdown cell of its own"
            )
        text = library.resolve(cell.text, further=further)
        return [Piece("markdown", text, cell.tags, origin=origin, written=cell.text, line=cell.line)]
    if key in exercises:
        raise CourseError(f"exercise {key} appears twice", remedy="remove one of the two markers")
    exercises[key] = exercise = practice.get(key)
    if key.split(".")[0] != lesson.number:
        raise CourseError(f"exercise {key} belongs to another lesson", remedy=f"name one of lesson {lesson.number}")
    share = {"exercise": key, "origin": origin, "line": cell.line}
    return [
        Piece("markdown", library.resolve(_task(exercise)), role="exercise-task", **share),
        Piece("code", exercise.starter.strip("\n"), role="exercise-starter", **share),
    ]


def _task(exercise):
    minutes = headers.counted(exercise.minutes, "minute")
    title = f"### Exercise {exercise.id} · {exercise.title}"
    return f"{title}\n\n*{exercise.kind}, about {minutes}*\n\n{exercise.task.strip()}"


def _known(number, lesson):
    try:
        return find(number, lesson.notebook.parent)
    except CourseError as error:
        if error.problem.startswith("there is no lesson"):
            return None  # lint reports it; the header then names the number alone
        raise


def _metadata(piece):
    metadata = {"tags": list(piece.tags)} if piece.tags else {}
    if piece.role:
        metadata["course"] = {"role": piece.role} | ({"exercise": piece.exercise} if piece.exercise else {})
    return metadata
