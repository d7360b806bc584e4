"""Series: what was measured when, that gaps stay gaps, that no part and no window knows the future."""

import re
import runpy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from course_utils import data
from course_utils.data import forecasts
from course_utils.data.dataset import Dataset
from course_utils.data.kinds import series
from course_utils.data.preparation.series import pack_series
from course_utils.errors import CourseError

SPANS = {  # first and last moment, and the step of the clock
    "glucose": ("2010-03-24 09:50", "2010-10-10 23:55", "5min"),
    "electricity": ("2014-01-01 00:00", "2014-12-31 23:30", "30min"),
    "sunspots": ("1749-01-01", "2008-12-01", "MS"),
    "co2": ("1958-03-29", "2001-12-29", "W-SAT"),
}
SERIES = ["ecg", "stock_prices", *SPANS]


def whole(name):
    return pd.concat(data.load(name).parts.values())


def prepare(name):
    return runpy.run_path(str(data.card(name).folder / "prepare.py"))


def card(name="co2", **changes):
    changes = {"counts": {"train": 0, "test": 0}, "rate": 0.0} | changes
    return replace(data.card(name), **changes)


def packed(times=None, values=(1.5, np.nan, -2.0, 4.25), ends=None, scale=100):
    times = np.array(["2000-01", "2000-02", "2000-05", "2000-06"], "datetime64[M]") if times is None else times
    return pack_series(times, {"v": np.array(values)}, {"v": scale}, ends or {"train": "2000-05", "test": "2000-07"})


def test_what_is_packed_comes_back_with_its_gaps():
    loaded = series.decode(card(), packed())
    assert [str(t)[:7] for t in loaded.train.index] == ["2000-01", "2000-02"]
    assert [str(t)[:7] for t in loaded.test.index] == ["2000-05", "2000-06"]
    np.testing.assert_array_equal(loaded.train.v, [1.5, np.nan])
    np.testing.assert_array_equal(loaded.test.v, [-2.0, 4.25])
    assert loaded.train.index.name == "time"


def test_sample_numbers_become_seconds():
    arrays = packed(np.arange(4), ends={"train": 1, "test": 4})
    loaded = series.decode(card(rate=10.0), arrays)
    assert loaded.test.index.name == "seconds"
    np.testing.assert_allclose(loaded.test.index, [0.1, 0.2, 0.3])


def test_lowest_number_of_a_type_is_kept_free_for_what_is_missing():
    arrays = packed(values=(-1.28, np.nan, 1.27, 0))
    assert arrays["train/v"].dtype == np.int16
    np.testing.assert_array_equal(series.decode(card(), arrays).train.v, [-1.28, np.nan])


@pytest.mark.parametrize(
    "wrong",
    [
        {"times": np.array(["2000-01", "2000-01", "2000-05", "2000-06"], "datetime64[M]")},
        {"times": np.array(["2000-01", "2000-06", "2000-05", "2000-06"], "datetime64[M]")},
        {"ends": {"train": "2000-05", "test": "2000-06"}},
        {"ends": {"train": "1999-01", "test": "2000-07"}},
    ],
)
def test_times_that_make_no_series_are_refused(wrong):
    with pytest.raises(CourseError, match="do not ascend, or the parts do not cover them: mend"):
        packed(**wrong)


def test_numbers_too_large_for_their_scale_are_refused():
    with pytest.raises(CourseError, match="choose a smaller scale"):
        packed(values=(1.0, 2.0, 3.0, 4e9))


@pytest.mark.parametrize("name", SPANS)
def test_clock_ticks_without_a_miss_from_the_first_to_the_last_moment(name):
    first, last, step = SPANS[name]
    clock = pd.date_range(first, last, freq=step).to_numpy()
    np.testing.assert_array_equal(whole(name).index.to_numpy(), clock)


@pytest.mark.parametrize("name", SERIES)
def test_every_part_is_later_than_the_one_before(name):
    parts = list(data.load(name).parts.values())
    assert all(part.index.is_monotonic_increasing and part.index.is_unique for part in parts)
    assert parts[0].index[-1] < parts[1].index[0] and parts[1].index[-1] < parts[2].index[0]


def test_ecg_is_the_signal_that_scipy_documents():
    ecg = whole("ecg")
    np.testing.assert_allclose(ecg.mlii.iloc[[0, 1, 2, -3, -2, -1]], [-0.245, -0.215, -0.185, -0.405, -0.395, -0.385])
    assert ecg.mlii.mean() == pytest.approx(-0.16510875) and ecg.mlii.std(ddof=0) == pytest.approx(0.5992473991177294)
    assert ecg.index[-1] == pytest.approx(300 - 1 / 360)


def test_beats_are_cut_out_around_their_spikes():
    beats = runpy.run_path(str(data.card("ecg").folder / "baselines.py"))["beats"]
    time = np.arange(0, 10, 1 / 360)
    signal = np.exp(-0.5 * ((time % 0.8 - 0.4) / 0.015) ** 2) + np.sin(0.6 * time)  # a spike every 0.8 s, and breath
    found = beats(signal, 360)
    assert found.shape == (12, 234)
    assert np.abs(np.diff(found, axis=1)).argmax(axis=1) == pytest.approx(90, abs=12)


def test_glucose_keeps_the_first_of_two_readings_and_leaves_gaps_open():
    text = """isig,datetime,glucose
22.59,2010-03-24 09:51:00,258
22.0,2010-03-24 09:54:00,999
nil,2010-03-24 09:55:00,260
20.5,2010-03-24 10:09:00,270
"""
    ticks, columns = prepare("glucose")["table"](text)
    assert str(ticks[0]) == "2010-03-24T09:50" and str(ticks[-1]) == "2010-10-10T23:55"
    np.testing.assert_array_equal(columns["glucose"][:5], [258, 260, np.nan, 270, np.nan])
    np.testing.assert_array_equal(columns["isig"][:5], [22.59, np.nan, np.nan, 20.5, np.nan])


def test_glucose_has_the_gaps_and_the_range_that_its_card_tells():
    readings = whole("glucose").glucose
    missing = readings.isna()
    gaps = missing.groupby((~missing).cumsum()).sum()
    gaps = gaps[gaps > 0]
    assert (len(gaps), (gaps > 12).sum()) == (187, 91) and gaps.max() / 12 == pytest.approx(27.8, abs=0.1)
    assert (readings.min(), readings.max()) == (40, 400) and missing.mean() == pytest.approx(0.10, abs=0.005)
    assert readings.count() + 198 == 52_281


def test_workdays_of_electricity_are_those_of_the_calendar_of_victoria():
    grid = whole("electricity")
    days = grid.workday.groupby(grid.index.normalize()).agg(["min", "max"])
    assert (days["min"] == days["max"]).all()
    free = days.index[(days["max"] == 0) & (days.index.day_of_week < 5)]
    holidays = ["01-01", "01-27", "03-10", "04-18", "04-21", "04-25", "06-09", "11-04", "12-25", "12-26"]
    assert [day.strftime("%m-%d") for day in free] == holidays
    assert not days["max"][days.index.day_of_week >= 5].any()


def test_electricity_peaks_in_the_heat_of_january():
    grid = whole("electricity")
    peak = grid.demand.idxmax()
    assert str(peak.date()) == "2014-01-16" and grid.demand.max() == 9.345 and grid.temperature[peak] > 35
    assert data.load("electricity").test.temperature.max() < 35 < grid.temperature.max()


def test_sunspots_are_read_by_year_and_month():
    text = """Year  Jan ...
----
1749    58.0  62.6  70.0  55.7  85.0  83.5  94.8  66.3  75.9  75.5 158.6  85.2

2009     1.5   1.4
Note:  Data are preliminary after Dec 08.
"""
    table = prepare("sunspots")["table"]
    table.__globals__.update(BEGIN=np.datetime64("1749-01"), END=np.datetime64("1750-01"))
    months, number = table(text)
    assert str(months[10]) == "1749-11" and list(number[9:]) == [75.5, 158.6, 85.2]


def test_nobody_saw_the_sun_in_february_1824():
    number = whole("sunspots").number
    assert list(number.index[number.isna()]) == [pd.Timestamp("1824-02-01")]
    assert number.idxmax() == pd.Timestamp("1957-10-01") and number.max() == 253.8


def test_co2_climbs_above_everything_in_training_and_keeps_its_missing_weeks():
    air = data.load("co2")
    assert air.test.co2.min() > air.train.co2.max() and air.train.co2.iloc[0] == 316.1
    assert whole("co2").co2.isna().sum() == 59


def test_co2_is_read_with_its_empty_weeks():
    days, co2 = prepare("co2")["table"]("date,co2\n19580503,316.9\n19580510,\n")
    assert [str(day) for day in days] == ["1958-05-03", "1958-05-10"]
    np.testing.assert_array_equal(co2, [316.9, np.nan])


def test_shares_stand_side_by_side_by_day():
    head = "Ticker,Date,Open,High,Low,Close,Volume,Adj Close\n"
    rows = ["IBM,2004-08-18,1,1,1,8,100,7.5", "IBM,2004-08-19,1,1,1,9,101,8.5", "GOOG,2004-08-19,1,1,1,50,7,49.5"]
    days, columns = prepare("stock_prices")["table"](head + "\n".join(rows))
    assert [str(day) for day in days] == ["2004-08-18", "2004-08-19"]
    np.testing.assert_array_equal(columns["IBM_price"], [7.5, 8.5])
    np.testing.assert_array_equal(columns["GOOG_volume"], [np.nan, 7])


def test_prices_do_not_jump_where_a_share_was_split_and_google_begins_late():
    prices = whole("stock_prices")
    for share, day in (("AAPL", "2000-06-21"), ("AAPL", "2005-02-28"), ("MSFT", "2003-02-18")):
        assert abs(prices[f"{share}_price"].pct_change(fill_method=None)[day]) < 0.15
    assert prices.AAPL_price.pct_change(fill_method=None)["2000-09-29"] == pytest.approx(-0.52, abs=0.005)
    assert prices.GOOG_price.first_valid_index() == pd.Timestamp("2004-08-19")
    assert not prices.drop(columns=["GOOG_price", "GOOG_volume"]).isna().any(axis=None)


def toy(values, cut):
    parts = {"train": values[:cut], "val": values[cut : cut + 3], "test": values[cut + 3 :]}
    return Dataset(card(), {part: pd.DataFrame({"v": np.array(v, float)}) for part, v in parts.items()})


def test_windows_end_before_their_target_and_may_begin_in_the_part_before():
    found = forecasts.windows(toy(range(12), 6), "v", lags=3, ahead=2)
    np.testing.assert_array_equal(found["train"].x, [[0, 1, 2], [1, 2, 3]])
    np.testing.assert_array_equal(found["train"].y, [4, 5])
    np.testing.assert_array_equal(found["val"].x[0], [2, 3, 4])
    np.testing.assert_array_equal(found["val"].y, [6, 7, 8])
    np.testing.assert_array_equal(found["test"].y, [9, 10, 11])


def test_windows_with_a_gap_are_left_out():
    values = [0, 1, 2, np.nan, 4, 5, 6, 7, 8, 9, 10, 11]
    found = forecasts.windows(toy(values, 6), "v", lags=2, ahead=1)
    np.testing.assert_array_equal(found["train"].x, [[0, 1]])
    np.testing.assert_array_equal(found["val"].y, [6, 7, 8])


def test_simple_forecasts_make_the_errors_that_can_be_counted():
    climbing = toy([*range(6), 6, 7, 8, 9, 20, 11], 6)
    assert forecasts.persistence(climbing, "v", lags=2, ahead=1) == pytest.approx((1 + 11 + 9) / 3)
    waves = toy([0, 5, 0, -5] * 5, 10)
    assert forecasts.seasonal(waves, "v", lags=4, ahead=2, season=4) == 0
    assert forecasts.ridge(waves, "v", lags=4, ahead=2) < 0.1


@pytest.mark.parametrize("season", [1, 6])
def test_season_outside_of_the_window_is_refused(season):
    with pytest.raises(ValueError, match=f"a season of {season} steps is not in a window of 4"):
        forecasts.seasonal(toy(range(20), 10), "v", lags=4, ahead=2, season=season)


@pytest.mark.parametrize("name", SERIES)
def test_preview_draws_every_column_twice_and_says_what_is_seen(name):
    loaded = data.load(name)
    page = series.preview(loaded)
    assert page.count("<img") == 2 * loaded.train.shape[1] and page.count("<table>") == 1
    assert all("between" in alt for alt in re.findall('alt="([^"]*)"', page))


def test_line_rises_with_its_values_breaks_in_gaps_and_stays_blank_for_nothing():
    pixels = np.asarray(series._line(np.array([0.0] * 100 + [np.nan] * 100 + [1.0] * 200), []))
    assert pixels[-2, :100].max() == 0 and pixels[:, 105:195].min() == 255 and pixels[1, 205:].max() == 0
    assert np.asarray(series._line(np.full(50, np.nan), [])).min() == 255
