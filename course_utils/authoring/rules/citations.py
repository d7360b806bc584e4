"""Rules on citations: they exist, they are complete, and three to five are recommended to read."""

import re

from ...errors import CourseError
from ..citations import keys

READING = re.compile(r"^[-*] +\[@(?P<key>[\w:.-]+)\](?P<why>.*)$", re.M)


def references(draft):
    """Every citation has an entry with author, year and address."""
    for cell in draft.prose:
        for key in dict.fromkeys(keys(cell.text)):
            try:
                draft.library.link(key)
                draft.library.full(key)
            except CourseError as error:
                yield cell.error("citation", str(error))


def further_reading(draft):
    """Three to five works, each with half a sentence on why."""
    cells = [c for c in draft.prose if c.section == "Further reading"]
    items = [(cell, m) for cell in cells for m in READING.finditer(cell.text)]
    if cells and not 3 <= len(items) <= 5:
        yield cells[0].error(
            "further-reading", f"{len(items)} works to read on; give three to five, each a line '- [@key] why'"
        )
    for cell, item in items:
        if len(item["why"].split()) < 4 or not item["why"].startswith(" "):
            yield cell.error(
                "further-reading", f"[@{item['key']}] does not say why to read it: '- [@{item['key']}] why'"
            )


RULES = (references, further_reading)
