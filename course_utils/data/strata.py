"""Parts in which every group of rows has its share: the same on every computer."""

import numpy as np


def parts(strata: np.ndarray, shares: dict[str, float], seed: int) -> dict[str, np.ndarray]:
    """Divide rows at random so that each part has its share of every stratum.

    Args:
        strata: (n,) numbers or texts; rows with the same value are one stratum.
        shares: of each part; they sum to 1.
        seed: fixes the choice and the order of the rows.

    Returns:
        Indices into ``strata`` for each part, in random order.

    >>> {part: len(rows) for part, rows in parts(np.arange(10) % 2, {"train": 0.6, "test": 0.4}, seed=1).items()}
    {'train': 6, 'test': 4}
    """
    # RandomState's streams are frozen for good; those of default_rng may change with NumPy.
    random = np.random.RandomState(seed)
    drawn = {part: [] for part in shares}
    for stratum in np.unique(strata):
        rows = random.permutation(np.flatnonzero(strata == stratum))
        ends = np.round(np.cumsum(list(shares.values())) * len(rows)).astype(int)
        for part, chosen in zip(shares, np.split(rows, ends[:-1]), strict=True):
            drawn[part].append(chosen)
    return {part: random.permutation(np.concatenate(chosen)) for part, chosen in drawn.items()}
