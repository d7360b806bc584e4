"""Rules on words: their number, the forbidden ones, measured digits, formulas."""

import re

from .draft import DISPLAYED, FENCE, plain, sentences, unquoted

FORBIDDEN = {"simply", "obviously", "just", "trivial", "trivially", "of course"}
DOUBTFUL = {"easy", "easily", "clearly", "basically"}
WORDS = re.compile(r"\b(" + "|".join(sorted(w.replace(" ", r"\s+") for w in FORBIDDEN | DOUBTFUL)) + r")\b", re.I)
NUMBER = re.compile(r"\d+(\.\d+)?\s?(%|percent\b|per cent\b)|\d+\.\d+")
OURS = re.compile(r"\bwe (have )?(measured?|reach(ed)?|f(ou|i)nd|get|got|s(aw|ee))\b", re.I)
MEASURES = re.compile(r"\b(accuracy|loss|error rate|score|AUC|seconds|faster|slower)\b", re.I)
KNOWN = re.compile(r"\b(is|are) known to\b", re.I)
SHORT_SECTIONS = {"Exercises", "What we measured", "Further reading", "Next"}


def length(draft):
    """25 to 90 words a prose cell; lists may be longer, closing sections and headings alone shorter."""
    for cell in draft.prose:
        body = re.sub(r"\[@[\w:.-]+\]", "", plain(cell.text))
        words = len(re.findall(r"[^\W_][\w’'-]*", body))
        listed = bool(re.search(r"^\s*([-*]|\d+\.) ", cell.text, re.M))
        rich = listed or "|" in cell.text or DISPLAYED.search(cell.text) or FENCE.search(cell.text)
        if words > (160 if listed else 110):
            yield cell.error("prose-length", f"{words} words; split it: one point a cell, 25 to 90 words")
        elif words > 90 and not listed:
            yield cell.advice("prose-length", f"{words} words; aim for 25 to 90")
        elif 0 < words < 25 and not rich and cell.section not in SHORT_SECTIONS:
            yield cell.advice("prose-length", f"{words} words; aim for 25 to 90, or join it with its neighbour")


def words(draft):
    """No word that makes a reader feel slow."""
    for cell in draft.prose:
        yield from _forbidden(cell, cell.text, "")
    for cell in draft.cells:
        if exercise := draft.exercises.get(cell.exercise):
            yield from _forbidden(cell, f"{exercise.title}\n\n{exercise.task}", f"exercise {exercise.id}: ")


def measured(draft):
    """Prose carries no measured digit: it points to the claim."""
    for cell in draft.prose:
        for sentence in sentences(plain(cell.text)):
            number = NUMBER.search(sentence)
            if number and OURS.search(sentence):
                yield cell.error("measured-digit", f"'{number[0]}' looks measured; let a claim carry it")
            elif number and MEASURES.search(sentence):
                yield cell.advice(
                    "measured-digit",
                    f"'{number[0]}' near '{MEASURES.search(sentence)[0]}': if it is ours, let a claim carry it",
                )


def known(draft):
    """What "is known to" be so carries its citation."""
    for cell in draft.prose:
        for sentence in sentences(cell.text):
            if KNOWN.search(sentence) and "[@" not in sentence:
                yield cell.advice("known-to", f"'{KNOWN.search(sentence)[0]}' without a citation")


def equations(draft):
    """At most one displayed equation a cell."""
    for cell in draft.prose:
        count = len(DISPLAYED.findall(FENCE.sub("", cell.text)))
        if count > 1:
            yield cell.error("equations", f"{count} displayed equations; at most one a cell")


def _forbidden(cell, text, where):
    for match in WORDS.finditer(unquoted(plain(text))):
        word = " ".join(match[0].split())
        if word.lower() in FORBIDDEN:
            yield cell.error("forbidden-word", f"{where}'{word}': leave it out")
        else:
            yield cell.advice("forbidden-word", f"{where}'{word}': does the reader find so?")


RULES = (length, words, measured, known, equations)
