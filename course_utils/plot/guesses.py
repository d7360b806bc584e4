"""A network's guesses beside the pictures: how sure it is, and where it is wrong."""

import math

import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from ..errors import CourseError
from .images import one_picture, several
from .inputs import numbers, same_length
from .style import BLACK, BLUE, GREEN, GREY, INK, PAPER, RULE, SMALL_POINTS, TEXT_POINTS, VERMILLION, sheet, styled

_CARD = (296, 166)  # pixels
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
    rows = math.ceil(len(pictures) / cols)
    width, height = max(4.0, cols * (_CARD[0] / 100 + 0.1)), rows * (_CARD[1] / 100 + 0.1) + (0.45 if title else 0.1)
    fig = sheet(title, width=width, height=height)
    axes = fig.subplots(rows, cols, squeeze=False).ravel()
    for i, ax in enumerate(axes):
        ax.set_axis_off()
        if i < len(pictures):
            _card(ax, pictures[i], p[i], list(classes), None if true is None else int(true[i]))
    return fig


def _card(ax, picture, p, classes, true):
    # The card's own coordinates are pixels from its lower left corner, so that text and bars keep their distances.
    wide, high = _CARD
    right = true is None or int(np.argmax(p)) == true
    frame = {"edgecolor": RULE, "linewidth": 1.4} if right else {"edgecolor": VERMILLION, "linewidth": 2.2,
                                                                "linestyle": (0, (4, 2))}  # fmt: skip
    ax.add_patch(FancyBboxPatch((3, 3), wide - 6, high - 6, boxstyle="round,pad=0,rounding_size=9", facecolor=PAPER,
                                **frame))  # fmt: skip
    side = 120
    low = (high - side) / 2
    top = max(1.0, float(picture.max()))
    ax.imshow(picture, cmap=INK, vmin=0, vmax=top, extent=(12, 12 + side, low, low + side), zorder=2)
    ax.set(xlim=(0, wide), ylim=(0, high), aspect="equal")
    _words(ax, side + 26, wide - side - 40, p, classes, true, right)


def _words(ax, left, room, p, classes, true, right):
    order = np.argsort(-p, kind="stable")
    guess, others = order[0], order[1 : 1 + _RUNNERS_UP]
    sign = "" if true is None else "✓ " if right else "✗ "
    color = BLUE if right else VERMILLION
    ax.text(left, 139, sign + classes[guess], fontsize=TEXT_POINTS + 1, weight="bold", color=color, va="center")
    hatched = {"hatch": "/////", "edgecolor": PAPER} if not right else {}
    _bar(ax, left, 112, room - 44, 11, p[guess], color, **hatched)
    ax.text(left + room, 117, _percent(p[guess]), fontsize=TEXT_POINTS, weight="bold", color=color, va="center", ha="right")
    for row, c in enumerate(others):
        y = 84 - 28 * row
        found = true is not None and c == true
        ax.text(left, y + 7, classes[c], fontsize=SMALL_POINTS, color=GREEN if found else GREY, va="center",
                weight="bold" if found else "normal")  # fmt: skip
        ax.text(left + room, y + 7, _percent(p[c]), fontsize=SMALL_POINTS, color=GREY, va="center", ha="right")
        _bar(ax, left, y - 7, room, 5, p[c], GREEN if found else _OTHERS)
    if true is not None:
        ax.text(left, 24, "truth: ", fontsize=SMALL_POINTS, color=GREY, va="center")
        ax.text(left + 42, 24, classes[true], fontsize=SMALL_POINTS, color=BLACK if right else GREEN, va="center",
                weight="normal" if right else "bold")  # fmt: skip


def _bar(ax, x, y, room, thick, share, color, **look):
    ax.add_patch(Rectangle((x, y), room, thick, facecolor=_TRACK, linewidth=0))
    ax.add_patch(Rectangle((x, y), room * share, thick, facecolor=color, linewidth=0, **look))


def _percent(share):
    return f"{100 * share:.0f} %"
