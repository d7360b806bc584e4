"""The models behind the baselines of spoken_digits.

Settings were chosen by holding out each of the four men of train and val in turn; one man alone would be a poor judge.
"""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from course_utils.data.baselines import accuracy, majority
from course_utils.data.spectra import cepstra, log_mel, stretched

__all__ = ["linear", "majority", "support_vectors"]

RATE = 8_000
FLOOR, SPEECH = -7, -4  # below the loudest, as natural logarithms of energy: 30 and 17 decibels


def linear(digits):
    return accuracy(digits, make_pipeline(StandardScaler(), LogisticRegression(C=0.003, max_iter=500)), features)


def support_vectors(digits):
    return accuracy(digits, make_pipeline(StandardScaler(), SVC(C=5)), features)


def features(part):
    """Return rows (n, 96): 12 frames of 8 cepstra each, from the first loud moment to the last."""
    return np.array([describe(sound).ravel() for sound in part.x])


def describe(sound):
    bands = log_mel(sound - sound.mean(), RATE)  # (frames, bands)
    # Neither how near the microphone was nor how quiet the room may count.
    bands = np.maximum(bands - np.percentile(bands, 99), FLOOR)
    loud = np.flatnonzero(bands.max(axis=1) > SPEECH)
    found = cepstra(bands[loud[0] : loud[-1] + 1], 8)
    return stretched(found - found.mean(axis=0), 12)
