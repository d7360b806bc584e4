"""A network's guesses beside the pictures: how sure it is, and where it is wrong."""

import math

import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from ..errors import CourseError
from .images import one_picture, several
from .inputs import numbers, same_length
from .style import (
    BLACK,
    BLUE,
    DPI,
    GREEN,
    GREY,
    INK,
    PAPER,
    RULE,
    SMALL_POINTS,
    TEXT_POINTS,
    VERMILLION,
    header,
    sheet,
    styled,
    text_width,
)

_CARD, _SIDE, _INSET, _GAP = (290, 160), 120, 12, 12  # pixels: a card, its picture's side, distances
_TRACK, _OTHERS = "#EDEDED", "#A8A8A8"
_RUNNERS_UP = 2


@styled
def predictions(x, probabilities, classes, *, true=None, title="", cols=3):
    """Draw one card a picture: the network's guess, how sure it is, its second thoughts, and whether it is right.

    Args:
        x: pictures, shape (n, h, w) or (n, h, w, 1 or 3).
        probabilities: shape (n, classes), each row adding to 1.
        classes: the class names.
        true: shape (n,), the right class numbers; without it no card is marked.
        title: the finding, as a sentence.
        cols: cards in a row.

    Returns:
        A Figure for `show`. A right guess is a blue bar and ✓; a wrong one a hatched vermillion bar, ✗ and a dashed
        frame, with the right name in green.

    >>> predictions(x[:9], model.predict(x[:9], verbose=0), clothes.classes, true=y[:9], title="Sure, and mostly right")
    """
    pictures = [one_picture(a, i) for i, a in enumerate(several(x))]
    p = numbers(probabilities, "probabilities", ndim=2)
    same_length("probabilities", len(p), "x", len(pictures))
    same_length("classes", len(classes), "a row of probabilities", p.shape[1])
    if (p < -1e-6).any() or np.abs(p.sum(axis=1) - 1).max() > 1e-3:
        raise CourseError("the rows of probabilities do not add to 1", remedy="are they logits? apply softmax first")
    if true is not None:
        same_length("true", len(true), "x", len(pictures))
    cols = min(cols, len(pictures))
    wide, high = (_CARD[k] + _GAP for k in (0, 1))
    width = max(cols * wide + _GAP, 420)
    top = header(title, width / DPI)
    height = top + math.ceil(len(pictures) / cols) * high
    fig = sheet(title, width=width / DPI, height=height / DPI, layout="none")
    ax = fig.add_axes((0, 0, 1, 1))
    ax.set_axis_off()
    for i, picture in enumerate(pictures):
        corner = _GAP + (i % cols) * wide, height - top - (i // cols) * high - _CARD[1]
        _card(ax, corner, picture, p[i], list(classes), None if true is None else int(true[i]))
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")  # one unit is one pixel
    return fig


def _card(ax, corner, picture, p, classes, true):
    x, y = corner
    right = true is None or int(np.argmax(p)) == true
    look = {"edgecolor": RULE, "linewidth": 1.4}
    if not right:
        look = {"edgecolor": VERMILLION, "linewidth": 2.2, "linestyle": (0, (4, 2))}
    shape = "round,pad=0,rounding_size=9"
    ax.add_patch(FancyBboxPatch(corner, *_CARD, boxstyle=shape, facecolor=PAPER, **look))
    low, left = y + (_CARD[1] - _SIDE) / 2, x + _INSET
    top = max(1.0, float(picture.max()))
    ax.imshow(picture, cmap=INK, vmin=0, vmax=top, extent=(left, left + _SIDE, low, low + _SIDE), zorder=2)
    _words(ax, left + _SIDE + _INSET, y, p, classes, true, right)


def _words(ax, left, y, p, classes, true, right):
    room = _CARD[0] - _SIDE - 3 * _INSET
    order = np.argsort(-p, kind="stable")
    guess, others = order[0], order[1 : 1 + _RUNNERS_UP]
    sign = "" if true is None else "✓ " if right else "✗ "
    color = BLUE if right else VERMILLION
    ax.text(left, y + 137, sign + classes[guess], fontsize=TEXT_POINTS + 1, weight="bold", color=color, va="center")
    hatched = {"hatch": "/////", "edgecolor": PAPER} if not right else {}
    _bar(ax, left, y + 110, room - 44, 11, p[guess], color, **hatched)
    ax.text(left + room, y + 115, _percent(p[guess]), fontsize=TEXT_POINTS, weight="bold", color=color, va="center",
            ha="right")  # fmt: skip
    for row, c in enumerate(others):
        line = y + 82 - 28 * row
        found = true is not None and c == true
        ax.text(left, line + 7, classes[c], fontsize=SMALL_POINTS, color=GREEN if found else GREY, va="center",
                weight="bold" if found else "normal")  # fmt: skip
        ax.text(left + room, line + 7, _percent(p[c]), fontsize=SMALL_POINTS, color=GREY, va="center", ha="right")
        _bar(ax, left, line - 7, room, 5, p[c], GREEN if found else _OTHERS)
    if true is not None:
        ax.text(left, y + 22, "truth:", fontsize=SMALL_POINTS, color=GREY, va="center")
        look = {"color": BLACK} if right else {"color": GREEN, "weight": "bold"}
        indent = text_width("truth:  ", SMALL_POINTS)
        ax.text(left + indent, y + 22, classes[true], fontsize=SMALL_POINTS, va="center", **look)


def _bar(ax, x, y, room, thick, share, color, **look):
    ax.add_patch(Rectangle((x, y), room, thick, facecolor=_TRACK, linewidth=0))
    ax.add_patch(Rectangle((x, y), room * share, thick, facecolor=color, linewidth=0, **look))


def _percent(share):
    return f"{100 * share:.0f} %"
