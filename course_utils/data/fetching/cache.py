"""Where fetched files lie, and which of them a set can be read from."""

import os.path
from pathlib import Path

from ... import places
from ...errors import CourseError
from ..cards import Card, Download
from . import checksums
from .parts import copy
from .transfer import transfer

_COMMAND = "with a network, run: course data fetch"


def locate(card: Card) -> tuple[Path, Download]:
    """Return the file that a fetched set is read from, checked, and the card's entry that it matches.

    Any of the card's files will do. Where there is none, the first is fetched.

    Raises:
        CourseError: when the file is damaged, or is not here and cannot be fetched.
    """
    damaged = None
    for download in card.source.downloads:
        path = places.cache() / download.file
        if os.path.isfile(path):
            if _is_right(path, download):
                return path, download
            damaged = path
    if damaged:
        raise CourseError(
            f"{damaged} is damaged: its checksum is not that of {card.name}",
            remedy=f"course data fetch {card.name} --again",
        )
    return _fetched(card, places.cache())


def is_here(card: Card) -> bool:
    """Return whether one of the set's files is in the cache; it is not read."""
    return any(os.path.isfile(places.cache() / download.file) for download in card.source.downloads)


def fetch(card: Card, to: Path | None = None, again: bool = False) -> Path:
    """Fetch a set's file unless it is here and whole; return its path.

    Args:
        card: of a fetched set.
        to: a folder instead of the cache, such as a memory stick for a classroom.
            What the cache has is copied there.
        again: fetch also when a file is here, and put the new one in its place.

    Raises:
        CourseError: for a set that needs no fetching, or when it cannot be fetched.
    """
    if not card.source.downloads:
        raise CourseError(f"{card.name} needs no fetching", remedy="it comes with the course")
    folder = Path(to).expanduser() if to else places.cache()
    for place in () if again else (folder, places.cache()):
        if found := _whole(card, place):
            path = folder / found.file
            if place != folder:
                copy(found, place / found.file, path)
            return path
    return _fetched(card, folder)[0]


def _whole(card, folder):
    """Return the first of the card's files that is in the folder, undamaged; None where there is none."""
    for download in card.source.downloads:
        path = folder / download.file
        if os.path.isfile(path) and _is_right(path, download):
            return download
    return None


def _is_right(path, download):
    try:
        return checksums.is_right(path, download.hash)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be read ({error.strerror or error})", remedy="set COURSE_DATA to a folder that you may read"
        ) from error


def _fetched(card, folder):
    download = card.source.downloads[0]
    path = folder / download.file
    try:
        transfer(download, path)
    except CourseError as error:
        absent = "" if is_here(card) else "is not on this computer and "
        raise CourseError(
            f"{card.name} {absent}cannot be fetched ({error.problem})",
            remedy=error.remedy or f"{_COMMAND} {card.name}; or set COURSE_DATA to a folder that has {path.name}",
        ) from error
    return path, download
