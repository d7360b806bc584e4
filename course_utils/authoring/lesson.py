"""What a lesson is, read from the header of its source, and how a lesson is found by name."""

import difflib
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import yaml

from .. import places
from ..errors import CourseError

FILE = re.compile(r"(?P<number>\d{2})_(?P<slug>[a-z0-9_]+)\.py")
NUMBER = re.compile(r"\d{2}")
BACKENDS = ("tensorflow", "jax", "torch")


@dataclass(frozen=True)
class Lesson:
    """One lesson: what its header says and where its files are.

    Attributes:
        number, slug: "05" and "backpropagation", from the file's name.
        title, question: as the header cell shows them.
        needs: numbers of the lessons to do before, e.g. ("03",).
        data: names of the data sets that it loads.
        keras: whether it imports Keras at all.
        backends: the Keras backends that it runs on; () without Keras.
        source, notebook: the file that maintainers edit and the one that learners open.
    """

    number: str
    slug: str
    title: str
    question: str
    needs: tuple[str, ...]
    data: tuple[str, ...]
    keras: bool
    backends: tuple[str, ...]
    source: Path
    notebook: Path

    @property
    def name(self) -> str:
        """Number and slug, as in the file names: "05_backpropagation"."""
        return f"{self.number}_{self.slug}"

    def __str__(self):
        return f"{self.number} {self.title}"


def lessons(notebooks: Path | None = None) -> list[Lesson]:
    """Return every lesson in order, from the headers of ``notebooks/source/NN_slug.py``.

    Args:
        notebooks: the folder of the lessons; default that of the course.

    Raises:
        CourseError: for a header that cannot be read, or two lessons with one number.
    """
    files = _files(notebooks)
    for first, second in pairwise(files):
        if first.name[:2] == second.name[:2]:
            raise CourseError(
                f"two lessons have the number {first.name[:2]}", remedy=f"rename {first.name} or {second.name}"
            )
    return [read(path) for path in files]


def find(name, notebooks: Path | None = None) -> Lesson:
    """Return the lesson meant by a number, a slug or its beginning, or a path; only its own header is read.

    >>> find("5") == find("05") == find("backprop") == find("notebooks/05_backpropagation.ipynb")
    True

    Raises:
        CourseError: for a name that fits no lesson (with the nearest ones) or several.
    """
    if isinstance(name, Lesson):
        return name
    files = _files(notebooks)
    stem = Path(str(name)).stem.lower().replace("-", "_").replace(" ", "_")
    by_number = [f for f in files if stem.isdigit() and f.name[:2] == stem.zfill(2)]
    exact = [f for f in files if stem in (f.stem, f.stem[3:])]
    started = [f for f in files if f.stem[3:].startswith(stem) and stem]
    within = [f for f in files if len(stem) > 2 and stem in f.stem[3:]]
    found = next((hits for hits in (by_number, exact, started, within) if hits), [])
    if len(found) == 1:
        return read(found[0])
    if found:
        raise CourseError(f"'{name}' fits several lessons", remedy="say which: " + ", ".join(f.stem for f in found))
    raise CourseError(f"there is no lesson '{name}'", remedy=_nearest(stem, files))


def read(path: Path) -> Lesson:
    """Read one lesson's header.

    Raises:
        CourseError: one line that names the file, the field and what it should be.
    """
    match = FILE.fullmatch(path.name)
    if not match:
        raise CourseError(
            f"{path.name} is no name for a lesson", remedy="use two digits and a slug, as in 05_backpropagation.py"
        )
    try:
        return Lesson(
            **match.groupdict(),
            **_fields(_header(path)),
            source=path,
            notebook=path.parent.parent / f"{path.stem}.ipynb",
        )
    except CourseError as error:
        raise CourseError(f"the header of {path.name} {error.problem}", remedy=error.remedy) from None


def _files(notebooks):
    folder = (notebooks or places.notebooks()) / "source"
    return sorted(p for p in folder.glob("*.py") if p.name[:1].isdigit())


def _nearest(stem, files):
    names = {f.stem[3:]: f.stem for f in files} | {f.stem: f.stem for f in files}
    close = list(dict.fromkeys(names[n] for n in difflib.get_close_matches(stem, names, n=3, cutoff=0.5)))
    if close:
        return f"did you mean {' or '.join(close)}?"
    numbers = ", ".join(f.name[:2] for f in files)
    return f"the lessons are {numbers}" if files else "there are none in this folder yet"


def _header(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or lines[0] != "# ---" or "# ---" not in lines[1:]:
        raise CourseError(
            "is missing", remedy="the file begins with '# ---', the block 'jupyter: course: …' and '# ---'"
        )
    block = lines[1 : lines.index("# ---", 1)]
    try:
        tree = yaml.safe_load("\n".join(line.removeprefix("#").removeprefix(" ") for line in block))
        return dict(tree["jupyter"]["course"])
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" (line {mark.line + 2})" if mark else ""
        raise CourseError(
            f"is not YAML{where}", remedy="put text that holds a colon or a quote between quotes"
        ) from None
    except (KeyError, TypeError, ValueError):
        raise CourseError("has no block 'jupyter: course:'", remedy="see any other lesson's first lines") from None


def _fields(header):
    unknown = sorted(header.keys() - {"title", "question", "needs", "data", "keras", "backends"})
    if unknown:
        raise CourseError(
            f"has the unknown field '{unknown[0]}'", remedy="known are title, question, needs, data, keras, backends"
        )
    for field in ("title", "question"):
        if not isinstance(header.get(field), str) or not header[field].strip():
            raise CourseError(f"has no {field}", remedy=f"write '{field}: …' as text")
    keras = header.get("keras", False)
    if not isinstance(keras, bool):
        raise CourseError(
            "has a 'keras' that is neither true nor false", remedy="write 'keras: true' or 'keras: false'"
        )
    backends = _names(header, "backends", ["tensorflow"] if keras else [])
    if set(backends) - set(BACKENDS) or bool(backends) != keras:
        raise CourseError(
            "has backends that do not fit", remedy=f"with keras: true name some of {', '.join(BACKENDS)}; else none"
        )
    needs = _names(header, "needs", [])
    if any(not NUMBER.fullmatch(n) for n in needs):
        raise CourseError(
            "has a 'needs' that is no lesson number", remedy='write two digits in quotes, as in needs: ["03"]'
        )
    return {
        "title": header["title"].strip(),
        "question": header["question"].strip(),
        "needs": needs,
        "data": _names(header, "data", []),
        "keras": keras,
        "backends": backends,
    }


def _names(header, field, default):
    value = header.get(field, default)
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        example = 'needs: ["03"]' if field == "needs" else f"{field}: [name, name]"
        raise CourseError(f"has a '{field}' that is not a list of names", remedy=f"write {example}")
    return tuple(value)
