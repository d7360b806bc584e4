"""Melodies to listen to: a row of notes becomes sound, and the sound a player on the page.

A melody is an array (n, 2) of whole numbers: pitch as MIDI number (middle C is 60, a semitone is 1, 0 is a rest) and
length in ticks, of which a quarter note has 48.
"""

import numpy as np

from .listening import Player

QUARTER = 48  # ticks
REST = 0
RATE = 6_000  # samples a second: enough for the top of a fiddle, and a third of a CD's bytes
_FADE = 0.012  # seconds at both ends of a note, so that it does not click


def sound(melody: np.ndarray, quarters_per_minute: float = 120, rate: int = RATE) -> np.ndarray:
    """Return a melody as float32 samples in [-1, 1].

    Args:
        melody: (n, 2) pitches and ticks.
        quarters_per_minute: the tempo.
        rate: samples a second.

    >>> len(sound(np.array([[60, 48]]), quarters_per_minute=60, rate=8_000))
    8000
    """
    melody = np.asarray(melody)
    if melody.ndim != 2 or melody.shape[1] != 2:
        raise ValueError(f"a melody has the shape (n, 2), pitches and ticks; this one has {melody.shape}")
    ends = np.cumsum(melody[:, 1]) * 60 / quarters_per_minute / QUARTER  # seconds, so that rounding does not add up
    bounds = np.round(np.concatenate([[0], ends]) * rate).astype(int)
    notes = [_note(pitch, n, rate) for pitch, n in zip(melody[:, 0], np.diff(bounds), strict=True)]
    return np.concatenate([np.zeros(0), *notes]).astype(np.float32)


def _note(pitch, n, rate):
    time = np.arange(n) / rate
    if pitch == REST:
        return np.zeros(n)
    turns = 440 * 2 ** ((pitch - 69) / 12) * time
    # Two overtones, and a tone that dies away, make it a plucked string rather than a test signal.
    tone = sum(weight * np.sin(2 * np.pi * k * turns) for k, weight in ((1, 0.7), (2, 0.2), (3, 0.1)))
    fade = np.minimum(1, np.minimum(time, time[::-1]) / _FADE)
    return tone * fade * np.exp(-2.5 * time)


def play(
    melody: np.ndarray, label: str = "melody", quarters_per_minute: float = 120, seconds: float = 20, rate: int = RATE
) -> Player:
    """Return a player of the first ``seconds`` of a melody; a cell that ends with it shows an audio control.

    Args:
        melody: (n, 2) pitches and ticks, as in `folk_tunes`, or made by a network.
        label: what a screen reader says.
        quarters_per_minute: the tempo.
        seconds: where to stop.
        rate: samples a second; at 6,000 a second of sound takes 8 kB in the notebook.

    >>> play(tunes.test.x[0], tunes.test.about.title[0])
    """
    return Player(sound(melody, quarters_per_minute, rate)[: int(seconds * rate)], rate, label)
