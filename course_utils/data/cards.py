"""The data card: everything a reader should know before using a data set, read from ``card.toml``."""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import CourseError
from . import rendering
from .repair import restore
from .schema import build


@dataclass(frozen=True)
class Licence:
    """Under which terms the data may be used."""

    name: str
    stated: str  # where the terms are stated, or that they are known from elsewhere
    file: str  # the text or credit, beside the card


@dataclass(frozen=True)
class SplitAdvice:
    """How the data must be split, and why."""

    recommended: str
    leaks: str  # what would carry the answer from training to test


@dataclass(frozen=True)
class Baseline:
    """What a simple model reaches on the recommended split: the number to beat, or to lose to."""

    model: str
    metric: str
    score: float


@dataclass(frozen=True)
class Source:
    """Where the arrays come from, and the fingerprint that they must have."""

    package: str
    version: str
    path: str  # inside the package
    reader: str  # the module of `sources` that reads the arrays
    sha256: str  # `fingerprint` of the arrays as the reader returns them
    parameters: dict[str, float] = field(default_factory=dict)  # seeds and sizes of splits and generators


def _no_preview() -> str:
    return ""


@dataclass(frozen=True, repr=False)
class Card:
    """A data set's card; shows as a page in Jupyter, with samples when it came with the data, and prints as text."""

    name: str
    title: str
    kind: str
    what: str
    made_by: str
    chosen_and_cleaned: str
    counts: dict[str, int]
    shape: tuple[int, ...]
    units: str
    classes: tuple[str, ...]
    biases_and_limits: tuple[str, ...]
    not_for: tuple[str, ...]
    citation: str
    licence: Licence
    split: SplitAdvice
    baselines: tuple[Baseline, ...]
    source: Source
    folder: Path = field(default=Path(), compare=False, metadata={"toml": False})
    preview: Callable[[], str] = field(default=_no_preview, compare=False, metadata={"toml": False})

    @property
    def megabytes(self) -> float:
        """Size on disk of what stands beside the card, in units of a million bytes."""
        return sum(path.stat().st_size for path in self.folder.glob("*.npz")) / 1e6

    def counted(self) -> str:
        """The sizes of the parts as words: ``9,000 train, 1,000 val, 2,000 test``."""
        return ", ".join(f"{n:,} {part}" for part, n in self.counts.items())

    def shaped(self) -> str:
        """The shape of one item as words: ``28 × 28 × 1``, or ``2 numbers``."""
        return f"{self.shape[0]} numbers" if len(self.shape) == 1 else " × ".join(map(str, self.shape))

    def __str__(self):
        return rendering.text(self)

    def __repr__(self):
        return str(self)

    def _repr_html_(self):
        return rendering.html(self)


def read_card(folder: Path) -> Card:
    """Read and validate the card in ``folder``.

    Raises:
        CourseError: when the card is missing or unreadable, a field is missing, unknown or of the wrong type,
            or the card contradicts itself.
    """
    path = folder / "card.toml"
    where = f"datasets/{folder.name}/card.toml"
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise CourseError(f"{where} cannot be read ({reason})", remedy=restore(folder.name)) from error
    card = replace(build(Card, table, where), folder=folder)
    _consistent(card, folder.name, where)
    return card


def _consistent(card, folder_name, where):
    checks = [
        (card.name == folder_name, f"calls itself '{card.name}'", f'write name = "{folder_name}"'),
        (bool(card.counts), "counts no items", "give counts = { train = …, val = …, test = … }"),
        (bool(card.baselines), "has no baseline", "add a [[baselines]] table: model, metric, score"),
        (
            re.fullmatch(r"[0-9a-f]{64}", card.source.sha256),
            "has a source.sha256 that is not 64 hexadecimal digits",
            "prepare.py prints the right one",
        ),
    ]
    for fine, problem, remedy in checks:
        if not fine:
            raise CourseError(f"{where} {problem}", remedy=remedy)
