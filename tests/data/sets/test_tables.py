"""The tables of people, payments and reviews: parsed right, split honestly, meaning what their cards say."""

import re
import runpy
import sys
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from course_utils import data, places
from course_utils.data.preparation import parquet
from course_utils.errors import CourseError


@pytest.fixture(scope="module")
def sets():
    return {name: data.load(name) for name in ("card_fraud", "clothing_reviews", "hiv_trial", "serum_survival")}


def whole(loaded):
    """All parts of a set as one table: x, about, y and the name of the part."""
    return pd.concat(
        [part.x.join(part.about).assign(y=part.y, part=name) for name, part in loaded.parts.items()], ignore_index=True
    )


def script(name):
    return runpy.run_path(str(places.datasets() / name / "prepare.py"))


def test_previews_are_small(sets):
    for loaded in sets.values():
        page = loaded.card.preview()
        assert len(page) < 20_000 and page.count('scope="row"') == 1 + len(loaded.card.columns)


# card_fraud.


def test_payments_are_parsed_drawn_and_cut_between_seconds():
    code = script("card_fraud")
    parsed = code["payments"](b'"Time","V1","Amount","Class"\n0,1.5,2.25,"0"\n7,-1,3,"1"\n')
    assert parsed.tolist() == [[0, 1.5, 2.25, 0], [7, -1, 3, 1]]
    rows = np.array([[t, v, 1.0, fraud] for t, v, fraud in [(0, 1, 0), (1, 2, 1), (2, 1, 0), (3, 3, 0), (3, 4, 0)]])
    assert code["chosen"](rows, 1)[:, 0].tolist() == [0, 1, 3, 3]  # the payment of second 2 repeats the first one
    seconds = np.array([0, 1, 1, 1, 2, 3, 3, 3, 3, 4])
    cut = {part: rows[:, 0].tolist() for part, rows in code["split"](np.column_stack([seconds, seconds]))}
    assert cut == {"train": [0, 1, 1, 1, 2], "val": [3, 3, 3, 3], "test": [4]}


def test_fraud_card_states_shares_weight_and_hours(sets):
    loaded = sets["card_fraud"]
    rows, card = whole(loaded), loaded.card
    assert Counter(rows.y) == {0: 40_000, 1: 473}
    assert f"{100 * rows.y.mean():.2f} % here" in card.chosen_and_cleaned
    weight = 473 * (284_315 / 492) / 40_000
    assert f"weight {weight:.2f}" in card.chosen_and_cleaned
    assert 473 / (473 + weight * 40_000) == pytest.approx(492 / 284_807)
    for part in ("train", "test"):
        assert f"{100 * loaded.parts[part].y.mean():.2f} %" in card.split.recommended
    assert f"first {rows.seconds[rows.part == 'train'].max() / 3600:.1f} hours" in card.split.recommended
    assert f"until hour {rows.seconds[rows.part == 'val'].max() / 3600:.1f}" in card.split.recommended
    assert f"{loaded.test.y.sum()} frauds in the test part" in " ".join(card.biases_and_limits)


def test_payments_are_in_the_order_of_time_and_none_stands_twice(sets):
    rows = whole(sets["card_fraud"])
    assert (np.diff(rows.seconds) >= 0).all()
    ends = rows.groupby("part").seconds.agg(["min", "max"])
    assert ends["max"]["train"] < ends["min"]["val"] and ends["max"]["val"] < ends["min"]["test"]
    assert not rows.duplicated(list(sets["card_fraud"].train.x)).any()


# hiv_trial and serum_survival.


def test_event_rates_by_arm_are_those_of_the_catalogue(sets):
    rows = whole(sets["hiv_trial"])
    rates = rows.groupby("arm").y.mean().round(2).to_dict()
    assert rates == {
        "zidovudine": 0.34,
        "zidovudine + didanosine": 0.20,
        "zidovudine + zalcitabine": 0.21,
        "didanosine": 0.23,
    }
    for _, part in rows.groupby("part"):
        assert part.groupby("arm").y.mean().to_dict() == pytest.approx(rates, abs=0.02)


def test_nothing_learnt_after_the_start_is_an_input(sets):
    trial = sets["hiv_trial"]
    assert set(trial.train.about) == {"arm", "days", "stopped_early", "cd4_week_20", "cd4_week_96", "cd8_week_20"}
    assert not set(trial.train.about) & set(trial.train.x)
    rows = whole(trial)
    assert rows.days[rows.y == 1].median() < rows.days[rows.y == 0].median()
    assert not rows.duplicated(list(trial.train.x)).any() and rows.cd4_week_96.isna().sum() == 797


def test_missing_numbers_are_nan_and_whole_numbers_stay_whole():
    column = script("hiv_trial")["column"]
    assert column([{"a": "3"}, {"a": "40"}], "a").dtype == np.int16
    gap = column([{"a": "3"}, {"a": "NA"}], "a")
    assert gap.dtype == np.float32 and gap[0] == 3 and np.isnan(gap[1])


def test_ten_years_are_known_only_of_who_died_or_was_seen_after_them():
    ten_years = script("serum_survival")["ten_years"]
    days, died = np.array([100, 100, 3653, 3653, 5000]), np.array([1, 0, 1, 0, 1])
    assert ten_years(days, died).tolist() == [1, -1, 0, 0, 0]


def test_serum_table_agrees_with_itself_and_its_card(sets):
    rows = whole(sets["serum_survival"])
    assert ((rows.ten_years == 1) == ((rows.y == 1) & (rows.days < 3653))).all()
    assert ((rows.ten_years == -1) == ((rows.y == 0) & (rows.days < 3653))).all()
    assert ((rows.cause != "") <= (rows.y == 1)).all() and (rows.cause != "").sum() > 2000
    unknown = rows.ten_years == -1
    limits = " ".join(sets["serum_survival"].card.biases_and_limits)
    assert f"{unknown.sum():,} left before ten years" in limits and rows.age[unknown].mean() < rows.age.mean() - 3
    assert f"missing for {100 * rows.creatinine.isna().mean():.0f} %" in limits
    assert rows.y[rows.creatinine.isna()].mean() < rows.y.mean()
    assert set(sets["serum_survival"].train.x) == {"age", "male", "kappa", "lambda", "creatinine", "mgus"}


# clothing_reviews.


def test_damage_is_mended_and_nothing_else():
    mended = script("clothing_reviews")["mended"]
    assert mended("i don?t, 5&amp;amp;#39;2\r\n\r\ncafã©  &lt;3") == "i don't, 5'2\n\ncafé <3"
    assert mended("is it big?i doubt it. why? so") == "is it big?i doubt it. why? so"


def test_near_copies_are_found_and_mere_phrases_are_not():
    distinct = script("clothing_reviews")["distinct"]
    dress = "i bought this dress in a small and it fits like a glove so i kept it for the summer"
    texts = [
        dress,
        dress.upper() + "!",
        dress[:52] + " though i returned it",
        "i bought this dress in a small and had to send it back since the seams came apart at once and for ever",
        "Fits perfect!",
        "fits perfect.",
    ]
    assert distinct(texts).tolist() == [0, 3, 4]


def test_no_review_has_a_near_copy_in_another_part(sets):
    def runs(text):
        words = re.findall(r"\w+", text.lower())
        return {" ".join(words[i : i + 6]) for i in range(max(1, len(words) - 5))}

    seen = {}
    loaded = sets["clothing_reviews"]
    for number, text in enumerate(loaded.train.x.review):
        for run in runs(text):
            seen.setdefault(run, []).append(number)
    for part in ("val", "test"):
        for text in loaded.parts[part].x.review:
            own = runs(text)
            most = Counter(number for run in own for number in seen.get(run, ())).most_common(1)
            assert not most or most[0][1] <= max(0.5 * len(own), 5), text


def test_reviews_are_clean_and_counted(sets):
    loaded = sets["clothing_reviews"]
    rows, card = whole(loaded), loaded.card
    both = rows.title + " " + rows.review
    assert not both.str.contains(r"&#?\w+;|ã|â|\bdon\?t\b|\r|Initmates").any()
    assert set(rows.division) == {"General", "General Petite", "Intimates", ""}
    assert (rows.review != "").all() and f"empty for {(rows.title == '').sum():,}" in card.columns["title"]
    assert rows.rating[rows.y == 1].mean() > 4 > 3 > rows.rating[rows.y == 0].mean()
    unseen = loaded.test.select(~loaded.test.x.item.isin(loaded.train.x.item))
    assert f"leaves {len(unseen.y)} reviews" in " ".join(card.split.recommended.split())
    counts = rows.item.value_counts()
    assert f"one dress has {counts.max()}, and {(counts == 1).sum()} of {len(counts):,}" in card.biases_and_limits[2]


def test_missing_pyarrow_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(CourseError, match="pip install pyarrow"):
        parquet.columns(b"")
