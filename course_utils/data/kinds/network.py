"""A trained network: its weights by name, and what they need to be of use, such as class names or a vocabulary."""

import html
import re
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

import numpy as np

from ...errors import CourseError
from ..dataset import Dataset
from ..packing import unpack
from ..rendering import samples

__all__ = ["Network", "column", "count", "decode", "keys", "names", "preview", "shape"]

_NETWORKS = __name__.replace("kinds.network", "networks")


@dataclass(frozen=True, repr=False)
class Network(Dataset):
    """The weights of a trained network, to be used frozen, or as a start for training."""

    @property
    def weights(self) -> dict[str, np.ndarray]:
        """The arrays by name, float32, in the network's order."""
        return self.all

    @property
    def classes(self) -> tuple[str, ...]:
        """The class names: output i is the probability of ``classes[i]``. Empty when the network knows no classes."""
        return tuple(self.extra.get("classes", ()))

    @property
    def vocabulary(self) -> list[str]:
        """The word pieces that the network reads: piece i has row i of the table. Empty when it reads no text."""
        return list(self.extra.get("vocabulary", ()))

    @property
    def config(self) -> dict[str, float]:
        """The sizes and settings that the weights do not tell, such as the number of attention heads."""
        return self.extra.get("config", {})

    def model(self, **options):
        """Return the network as a new Keras model that holds the weights, ready for ``predict`` or ``fit``.

        Args:
            options: what the network's module in ``course_utils.data.networks`` takes: ``top=False`` leaves out the
                classes, ``input_shape=(96, 96, 3)`` takes pictures of another size.

        Raises:
            CourseError: for a network that comes as weights only, or an option that does not fit it.

        >>> eye = load("efficientnet_lite0").model(top=False, input_shape=(96, 96, 3))
        """
        module = f"{_NETWORKS}.{self.name}"
        if find_spec(module) is None:
            raise CourseError(
                f"{self.name} comes as weights only", remedy="build the layers yourself and fill them from .weights"
            )
        return import_module(module).build(self.weights, **options)


def decode(card, arrays: dict[str, np.ndarray]) -> Network:
    """Return the network: ``weights/NAME`` as float32, single numbers as numbers, the rest as it was packed."""
    weights = {name: array.astype(np.float32, copy=False) for name, array in unpack(arrays, "weights").items()}
    others = dict.fromkeys(re.split("[/:]", key)[0] for key in arrays if not key.startswith("weights/"))
    return Network(card, {"all": weights}, {name: _plain(unpack(arrays, name)) for name in others})


def _plain(content):
    if isinstance(content, dict):
        return {name: _plain(value) for name, value in content.items()}
    return content.item() if content.ndim == 0 else content


def preview(loaded: Network) -> str:
    """Return what each part of the network holds: how many numbers, in which kernels and tables."""
    parts = {}
    for name, array in loaded.weights.items():
        parts.setdefault(_part(name), {})[name] = array
    rows = [(part, f"{count(arrays):,} numbers: {_listed(part, arrays)}") for part, arrays in parts.items()]
    return samples(f"The parts of {loaded.name}, from input to output", "Weights", rows, "Part")


def _part(name):
    """Return the words of an array's name up to the first number, or the first word of a name without one.

    >>> _part("encoder.layer.0.output.bias"), _part("block03_expand.kernel"), _part("stem_norm.gamma")
    ('encoder.layer.0', 'block03', 'stem')
    """
    return re.match(r"\D*?[._]?\d+(?=[._])|[^._]+", name)[0]


def _listed(part, arrays):
    """Name the arrays of two and more axes with their shapes, and count the rest."""
    shown = [
        f"{html.escape(name.removeprefix(part).lstrip('._'))} {' × '.join(map(str, array.shape))}"
        for name, array in arrays.items()
        if array.ndim > 1
    ]
    rows = len(arrays) - len(shown)
    return ", ".join([*shown, *([f"{rows} rows of numbers"] if rows else [])])


def count(part: dict) -> int:
    """Return how many numbers there are in all arrays."""
    return sum(array.size for array in part.values())


def keys(part: dict) -> set:
    """Return the arrays' names."""
    return set(part)


def column(part: dict, name: str):
    """Refuse: weights have no columns.

    Raises:
        CourseError: always.
    """
    raise CourseError(f"a network has no column '{name}'", remedy="remove split.group and split.order from its card")


def names(part: dict) -> set[str]:
    """Return no names: weights have no columns."""
    return set()


def shape(loaded: Network) -> tuple[int, ...]:
    """Return the shape of a number: none."""
    return ()
