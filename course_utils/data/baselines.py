"""The numbers to beat: simple models on the recommended split, each a function in a set's ``baselines.py``.

Settings were chosen on val; the test part is scored once, with what was chosen. scikit-learn is imported when needed.
"""

import runpy
import warnings
from collections.abc import Callable

import numpy as np

from ..errors import CourseError
from .cards import Baseline, Card
from .dataset import Dataset, Split
from .repair import restore


def score(loaded: Dataset, baseline: Baseline) -> float:
    """Fit a baseline of the card anew and return its score.

    Raises:
        CourseError: when the set's ``baselines.py`` lacks the function.
    """
    function = functions(loaded.card).get(baseline.function)
    if function is None:
        raise CourseError(
            f"datasets/{loaded.name}/baselines.py has no function '{baseline.function}'",
            remedy="write it, or correct 'function' in card.toml",
        )
    with warnings.catch_warnings():
        # NearestCentroid warns of pixels that are black in a whole class; they do it no harm.
        warnings.filterwarnings("ignore", "self.within_class_std_dev_")
        return float(function(loaded))


def functions(card: Card) -> dict[str, Callable[[Dataset], float]]:
    """Return what the set's ``baselines.py`` defines.

    Raises:
        CourseError: when there is no such file.
    """
    path = card.folder / "baselines.py"
    if not path.is_file():
        raise CourseError(f"datasets/{card.name}/baselines.py is missing", remedy=restore(card.name))
    return runpy.run_path(str(path))


def accuracy(loaded: Dataset, model, features=None) -> float:
    """Fit ``model`` on the training part and return its accuracy on the test part.

    Args:
        loaded: a set with classes.
        model: a scikit-learn classifier.
        features: function from a part to its (n, d) features; default its x, flattened row by row.
    """
    features = features or flat
    model.fit(features(loaded.train), loaded.train.y)
    return float(np.mean(model.predict(features(loaded.test)) == loaded.test.y))


def flat(part: Split):
    """Return the inputs as rows of numbers (n, d); what has no shape to flatten is returned as it is."""
    return part.x.reshape(len(part.x), -1) if isinstance(part.x, np.ndarray) and part.x.dtype != object else part.x


def coarse(part: Split, side: int = 8) -> np.ndarray:
    """Return the mean colours of ``side`` x ``side`` blocks, white as 0: (n, side * side * 3).

    Pictures (n, h, w, 3), or with opacity (n, h, w, 4), which are laid on white; h and w are multiples of ``side``.
    """
    x = part.x
    if x.shape[-1] == 4:
        x = x[..., :3] * x[..., 3:] + (1 - x[..., 3:])
    n, height, width, _ = x.shape
    blocks = x.reshape(n, side, height // side, side, width // side, 3)
    return 1 - blocks.mean(axis=(2, 4)).reshape(n, -1)


def majority(loaded: Dataset) -> float:
    """Return the accuracy on the test part of always saying the most frequent class of training."""
    return float(np.mean(loaded.test.y == np.bincount(loaded.train.y).argmax()))
