"""Rules on code cells: short, plain, nothing hidden and nothing silenced."""

import ast
import re

LONG, AIM = 25, 8
SILENCERS = {"filterwarnings", "simplefilter", "catch_warnings", "redirect_stderr", "setLevel", "disable_v2_behavior"}
VARIABLES = {"PYTHONWARNINGS", "TF_CPP_MIN_LOG_LEVEL"}


def length(draft):
    """At most 25 lines, and most cells about 8."""
    lines = [len(c.text.splitlines()) for c in draft.code]
    for cell, count in zip(draft.code, lines, strict=True):
        if count > LONG:
            yield cell.error("code-length", f"{count} lines; at most {LONG}")
    longer = sum(count > AIM for count in lines)
    if longer > len(lines) / 2:
        yield draft.advice(
            "code-length", f"{longer} of {len(lines)} code cells have more than {AIM} lines; aim for {AIM}"
        )


def python(draft):
    """Plain Python: it parses, and there are no magics."""
    for cell in draft.code:
        for number, line in enumerate(cell.text.splitlines(), 1):
            if re.match(r"\s*(%{1,2}\w|!\w)", line):
                yield cell.error(
                    "magic",
                    f"{line.strip().split()[0]!r} is a magic; the only one is in the install cell",
                    below=number,
                )
        if cell.tree is None:
            yield cell.error("syntax", "is not Python")


def silence(draft):
    """Warnings are seen or their cause is mended; pyplot stays inside plot."""
    for cell in draft.code:
        for node in ast.walk(cell.tree) if cell.tree else ():
            name = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None
            if name in SILENCERS:
                yield cell.error("silenced", f"'{name}' hides messages; mend what causes them", below=node.lineno)
            if name in ("plt", "pyplot"):
                yield cell.error("plotting", f"uses {name}; use plot and show", below=node.lineno)
            if isinstance(node, ast.Constant) and node.value in VARIABLES:
                yield cell.error("silenced", f"sets {node.value}; course_utils does what is needed", below=node.lineno)


RULES = (length, python, silence)
