"""Rebuild ui_translations.npz from the interface texts of Home Assistant, Django and Wagtail."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.copies import groups
from course_utils.data.preparation.messages import from_gettext, from_json
from course_utils.data.preparation.translations import clean, template

READERS = {  # package: what its texts are called in `about`, and how they are read; texts in several go to the first
    "homeassistant": ("home assistant", from_json),
    "home-assistant-frontend": ("home assistant frontend", from_json),
    "django": ("django", from_gettext),
    "wagtail": ("wagtail", from_gettext),
}
LANGUAGES = ("es", "de", "fr")
SHARES = {"train": 0.9, "val": 0.05, "test": 0.05}  # of the English sentences, by group


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
    random = np.random.RandomState(seed)
    sentences = sorted({template(english) for english, *_ in pairs})
    group = groups(sentences)  # (n,): sentences of one template have equal numbers
    group = random.permutation(group.max() + 1)[group]  # the numbers in random order: the first ones are train
    place = random.permutation(len(sentences))
    about = dict(zip(sentences, zip(place.tolist(), group.tolist(), strict=True), strict=True))
    rows = sorted((LANGUAGES.index(pair[2]), *about[template(pair[0])], pair) for pair in pairs)
    reached = np.cumsum(np.bincount(group)) / len(sentences)  # (groups,): share of the sentences up to each group
    made, start = {}, 0.0
    for part, share in SHARES.items():
        chosen = [row for row in rows if start < reached[row[2]] <= start + share + 1e-9]
        made |= packed(part, chosen)
        start += share
    return made


def packed(part, rows):
    _, _, group, pairs = zip(*rows, strict=True)
    x, y, languages, projects = zip(*pairs, strict=True)
    about = {"language": languages, "project": projects, "group": np.array(group, np.uint16)}
    return {
        **preparation.pack(f"x_{part}", x),
        **preparation.pack(f"y_{part}", y),
        **preparation.pack(f"about_{part}", about),
    }


if __name__ == "__main__":
    preparation.main(__file__, arrays)
