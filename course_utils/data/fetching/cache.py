"""Where fetched files lie, and which of them a set can be read from."""

from pathlib import Path

from ... import places
from ...errors import CourseError
from ..cards import Card, Download
from . import checksums
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
        if path.is_file():
            if checksums.is_right(path, download.hash):
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
    return any((places.cache() / download.file).is_file() for download in card.source.downloads)


def fetch(card: Card, to: Path | None = None, again: bool = False) -> Path:
    """Fetch a set's file unless it is here and whole; return its path.

    Args:
        card: of a fetched set.
        to: a folder instead of the cache, such as a memory stick for a classroom.
        again: fetch also when a file is here, and put the new one in its place.

    Raises:
        CourseError: for a set that needs no fetching, or when it cannot be fetched.
    """
    if not card.source.downloads:
        raise CourseError(f"{card.name} needs no fetching", remedy="it comes with the course")
    folder = Path(to).expanduser() if to else places.cache()
    for download in card.source.downloads:
        path = folder / download.file
        if not again and path.is_file() and checksums.is_right(path, download.hash):
            return path
    return _fetched(card, folder)[0]


def _fetched(card, folder):
    download = card.source.downloads[0]
    path = folder / download.file
    try:
        transfer(download, path)
    except CourseError as error:
        raise CourseError(
            f"{card.name} is not on this computer and cannot be fetched ({error.problem})",
            remedy=error.remedy or f"{_COMMAND} {card.name}; or set COURSE_DATA to a folder that has {path.name}",
        ) from error
    return path, download
