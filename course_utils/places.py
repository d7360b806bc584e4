"""Where the course keeps its files: in a checkout, in an installed package, in the user's folders."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
APP = "deep-learning-explained"


def checkout() -> Path | None:
    """Return the root of the repository that this package is run from, or None when it is an installed wheel."""
    root = PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "notebooks" / "source").is_dir() else None


def _shipped(name: str) -> Path:
    root = checkout()
    return root / name if root else PACKAGE / f"_{name}"


def datasets() -> Path:
    """Return the folder of the bundled data sets."""
    return _shipped("datasets")


def notebooks() -> Path:
    """Return the folder of the built lessons."""
    return _shipped("notebooks")


def sources() -> Path:
    """Return the folder of the lessons' sources, references and glossary."""
    return notebooks() / "source"


def cache() -> Path:
    """Return the folder for fetched data: ``COURSE_DATA``, else the platform's user cache folder."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("COURSE_DATA") or user_cache_path(APP)).expanduser()


def progress_file() -> Path:
    """Return the learner's progress record: ``COURSE_PROGRESS``, else a file in the platform's user data folder."""
    from platformdirs import user_data_path

    return Path(os.environ.get("COURSE_PROGRESS") or user_data_path(APP) / "progress.jsonl").expanduser()
