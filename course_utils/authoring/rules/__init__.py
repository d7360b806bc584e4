"""Lint: what a program can judge of a lesson against the course's style.

One module for each thing to judge; in it every rule is a generator ``rule(draft) -> Finding``.
"""

from . import citations, code, evidence, exercises, figures, links, prose, setting, structure, terms
from .draft import Draft, Finding

__all__ = ["RULES", "Draft", "Finding", "lint"]

RULES = tuple(
    rule
    for module in (structure, prose, terms, links, citations, setting, code, figures, evidence, exercises)
    for rule in module.RULES
)


def lint(lesson) -> list[Finding]:
    """Read a lesson's source and return what it does against the style, in order of appearance.

    A finding of level "error" must be mended before the lesson is finished; "advice" is for its author to weigh.

    Args:
        lesson: a `Lesson`, or any name that `find` understands.
    """
    draft = Draft(lesson)
    found = [finding for rule in RULES for finding in rule(draft)]
    return sorted(found, key=lambda finding: (finding.cell, finding.line))
