"""Run a notebook from a clean kernel: seconds, peak memory, claims, and the first error as one clear line."""

import copy
import re
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .. import claims, practice
from ..errors import CourseError
from . import kernel
from .storage import write_notebook

CELL_SECONDS = 600
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True)
class Step:
    """Told to ``on_cell`` when a code cell starts (``seconds`` is None) and again when it has ended.

    Attributes:
        number, total: the how-manieth code cell of how many, from 1.
        cell: the notebook's cell, with ``.id`` and ``.source``.
        seconds: how long it took.
        peak_mb: the most memory that the kernel has held so far.
    """

    number: int
    total: int
    cell: object
    seconds: float | None = None
    peak_mb: float | None = None


@dataclass(frozen=True)
class Execution:
    """What came of running a notebook.

    Attributes:
        notebook: a copy with outputs, up to the cell that failed.
        seconds: from the start of the kernel to the end of the last cell.
        peak_mb: the most memory that the kernel held.
        claims: claims and records by id, in order of appearance (see `course_utils.claims.read`).
        error: None, or one line that says which cell failed and why.
        failed: index of the cell that failed, or None.
        cpu_seconds: how long its process kept processors busy, all cores together.
    """

    notebook: object
    seconds: float
    peak_mb: float
    claims: dict[str, dict]
    error: str | None = None
    failed: int | None = None
    cpu_seconds: float = 0.0


def execute(
    notebook,
    *,
    parameters: dict | None = None,
    solutions: bool = False,
    cwd: Path | None = None,
    timeout: float = CELL_SECONDS,
    on_cell: Callable[[Step], None] | None = None,
    env: dict[str, str] | None = None,
    store: Path | None = None,
) -> Execution:
    """Execute a notebook in a new kernel of this Python and return what came of it; the argument is left as it was.

    Args:
        notebook: an nbformat notebook.
        parameters: values for its cell tagged "parameters", put in as papermill does.
        solutions: put the reference solutions into the exercise cells.
        cwd: the folder to run in; default the current one.
        timeout: seconds that one cell may take.
        on_cell: called with a `Step` before and after each code cell.
        env: environment variables beside those of this process. The learner's progress record is never touched:
            ``COURSE_PROGRESS`` is a temporary file unless it is given here.
        store: where to write the executed notebook, also when a cell failed; an interrupted run writes nothing.

    Raises:
        CourseError: where the kernel does not start, or parameters have no cell to go to.
    """
    notebook = _prepared(notebook, parameters, solutions)
    with tempfile.TemporaryDirectory(prefix="course-") as scratch:
        env = {"COURSE_PROGRESS": str(Path(scratch) / "progress.jsonl")} | (env or {})
        result = _run(notebook, Path(cwd or Path.cwd()), timeout, on_cell or (lambda step: None), env)
    if store:
        write_notebook(store, result.notebook)
    return result


def _run(notebook, cwd, timeout, on_cell, env):
    code = [(i, c) for i, c in enumerate(notebook.cells) if c.cell_type == "code" and c.source.strip()]
    peak, busy, error, failed, start = 0.0, 0.0, None, None, time.monotonic()
    with kernel.running(notebook, cwd=cwd, timeout=timeout, env=env) as client:
        process = client.km.provisioner.process
        for number, (index, cell) in enumerate(code, 1):
            on_cell(Step(number, len(code), cell))
            begun = time.monotonic()
            error = _execute_cell(client, index, cell, process, timeout)
            peak, busy = max(peak, kernel.peak_mb(process)), max(busy, kernel.cpu_seconds(process))
            on_cell(Step(number, len(code), cell, time.monotonic() - begun, peak))
            if error:
                failed = index
                break
        seconds = time.monotonic() - start
    return Execution(notebook, seconds, peak, claims.read(notebook), error, failed, busy)


def _execute_cell(client, index, cell, process, timeout):
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        client.execute_cell(cell, index)
        return None
    except CellExecutionError as error:
        said = " ".join(ANSI.sub("", error.evalue).split())
        what = f"{error.ename}: {said[:300]}{'…' * (len(said) > 300)}"
    except CellTimeoutError:
        what = f"took longer than {timeout:g} s"
    except DeadKernelError:
        what = f"the kernel died ({kernel.ending(process)})"
    return f"cell {index + 1} ({cell.get('id', 'no id')}, {_first_line(cell.source)!r}): {what}"


def _prepared(notebook, parameters, solutions):
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
            about = cell.metadata.get("course", {})
            if solutions and about.get("role") == "exercise-starter":
                cell.source = practice.get(about["exercise"]).answer_cell
    return _parametrised(notebook, parameters) if parameters else notebook


def _parametrised(notebook, parameters):
    from papermill.parameterize import parameterize_notebook

    if not any("parameters" in c.metadata.get("tags", []) for c in notebook.cells):
        raise CourseError(f"there is no cell for {', '.join(parameters)}", remedy="tag one code cell 'parameters'")
    bare = [c for c in notebook.cells if "tags" not in c.metadata]
    for cell in bare:
        cell.metadata["tags"] = []  # papermill reads the tags of every cell
    notebook.metadata["papermill"] = {}
    notebook = parameterize_notebook(notebook, parameters, kernel_name="python3", language="python")
    del notebook.metadata["papermill"]
    for cell in notebook.cells:
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)
        elif "injected-parameters" in cell.metadata["tags"]:
            cell["id"] = "injected-parameters"
    return notebook


def _first_line(source):
    return next(line for line in source.splitlines() if line.strip()).strip()[:60]
