"""Texts with their counterparts, such as sentences and their translations."""

import html

from ..dataset import Dataset
from ..rendering import samples
from .rows import column, count, dataset, keys, names, shape

__all__ = ["column", "count", "decode", "keys", "names", "preview", "shape"]

_SHOWN = 8  # pairs of a language


def decode(card, arrays) -> Dataset:
    """Return source texts as x and target texts as y, both object arrays of str."""
    return dataset(card, arrays)


def preview(loaded: Dataset) -> str:
    """Return the first pairs, of each language where the column ``language`` names it."""
    part, content = next(iter(loaded.parts.items()))
    rows = [(x, _target(y, language)) for x, y, language in _chosen(content)]
    return samples(f"Pairs of the part {part} of {loaded.name}", "Target text", rows, "Source text")


def _chosen(content):
    languages = content.column("language") if "language" in content.columns else [""] * len(content.x)
    for language in dict.fromkeys(languages):
        rows = [i for i, of_row in enumerate(languages) if of_row == language][:_SHOWN]
        yield from ((content.x[i], content.y[i], language) for i in rows)


def _target(text, language):
    if not language:
        return html.escape(text)
    language = html.escape(language)
    return f'<span lang="{language}">{html.escape(text)}</span> ({language})'
