"""Rebuild reviews.npz: rated sentences of film critics, customers and tweets, from VADER's validation data."""

import html
import io
import re
import tarfile

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import copies

FILES = {"movie": "movieReviewSnippets", "product": "amazonReviewSnippets", "tweet": "tweets"}
SHARES = {"test": 0.2, "val": 0.1, "train": 0.7}
CLEAR = 0.5  # a mean rating nearer to 0 than this has no clear sign


def ratings(raw):
    """Yield (id, mean rating, text as it stands) of each line of a GroundTruth file."""
    # Quotation marks are part of the texts, not of the format; lines end in \r\n.
    for line in raw.decode("utf-8").split("\r\n"):
        if line:
            number, score, text = line.split("\t")
            yield number, float(score), text


def mended(text, source):
    """Return a text without the marks that its way through web pages and text files left."""
    text = html.unescape(text)
    if source == "movie":
        text = text.replace("''", '"')
        text = re.sub(r"(?<=[a-z])\?(?=(s|t|re|ve|ll|d)\b)", "'", text)  # Cube?s: an apostrophe once
    return " ".join(text.split())


def rows_of(archive):
    """Return the clear texts, their ratings, sources and what must stay together, without repeats."""
    rows, seen = [], set()
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for source, file in FILES.items():
            raw = tar.extractfile(f"hutto_ICWSM_2014/{file}_GroundTruth.txt").read()
            for number, score, text in ratings(raw):
                text = mended(text, source)
                fresh = text.casefold() not in seen and any(map(str.isalnum, text))
                if fresh and abs(score) > CLEAR:
                    seen.add(text.casefold())
                    # The sentences of customer 12's review are numbered 12_1, 12_2, …
                    rows.append((text, score, source, number.split("_")[0] if source == "product" else None))
    return rows


def own_words(text):
    """Return a text without the stand-ins for names and addresses, or as it is where nothing else has a letter."""
    words = re.sub(r"@anonymous|http://url_removed", "", text)
    return words if any(map(str.isalnum, words)) else text


def arrays(source):
    text, score, origin, review = zip(*rows_of(preparation.file(source.package)), strict=True)
    group = copies.groups([own_words(t) for t in text], together=review)
    y = (np.array(score) > 0).astype(np.uint8)
    strata = [f"{o} {label}" for o, label in zip(origin, y, strict=True)]
    made = {}
    for part, rows in copies.grouped_parts(group, strata, SHARES, source.parameters["seed"]).items():
        about = {
            "source": [origin[i] for i in rows],
            "score": np.round(np.array(score)[rows], 2).astype(np.float32),
            "group": group[rows].astype(np.int32),
        }
        made |= preparation.pack(f"x_{part}", [text[i] for i in rows]) | {f"y_{part}": y[rows]}
        made |= preparation.pack(f"about_{part}", about)
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
