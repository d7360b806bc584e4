"""Rebuild names.npz: people with an English Wikipedia page and their citizenship, from name2nat's dictionary."""

import html
import re
import unicodedata
from collections import Counter, defaultdict

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import copies, pickles

CLASSES = [
    "Chinese",
    "Czech",
    "Dutch",
    "English",
    "French",
    "German",
    "Greek",
    "Hungarian",
    "Indian",
    "Irish",
    "Italian",
    "Japanese",
    "Korean",
    "Norwegian",
    "Portuguese",
    "Russian",
    "Vietnamese",
]
FAMILY_FIRST = {"Chinese", "Korean", "Vietnamese"}
# Endings of family names that differ between a man and a woman, or between spellings of one.
ENDING = re.compile(r"(ova|(?<=sk)(aya|a|y|iy|ii|i)|a)$")
EACH = 1_500  # people a class, or all where there are fewer
SHARES = {"test": 0.2, "val": 0.1, "train": 0.7}
NO_NAME = re.compile(
    r"[\d,&+:]|\b(of|the|and|Jr|Sr|I|II|III|IV|V|VI|VII|Saint|Pope|Antipope|King|Queen|Emperor|Empress|Prince|Princess|Lord"
    r"|Lady|Sir|Baron|Duke|Father|Brother|Mr|Mrs|DJ|MC)\b",
    re.I,
)


def people(nationalities):
    """Return the names of two or three words of each class; whoever has several nationalities is left out."""
    found = defaultdict(set)
    for title, citizen_of in nationalities.items():
        # Wikipedia puts in brackets what tells namesakes apart: "John Smith (explorer)".
        name = " ".join(re.sub(r"\s*\(.*?\)", "", html.unescape(title)).replace("_", " ").split())
        if len(citizen_of) == 1 and 2 <= len(name.split()) <= 3 and not NO_NAME.search(name) and name[0].isupper():
            found[citizen_of[0]].add(name)
    return {label: sorted(found[label]) for label in CLASSES}


def family_name(name, label, firsts):
    """Return the family name: the last word, or the first one where it stands first, whichever is more often first."""
    words = name.split()
    if label in FAMILY_FIRST and firsts[label][words[0]] >= firsts[label][words[-1]]:
        return words[0]
    return words[-1]


def stem(family):
    """Return a family name without case, accents, signs and the ending that changes with sex, so relatives share it."""
    letters = unicodedata.normalize("NFD", family.casefold())
    return ENDING.sub("", "".join(c for c in letters if c.isalpha()))


def arrays(source):
    found = people(pickles.read(preparation.file(source.package)))
    firsts = {label: Counter(name.split()[0] for name in names) for label, names in found.items()}
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(source.parameters["seed"])
    namesakes = Counter(name for names in found.values() for name in names)
    rows = []
    for y, (label, names) in enumerate(found.items()):
        names = [name for name in names if namesakes[name] == 1]
        names = [names[i] for i in random.permutation(len(names))[:EACH]]
        surnames = [family_name(name, label, firsts) for name in names]
        rows += [(name, y, surname, stem(surname)) for name, surname in zip(names, surnames, strict=True)]
    x, y, surname, kin = (list(column) for column in zip(*rows, strict=True))
    made = {}
    for part, chosen in copies.grouped_parts(kin, y, SHARES, source.parameters["seed"]).items():
        made |= preparation.pack(f"x_{part}", [x[i] for i in chosen])
        made |= {f"y_{part}": np.array(y, np.uint8)[chosen]}
        made |= preparation.pack(f"about_{part}", {"family_name": [surname[i] for i in chosen]})
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
