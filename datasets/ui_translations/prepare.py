"""Rebuild ui_translations.npz from the interface texts of Home Assistant, Django and Wagtail."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.messages import from_gettext, from_json
from course_utils.data.preparation.translations import clean, template

READERS = {  # package: what its texts are called in `about`, and how they are read; texts in several go to the first
    "homeassistant": ("home assistant", from_json),
    "home-assistant-frontend": ("home assistant frontend", from_json),
    "django": ("django", from_gettext),
    "wagtail": ("wagtail", from_gettext),
}
LANGUAGES = ("es", "de", "fr")
SHARES = {"train": 0.9, "val": 0.05, "test": 0.05}  # of the English sentences


def arrays(source):
    files = {package.name: preparation.files(package) for package in source.packages}
    pairs = [
        (english, other, language, project)
        for language in LANGUAGES
        for english, other, project in translations(files, language)
    ]
    return split(pairs, source.parameters["seed"])


def translations(files, language):
    """Yield (English, other, project) for each English sentence that some project has in ``language``."""
    seen = set()
    for name, (project, read) in READERS.items():
        for key, (english, other) in clean(read(files[name], language)).items():
            if key not in seen:
                seen.add(key)
                yield english, other, project


def split(pairs, seed):
    """Return the arrays of the parts: rows by language, and within it in random order, the same in all languages."""
    sentences = sorted({template(english) for english, *_ in pairs})
    # The number of a sentence is its place in a random order, which is cut into the three parts.
    order = np.random.RandomState(seed).permutation(len(sentences))
    number = dict(zip(sentences, order.tolist(), strict=True))
    rows = sorted((LANGUAGES.index(language), number[template(x)], x, y, p) for x, y, language, p in pairs)
    ends = np.rint(np.cumsum(list(SHARES.values())) * len(sentences)).astype(int)
    made = {}
    for part, start, end in zip(SHARES, [0, *ends[:-1]], ends, strict=True):
        languages, numbers, x, y, projects = zip(*(row for row in rows if start <= row[1] < end), strict=True)
        about = {
            "language": [LANGUAGES[i] for i in languages],
            "project": projects,
            "sentence": np.array(numbers, np.uint16),
        }
        made |= preparation.pack(f"x_{part}", x) | preparation.pack(f"y_{part}", y)
        made |= preparation.pack(f"about_{part}", about)
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
