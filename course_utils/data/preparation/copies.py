"""Find texts that are copies of one another, and split so that no group of rows stands in two parts."""

import re

import numpy as np


def masked(text: str) -> str:
    """Return the words of a text in lower case, every number as one ``#``: what two letters of one campaign share.

    >>> masked("WIN £100 now, call 0800-123!")
    'win # now call # #'
    """
    return " ".join(re.findall(r"[^\W\d_]+|#", re.sub(r"\d+", "#", text.casefold())))


def groups(texts, share: float = 0.4, together=None) -> np.ndarray:
    """Return a group number (n,) for each text: equal for copies, and for copies of copies.

    Two texts are copies when they are equal once `masked`, or when ``share`` of all runs of three words that occur in
    either occur in both. Numbers count from 0 in the order of first appearance.

    Args:
        texts: n texts.
        share: see above; Jaccard's index of the runs of words.
        together: n values; texts with equal ones are in one group anyway, None is equal to nothing.
    """
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    plain = [masked(text) for text in texts]
    numbers, places = {}, []  # of each run of words, and (text, run) where one occurs
    for i, words in enumerate(map(str.split, plain)):
        runs = dict.fromkeys(zip(words, words[1:], words[2:], strict=False))
        places += [(i, numbers.setdefault(run, len(numbers))) for run in runs]
    occurs = _matrix(places, (len(plain), max(1, len(numbers))), np.int32)
    sizes = np.asarray(occurs.sum(axis=1)).ravel()
    both = coo_matrix(occurs @ occurs.T)
    alike = both.data >= share * (sizes[both.row] + sizes[both.col] - both.data)
    links = list(zip(both.row[alike], both.col[alike], strict=True))
    for labels in (plain, together if together is not None else []):
        first = {}
        links += [(first.setdefault(label, i), i) for i, label in enumerate(labels) if label]
    found = connected_components(_matrix(links, (len(plain), len(plain)), bool), directed=False)[1]
    order = {group: number for number, group in enumerate(dict.fromkeys(found.tolist()))}
    return np.array([order[group] for group in found.tolist()])


def _matrix(places, shape, dtype):
    """Return a sparse matrix of ones at (row, column) ``places``."""
    from scipy.sparse import coo_matrix

    row, col = np.array(places, dtype=int).reshape(-1, 2).T
    return coo_matrix((np.ones(len(row), dtype), (row, col)), shape=shape).tocsr()


def grouped_parts(groups, strata, shares: dict[str, float], seed: int) -> dict[str, np.ndarray]:
    """Split rows by group, with nearly the same mixture of ``strata`` in every part.

    Groups come in random order; each goes to the first part that has room for all of its rows, stratum by stratum, so
    the largest groups end up in the last part: name ``train`` last.

    Args:
        groups: n values; equal ones stay together.
        strata: n values, such as classes.
        shares: the share of each stratum's rows that a part takes, for all parts but the last.
        seed: fixes the choice and the order of the rows.

    Returns:
        Indices of the rows for each part of ``shares``, in random order.
    """
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(seed)
    strata = np.unique(np.asarray(strata), return_inverse=True)[1]
    members = np.unique(np.asarray(groups), return_inverse=True)[1]
    rows_of = np.split(np.argsort(members, kind="stable"), np.cumsum(np.bincount(members))[:-1])
    total = np.bincount(strata)
    *limited, rest = shares
    room = {part: np.round(shares[part] * total).astype(int) for part in limited}
    chosen = {part: [] for part in shares}
    for g in random.permutation(len(rows_of)):
        need = np.bincount(strata[rows_of[g]], minlength=len(total))
        part = next((part for part in limited if np.all(need <= room[part])), rest)
        if part != rest:
            room[part] -= need
        chosen[part].append(rows_of[g])
    return {part: random.permutation(np.concatenate(rows)) for part, rows in chosen.items()}
