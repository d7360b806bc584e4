"""What an ear makes of sound, in numbers: energies of pitch bands over time, and cepstra.

samples (n,) -> `log_mel` (frames, bands) -> `cepstra` (frames, k)
"""

from functools import lru_cache

import numpy as np

WINDOW, STEP = 0.032, 0.010  # seconds: of sound that a frame sees, and from one frame to the next
BANDS = 32
_QUIET = 1e-10  # energy that is taken for silence


def log_mel(samples: np.ndarray, rate: float, bands: int = BANDS) -> np.ndarray:
    """Return the logarithm of the energy in ``bands`` bands for each frame, float32 (frames, bands), low bands first.

    Args:
        samples: (n,) in [-1, 1]; what is shorter than a window is followed by silence.
        rate: samples a second.
        bands: number of bands, as wide as an ear's (mel scale), up to half the rate.

    >>> log_mel(np.zeros(8_000), rate=8_000).shape
    (97, 32)
    """
    window, step = round(WINDOW * rate), round(STEP * rate)
    samples = np.pad(samples, (0, max(0, window - len(samples))))
    frames = np.lib.stride_tricks.sliding_window_view(samples, window)[::step]  # (frames, window)
    power = np.abs(np.fft.rfft(frames * np.hanning(window))) ** 2  # (frames, window // 2 + 1)
    return np.log(power @ _filters(window, rate, bands).T + _QUIET).astype(np.float32)


def cepstra(bands: np.ndarray, count: int = 13) -> np.ndarray:
    """Return the first ``count`` cosine coefficients of each frame, (frames, count): its shape, smoothed.

    The first one is loudness; of `log_mel` they are the mel-frequency cepstral coefficients, MFCC.
    """
    from scipy.fft import dct

    return dct(bands, norm="ortho", axis=1)[:, :count]


def stretched(frames: np.ndarray, count: int) -> np.ndarray:
    """Return ``count`` frames at even distances from the first to the last of ``frames`` (n, d), interpolated."""
    at = np.linspace(0, len(frames) - 1, count)
    before = np.minimum(at.astype(int), max(0, len(frames) - 2))
    after = np.minimum(before + 1, len(frames) - 1)
    share = (at - before)[:, None]
    return (1 - share) * frames[before] + share * frames[after]


@lru_cache
def _filters(window, rate, bands):
    """Return triangles (bands, window // 2 + 1) whose feet are the peaks of their neighbours, evenly spaced in mel."""
    edges = np.linspace(0, _mel(rate / 2), bands + 2)
    pitch = _mel(np.fft.rfftfreq(window, 1 / rate))  # (window // 2 + 1,)
    rise = (pitch - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    fall = (edges[2:, None] - pitch) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(rise, fall))


def _mel(hertz):
    return 2_595 * np.log10(1 + hertz / 700)
