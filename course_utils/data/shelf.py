"""Find a data set by name and read it."""

import difflib
from dataclasses import replace
from functools import partial
from pathlib import Path

from .. import places
from ..errors import CourseError
from . import fetching
from .cards import Card, read_card
from .dataset import Dataset
from .fingerprint import fingerprint
from .kinds import kind_of
from .sources import reader_of


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


def is_here(name: str) -> bool:
    """Return whether `load` can read a set on this computer without a network; its data are not read."""
    story = card(name)
    if story.source.downloads:
        return fetching.is_here(story)
    return getattr(reader_of(story), "is_here", lambda _: True)(story)


def absence(name: str) -> str:
    """Return what to say of a set that is not here: how to get it."""
    story = card(name)
    if story.source.downloads:
        return f"fetched when a lesson needs it, or now: course data fetch {name}"
    return f"comes with an optional package: {reader_of(story).remedy(story)}"


def fetch(name: str, to: str | Path | None = None, again: bool = False) -> Path:
    """Fetch a set that does not come with the course, unless it is here and whole; return the path of its file.

    `load` does the same when it needs to.

    Args:
        name: one of `names`, of a set that is fetched.
        to: a folder instead of the user's cache, such as a memory stick for a classroom without a network.
        again: fetch also when a file is here, and put the new one in its place.

    Raises:
        CourseError: for an unknown name, a set that needs no fetching, or when it cannot be fetched.
    """
    return fetching.fetch(card(name), to, again)


def load(name: str) -> Dataset:
    """Read a data set and check that it is the one of its card.

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
    loaded = kind.decode(story, _checked(story))
    if story.source.downloads:  # its makers' releases differ in size: say what this one holds
        held = {part: kind.count(content) for part, content in loaded.parts.items()}
        loaded = replace(loaded, card=replace(loaded.card, counts=held))
    return replace(loaded, card=replace(loaded.card, preview=partial(kind.preview, loaded)))


def _checked(story):
    arrays = reader_of(story).read(story)
    # A fetched file with a hash of its own was checked before it was read.
    if story.source.sha256 and fingerprint(arrays) != story.source.sha256:
        raise CourseError(
            f"the arrays of {story.name} are not those that its card describes", remedy=reader_of(story).remedy(story)
        )
    return arrays
