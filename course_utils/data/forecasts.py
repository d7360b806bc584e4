"""Forecast a column of a series some steps ahead from its latest values: the windows, and the simplest forecasts.

Scores are mean absolute errors on the test part, in the column's unit. Every forecast of a set should use the same
``lags`` and ``ahead``: then all are judged at the same times.
"""

import numpy as np

from .dataset import Dataset, Split

STRENGTHS = (0.01, 1, 100, 10_000)  # of ridge's penalty, among which val decides


def windows(loaded: Dataset, column: str, lags: int, ahead: int) -> dict[str, Split]:
    """Return for each part its targets y (n,) and what was known ``ahead`` steps before, x (n, lags).

    A target belongs to the part in which it lies; its window may begin in the part before, as it would in life. Windows
    in which a value is missing are left out.

    >>> test = windows(data.load("electricity"), "demand", lags=48, ahead=2)["test"]
    """
    series = np.concatenate([part[column].to_numpy() for part in loaded.parts.values()])  # (n,)
    homes = np.repeat(list(loaded.parts), [len(part) for part in loaded.parts.values()])[lags + ahead - 1 :]
    y = series[lags + ahead - 1 :]
    x = np.lib.stride_tricks.sliding_window_view(series, lags)[: len(y)]  # (n, lags), oldest first
    whole = ~(np.isnan(x).any(axis=1) | np.isnan(y))
    return {part: Split(x[whole & (homes == part)], y[whole & (homes == part)]) for part in loaded.parts}


def error(forecast: np.ndarray, part: Split) -> float:
    """Return the mean absolute error of a forecast (n,) of ``part.y``."""
    return float(np.mean(np.abs(forecast - part.y)))


def persistence(loaded: Dataset, column: str, lags: int, ahead: int) -> float:
    """Return the test error of forecasting that nothing changes."""
    test = windows(loaded, column, lags, ahead)["test"]
    return error(test.x[:, -1], test)


def seasonal(loaded: Dataset, column: str, lags: int, ahead: int, season: int) -> float:
    """Return the test error of forecasting what was measured one ``season`` of steps before the target.

    Raises:
        ValueError: when that is not in the window.
    """
    if not ahead <= season < lags + ahead:
        raise ValueError(f"a season of {season} steps is not in a window of {lags}, {ahead} steps before the target")
    test = windows(loaded, column, lags, ahead)["test"]
    return error(test.x[:, ahead - season - 1], test)


def ridge(loaded: Dataset, column: str, lags: int, ahead: int) -> float:
    """Return the test error of ridge regression on the window: how far the target is from the latest value.

    The strength of the penalty is the one of `STRENGTHS` with the smallest error on val.
    """
    parts = windows(loaded, column, lags, ahead)
    models = [_ridge(parts["train"], strength) for strength in STRENGTHS]
    best = min(models, key=lambda model: error(model(parts["val"].x), parts["val"]))
    return error(best(parts["test"].x), parts["test"])


def _ridge(part, strength):
    """Return a function from windows (n, lags) to forecasts (n,)."""
    from sklearn.linear_model import Ridge

    def relative(x):
        return x - x[:, -1:]

    # Relative to the latest value, so that a series which grows beyond what was seen in training is no new ground.
    model = Ridge(strength).fit(relative(part.x), part.y - part.x[:, -1])
    return lambda x: x[:, -1] + model.predict(relative(x))
