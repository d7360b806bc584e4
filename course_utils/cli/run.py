"""``course run``: execute lessons here, watch them, and see what their claims came to."""

from pathlib import Path
from typing import Annotated

import typer

from .. import places
from ..errors import CourseError
from .backends import BackendOption, require_backend
from .calls import CallError, one_of
from .terminal import duration, say, table
from .watching import Report, read, watch

EXAMPLES = """
Examples:
  course run 09                     run the lesson on convolution
  course run 09 --seed 3            do its claims hold on another seed?
  course run 09 --solutions         with the exercises solved
  course run my/09_convolution.ipynb    run a copy of your own
  course run 09 --save ran.ipynb    keep the executed notebook

Exit code 1 when a cell fails, a claim does not hold or a solution is rejected.
"""


EFFORTS = ("smoke", "standard", "full")


def run(
    lessons: Annotated[
        list[str],
        typer.Argument(metavar="LESSON...", help=("Numbers or names of lessons, or notebook files of your own.")),
    ],
    seed: Annotated[int | None, typer.Option(metavar="N", min=0, help="Another seed than the lesson's.")] = None,
    effort: Annotated[
        str | None,
        typer.Option(
            metavar="LEVEL",
            callback=one_of(*EFFORTS),
            help=(
                "smoke: every cell runs, briefly, and claims are not judged; standard: as published; full: more of "
                "everything."
            ),
        ),
    ] = None,
    solutions: Annotated[
        bool, typer.Option("--solutions", help="Put the reference solutions into the exercises.")
    ] = False,
    backend: BackendOption = None,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the executed notebook to a new file.")
    ] = None,
) -> None:
    """Execute lessons from a clean kernel and report their claims.

    Shows each cell as it runs, then the lesson's claims with their verdicts, the seconds and the peak memory. The
    lessons' own files and your progress record stay as they are.
    """
    jobs = [_job(name, backend) for name in lessons]
    if save is not None:
        _check_target(save, len(jobs))
    parameters = {"SEED": seed, "EFFORT": effort}
    reports: list[Report] = []
    for title, notebook in jobs:
        report = watch(
            title,
            notebook,
            parameters={k: v for k, v in parameters.items() if v is not None},
            solutions=solutions,
            backend=backend,
            store=save,
        )
        report.show()
        say()
        reports.append(report)
    if save is not None:
        say(f"saved as {save}")
    if len(reports) > 1:
        table(
            ["lesson", "result", "time", "memory"],
            [[r.title, r.verdict, duration(r.execution.seconds), f"{r.execution.peak_mb:,.0f} MB"] for r in reports],
            right=(2, 3),
        )
    if any(report.failed for report in reports):
        raise typer.Exit(1)


def _job(name: str, backend: str | None):
    """Return a lesson's title and notebook, or those of a notebook file of the learner's own."""
    from ..authoring import find

    path = Path(name)
    lesson = find(name)
    if not (path.suffix == ".ipynb" and path.is_file()):
        path = lesson.notebook
    if backend is not None and lesson.keras:
        _check_backend(lesson, backend)
    if not path.is_file():
        raise CourseError(f"{path.name} is not built", remedy=f"run 'course build {lesson.number}'")
    return str(lesson), read(path)


def _check_backend(lesson, backend: str) -> None:
    if backend not in lesson.backends:
        raise CourseError(
            f"lesson {lesson} does not run on {backend}", remedy=f"it runs on {', '.join(lesson.backends)}"
        )
    require_backend(backend)


def _check_target(file: Path, lessons: int) -> None:
    if lessons > 1:
        raise CallError(f"--save takes one lesson, not {lessons}", remedy="run them one by one")
    if file.resolve().is_relative_to(places.notebooks()):
        raise CourseError(f"{file} would stand among the lessons", remedy="save it in another folder")
    if file.exists():
        raise CourseError(f"{file} is there already", remedy="name another file, or remove it first")
