"""Run a ``prepare.py``: make the arrays, compare them with the card, write the file."""

import os
import sys
from pathlib import Path

import numpy as np

from ...errors import CourseError
from ..cards import read_card
from ..fingerprint import fingerprint
from ..sources import stored


def main(script: str, arrays) -> None:
    """Rebuild the set in whose folder ``script`` lies, report in one line, and exit with 1 on a `CourseError`.

    Args:
        script: ``__file__`` of the calling prepare.py.
        arrays: function from the card's `Source` to the arrays.
    """
    try:
        print(rebuild(Path(script).resolve().parent, arrays))
    except CourseError as error:
        sys.exit(f"prepare: {error}")


def rebuild(folder: Path, arrays) -> str:
    """Make the arrays; when they are those of the card, write the file that the card's reader wants.

    Raises:
        CourseError: when the arrays' fingerprint is not the card's; nothing is written then.
    """
    card = read_card(folder)
    made = arrays(card.source)
    found = fingerprint(made)
    if found != card.source.sha256:
        raise CourseError(
            f"{card.name} was rebuilt with sha256 {found}, its card says {card.source.sha256}",
            remedy="if the change is meant, put the new sha256 into card.toml and run this again",
        )
    origins = " and ".join(f"{p.name} {p.version}" for p in card.source.packages) or "the course's own code"
    done = f"{card.name}: {sum(card.counts.values()):,} {card.items} rebuilt from {origins}, sha256 agrees"
    if card.source.reader != "stored":
        return done
    path = stored.file(card)
    _write(path, made)
    return f"{done}, wrote {path.name} ({path.stat().st_size / 1e6:.2f} MB)"


def _write(path, arrays):
    # Whoever reads while this runs sees the old file or the new one, never half of one.
    half = path.with_suffix(".half")
    try:
        with half.open("wb") as stream:
            np.savez_compressed(stream, **arrays)
        os.replace(half, path)
    except OSError as error:
        raise CourseError(
            f"{path} cannot be written ({error.strerror or error})",
            remedy="free some disk space or check who owns the folder",
        ) from error
    finally:
        half.unlink(missing_ok=True)
