"""Find a data set by name, read it, and prove that it is the one that its card describes."""

import difflib
from dataclasses import replace
from functools import partial

from .. import places
from ..errors import CourseError
from .cards import Card, read_card
from .dataset import Dataset
from .fingerprint import fingerprint
from .kinds import kind_of
from .repair import restore
from .sources import reader_of

PARTS = ("train", "val", "test")


def names() -> list[str]:
    """Return the names that `load` knows, sorted."""
    return sorted(path.parent.name for path in places.datasets().glob("*/card.toml"))


def card(name: str) -> Card:
    """Return the card of a data set without reading its arrays.

    Raises:
        CourseError: for an unknown name, with the nearest one, or a card that does not hold what a card must.
    """
    known = names()
    if name not in known:
        near = difflib.get_close_matches(str(name).lower(), known, n=1, cutoff=0.5)
        remedy = f"did you mean '{near[0]}'?" if near else "choose one of these"
        shelf = f"(the shelf holds {', '.join(known)})" if known else f"(there is no card in {places.datasets()})"
        raise CourseError(f"there is no data set '{name}'", remedy=f"{remedy} {shelf}")
    return read_card(places.datasets() / name)


def load(name: str) -> Dataset:
    """Read a data set and check its fingerprint.

    Args:
        name: one of `names`.

    Raises:
        CourseError: for an unknown name, a missing, unreadable or damaged file, or a missing package.

    >>> digits = load("digits28")
    >>> digits.train.x.shape, digits.train.y.shape
    ((3500, 28, 28, 1), (3500,))
    """
    story = card(name)
    kind = kind_of(story)
    arrays = _checked(story)
    train, val, test = (kind.decode(arrays, part) for part in PARTS)
    return Dataset(replace(story, preview=partial(kind.preview, story, train)), train, val, test)


def verify(name: str) -> str:
    """Check a data set in depth and return its confirmed sha256.

    Beyond what `load` checks: counts, shape and classes are those of the card, no row stands in two parts, and the
    licence lies beside the card.

    Raises:
        CourseError: for the first thing that is not as the card says.
    """
    data = load(name)
    story = data.card
    found = {part: len(getattr(data, part).y) for part in PARTS}
    labels = {int(label) for part in PARTS for label in getattr(data, part).y}
    shared = _shared_rows(data)
    checks = [
        (found == story.counts, f"has {found} items, its card says {story.counts}"),
        (data.x_shape == story.shape, f"has items of shape {data.x_shape}, its card says {story.shape}"),
        (
            labels == set(range(len(story.classes))),
            f"has the labels {sorted(labels)}, its card names {len(story.classes)} classes",
        ),
        (not shared, f"has {shared} rows that stand in two of its parts"),
        ((story.folder / story.licence.file).is_file(), f"lacks its licence text {story.licence.file}"),
    ]
    for fine, problem in checks:
        if not fine:
            raise CourseError(f"{name} {problem}", remedy=restore(name))
    return story.source.sha256


def _checked(story):
    arrays = reader_of(story).read(story)
    if fingerprint(arrays) != story.source.sha256:
        raise CourseError(
            f"the arrays of {story.name} are not those that its card describes", remedy=reader_of(story).remedy(story)
        )
    return arrays


def _shared_rows(data):
    parts = [{row.tobytes() for row in getattr(data, part).x} for part in PARTS]
    return sum(map(len, parts)) - len(set().union(*parts))
