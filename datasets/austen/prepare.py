"""Rebuild austen.npz: Pride and Prejudice from the R package janeaustenr, one line a paragraph, split by chapters."""

import re

from course_utils.data import preparation
from course_utils.data.preparation.r_texts import vectors

TITLE = "PRIDE AND PREJUDICE"
FIRST = {"train": 1, "val": 51, "test": 56}  # chapters; each part ends where the next one begins


def arrays(source):
    novels = vectors(preparation.file(source.package))
    return parts(next(lines for lines in novels if lines[0] == TITLE))


def parts(lines):
    """Split a novel, line by line as printed, before the first chapters of val and of test."""
    text = paragraphs(lines)
    starts = [0, *(text.index(f"Chapter {FIRST[part]}\n") for part in ("val", "test")), len(text)]
    made = {}
    for part, start, end in zip(FIRST, starts, starts[1:], strict=False):
        made |= preparation.pack(part, [text[start:end].strip() + "\n"])
    return made


def paragraphs(lines):
    """Join the lines of each paragraph; drop rows of stars, and the underscores that stand for italics."""
    blocks = [" ".join(block.split()) for block in re.split(r"\n\s*\n", "\n".join(lines).replace("_", ""))]
    return "\n\n".join(block for block in blocks if block.strip("* ")) + "\n"


if __name__ == "__main__":
    preparation.main(__file__, arrays)
