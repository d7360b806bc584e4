"""The models behind the baselines of sunspots: twelve months ahead, from the last eleven years."""

from course_utils.data import forecasts

__all__ = ["eleven_years_ago", "persistence", "ridge"]

CYCLE = 132  # months
TASK = {"column": "number", "lags": CYCLE, "ahead": 12}


def eleven_years_ago(sun):
    return forecasts.seasonal(sun, **TASK, season=CYCLE)


def persistence(sun):
    return forecasts.persistence(sun, **TASK)


def ridge(sun):
    return forecasts.ridge(sun, **TASK)
