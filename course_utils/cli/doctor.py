"""``course doctor``: is this computer ready, and if not, what to do."""

import typer

from .terminal import console, say

EXAMPLES = """
Examples:
  course doctor                     look at everything; Keras takes some seconds
  KERAS_BACKEND=jax course doctor   the same with another backend

Next: 'course lab' opens the lessons.
"""


def doctor() -> None:
    """Look whether lessons will run here, and say what to mend.

    A line each for Python, the packages, Keras and its backend, the notebooks' kernel, JupyterLab, memory, disk, the
    data sets, the lessons and the progress record: ✓ good, ! works but look, ✗ lessons will not run. Exit code 1 when
    there is a ✗.
    """
    from . import installation, machine

    marks = []
    for check in (
        installation.python,
        installation.packages,
        installation.backend,
        installation.kernel,
        installation.jupyter,
        machine.memory,
        machine.disk,
        machine.data_sets,
        machine.lessons,
        machine.progress_record,
        machine.service,
    ):
        with console().status(f"looking at {check.__name__.replace('_', ' ')} …"):
            findings = list(check())
        for finding in findings:
            finding.show()
        marks += [finding.mark for finding in findings]
    say()
    if bad := marks.count("✗"):
        say(f"{bad} thing{'s' * (bad > 1)} to mend before the lessons run: see the arrows above.")
        raise typer.Exit(1)
    say("Ready: 'course lab' opens the lessons.")
