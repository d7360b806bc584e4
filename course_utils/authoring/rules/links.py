"""Rules on links: they lead somewhere that exists."""

import re

from .draft import FENCE

LINK = re.compile(r"(?P<picture>!?)\[[^\]\n]*\]\((?P<target>[^)\s]+)[^)\n]*\)")


def targets(draft):
    """A link to a lesson leads to one, a relative link to a file; pictures are drawn, not linked."""
    folder = draft.lesson.notebook.parent
    for cell in draft.prose:
        text = re.sub(r"`[^`\n]+`", "", FENCE.sub("", cell.text))
        for match in LINK.finditer(text):
            target = match["target"].split("#")[0]
            if match["picture"]:
                yield cell.error("picture", f"the picture {target} is linked; draw it with plot and show")
            elif target and ":" not in target and not _exists(folder, target):
                yield cell.error("link", f"the link leads to {target}, which is not there")


def next_lesson(draft):
    """The last section links to another lesson, as soon as there is one."""
    others = [p for p in draft.lesson.source.parent.glob("[0-9]*_*.py") if p != draft.lesson.source]
    closing = [c for c in draft.prose if c.section == "Next"]
    if others and closing and not any(re.search(r"\]\(\d\d_\w+\.ipynb", c.text) for c in closing):
        yield closing[0].advice("link", "'## Next' links to no lesson")


def _exists(folder, target):
    # A lesson may be linked before its first build.
    return (folder / target).exists() or (
        target.endswith(".ipynb") and (folder / "source" / f"{target[:-6]}.py").exists()
    )


RULES = (targets, next_lesson)
