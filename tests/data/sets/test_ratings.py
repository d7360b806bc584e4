"""movie_ratings: each user's latest ratings are held out, and a rating shows the film that it is of."""

import runpy
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from course_utils import data
from course_utils.data.kinds import ratings
from course_utils.data.packing import pack

PREPARE = runpy.run_path(str(data.card("movie_ratings").folder / "prepare.py"))


@pytest.fixture(scope="module")
def movies():
    return data.load("movie_ratings")


def test_no_rating_of_a_user_is_older_than_one_in_an_earlier_part(movies):
    spans = {name: part.groupby("user").time.agg(["min", "max"]) for name, part in movies.parts.items()}
    assert set(spans["train"].index) == set(spans["test"].index) == set(range(671))
    for one, other in (("train", "val"), ("val", "test"), ("train", "test")):
        both = pd.concat([spans[one]["max"], spans[other]["min"]], axis=1, join="inner")
        assert len(both) >= 670 and (both["max"] < both["min"]).all()


def test_a_tenth_of_a_user_is_held_out(movies):
    ratings_of = pd.concat(movies.parts.values()).groupby("user").size()
    share = movies.test.groupby("user").size() / ratings_of
    assert share.median() == pytest.approx(0.1, abs=0.01) and share.between(0.05, 0.15).mean() > 0.95
    assert ratings_of.min() >= 20


def test_every_film_has_a_title_and_is_rated(movies):
    films = movies.extra["films"]
    assert list(films.film) == list(range(9_061)) and films.title.str.strip().str.len().min() > 0
    assert set(pd.concat(movies.parts.values()).film) == set(films.film)
    everything = pd.concat(movies.parts.values()).merge(films, on="film")
    assert everything.title.value_counts().index[0] == "Forrest Gump"
    assert set(everything.rating) == set(np.arange(0.5, 5.5, 0.5))
    assert (everything.time.dt.year >= 1995).all() and everything.year.between(1900, 2016).all()


@pytest.mark.parametrize(
    ("time", "share", "wanted"),
    [
        (list(range(10)), 0.1, [9]),
        (list(range(20)), 0.1, [18, 19]),
        ([1, 2], 0.9, [1]),
        ([3, 1, 2], 0.1, [0]),
        ([1, 1, 1, 1, 1, 1, 1, 2, 3, 3], 0.1, [8, 9]),
        ([1, 1, 2, 2, 2, 2, 2, 2, 2, 2], 0.1, list(range(2, 10))),
        ([5, 5, 5], 0.1, []),
    ],
)
def test_ratings_of_one_second_stay_together_and_some_are_left(time, share, wanted):
    assert list(np.flatnonzero(PREPARE["later"](np.array(time), share))) == wanted


def test_ratings_are_shown_with_escaped_titles():
    columns = {"user": [0, 1], "film": [0, 0], "rating": [1, 10], "time": [0, 86_400]}
    arrays = {f"train/{name}": np.array(values) for name, values in columns.items()}
    arrays |= pack("films", {"title": ["<Alien> & Co"], "year": np.array([1979]), "genres": ["Horror|Sci-Fi"]})
    card = replace(data.card("movie_ratings"), counts={"train": 2})
    loaded = ratings.decode(card, arrays)
    assert list(loaded.train.rating) == [0.5, 5.0] and ratings.keys(loaded.train) == {(0, 0), (1, 0)}
    page = ratings.preview(loaded)
    assert "user 1, 1970-01-02" in page and "5.0 stars: &lt;Alien&gt; &amp; Co (1979), Horror, Sci-Fi" in page
