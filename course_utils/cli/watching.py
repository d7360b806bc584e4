"""A lesson's run as a person follows it: cell by cell, then its claims, checks, seconds and memory."""

import re
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .. import claims
from ..errors import CourseError
from .terminal import console, duration, marked, say

CHECK = re.compile(r"^([✓✗]) (\d\d\.\d+)\b.*", re.M)
TRACEBACK_LINES = 12


@dataclass(frozen=True)
class Report:
    """What a run came to.

    Attributes:
        title: number and title of the lesson.
        execution: see `course_utils.authoring.execute`.
        solutions: whether the exercises held the reference solutions, which must then pass.
    """

    title: str
    execution: object
    solutions: bool

    @cached_property
    def claim_lines(self) -> list[str]:
        """The lines that the claims and records printed, in order."""
        outputs = [o for cell in self.execution.notebook.cells for o in cell.get("outputs", [])]
        return [o.data["text/plain"] for o in outputs if claims.MIME in o.get("data", {})]

    @cached_property
    def checks(self) -> dict[str, str]:
        """The line that the last check of each attempted exercise printed, by exercise."""
        text = "".join(o.get("text", "") for cell in self.execution.notebook.cells for o in cell.get("outputs", []))
        return {match[2]: match[0] for match in CHECK.finditer(text)}

    @property
    def broken_claims(self) -> list[str]:
        """The texts of the claims that do not hold."""
        return [rec["text"] for rec in self.execution.claims.values() if rec["holds"] is False]

    @property
    def rejected(self) -> list[str]:
        """The exercises whose reference solution did not pass."""
        return [key for key, line in self.checks.items() if line.startswith("✗")] if self.solutions else []

    @property
    def failed(self) -> bool:
        """Whether a cell, a claim or a reference solution failed."""
        return bool(self.execution.error or self.broken_claims or self.rejected)

    @property
    def verdict(self) -> str:
        """The run in a word or two, for a table."""
        if self.execution.error:
            return "✗ stopped"
        counts = [(len(self.broken_claims), "claim"), (len(self.rejected), "solution")]
        failed = " and ".join(f"{n} {what}{'s' * (n > 1)}" for n, what in counts if n)
        return f"✗ {failed} failed" if failed else "✓"

    def show(self) -> None:
        """Print claims, checks, the error if there was one, seconds and memory."""
        for line in self.claim_lines:
            marked(line)
        for line in self.checks.values():
            marked(line)
        if self.execution.error:
            marked(f"✗ {self.title} stopped in {self.execution.error}")
            self._show_traceback()
        say(f"{duration(self.execution.seconds)}, peak memory {self.execution.peak_mb:,.0f} MB", style="bold")

    def _show_traceback(self) -> None:
        cell = self.execution.notebook.cells[self.execution.failed]
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                lines = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", "\n".join(output.traceback)).splitlines()
                for line in lines[-TRACEBACK_LINES:]:
                    say(f"  {line}", style="dim")


def read(path: Path):
    """Read a notebook file.

    Raises:
        CourseError: for a file that is no notebook.
    """
    import nbformat

    try:
        return nbformat.read(path, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, KeyError, AttributeError):
        raise CourseError(f"{path} is no notebook", remedy="get a fresh copy of the lesson") from None


def watch(title: str, notebook, *, parameters: dict, solutions: bool, backend: str | None = None, store=None) -> Report:
    """Run a lesson's notebook in an empty folder of its own, showing each cell, and return the report."""
    import tempfile

    from ..authoring import execute

    env = {"KERAS_BACKEND": backend} if backend else {}
    with tempfile.TemporaryDirectory(prefix="course-run-") as folder, cells(title, notebook) as on_cell:
        execution = execute(
            notebook, parameters=parameters, solutions=solutions, cwd=folder, env=env, on_cell=on_cell, store=store
        )
    return Report(title, execution, solutions)


@contextmanager
def cells(title: str, notebook):
    """Yield the ``on_cell`` that shows a run: a moving bar on a terminal, a line for each cell elsewhere."""
    headings = _headings(notebook)
    if not console().is_terminal:
        say(title)
        yield lambda step: _plain_line(step, headings)
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[where]}", style="dim"),
        console=console(),
        transient=True,
    ) as bar:
        task = bar.add_task(title, total=None, where="starting the kernel")

        def on_cell(step):
            bar.update(
                task,
                total=step.total,
                completed=step.number - (step.seconds is None),
                where=headings.get(step.cell.get("id"), "parameters"),
            )

        yield on_cell
    say(title, style="bold")


def _plain_line(step, headings):
    if step.seconds is not None:
        where = headings.get(step.cell.get("id"), "parameters")
        say(f"  {step.number:>3}/{step.total}  {step.seconds:6.1f} s  {where}".rstrip())


def _headings(notebook) -> dict[str, str]:
    """Return for each cell, by id, the heading that it stands under."""
    heading, found = "", {}
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := re.search(r"^#{1,3} +(.+)$", cell.source, re.M)):
            heading = match[1].strip()
        found[cell.get("id")] = heading
    return found
