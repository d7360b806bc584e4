"""``course adopt``: bring an edit made in Jupyter back to the lesson's source."""

from typing import Annotated

import typer

from .environment import require_checkout
from .terminal import marked, say

EXAMPLES = """
Examples:
  course adopt 09      after editing notebooks/09_convolution.ipynb in Jupyter

Next: 'git diff' shows the source as it is now; 'course build 09' executes it.
"""


def adopt(
    lesson: Annotated[str, typer.Argument(metavar="LESSON", help="Number or name of the lesson.")],
) -> None:
    """Bring an edit made in Jupyter back to the lesson's source.

    Text, code, new, moved and removed cells go back. Cells that the builder writes (header, exercises) cannot: they are
    named with the file to edit instead, and the exit code is 1.
    """
    from .. import authoring

    require_checkout()
    found = authoring.find(lesson)
    adoption = authoring.adopt(found)
    for line in adoption.changed:
        marked(f"✓ {line}")
    for line in adoption.refused:
        marked(f"✗ {line}")
    if adoption.refused:
        raise typer.Exit(1)
    if adoption.changed:
        say(f"{found.source.name} has the edit: 'course build {found.number}' executes it.")
    else:
        say(f"{found.notebook.name} holds no edit to bring back.")
