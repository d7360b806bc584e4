"""Numbers under the words of a text: one band of colour for each thing that a model did at each word."""

from collections.abc import Mapping

import numpy as np
from matplotlib import colormaps
from matplotlib.colors import CenteredNorm, Normalize
from matplotlib.patches import Rectangle

from ..errors import CourseError
from .inputs import numbers, same_length
from .style import DPI, MARGIN, PAPER, SEQUENTIAL, SIGNED, SMALL_POINTS, TEXT_POINTS, WIDTH, header, sheet, styled
from .style import text_width as wide
from .tables import legible

_HIGH, _TEXT, _GAP = 26, 26, 18  # pixels: a band, the line of words, the space between two lines of text
_PAD, _NARROWEST = 10, 40  # pixels: round a word, and a column at least


@styled
def strips(words, rows, *, title="", digits=1, span=(0.0, 1.0)):
    """Draw a text with bands of colour under it: what a model did at each of its words, one band for each thing.

    A long text runs over several lines, as in a book. A row with negative numbers is red below 0 and blue above; the
    others share one scale. Each cell carries its number, too.

    Args:
        words: n words, in reading order.
        rows: dict of label -> (n,) numbers, one for each word.
        title: the finding, as a sentence.
        digits: decimal places of the written numbers.
        span: (low, high) of the colours of rows without negative numbers.

    Returns:
        A Figure for `show`.

    >>> strips("not bad at all".split(), {"kept": keep, "verdict": verdict}, title="'not' turns the verdict round")
    """
    if isinstance(words, str) or not len(words):
        raise CourseError("strips() needs the words of a text", remedy="split it: strips(text.split(), …)")
    if not isinstance(rows, Mapping) or not rows:
        raise CourseError("strips() needs a dict of label -> numbers", remedy='for example {"keep gate": keep}')
    rows = {label: numbers(values, f"'{label}'", ndim=1) for label, values in rows.items()}
    for label, values in rows.items():
        same_length(f"'{label}'", len(values), "words", len(words))
    words = [str(word) for word in words]
    left = max(wide(label) for label in rows) + 2 * _PAD
    columns = [max(_NARROWEST, wide(word) + _PAD) for word in words]
    lines = _lines(columns, WIDTH * DPI - left - MARGIN * DPI)
    block = _TEXT + _HIGH * len(rows)
    top = header(title, WIDTH)
    height = top + len(lines) * (block + _GAP) - _GAP + MARGIN * DPI
    fig = sheet(title, height=height / DPI, layout="none")
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set(xlim=(0, WIDTH * DPI), ylim=(height, 0))
    ax.axis("off")
    for i, line in enumerate(lines):
        _block(ax, line, words, columns, rows, left, top + i * (block + _GAP), (digits, span))
    return fig


def _lines(columns, room):
    """Return the words' numbers, line by line."""
    lines, used = [[]], 0
    for i, width in enumerate(columns):
        if lines[-1] and used + width > room:
            lines.append([])
            used = 0
        lines[-1].append(i)
        used += width
    return lines


def _block(ax, line, words, columns, rows, left, top, style):
    digits, span = style
    for r, (label, values) in enumerate(rows.items()):
        y = top + _TEXT + r * _HIGH
        ax.text(left - _PAD, y + _HIGH / 2, label, ha="right", va="center", fontsize=TEXT_POINTS)
        signed = bool((values < 0).any())
        norm = CenteredNorm(0, np.abs(values).max()) if signed else Normalize(*span)
        x = left
        for i in line:
            color = colormaps[SIGNED if signed else SEQUENTIAL](norm([values[i]]))[0]
            ax.add_patch(Rectangle((x, y), columns[i], _HIGH, facecolor=color, edgecolor=PAPER, linewidth=1))
            written = f"{values[i]:.{digits}f}".replace("-", "−")
            ax.text(x + columns[i] / 2, y + _HIGH / 2, written, ha="center", va="center", fontsize=SMALL_POINTS,
                    color=legible(color))  # fmt: skip
            if r == 0:
                ax.text(x + columns[i] / 2, top + _TEXT / 2, words[i], ha="center", va="center", fontsize=TEXT_POINTS)
            x += columns[i]
