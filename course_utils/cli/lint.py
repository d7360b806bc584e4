"""``course lint``: read lessons as far as a program can judge them."""

from typing import Annotated

import typer

from .environment import require_checkout
from .terminal import marked, say

EXAMPLES = """
Examples:
  course lint        every lesson
  course lint 09     one

Next: 'course build 09' executes the lesson.
"""


def lint(
    lessons: Annotated[
        list[str] | None, typer.Argument(metavar="[LESSON]...", help="Numbers or names; default all.")
    ] = None,
) -> None:
    """Read lessons as a strict editor: cells, figures, words, citations.

    ✗ must be mended, ! is for the author to weigh. Exit code 1 when there is a ✗.
    """
    from .. import authoring

    require_checkout()
    errors = advice = 0
    for lesson in [authoring.find(name) for name in lessons or ()] or authoring.lessons():
        findings = authoring.lint(lesson)
        wrong = sum(map(is_error, findings))
        errors, advice = errors + wrong, advice + len(findings) - wrong
        marked(f"{'✗' if wrong else '✓'} {lesson}")
        show_findings(findings)
    if errors or advice:
        say(f"{errors} to mend, {advice} to weigh")
    if errors:
        raise typer.Exit(1)


def is_error(finding) -> bool:
    """Return whether a finding must be mended before the lesson is finished."""
    return finding.level == "error"


def show_findings(findings) -> None:
    """Print findings, a line each."""
    for finding in findings:
        marked(f"{'✗' if is_error(finding) else '!'} {finding}", indent=2)
