"""The Free Spoken Digit Dataset: recordings in an archive, split by speaker."""

import re
import wave
import zipfile
import zlib

import numpy as np

from ...errors import CourseError
from ..fetching import locate
from ..listening import unwav
from ..packing import pack
from ..repair import fetch_again as remedy

__all__ = ["read", "remedy", "split"]

# One American and one German accent are tested; another American's and another German's voice are there to learn from.
PARTS = {"train": ("george", "jackson", "lucas"), "val": ("nicolas",), "test": ("theo", "yweweler")}
_NAME = re.compile(r"recordings/(\d)_([a-z]+)_(\d+)\.wav$")


def read(card) -> dict[str, np.ndarray]:
    """Return the recordings of the archive as int16 samples, whole and as loud as they are.

    Raises:
        CourseError: when the file is neither in the cache nor to be had.
    """
    path, _ = locate(card)
    try:
        with zipfile.ZipFile(path) as archive:
            rows = [
                (int(match[1]), match[2], int(match[3]), unwav(archive.read(name), int(card.rate)))
                for name in archive.namelist()
                if (match := _NAME.search(name))
            ]
    except (zipfile.BadZipFile, zlib.error, wave.Error, EOFError, ValueError, NotImplementedError) as error:
        raise CourseError(f"{path} is damaged ({error})", remedy=remedy(card)) from error
    return split(rows, int(card.source.parameters["seed"]))


def split(rows: list[tuple], seed: int) -> dict[str, np.ndarray]:
    """Return parts of whole speakers, in random order; ``rows`` are (digit, speaker, take, samples)."""
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random, arrays = np.random.RandomState(seed), {}
    rows = sorted(rows, key=lambda row: row[:3])
    for part, speakers in PARTS.items():
        chosen = [row for row in rows if row[1] in speakers]
        digits, voices, takes, sounds = zip(*(chosen[i] for i in random.permutation(len(chosen))), strict=True)
        arrays |= pack(f"x_{part}", list(sounds)) | {f"y_{part}": np.array(digits, np.uint8)}
        arrays |= pack(f"about_{part}", {"speaker": list(voices), "take": np.array(takes, np.uint8)})
    return arrays
