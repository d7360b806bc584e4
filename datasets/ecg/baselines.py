"""The models behind the baselines of ecg: how well heartbeats are redrawn from a few numbers."""

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt
from sklearn.decomposition import PCA

__all__ = ["eight_components", "mean_beat", "two_components"]

BEFORE, AFTER = 0.25, 0.40  # seconds around the peak of a beat
BAND = (5, 20)  # hertz in which a beat's spike is strong, and breathing and mains hum are weak


def beats(signal, rate):
    """Return the beats of a signal (n,) in millivolts: (m, samples), each around its spike."""
    spikes = sosfiltfilt(butter(2, BAND, "bandpass", fs=rate, output="sos"), signal) ** 2
    width = int(0.1 * rate)
    energy = np.convolve(spikes, np.ones(width) / width, "same")
    peaks, _ = find_peaks(energy, distance=0.3 * rate, height=0.25 * np.quantile(energy, 0.97))
    before, after = int(BEFORE * rate), int(AFTER * rate)
    return np.array([signal[p - before : p + after] for p in peaks if before <= p <= len(signal) - after])


def _error(ecg, components):
    train, test = (beats(part["mlii"].to_numpy(), ecg.card.rate) for part in (ecg.train, ecg.test))
    if not components:
        return float(np.sqrt(np.mean((test - train.mean(axis=0)) ** 2)))
    model = PCA(components, svd_solver="full").fit(train)
    return float(np.sqrt(np.mean((test - model.inverse_transform(model.transform(test))) ** 2)))


def mean_beat(ecg):
    return _error(ecg, 0)


def two_components(ecg):
    return _error(ecg, 2)


def eight_components(ecg):
    return _error(ecg, 8)
