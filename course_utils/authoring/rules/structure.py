"""Rules on the shape of a lesson: sections, beats, the number of cells and their alternation."""

import re
import unicodedata

CLOSING = ["Exercises", "What we measured", "Where this fails", "Further reading", "Next"]
SECTIONS = ["The question", *CLOSING]
SHOWS = {"show", "claim", "record", "print", "display", "check", "hint"}
SHORT = 12
PREDICT = re.compile(
    r"predict|guess|expect|write down|before you|what would|which would|how many would|do you think|bet\b", re.I
)


def sections(draft):
    """The fixed sections are there, in order, with the first at the top and the last at the end."""
    titles = [title for cell in draft.prose for level, title in cell.headings if level == 2]
    missing = [s for s in SECTIONS if s not in titles]
    for section in missing:
        yield draft.error("sections", f"the section '## {section}' is missing")
    for section in {t for t in titles if titles.count(t) > 1}:
        yield draft.error("sections", f"there are two sections '## {section}'")
    there = [t for t in titles if t in SECTIONS]
    if not missing and there != SECTIONS and len(there) == len(SECTIONS):
        yield draft.error("sections", f"the sections must stand in the order {', '.join(SECTIONS)}")
    if titles and titles[0] != SECTIONS[0] and SECTIONS[0] in titles:
        yield draft.error("sections", f"'## {titles[0]}' stands before '## The question'")
    if "Exercises" in titles:
        for title in titles[titles.index("Exercises") :]:
            if title not in SECTIONS:
                yield draft.error("sections", f"the beat '## {title}' stands after '## Exercises'")


def beats(draft):
    """Three to five beats, each with something to predict before it is measured."""
    names = [title for cell in draft.prose for level, title in cell.headings if level == 2 and title not in SECTIONS]
    if not 3 <= len(names) <= 5:
        yield draft.advice(
            "beats", f"{len(names)} beats (sections between the question and the exercises); aim for three to five"
        )
    for name in names:
        texts = [c.text for c in draft.prose if c.section == name]
        quiz = any(c.exercise and c.section == name for c in draft.cells)
        if texts and not quiz and not PREDICT.search(" ".join(texts)):
            yield draft.advice("prediction", f"the beat '{name}' asks the reader for no prediction")


def headings(draft):
    """Headings go down one level at a time, level one belongs to the header, and none carries a picture sign."""
    above = 1
    for cell in draft.prose:
        for level, title in cell.headings:
            if level == 1:
                yield cell.error("headings", f"'# {title}': the title is in the header cell; use ##")
            elif level > above + 1:
                yield cell.error("headings", f"'{title}' jumps from level {above} to level {level}")
            above = max(level, 1)
            if any(unicodedata.category(c) == "So" and ord(c) > 0x2190 for c in title):
                yield cell.error("emoji-heading", f"the heading '{title}' carries a picture sign")


def size(draft):
    """35 to 60 cells, about as much prose as code, enough of it."""
    total, prose, code = draft.total, len(draft.prose), len(draft.code)
    if not 30 <= total <= 75:
        yield draft.error("cell-count", f"{total} cells; a lesson has 35 to 60")
    elif not 35 <= total <= 60:
        yield draft.advice("cell-count", f"{total} cells; aim for 35 to 60")
    if prose < 0.7 * code:
        yield draft.error("balance", f"{prose} prose cells for {code} code cells; have about as many")
    words = sum(len(c.text.split()) for c in draft.prose)
    if words < 900:
        yield draft.advice("balance", f"only {words} words of prose")


def alternation(draft):
    """Never two code cells in a row, unless the second is a short one that shows the first."""
    for first, second in zip(draft.cells, draft.cells[1:], strict=False):
        if first.kind == second.kind == "code" and "parameters" not in first.tags + second.tags and not _shows(second):
            yield second.error(
                "two-code-cells",
                "stands right after another code cell and is not a short one that shows "
                "its result: put a sentence between them",
            )


def _shows(cell):
    if cell.tree is None or not cell.tree.body or len(cell.text.splitlines()) > SHORT:
        return False
    return bool(cell.calls(*SHOWS)) or type(cell.tree.body[-1]).__name__ == "Expr"


RULES = (sections, beats, headings, size, alternation)
