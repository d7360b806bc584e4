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

TABULAR = {"table", "series", "ratings"}  # kinds whose parts are DataFrames


@dataclass(frozen=True)
class Licence:
    """Under which terms the data may be used."""

    name: str
    stated: str  # where the terms are stated, or that they are known from elsewhere
    file: str  # the credits and terms, beside the card
    texts: tuple[str, ...] = ()  # SPDX names of the full texts in datasets/LICENSES


@dataclass(frozen=True)
class SplitAdvice:
    """How the data must be split, and why."""

    recommended: str
    leaks: str  # what would carry the answer from training to test
    group: str = ""  # a column: rows with the same value stand in one part
    order: str = ""  # a column, or "index" of a table: every row of a part is later than those of the part before


@dataclass(frozen=True)
class Baseline:
    """What a simple model reaches on the recommended split: the number to beat, or to lose to.

    ``function`` names the function in the set's ``baselines.py`` that takes the data set and returns the score, which
    must come out ``within`` this distance of ``score``. A ``slow`` one takes more than about three seconds.
    """

    model: str
    metric: str
    score: float
    function: str
    within: float = 0.006
    slow: bool = False


@dataclass(frozen=True)
class Package:
    """A published package that the data were taken from."""

    registry: str  # PyPI, npm or Debian
    name: str
    version: str
    path: str = ""  # of the file, or what the paths of the files begin with, inside the package
    form: str = "wheel"  # of a PyPI package: wheel or sdist
    python: str = ""  # of a PyPI package: the Python that its wheel wants, where it is not ours

    def __str__(self):
        return f"{self.name} {self.version} ({self.registry})" + (f", {self.path}" if self.path else "")


@dataclass(frozen=True)
class Download:
    """A file that is fetched once and kept in the user's cache, as its makers publish it."""

    file: str  # its name in the cache
    size: int  # in bytes, for people
    hash: str = ""  # "sha256:…" or "md5:…"; none for an archive that its host packs anew: its arrays are judged
    url: str = ""  # where it is fetched; a later entry may have none, and is then only accepted where it lies
    measured: bool = True  # whether the card's counts and scores are of this file; another release may differ


@dataclass(frozen=True)
class Source:
    """Where the data come from, and the fingerprint that they must have."""

    reader: str  # the module of `sources` that reads the arrays
    sha256: str = ""  # `fingerprint` of the arrays as the reader returns them; fetched files may have a hash instead
    packages: tuple[Package, ...] = ()
    downloads: tuple[Download, ...] = ()  # any one of them is enough; the first one is fetched
    parameters: dict[str, float] = field(default_factory=dict)  # seeds and sizes of splits and generators

    @property
    def package(self) -> Package:
        """The only package.

        Raises:
            ValueError: when there is not exactly one.
        """
        (only,) = self.packages
        return only


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
    shape: tuple[int, ...]  # of one item; 0 where it varies; empty where there is none
    units: str
    biases_and_limits: tuple[str, ...]
    not_for: tuple[str, ...]
    citation: str
    licence: Licence
    split: SplitAdvice
    baselines: tuple[Baseline, ...]
    source: Source
    items: str = "items"  # the plural noun for what `counts` counts
    classes: tuple[str, ...] = ()  # label y means classes[y]; empty when the targets are no classes
    columns: dict[str, str] = field(default_factory=dict)  # of tables and of `about`: meaning and unit
    rate: float = 0.0  # of sound and signals, in samples a second
    folder: Path = field(default=Path(), compare=False, metadata={"toml": False})
    preview: Callable[[], str] = field(default=_no_preview, compare=False, metadata={"toml": False})

    @property
    def megabytes(self) -> float:
        """Size of the set's file, beside the card or to be fetched, in units of a million bytes."""
        if self.source.downloads:
            return self.source.downloads[0].size / 1e6
        return sum(path.stat().st_size for path in self.folder.glob("*.npz")) / 1e6

    def counted(self) -> str:
        """The sizes of the parts as words: ``9,000 train, 1,000 val, 2,000 test``; ``20,000`` for one part, all."""
        return ", ".join(f"{n:,}" if part == "all" else f"{n:,} {part}" for part, n in self.counts.items())

    def shaped(self) -> str:
        """The shape of one item as words: ``28 × 28 × 1``, ``2 numbers``, ``any length × 13`` or ``11 columns``."""
        sizes = [f"{size:,}" if size else "any length" for size in self.shape]
        if len(sizes) == 1 and self.shape[0]:
            noun = "column" if self.kind in TABULAR else "number"
            return f"{sizes[0]} {noun}{'s' if self.shape[0] > 1 else ''}"
        return " × ".join(sizes)

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
            re.fullmatch(r"[0-9a-f]{64}", card.source.sha256) or _known(card.source.downloads),
            "has a source.sha256 that is not 64 hexadecimal digits",
            "prepare.py prints the right one",
        ),
        (
            not (card.source.sha256 and _known(card.source.downloads)),
            "has both source.sha256 and the hash of each of its files",
            "one of them is enough: remove source.sha256",
        ),
    ]
    for fine, problem, remedy in checks:
        if not fine:
            raise CourseError(f"{where} {problem}", remedy=remedy)


def _known(downloads):
    return bool(downloads) and all(download.hash for download in downloads)
