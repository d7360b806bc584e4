"""Clean pairs of interface texts: sentence by sentence, without markup and placeholders, each English sentence once."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

# What is more than words and punctuation is left out: markup, placeholders, addresses, paths and names of files.
_PROSE = re.compile(r"""[\w .,;:!?¡¿()'"‘“”„«»…–/+°&-]+""")
_NO_PROSE = re.compile(r"_|https?:|www\.|/\w+/|&\w+;|\w/\w+\.\w|\.(ya?ml|json|py|com|io|org|html?)\b")
_UNFIT = re.compile(r"\b(porn|sexual)", re.IGNORECASE)  # what parental filters block is no matter for a classroom
_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-Ü¿¡])")  # between two sentences
_SIGNS = str.maketrans({"’": "'", "—": "–", "\u200b": None, "\u00ad": None})  # the last two are invisible
_ENGLISH_WORDS, _OTHER_WORDS = (2, 14), (1, 20)


def template(english: str) -> str:
    """Return what an English text shares with its variants: lower case, no punctuation, ``0`` for every number.

    >>> template("Wait 5 seconds, don't close!")
    'wait 0 seconds dont close'
    """
    words = "".join(c if c.isalnum() else " " for c in english.casefold().replace("'", "")).split()
    return " ".join("0" if any(c.isdigit() for c in word) else word for word in words)


def clean(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return one pair for each `template`, by template: the one that most of the translators chose.

    Texts of several sentences are taken apart where both sides have equally many. Of equally frequent pairs the first
    one stays.
    """
    votes = {}
    for english, other in pairs:
        for pair in _sentences(english, other):
            if _is_fine(*pair):
                votes.setdefault(template(pair[0]), Counter())[pair] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def _sentences(english, other) -> Iterator[tuple[str, str]]:
    ours, theirs = (_END.split(" ".join(text.translate(_SIGNS).split())) for text in (english, other))
    return zip(ours, theirs, strict=True) if len(ours) == len(theirs) else iter([(" ".join(ours), " ".join(theirs))])


def _is_fine(english, other):
    if not all(_PROSE.fullmatch(text) and not _NO_PROSE.search(text) for text in (english, other)):
        return False
    if _UNFIT.search(english) or not re.search("[a-z]{2}", english):
        return False
    ours, theirs = english.split(), other.split()
    if not (_ENGLISH_WORDS[0] <= len(ours) <= _ENGLISH_WORDS[1] and _OTHER_WORDS[0] <= len(theirs) <= _OTHER_WORDS[1]):
        return False
    return 0.4 < len(theirs) / len(ours) < 2.5 and template(english) != template(other)
