"""Rebuild clothing_reviews.npz: mend the texts, leave out near copies, split at random. Reading needs pyarrow."""

import html
import re
from collections import Counter

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import parquet
from course_utils.data.strata import parts

SHARES = {"train": 0.7, "val": 0.1, "test": 0.2}
RUN = 8  # words
ALIKE = 0.25  # of a review's runs
LETTERS = {"ã©": "é", "ã¨": "è", "ã¼": "ü", "â\xa0": " "}  # UTF-8 read as Latin-1, then put in lower case


def mended(text):
    """Return a text without damage: entities, some of them packed five times, wrong letters, lost apostrophes.

    >>> mended("i don?t, 5&amp;#39;2\\r\\ncafã©")
    "i don't, 5'2\\ncafé"
    """
    while (plain := html.unescape(text)) != text:
        text = plain
    for wrong, right in LETTERS.items():
        text = text.replace(wrong, right)
    text = re.sub(r"(?<=[a-zA-Z])\?(?=(s|t|m|re|ve|ll|d)\b)|(?<=\d)\?(?=\d)", "'", text)
    return "\n".join(" ".join(line.split()) for line in text.splitlines()).strip()


def distinct(texts):
    """Return the indices of the texts that share less than a quarter of their eight-word runs with any kept before."""
    keep, seen = [], {}
    for i, text in enumerate(texts):
        words = re.findall(r"[^\W_]+", text.casefold())
        runs = {tuple(words[j : j + RUN]) for j in range(max(1, len(words) - RUN + 1))}
        shared = Counter(other for run in runs for other in seen.get(run, ()))
        if max(shared.values(), default=0) < ALIKE * len(runs):
            keep.append(i)
            for run in runs:
                seen.setdefault(run, []).append(i)
    return np.array(keep)


def arrays(source):
    table = parquet.columns(preparation.file(source.package))
    has_text = np.flatnonzero([bool(text and text.strip()) for text in table["Review Text"]])
    reviews = [mended(table["Review Text"][i]) for i in has_text]
    kept = distinct(reviews)
    rows, reviews = has_text[kept], [reviews[i] for i in kept]

    def texts(name):
        return [mended(table[name][i] or "").replace("Initmates", "Intimates") for i in rows]

    def numbers(name, dtype):
        return np.array(table[name])[rows].astype(dtype)

    x = {
        "title": texts("Title"),
        "review": reviews,
        "item": numbers("Clothing ID", np.int16),
        "division": texts("Division Name"),
        "department": texts("Department Name"),
        "garment": texts("Class Name"),
        "age": numbers("Age", np.int16),
    }
    about = {"rating": numbers("Rating", np.int8), "helpful": numbers("Positive Feedback Count", np.int16)}
    y = numbers("Recommended IND", np.uint8)
    made = {}
    for part, chosen in parts(y, SHARES, source.parameters["seed"]).items():
        made |= preparation.pack(f"x_{part}", {name: [values[i] for i in chosen] for name, values in x.items()})
        made |= preparation.pack(f"about_{part}", {name: values[chosen] for name, values in about.items()})
        made[f"y_{part}"] = y[chosen]
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
