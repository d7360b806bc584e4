"""The course's terms: ``glossary.toml``, a table for each term with its definition and the lesson that owns it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ..errors import CourseError


@dataclass(frozen=True)
class Term:
    """A term, what it means in one sentence, and the number of the lesson that introduces it."""

    name: str
    definition: str
    lesson: str


def read_glossary(path: Path) -> dict[str, Term]:
    """Return the terms of a glossary by their name in lower case; a missing file holds none.

    Raises:
        CourseError: for a file that is not TOML or an entry that is not complete.
    """
    if not path.is_file():
        return {}
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise CourseError(f"{path.name} is not TOML", remedy=str(error)) from None
    return {name.lower(): _term(name, entry, path) for name, entry in table.items()}


def _term(name, entry, path):
    if (
        not isinstance(entry, dict)
        or set(entry) != {"definition", "lesson"}
        or not all(isinstance(v, str) for v in entry.values())
    ):
        raise CourseError(
            f"{path.name} has an incomplete term '{name}'",
            remedy=f'write ["{name}"] with definition = "…" and lesson = "05"',
        )
    return Term(name, **entry)
