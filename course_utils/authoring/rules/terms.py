"""Rules on terms: bold once, in the lesson that owns them, and in the glossary."""

import re

from .draft import FENCE

BOLD = re.compile(r"\*\*(?P<text>[^*\n]+(?:\n[^*\n]+)?)\*\*")
TERM = re.compile(r"[^\W\d_][\w’'-]*(\s[\w’'-]+){0,3}")
# Bold also marks what the reader is to do: such words are no terms.
PROMPT = re.compile(r"\b(predict\w*|you|your|guess|look|write|before|what|which|how|why)\b", re.I)


def bold_terms(draft):
    """Every bold term is in the glossary, owned by this lesson or an earlier one."""
    number, seen = draft.lesson.number, {}
    for cell in draft.prose:
        for name in terms(cell.text):
            term = _entry(draft.glossary, name)
            if term is None:
                yield cell.error("glossary", f"'{name}' is bold but not in glossary.toml (for emphasis use *italics*)")
            elif term.lesson > number:
                yield cell.error("glossary", f"'{name}' is bold but belongs to lesson {term.lesson}")
            else:
                seen.setdefault(term.name, []).append(cell)
    for term in draft.glossary.values():
        if term.lesson == number and term.name not in seen:
            yield draft.error(
                "glossary", f"glossary.toml says that lesson {number} introduces '{term.name}', but it is nowhere bold"
            )
        elif term.lesson == number and len(seen[term.name]) > 1:
            yield seen[term.name][1].advice("glossary", f"'{term.name}' is bold a second time")


def terms(markdown: str) -> list[str]:
    """Return the bold terms of a Markdown text: up to four plain words, not a label or a prompt."""
    text = re.sub(r"`[^`\n]+`", "", FENCE.sub("", markdown))
    found = (" ".join(m["text"].split()) for m in BOLD.finditer(text))
    return [name for name in found if TERM.fullmatch(name) and not PROMPT.search(name)]


def _entry(glossary, name):
    name = name.lower()
    singular = [name.removesuffix("s"), name.removesuffix("es"), re.sub(r"ies$", "y", name)]
    return next((glossary[n] for n in [name, *singular] if n in glossary), None)


RULES = (bold_terms,)
