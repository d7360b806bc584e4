"""The models behind the baselines of electricity: demand an hour ahead, from the last day or week."""

from course_utils.data import forecasts

__all__ = ["persistence", "ridge_day", "ridge_week", "yesterday"]

HOUR, DAY, WEEK = 2, 48, 7 * 48  # in half-hours
TASK = {"column": "demand", "ahead": HOUR}


def yesterday(grid):
    return forecasts.seasonal(grid, **TASK, lags=DAY, season=DAY)


def persistence(grid):
    return forecasts.persistence(grid, **TASK, lags=DAY)


def ridge_day(grid):
    return forecasts.ridge(grid, **TASK, lags=DAY)


def ridge_week(grid):
    return forecasts.ridge(grid, **TASK, lags=WEEK)
