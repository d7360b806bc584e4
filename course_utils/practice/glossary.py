"""The course's terms: ``glossary.toml``, a table for each term with its definition and the lesson that owns it."""

import html
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from .. import places
from ..errors import CourseError


@dataclass(frozen=True)
class Term:
    """A term, what it means in one sentence, and the number of the lesson that introduces it."""

    name: str
    definition: str
    lesson: str


@dataclass(frozen=True)
class Glossary:
    """Terms in alphabetical order; prints as lines, shows as a table in Jupyter, each linked to its lesson."""

    terms: tuple[Term, ...]

    def __str__(self):
        return "\n".join(f"{term.name} (lesson {term.lesson}): {term.definition}" for term in self.terms)

    __repr__ = __str__

    def _repr_html_(self):
        addresses = _addresses()
        rows = "".join(
            f'<tr><th scope="row" style="text-align:left">{html.escape(term.name)}</th>'
            f'<td style="text-align:left">{html.escape(term.definition)}</td><td>{_link(term, addresses)}</td></tr>'
            for term in self.terms
        )
        heads = "".join(f'<th scope="col">{name}</th>' for name in ("term", "what it means", "lesson"))
        caption = f"<caption>{len(self.terms)} term{'s' * (len(self.terms) != 1)} of this course</caption>"
        return f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def glossary(word: str | None = None) -> Glossary:
    """Return what a word of the course means; without a word, all of them.

    Raises:
        CourseError: for a word that the course does not define; it names the nearest ones.

    >>> practice.glossary("epoch")
    epoch (lesson 00): One pass of training through all the training examples.
    """
    terms = read_glossary(places.sources() / "glossary.toml")
    if word is None:
        return Glossary(tuple(terms[name] for name in sorted(terms)))
    asked = " ".join(word.lower().split())
    found = [name for name in sorted(terms) if asked in (name, f"{name}s", f"{name}es")]
    if not found:
        near = get_close_matches(asked, terms, n=3, cutoff=0.6) or [name for name in sorted(terms) if asked in name][:3]
        remedy = f"did you mean {' or '.join(near)}?" if near else "practice.glossary() shows all that it explains"
        raise CourseError(f"the course does not explain '{word}'", remedy=remedy)
    return Glossary(tuple(terms[name] for name in found))


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


def _addresses():
    """Return the built lessons' file names by number."""
    return {path.name[:2]: path.name for path in places.notebooks().glob("[0-9][0-9]_*.ipynb")}


def _link(term, addresses):
    if term.lesson not in addresses:
        return term.lesson
    return f'<a href="{addresses[term.lesson]}">{term.lesson}</a>'
