"""Families: rows that are variants of one another, and splits that keep them whole.

`copies` does the same for texts that share wording, and with strata; here what makes two rows a family is the caller's.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable

import numpy as np


def joined(signs: Iterable[Iterable[Hashable]]) -> list[int]:
    """Return a number for each row; rows that share a sign, or share one with a row in between, have the same number.

    Args:
        signs: the signs of each row, such as its title and how it begins.

    >>> joined([("a", 1), ("b", 2), ("b", 1), ("c", 3)])
    [0, 0, 0, 3]
    """
    signs = [list(of_row) for of_row in signs]
    home, seen = list(range(len(signs))), {}

    def root(i):
        while home[i] != i:
            i = home[i] = home[home[i]]
        return i

    for i, of_row in enumerate(signs):
        for sign in of_row:
            home[root(i)] = root(seen.setdefault(sign, i))
    return [root(i) for i in range(len(signs))]


def whole_parts(family, shares: dict[str, float], seed: int) -> dict[str, np.ndarray]:
    """Return the rows of each part in random order: whole families, drawn until test, then val, has its share.

    Args:
        family: n numbers, as `joined` gives them.
        shares: of train, val and test.
        seed: fixes the choice and the order.
    """
    random, members = np.random.RandomState(seed), defaultdict(list)
    for i, number in enumerate(family):
        members[number].append(i)
    parts, chosen = {}, list(random.permutation(sorted(members)))
    for part in ("test", "val"):
        parts[part] = []
        while len(parts[part]) < shares[part] * len(family):
            parts[part] += members[chosen.pop()]
    parts["train"] = [i for number in chosen for i in members[number]]
    return {part: random.permutation(parts[part]) for part in shares}
