"""The generated tables of README: the lessons, and the findings that they measured."""

import re
from pathlib import Path

from .. import claims, places
from ..errors import CourseError
from . import storage
from .builder import load
from .header import memory
from .lesson import lessons
from .repository import repository

NAMES = ("lessons", "findings")


def write_tables(notebooks: Path | None = None) -> bool:
    """Renew the tables in README between their markers, and return whether the file changed.

    Raises:
        CourseError: outside a checkout, or where a pair of markers is missing.
    """
    readme, text, fresh = _read(notebooks)
    for name in NAMES:
        text = _pattern(name).sub(lambda m, name=name: m["start"] + fresh[name] + "\n" + m["end"].lstrip("\n"), text)
    if text == readme.read_text(encoding="utf-8"):
        return False
    storage.write(readme, text)
    return True


def stale_tables(notebooks: Path | None = None) -> list[str]:
    """Return in one line each which table of README is not what the notebooks say; [] when both are current."""
    readme, text, fresh = _read(notebooks)
    return [
        f"{readme.name}: the table of {name} is not current"
        for name in NAMES
        if _pattern(name).search(text)["table"] != fresh[name]
    ]


def lessons_table(notebooks: Path | None = None) -> str:
    """Return the table of lessons in Markdown: question, run time and memory as measured, Colab and Binder."""
    address = repository(notebooks)
    rows = ["| Lesson | The question | Runs in | Memory | Open |", "|:--|:--|--:|--:|:--|"]
    for lesson in lessons(notebooks):
        stored = load(lesson)
        course = stored.metadata.get("course", {}) if stored else {}
        title = f"{lesson.number} {lesson.title}"
        name = f"[{title}](notebooks/{lesson.notebook.name})" if stored else title
        time = f"{course['seconds']:.0f} s" if "seconds" in course else "–"
        size = memory(course["peak_mb"]) if "peak_mb" in course else "–"
        badges = " ".join(address.badges(lesson, of=f"lesson {lesson.number}")) if stored else "–"
        rows.append(f"| {name} | {_cell(lesson.question)} | {time} | {size} | {badges} |")
    return "\n".join(rows)


def findings_table(notebooks: Path | None = None) -> str:
    """Return the table of findings in Markdown: every claim of every built lesson, its value and its threshold."""
    rows = ["| Lesson | Finding | Measured | Claimed |", "|:--|:--|--:|--:|"]
    for lesson in lessons(notebooks):
        stored = load(lesson)
        for record in claims.read(stored).values() if stored else ():
            if promise := _promise(record):
                value = f"{_number(record['value'])} {record['unit']}".rstrip()
                link = f"[{lesson.number}](notebooks/{lesson.notebook.name})"
                rows.append(f"| {link} | {_cell(record['text'])} | {_cell(value)} | {promise} |")
    return "\n".join(rows)


def _read(notebooks):
    root = notebooks.parent if notebooks else places.checkout()
    if root is None:
        raise CourseError(
            "README's tables belong to a checkout", remedy="clone the repository and install it with pip install -e ."
        )
    readme = root / "README.md"
    text = readme.read_text(encoding="utf-8")
    for name in NAMES:
        if len(_pattern(name).findall(text)) != 1:
            raise CourseError(
                f"README.md has no one place for the table of {name}",
                remedy=f"write <!-- {name}:start --> and <!-- {name}:end --> on lines of their own, once",
            )
    folder = root / "notebooks"
    return readme, text, {"lessons": lessons_table(folder), "findings": findings_table(folder)}


def _pattern(name):
    return re.compile(rf"(?P<start><!-- {name}:start -->\n)(?P<table>.*?)(?P<end>\n?<!-- {name}:end -->)", re.S)


def _promise(record):
    if "between" in record:
        low, high = record["between"]
        return f"{_number(low)} to {_number(high)}"
    if "at_least" in record:
        return f"at least {_number(record['at_least'])}"
    return f"at most {_number(record['at_most'])}" if "at_most" in record else None


def _number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def _cell(text):
    return text.replace("|", "\\|")
