"""Eight bits a sample, as a digital telephone sends them: fine steps for quiet sound, coarse ones for loud (mu-law).

The codes are 0 to 254 and the middle one, 127, is silence. The error stays some 38 decibels below speech.
"""

import numpy as np

_CODES = np.arange(255)
_LOUDNESS = np.abs(_CODES - 127) / 127
LEVELS = np.round(np.sign(_CODES - 127) * (256**_LOUDNESS - 1) / 255 * 32_767).astype(np.int32)  # (255,) ascending
# Twice the midpoints, which are whole numbers, so that every computer chooses the same code.
_BORDERS = LEVELS[:-1] + LEVELS[1:]


def compress(samples: np.ndarray) -> np.ndarray:
    """Return the code (uint8) of the level nearest to each of ``samples`` (int16)."""
    return np.searchsorted(_BORDERS, 2 * samples.astype(np.int32)).astype(np.uint8)


def expand(codes: np.ndarray) -> np.ndarray:
    """Return float32 samples in [-1, 1] for ``codes``.

    >>> expand(np.array([127, 254], np.uint8)).tolist()
    [0.0, 0.999969482421875]
    """
    return (LEVELS / 32_768).astype(np.float32)[codes]
