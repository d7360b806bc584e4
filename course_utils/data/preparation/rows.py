"""Choose rows: no repeats, every class equally often, the same choice on every computer."""

import numpy as np


def without_repeats(x: np.ndarray) -> np.ndarray:
    """Return the indices of the rows of ``x`` that differ from every earlier row, ascending."""
    seen = {}
    for i, row in enumerate(x):
        seen.setdefault(row.tobytes(), i)
    return np.array(list(seen.values()))


def balanced_parts(y: np.ndarray, sizes: dict[str, int], seed: int) -> dict[str, np.ndarray]:
    """Draw disjoint parts in which every class is equally frequent.

    Args:
        y: labels (n,).
        sizes: rows in each part; each divisible by the number of classes.
        seed: fixes the choice and the order of the rows.

    Returns:
        Indices into ``y`` for each part, in random order.
    """
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(seed)
    labels = np.unique(y)
    shuffled = [random.permutation(np.flatnonzero(y == label)) for label in labels]
    parts, start = {}, 0
    for part, size in sizes.items():
        end = start + size // len(labels)
        parts[part] = random.permutation(np.concatenate([rows[start:end] for rows in shuffled]))
        start = end
    return parts
