"""Rules on figures: shown through show, with alt text that says what the figure says."""

import ast
import re

from .draft import argument

DIGITS = re.compile(r"\d+\.\d+|\d+\s?%")
EMPTY = re.compile(r"^\s*(an?|the)?\s*(figure|image|picture|plot|chart) (of|showing|that shows)\b", re.I)
WORDS = 8


def alt_texts(draft):
    """Every show carries a telling alt text without digits that a re-run would change."""
    for cell in draft.code:
        for call in cell.calls("show"):
            alt = argument(call, "alt")
            if alt is None:
                yield cell.error("alt-text", "show has no alt text: show(fig, alt=…)", below=call.lineno)
            elif isinstance(alt, ast.Constant) and isinstance(alt.value, str):
                yield from _judge(cell, call, alt.value)
            else:
                yield cell.advice(
                    "alt-text",
                    "the alt text is computed: it is compared word for word on every re-run",
                    below=call.lineno,
                )


def shown(draft):
    """A figure that plot makes is passed to show."""
    for cell in draft.code:
        if cell.tree is None or not cell.tree.body:
            continue
        for statement in cell.tree.body:
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Call) and _of_plot(value.func) and value.func.attr != "show":
                yield cell.error("figure", f"plot.{value.func.attr} is not passed to show", below=statement.lineno)


def enough(draft):
    """A lesson has at least four figures."""
    count = sum(len(c.calls("show")) for c in draft.code)
    if count < 4:
        yield draft.advice("figure", f"{count} calls of show; a lesson has at least four figures")


def _judge(cell, call, alt):
    if len(alt.split()) < WORDS:
        yield cell.error(
            "alt-text",
            f"the alt text {alt[:40]!r} does not say what the figure says: {WORDS} words or more",
            below=call.lineno,
        )
    elif EMPTY.match(alt):
        yield cell.advice(
            "alt-text",
            f"the alt text begins with '{EMPTY.match(alt)[0].strip()}'; begin with what is seen",
            below=call.lineno,
        )
    if match := DIGITS.search(alt):
        yield cell.error("alt-text", f"the alt text holds '{match[0]}', which looks measured", below=call.lineno)


def _of_plot(function):
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id == "plot"


RULES = (alt_texts, shown, enough)
