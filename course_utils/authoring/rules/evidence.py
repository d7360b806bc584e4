"""Rules on claims: at least two, each under a name of its own, in words."""

import re

from .draft import argument, literal

DIGITS = re.compile(r"\d+\.\d+|\d+\s?%")


def claims(draft):
    """At least two claims; no two claims or records share an id; the text carries no measured digit."""
    count, first = 0, {}
    for cell in draft.code:
        for call in cell.calls("claim", "record"):
            count += getattr(call.func, "id", getattr(call.func, "attr", "")) == "claim"
            text = literal(call.args[0] if call.args else argument(call, "text") or call.func)
            given = argument(call, "id")
            name = literal(given) if given is not None else _slug(text)
            if name and name in first:
                yield cell.error(
                    "claim-id", f"'{name}' names two claims or records; give one of them id=…", below=call.lineno
                )
            first.setdefault(name, cell)
            if isinstance(text, str) and DIGITS.search(text):
                yield cell.error(
                    "claim-digit",
                    f"the text '{text}' holds a digit; the value and the threshold carry it",
                    below=call.lineno,
                )
    if count < 2:
        yield draft.error("claims", f"{count} claims; a lesson states at least two findings")


def _slug(text):
    # As course_utils.claims makes it.
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") if isinstance(text, str) else None


RULES = (claims,)
