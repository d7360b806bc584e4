"""A lesson's source as the rules read it: cells with their place, parsed code, and plain prose."""

import ast
import re
from dataclasses import dataclass, field
from functools import cached_property

from ... import practice
from ...errors import CourseError
from ...practice.glossary import read_glossary
from ..assembly import marker
from ..citations import Bibliography
from ..lesson import find
from ..source import split

ERROR, ADVICE = "error", "advice"
FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
HEADING = re.compile(r"^(?P<marks>#{1,6}) +(?P<title>.*?) *$", re.M)
DISPLAYED = re.compile(r"\$\$.*?\$\$|\\begin\{(equation|align|gather)\*?\}.*?\\end\{\1\*?\}", re.S)


@dataclass(frozen=True)
class Finding:
    """One thing against the style.

    Attributes:
        level: "error" or "advice".
        rule: name of the rule.
        message: what is wrong and what to do.
        cell: the cell's id in the notebook, "" for the lesson as a whole.
        line: line of the source, 0 for the lesson as a whole.
    """

    level: str
    rule: str
    message: str
    cell: str = ""
    line: int = 0

    def __str__(self):
        place = f"{self.cell} line {self.line}: " if self.cell else ""
        return f"{place}{self.message} [{self.rule}]"


@dataclass(frozen=True)
class Cell:
    """A cell of the source: its id in the notebook, its text, and the title of the section that it stands in."""

    id: str
    line: int
    kind: str
    text: str
    tags: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    section: str = ""
    exercise: str | None = None

    def error(self, rule: str, message: str, *, below: int = 0) -> Finding:
        """Return a finding that must be mended; ``below`` counts lines of the cell's text, from 1."""
        return self._finding(ERROR, rule, message, below)

    def advice(self, rule: str, message: str, *, below: int = 0) -> Finding:
        """Return a finding that the author may weigh."""
        return self._finding(ADVICE, rule, message, below)

    def _finding(self, level, rule, message, below):
        return Finding(level, rule, message, self.id, self.line + below)

    @cached_property
    def headings(self) -> list[tuple[int, str]]:
        """Level and title of each heading of a Markdown cell."""
        return [(len(m["marks"]), m["title"]) for m in HEADING.finditer(FENCE.sub("", self.text))]

    @cached_property
    def tree(self) -> ast.Module | None:
        """The parsed code, magics left out; None for prose and for code that is not Python."""
        if self.kind != "code":
            return None
        lines = ["pass" if re.match(r"\s*[%!]", line) else line for line in self.text.splitlines()]
        try:
            return ast.parse("\n".join(lines))
        except SyntaxError:
            return None

    def calls(self, *names: str) -> list[ast.Call]:
        """Return the calls of these functions by name, ``show(…)`` as well as ``plot.show(…)``, in order."""
        if self.tree is None:
            return []
        found = [n for n in ast.walk(self.tree) if isinstance(n, ast.Call) and _called(n) in names]
        return sorted(found, key=lambda call: (call.lineno, call.col_offset))


@dataclass
class Draft:
    """A lesson's source, read once for all rules."""

    lesson: object
    cells: list[Cell] = field(init=False)

    def __post_init__(self):
        self.lesson = find(self.lesson)
        self.source = self.lesson.source.read_text(encoding="utf-8")
        self.library = Bibliography(self.lesson.source.parent / "references.bib")
        self.glossary = read_glossary(self.lesson.source.parent / "glossary.toml")
        self.cells, place, section = [], 3, ""  # header and install cell are the first two
        for cell in split(self.source, self.lesson.source.name)[1]:
            if cell.kind == "markdown":
                section = next(
                    (m["title"] for m in HEADING.finditer(FENCE.sub("", cell.text)) if m["marks"] == "##"), section
                )
            key = marker(cell)
            self.cells.append(
                Cell(
                    f"{self.lesson.number}-{place:03d}",
                    cell.line,
                    cell.kind,
                    cell.text,
                    cell.tags,
                    cell.other,
                    section,
                    key,
                )
            )
            place += 2 if key else 1
        self.total = place - 1

    @property
    def prose(self) -> list[Cell]:
        """The Markdown cells that their author wrote."""
        return [c for c in self.cells if c.kind == "markdown" and not c.exercise]

    @property
    def code(self) -> list[Cell]:
        """The code cells that their author wrote."""
        return [c for c in self.cells if c.kind == "code"]

    def error(self, rule: str, message: str) -> Finding:
        """Return a finding about the lesson as a whole that must be mended."""
        return Finding(ERROR, rule, message)

    def advice(self, rule: str, message: str) -> Finding:
        """Return a finding about the lesson as a whole that its author may weigh."""
        return Finding(ADVICE, rule, message)

    @cached_property
    def exercises(self) -> dict[str, object]:
        """The exercises that the lesson places, by id; those that do not exist are left out."""
        found = {}
        for cell in self.cells:
            if cell.exercise:
                try:
                    found[cell.exercise] = practice.get(cell.exercise)
                except CourseError:
                    continue  # the rule on exercises reports it, with the nearest id
        return found


def plain(markdown: str) -> str:
    """Return a Markdown text as a reader hears it: no code, formulas, block quotes, tables, headings or addresses."""
    text = DISPLAYED.sub(" ", FENCE.sub(" ", markdown))
    text = re.sub(r"`[^`\n]+`", " code ", text)
    text = re.sub(r"(?<!\\)\$[^$\n]+\$", " formula ", text)
    text = re.sub(r"^(#{1,6} .*|>.*|\|.*)$", " ", text, flags=re.M)
    text = re.sub(r"\[@[\w:.-]+\]", " ", text)
    return re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", text)


def unquoted(text: str) -> str:
    """Return a text without what stands between double quotes."""
    return re.sub(r'"[^"\n]*"|“[^”]*”|«[^»]*»', " ", text)


def sentences(text: str) -> list[str]:
    """Split plain prose into sentences."""
    return [s for s in re.split(r"(?<=[.?!])\s+|\n\s*\n|\n(?=[-*] )", text) if s.strip()]


def literal(node):
    """Return the value of a literal node, None where it is anything else."""
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError):
        return None


def argument(call: ast.Call, name: str):
    """Return the node of a keyword argument, or None."""
    return next((k.value for k in call.keywords if k.arg == name), None)


def _called(call):
    return (
        call.func.id
        if isinstance(call.func, ast.Name)
        else call.func.attr
        if isinstance(call.func, ast.Attribute)
        else ""
    )
