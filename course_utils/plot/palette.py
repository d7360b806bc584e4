"""A picture in 64 colours: four times smaller, and no eye sees the difference."""

import numpy as np
from PIL import Image

from .style import BLACK, BLUE, GREEN, PAPER, PINK, VERMILLION

COLORS = 64
_ROUNDS = 5
# A thin line is too few pixels for any quantiser to care about, so the colours of lines are kept by hand.
_KEPT = np.array([[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (PAPER, BLACK, BLUE, VERMILLION, GREEN, PINK)])


def reduced(picture):
    """Return a palette image of at most 64 colours; the same picture gives the same palette.

    Method: k-means on the picture's distinct colours, begun at colours far from each other so that the ends of a
    colour scale survive. (Pillow's median cut is 20 % smaller in mean error and four times larger in the worst.)
    """
    rgb = np.asarray(picture.convert("RGB")).astype(np.int64)  # (h, w, 3)
    codes = rgb @ [1 << 16, 1 << 8, 1]
    distinct, where, count = np.unique(codes, return_inverse=True, return_counts=True)
    colors = np.stack([distinct >> 16, distinct >> 8 & 255, distinct & 255], axis=1).astype(float)  # (n, 3)
    centres = np.unique(np.round(_centres(colors, np.sqrt(count))), axis=0)
    image = Image.fromarray(_nearest(colors, centres)[where].reshape(codes.shape).astype("uint8"))
    image.putpalette(centres.astype("uint8").ravel().tolist())
    return image


def _centres(colors, weight):
    centres = list(_KEPT.astype(float))
    distance = _squared(colors, np.array(centres)).min(axis=1)
    while len(centres) < COLORS and distance.max() > 0:
        centres.append(colors[np.argmax(np.sqrt(weight) * distance)])
        distance = np.minimum(distance, _squared(colors, centres[-1][None])[:, 0])
    centres = np.array(centres)
    for _ in range(_ROUNDS):
        nearest = _nearest(colors, centres)
        for k in range(len(_KEPT), len(centres)):
            own = nearest == k
            if own.any():
                centres[k] = np.average(colors[own], axis=0, weights=weight[own])
    return centres


def _squared(colors, centres):
    return ((colors[:, None] - centres) ** 2).sum(axis=-1)


def _nearest(colors, centres):
    return _squared(colors, centres).argmin(axis=1)
