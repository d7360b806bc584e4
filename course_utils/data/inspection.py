"""A data set against its card, in depth."""

from itertools import combinations, pairwise

import numpy as np

from .. import places
from ..errors import CourseError
from . import fetching, shelf
from .kinds import kind_of
from .repair import restore


def verify(name: str) -> str:
    """Check a data set in depth and return its confirmed checksum.

    Beyond what `load` checks: counts, shape, classes and columns are those of the card, no item stands in two parts, no
    group crosses the split, later parts are later in time, and the licence lies beside the card.

    Raises:
        CourseError: for the first thing that is not as the card says.
    """
    loaded = shelf.load(name)
    for problem in _problems(loaded, kind_of(loaded.card)):
        raise CourseError(f"{name} {problem}", remedy=restore(name))
    return loaded.card.source.sha256 or fetching.locate(loaded.card)[1].hash


def _problems(loaded, kind):
    card, parts = loaded.card, loaded.parts
    found = {part: kind.count(content) for part, content in parts.items()}
    stated = shelf.card(card.name).counts
    if found != stated and (not card.source.downloads or fetching.locate(card)[1].measured):
        yield f"has {found} {card.items}, its card says {stated}"
    if kind.shape(loaded) != card.shape:
        yield f"has items of shape {kind.shape(loaded)}, its card says {card.shape}"
    for part, content in parts.items():
        columns = kind.names(content)
        if columns != set(card.columns):
            yield f"has the columns {sorted(columns)} in {part}, its card explains {sorted(card.columns)}"
    if card.classes:
        labels = {int(label) for content in parts.values() for label in content.y}
        if labels != set(range(len(card.classes))):
            yield f"has the labels {sorted(labels)}, its card names {len(card.classes)} classes"
    keys = {part: kind.keys(content) for part, content in parts.items()}
    for one, other in combinations(parts, 2):
        if shared := len(keys[one] & keys[other]):
            yield f"has {shared} rows that stand in two of its parts, {one} and {other}"
    yield from _crossings(card, kind, parts)
    for text in (card.folder / card.licence.file, *(licence_text(spdx) for spdx in card.licence.texts)):
        if not text.is_file():
            yield f"lacks its licence text {text.name}"


def _crossings(card, kind, parts):
    if group := card.split.group:
        homes = {part: set(kind.column(content, group)) for part, content in parts.items()}
        for one, other in combinations(parts, 2):
            if shared := homes[one] & homes[other]:
                yield f"has {len(shared)} values of '{group}' in both {one} and {other}"
    if order := card.split.order:
        times = [kind.column(content, order) for content in parts.values()]
        if any(np.max(before) >= np.min(after) for before, after in pairwise(times)):
            yield f"is not in order of '{order}' from part to part"


def licence_text(spdx: str):
    """Return the path of the full text of the licence with the SPDX name ``spdx``."""
    return places.datasets() / "LICENSES" / f"{spdx}.txt"
