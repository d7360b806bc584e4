"""``course check``: the whole proof of a lesson."""

from dataclasses import dataclass
from typing import Annotated

import typer

from .. import claims
from .backends import BackendOption, reason_against, require_backend
from .environment import require_checkout
from .lint import is_error, show_findings
from .terminal import bullets, duration, marked, say, table
from .watching import Report, read, watch

EXAMPLES = """
Examples:
  course check 09            prove one lesson
  course check               prove them all
  course check 09 --seed 3   on a seed of your choice
  course check --backend jax     which lessons hold on JAX?
"""

# A seed that nobody tuned a lesson for; fixed, so that a failure can be looked at again.
SEED = 20261122


@dataclass(frozen=True)
class Proof:
    """What the proof of one lesson came to.

    Attributes:
        lesson: the lesson.
        lint, build, run: what is wrong with its style, its notebook and its run, a line each; [] when nothing is.
        exercises: the ids of the lesson's exercises.
        report: the run, or None for a lesson that is not built or that the backend does not concern.
        spared: why it was not run although it is built, or "".
    """

    lesson: object
    lint: list[str]
    build: list[str]
    run: list[str]
    exercises: list[str]
    report: Report | None
    spared: str = ""

    @property
    def failed(self) -> bool:
        """Whether any step failed."""
        return bool(self.lint or self.build or self.run)

    @property
    def cells(self) -> list[str]:
        """The lesson's line of the table."""
        first = [str(self.lesson), *("✗" if problems else "✓" for problems in (self.lint, self.build))]
        if self.report is None:
            return [*first, "○", self.spared, "", "", ""]
        done = self.report.execution
        judged = [claims.holds(rec) for rec in done.claims.values() if any(rule in rec for rule in claims.RULES)]
        passed = sum(self.report.checks.get(key, "").startswith("✓") for key in self.exercises)
        return [
            *first,
            "✗" if self.run else "✓",
            f"{sum(judged)} of {len(judged)}",
            f"{passed} of {len(self.exercises)}",
            duration(done.seconds),
            f"{done.peak_mb:,.0f} MB",
        ]


def check(
    lessons: Annotated[
        list[str] | None, typer.Argument(metavar="[LESSON]...", help="Numbers or names; default all.")
    ] = None,
    seed: Annotated[int, typer.Option(metavar="N", min=0, help=f"The other seed. Default: {SEED}.")] = SEED,
    backend: BackendOption = None,
) -> None:
    """Prove lessons: style, nothing stale, a run on another seed.

    For each lesson: lint; the notebook is what its source says; it runs to the end on another seed with the reference
    solutions in its exercises, every solution passes, every claim holds and agrees with the stored one. A table at the
    end; exit code 1 when a proof fails. With --backend, lessons that do not know it are listed and not run.
    """
    from .. import authoring

    require_checkout()
    if backend is not None:
        require_backend(backend)
    proofs = [
        _prove(lesson, seed, backend) for lesson in [authoring.find(n) for n in lessons or ()] or authoring.lessons()
    ]
    tables = [] if lessons else authoring.stale_tables()
    for line in tables:
        marked(f"✗ {line}")
    table(
        ["lesson", "lint", "build", "run", "claims", "exercises", "time", "memory"],
        [p.cells for p in proofs],
        right=(6, 7),
    )
    if tables or any(proof.failed for proof in proofs):
        raise typer.Exit(1)


def _prove(lesson, seed: int, backend: str | None) -> Proof:
    """Run the steps of one lesson's proof, show what they find, and return it."""
    from .. import authoring, practice

    exercises = [exercise.id for exercise in practice.of_lesson(lesson.number)]
    findings, stale = authoring.lint(lesson), authoring.stale(lesson)
    report, problems, spared = None, [], reason_against(lesson, backend) or ""
    if lesson.notebook.is_file() and not spared:
        stored = read(lesson.notebook)
        report = watch(str(lesson), stored, parameters={"SEED": seed}, solutions=True, backend=backend)
        report.show()
        problems = _problems(report, exercises, claims.read(stored))
    else:
        say(str(lesson), style="bold")
    show_findings(findings)
    bullets("✗", stale)
    bullets("✗", problems)
    say()
    return Proof(lesson, [str(f) for f in findings if is_error(f)], stale, problems, exercises, report, spared)


def _problems(report: Report, exercises: list[str], stored: dict[str, dict]) -> list[str]:
    """Return what is wrong with a run; after a cell that failed, all else that is missing follows from it."""
    if report.execution.error:
        return [report.execution.error]
    return [
        *(f"the reference solution of {key} is rejected" for key in report.rejected),
        *(f"exercise {key} was not checked" for key in exercises if key not in report.checks),
        *claims.differences(stored, report.execution.claims),
    ]
