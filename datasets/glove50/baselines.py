"""The baselines of glove50: 322 analogies such as "france is to paris as japan is to …", answered among all words."""

from itertools import permutations

import numpy as np

__all__ = ["nearest", "offset"]

PAIRS = [  # every two pairs of a line make two questions; written for this course
    "france paris, japan tokyo, italy rome, germany berlin, russia moscow, greece athens, egypt cairo, cuba havana",
    "car cars, dog dogs, house houses, river rivers, city cities, child children, woman women, mouse mice",
    "walk walked, play played, say said, go went, take took, write wrote, see saw, begin began",
    "big bigger, small smaller, fast faster, old older, good better, bad worse, high higher, cheap cheaper",
    "king queen, man woman, father mother, son daughter, brother sister, actor actress, boy girl, prince princess",
    "spain spanish, china chinese, poland polish, sweden swedish, israel israeli, turkey turkish, brazil brazilian",
]


def questions(words):
    """Return the rows of a, b, c and d, "a is to b as c is to d", for every question (q, 4)."""
    found = []
    for line in PAIRS:
        pairs = [pair.split() for pair in line.split(", ")]
        found += [[*one, *other] for one, other in permutations(pairs, 2)]
    row = {word: i for i, word in enumerate(words)}
    return np.array([[row[word] for word in question] for question in found])


def _answered(glove, aim):
    """Return the share of questions whose d is the word nearest to the aim by angle, a, b and c left out."""
    words, vectors = glove.all
    rows = questions(words)
    units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    a, b, c, d = rows.T
    similar = aim(units[a], units[b], units[c]) @ units.T  # (q, words)
    np.put_along_axis(similar, rows[:, :3], -np.inf, axis=1)
    return float(np.mean(similar.argmax(axis=1) == d))


def nearest(glove):
    return _answered(glove, lambda a, b, c: c)


def offset(glove):
    return _answered(glove, lambda a, b, c: b - a + c)
