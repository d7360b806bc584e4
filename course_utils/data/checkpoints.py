"""Weights that were trained before the lesson, where a minute is too short: ``datasets/checkpoints/NAME/``.

Each folder holds the script that trained (``train.py``), what it learnt (``weights.npz``, float16 inside) and
``card.toml``, which says how: seed, minutes, measured scores. The script ends in `save`, a lesson calls `checkpoint`.
"""

import difflib
import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from .. import places
from ..errors import CourseError
from .fingerprint import fingerprint
from .repair import restore

_CARD, _WEIGHTS = "card.toml", "weights.npz"


def checkpoint(name: str) -> dict[str, np.ndarray]:
    """Return the arrays of a checkpoint by name, in the order in which they were saved; float16 comes as float32.

    Args:
        name: the folder's name, such as ``shakespeare_gpt``.

    Raises:
        CourseError: for an unknown name, or a missing or damaged file.

    >>> model.set_weights(list(checkpoint("shakespeare_gpt").values()))
    """
    card, path = checkpoint_card(name), _folder(name) / _WEIGHTS
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
    except FileNotFoundError as error:
        raise CourseError(f"{_where(name)}/{_WEIGHTS} is missing", remedy=_remedy(name)) from error
    except Exception as error:
        # A damaged archive fails in a dozen ways: in zipfile, zlib, struct, or the reader of array headers.
        raise CourseError(f"{_where(name)}/{_WEIGHTS} is damaged", remedy=_remedy(name)) from error
    if fingerprint(arrays) != card.get("sha256"):
        raise CourseError(f"the arrays of {_where(name)} are not those that its card describes", remedy=_remedy(name))
    return {key: array.astype(np.float32) if array.dtype == np.float16 else array for key, array in arrays.items()}


def checkpoint_card(name: str) -> dict:
    """Return what a checkpoint's card says: ``what``, ``data``, ``seed``, ``minutes``, ``sha256`` and its scores.

    Raises:
        CourseError: for an unknown name, with the nearest one, or a card that cannot be read.
    """
    known = sorted(path.parent.name for path in (places.datasets() / "checkpoints").glob(f"*/{_CARD}"))
    if name not in known:
        near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
        shelf = f"choose one of these ({', '.join(known) or 'there is none'})"
        raise CourseError(f"there is no checkpoint '{name}'", remedy=f"did you mean '{near[0]}'?" if near else shelf)
    try:
        return tomllib.loads((_folder(name) / _CARD).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CourseError(f"{_where(name)}/{_CARD} is damaged", remedy=_remedy(name)) from error


def save(folder: str | Path, arrays: Mapping[str, np.ndarray], half: bool = True, **story) -> None:
    """Write a checkpoint's arrays and card; for the scripts that train.

    Args:
        folder: ``datasets/checkpoints/NAME``.
        arrays: what was learnt, by name.
        half: store floating-point arrays as float16; False for measurements, of which the digits count.
        story: the card's entries: texts, numbers and lists of these, such as ``seed=7, minutes=24.5, test=1.7``.
    """
    small = {key: _halved(np.asarray(array)) if half else np.asarray(array) for key, array in arrays.items()}
    np.savez_compressed(Path(folder) / _WEIGHTS, **small)
    entries = {**story, "sha256": fingerprint(small)}
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entries.items()]
    (Path(folder) / _CARD).write_text("\n".join(lines) + "\n", encoding="utf-8")


def so_far(folder: str | Path) -> tuple[dict[str, np.ndarray], dict]:
    """Return the arrays and the story that a script has saved in its folder already, both empty before its first save.

    For scripts that measure in pieces: they add to both and call `save` again.

    Raises:
        CourseError: where what was saved is missing in part or damaged.
    """
    name = Path(folder).name
    if not (_folder(name) / _CARD).exists():
        return {}, {}
    return checkpoint(name), {key: value for key, value in checkpoint_card(name).items() if key != "sha256"}


def _halved(array):
    return array.astype(np.float16) if np.issubdtype(array.dtype, np.floating) else array


def _folder(name):
    return places.datasets() / "checkpoints" / name


def _where(name):
    return f"datasets/checkpoints/{name}"


def _remedy(name):
    return restore(f"checkpoints/{name}")
