"""One experiment on one page: its curves, its confusions, and the mistakes that it was surest of."""

import numpy as np
from matplotlib.colors import PowerNorm
from matplotlib.ticker import MaxNLocator

from .curves import draw_line, runs_of, settle
from .images import one_picture, several
from .inputs import numbers, same_length
from .labels import end_labels
from .style import COUNTS, INK, SMALL_POINTS, VERMILLION, frame, series, sheet, styled
from .tables import legible

_WORST = 6


@styled
def dashboard(history, x, true, probabilities, classes, *, title=""):
    """Draw learning curves, the confusion matrix and the six most confident mistakes of a classifier of pictures.

    Args:
        history: what ``fit`` returned, or its dict, with ``loss``, ``accuracy`` and their ``val_`` twins.
        x: the pictures that were judged, (n, h, w) or (n, h, w, 1 or 3).
        true: (n,) class numbers.
        probabilities: (n, classes).
        classes: the class names.
        title: the finding, as a sentence.

    Returns:
        A Figure for `show`.

    >>> dashboard(history, *clothes.test, probabilities, clothes.classes, title="Shirts are hard to tell apart")
    """
    p, true = numbers(probabilities, "probabilities", ndim=2), numbers(true, "true", ndim=1).astype(int)
    same_length("probabilities", len(p), "true", len(true))
    same_length("x", len(x), "true", len(true))
    same_length("classes", len(classes), "a row of probabilities", p.shape[1])
    fig = sheet(title, height=7.8)
    above, below = fig.subfigures(2, 1, height_ratios=[1, 1.6])
    texts = [_curve(ax, runs_of(history)[0], what)
             for ax, what in zip(above.subplots(1, 2), ("loss", "accuracy"), strict=True)]  # fmt: skip
    left, right = below.subfigures(1, 2, width_ratios=[1.15, 1])
    _confusions(left.subplots(), true, p.argmax(axis=1), classes)
    _mistakes(right.subplots(2, 3), x, true, p, classes)
    settle(fig, texts)
    return fig


def _curve(ax, history, what):
    ends = []
    for i, (label, key) in enumerate((("training", what), ("validation", f"val_{what}"))):
        y = np.asarray(history[key], float)
        ends.append(draw_line(ax, np.arange(1, len(y) + 1), y[None], label, series(i), None, False))
    frame(ax, xlabel="epoch", ylabel=what)
    ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
    ax.margins(x=0.03)
    return end_labels(ax, ends)


def _confusions(ax, true, said, classes):
    k = len(classes)
    counts = np.bincount(true * k + said, minlength=k * k).reshape(k, k)
    share = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    drawn = ax.imshow(share, cmap=COUNTS, norm=PowerNorm(0.5, 0, 1), aspect="auto")
    colors = drawn.cmap(drawn.norm(share))
    for (i, j), count in np.ndenumerate(counts):
        if count:
            ax.text(j, i, f"{count}", ha="center", va="center", fontsize=SMALL_POINTS, color=legible(colors[i, j]))
    ax.set_yticks(range(k), classes, fontsize=SMALL_POINTS)
    ax.set_xticks(range(k), classes, fontsize=SMALL_POINTS, rotation=45, ha="right", rotation_mode="anchor")
    ax.set(xlabel="what was said", ylabel="what it is")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _mistakes(axes, x, true, p, classes):
    said = p.argmax(axis=1)
    wrong = np.flatnonzero(said != true)
    worst = wrong[np.argsort(-p[wrong].max(axis=1), kind="stable")[:_WORST]]
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
        ax.set_axis_off()
    for ax, i in zip(axes.flat, worst, strict=False):
        picture = one_picture(several(np.asarray(x)[i : i + 1])[0], 0)
        ax.imshow(picture, cmap=INK, vmin=0, vmax=max(1.0, float(picture.max())))
        ax.set_title(f"{classes[said[i]]}\n{100 * p[i].max():.0f} %?", fontsize=SMALL_POINTS, color=VERMILLION)
        ax.text(0.5, -0.08, f"{classes[true[i]]}", transform=ax.transAxes, ha="center", va="top", fontsize=SMALL_POINTS)
