"""The models behind the baselines of movie_ratings: a rating from the means of its film and of its user."""

import numpy as np

__all__ = ["film", "film_and_user", "mean"]

DAMPING = 5  # average ratings that every film and every user is given in advance; chosen on val


def _error(rating, forecast):
    return float(np.sqrt(np.mean((rating - forecast) ** 2)))


def _offsets(rest, of):
    """Return for each value of ``of`` how far its ratings are from what is expected, damped."""
    grouped = rest.groupby(of)
    return grouped.sum() / (grouped.count() + DAMPING)


def _fitted(ratings):
    """Return the forecasts of the test part from the mean, then with its films, then with its users as well."""
    train, test = (part.astype({"rating": float}) for part in (ratings.train, ratings.test))
    mean = train.rating.mean()
    films = _offsets(train.rating - mean, train.film)
    users = _offsets(train.rating - mean - train.film.map(films), train.user)
    with_films = mean + test.film.map(films).fillna(0)  # a film without a training rating is an average one
    return test.rating, mean, with_films, (with_films + test.user.map(users)).clip(0.5, 5)


def mean(ratings):
    rating, of_all, *_ = _fitted(ratings)
    return _error(rating, of_all)


def film(ratings):
    rating, _, of_film, _ = _fitted(ratings)
    return _error(rating, of_film)


def film_and_user(ratings):
    rating, *_, of_both = _fitted(ratings)
    return _error(rating, of_both)
