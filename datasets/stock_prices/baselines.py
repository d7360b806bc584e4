"""The models behind the baselines of stock_prices: tomorrow's price, the logarithm of it, from the last 21 days."""

from dataclasses import replace

import numpy as np

from course_utils.data import forecasts

__all__ = ["moving_average", "persistence", "ridge"]

TASK = {"lags": 21, "ahead": 1}
DAYS = 5  # of the moving average


def _mean_over_shares(prices, forecast):
    """Return the mean error of ``forecast(logarithms, column)`` over the shares, in percent of the price."""
    columns = [name for name in prices.train if name.endswith("_price")]
    logarithms = replace(prices, parts={part: np.log(table[columns]) for part, table in prices.parts.items()})
    return 100 * float(np.mean([forecast(logarithms, column) for column in columns]))


def _average(logarithms, column):
    test = forecasts.windows(logarithms, column, **TASK)["test"]
    return forecasts.error(test.x[:, -DAYS:].mean(axis=1), test)


def moving_average(prices):
    return _mean_over_shares(prices, _average)


def ridge(prices):
    return _mean_over_shares(prices, lambda logarithms, column: forecasts.ridge(logarithms, column, **TASK))


def persistence(prices):
    return _mean_over_shares(prices, lambda logarithms, column: forecasts.persistence(logarithms, column, **TASK))
