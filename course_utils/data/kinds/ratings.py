"""Who gave which film how many stars, and when; the films' titles stand in ``extra``."""

import html

import numpy as np

from ..dataset import Dataset
from ..packing import unpack
from ..rendering import samples
from .frames import column, count, frame, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_USERS, _EACH = 7, 2  # users on the card, and ratings of each
_HALVES = 2  # stars are stored as numbers of half stars


def decode(card, arrays: dict[str, np.ndarray]) -> Dataset:
    """Return DataFrames of user, film (int32), rating (float32) and time, in the order of the file.

    ``extra["films"]`` is a DataFrame of film, title, year and genres, whose row number is the film's number, so that
    both users and films may index the rows of an embedding.
    """
    parts = {part: frame(_ratings(unpack(arrays, part))) for part in card.counts}
    films = unpack(arrays, "films")
    films = {"film": np.arange(len(films["year"]), dtype=np.int32)} | films
    return Dataset(card, parts, {"films": frame(films)})


def _ratings(columns):
    return {
        "user": columns["user"].astype(np.int32),
        "film": columns["film"].astype(np.int32),
        "rating": columns["rating"].astype(np.float32) / _HALVES,
        "time": columns["time"].astype("datetime64[s]"),
    }


def keys(part) -> set:
    """Return the pairs of user and film."""
    return set(zip(part.user.tolist(), part.film.tolist(), strict=True))


def preview(loaded: Dataset) -> str:
    """Return the first ratings of the first users in the first part, with titles."""
    films = loaded.extra["films"]
    name, part = next(iter(loaded.parts.items()))
    rows = []
    for one in part.groupby("user").head(_EACH).head(_USERS * _EACH).itertuples():
        film = films.iloc[one.film]
        what = f"{film.title} ({film.year}), {film.genres.replace('|', ', ')}"
        rows.append((f"user {one.user}, {one.time:%Y-%m-%d}", f"{one.rating:.1f} stars: {html.escape(what)}"))
    return samples(f"The first ratings of the part {name} of {loaded.name}", "Stars and film", rows, "Who and when")
