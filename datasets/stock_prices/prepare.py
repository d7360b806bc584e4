"""Rebuild stock_prices.npz: four shares from Bokeh's copy of Quandl's WIKI prices, side by side by trading day."""

import csv
import gzip

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation.series import pack_series

TICKERS = ("AAPL", "GOOG", "IBM", "MSFT")  # FB has ten months only, all of them in the test part
ENDS = {"train": "2008-01-01", "val": "2010-01-01", "test": "2013-03-02"}  # the first day that is not in the part
MILLIONTHS, SHARES = 1_000_000, 1


def table(text):
    """Return the trading days (n,) and the columns, NaN before a share was traded."""
    rows = list(csv.DictReader(text.splitlines()))
    days = np.array(sorted({row["Date"] for row in rows}), "datetime64[D]")
    at = {str(day): i for i, day in enumerate(days)}
    columns = {f"{t}_{what}": np.full(len(days), np.nan) for t in TICKERS for what in ("price", "volume")}
    for row in rows:
        if row["Ticker"] in TICKERS:
            columns[f"{row['Ticker']}_price"][at[row["Date"]]] = float(row["Adj Close"])
            columns[f"{row['Ticker']}_volume"][at[row["Date"]]] = float(row["Volume"])
    return days, columns


def arrays(source):
    days, columns = table(gzip.decompress(preparation.file(source.package)).decode("ascii"))
    scales = {name: MILLIONTHS if name.endswith("price") else SHARES for name in columns}
    return pack_series(days, columns, scales, ENDS)


if __name__ == "__main__":
    preparation.main(__file__, arrays)
