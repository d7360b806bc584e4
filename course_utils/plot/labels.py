"""Names written at the ends of lines, pushed apart until they do not overlap."""

import numpy as np

from .style import SMALL_POINTS, wrapped

_ROOM = 130  # pixels
_LEADING = 1.25


def end_labels(ax, items):
    """Write each label to the right of its line's end.

    Args:
        ax: the axes, with its lines drawn and its limits final.
        items: list of (label, x, y, color) with the line's last point.
    """
    return [
        ax.annotate(wrapped(label, _ROOM, SMALL_POINTS), (x, y), xytext=(8, 0), textcoords="offset points", va="center",
                    ha="left", color=color, fontsize=SMALL_POINTS, weight="bold", annotation_clip=False)
        for label, x, y, color in items
    ]  # fmt: skip


def spread(texts):
    """Push the labels of one axes apart; call it when the whole figure is laid out once."""
    if not texts:
        return
    fig = texts[0].figure
    renderer = fig.canvas.get_renderer()
    boxes = [t.get_window_extent(renderer) for t in texts]
    wanted = np.array([(b.y0 + b.y1) / 2 for b in boxes])
    heights = np.array([b.height + 3 for b in boxes])
    placed = separated(wanted, heights)
    for text, shift in zip(texts, placed - wanted, strict=True):
        text.set_position((8, shift * 72 / fig.dpi))


def separated(centres, heights):
    """Move the centres of boxes on a line as little as needed (least squares) so that the boxes do not overlap.

    >>> separated(np.array([0.0, 1.0]), np.array([2.0, 2.0]))
    array([-0.5,  1.5])
    """
    order = np.argsort(centres, kind="stable")
    groups = []  # [mean of the centres less their offsets, how many]: neighbours that touch move as one
    offsets = np.zeros(len(centres))
    for position, i in enumerate(order):
        if position:
            before = order[position - 1]
            offsets[i] = offsets[before] + (heights[before] + heights[i]) / 2
        groups.append([centres[i] - offsets[i], 1])
        while len(groups) > 1 and groups[-1][0] < groups[-2][0]:
            mean, count = groups.pop()
            total = groups[-1][1] + count
            groups[-1] = [(groups[-1][0] * groups[-1][1] + mean * count) / total, total]
    bases = np.concatenate([np.full(count, mean) for mean, count in groups])
    placed = np.empty(len(centres))
    placed[order] = bases + offsets[order]
    return placed
