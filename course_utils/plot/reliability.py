"""How often a forecaster is right, against how sure it says it is."""

from collections.abc import Mapping

import numpy as np
from matplotlib.colors import to_rgb

from ..errors import CourseError
from .inputs import numbers
from .style import BLACK, BLUE, GREY, PAPER, SMALL_POINTS, VERMILLION, frame, haloed, sheet, styled

_MOST = 4  # panels side by side
_TINT = 0.62  # share of white in a bar's fill


@styled
def reliability(forecasts, *, title="", bins=10, xlabel="confidence", ylabel="share that is right"):
    """Draw reliability diagrams: for forecasts of about equal confidence, the share of them that came true.

    A bar is the share that came true in its bin, the hatched part is the gap to the bin's mean confidence, and the
    thin bars below show how many forecasts lie in each bin. Honest bars end on the diagonal.

    Args:
        forecasts: dict of panel's title -> (confidence, right), each of shape (n,), or (runs, n) for several runs,
            whose forecasts are drawn together, with a dot for each run. Confidence lies in [0, 1]; right is 0 or 1.
        title: the finding, as a sentence.
        bins: how many bins of equal width there are between 0 and 1.
        xlabel: what the confidence is.
        ylabel: what came true.

    Returns:
        A Figure for `show`.

    >>> reliability({"as trained": (p.max(axis=1), p.argmax(axis=1) == y)}, title="It promises more than it keeps")
    """
    if not isinstance(forecasts, Mapping) or not 1 <= len(forecasts) <= _MOST:
        raise CourseError(f"reliability() needs a dict of one to {_MOST} forecasters",
                          remedy='write {"network": (confidence, right)}')  # fmt: skip
    pairs = {name: _pair(name, pair) for name, pair in forecasts.items()}
    runs = max(len(right) for _, right in pairs.values())
    dots = f" Dots: each of {runs} runs." if runs > 1 else ""
    fig = sheet(title, height=4.9, note=f"Hatched: gap between promise and truth. Below: share of examples.{dots}")
    places = fig.add_gridspec(2, len(pairs), height_ratios=[3.4, 1])
    top = counts = None
    for i, (name, (confidence, right)) in enumerate(pairs.items()):
        ax = top = fig.add_subplot(places[0, i], sharey=top)
        below = counts = fig.add_subplot(places[1, i], sharex=ax, sharey=counts)
        _bins(ax, below, confidence, right, bins)
        ax.plot([0, 1], [0, 1], color=GREY, linewidth=1.4, linestyle=(0, (4, 2)), zorder=3)
        ax.set(xlim=(0, 1), ylim=(0, 1), title=name)
        ax.tick_params(labelbottom=False, labelleft=not i)
        below.tick_params(labelleft=not i)
        frame(ax, ylabel="" if i else ylabel)
        frame(below, xlabel=xlabel, ylabel="" if i else "share")
        haloed(ax.annotate("" if i else "honest", (0.3, 0.3), xytext=(-4, 4), textcoords="offset points", ha="right",
                           color=GREY, fontsize=SMALL_POINTS, zorder=5))  # fmt: skip
    return fig


def _pair(name, pair):
    if not isinstance(pair, tuple) or len(pair) != 2:
        raise CourseError(f"'{name}' is no pair (confidence, right)", remedy="both of shape (n,), or (runs, n)")
    confidence, right = (np.atleast_2d(numbers(values, f"'{name}'", ndim=(1, 2))) for values in pair)
    if confidence.shape != right.shape:
        raise CourseError(f"'{name}': confidence has shape {confidence.shape}, right {right.shape}",
                          remedy="give one verdict for each forecast")  # fmt: skip
    if not (confidence.min() >= 0 and confidence.max() <= 1):
        raise CourseError(f"'{name}': confidence runs from {confidence.min():.3g} to {confidence.max():.3g}",
                          remedy="give probabilities; softmax makes them from scores")  # fmt: skip
    return confidence, right


def _bins(ax, below, confidence, right, bins):
    fill = tuple(_TINT + (1 - _TINT) * v for v in to_rgb(BLUE))
    at = np.minimum((confidence * bins).astype(int), bins - 1)  # (runs, n): 1.0 belongs to the last bin
    for b in range(bins):
        inside, left, width = at == b, b / bins, 1 / bins
        if not inside.any():
            continue
        promised, kept = confidence[inside].mean(), right[inside].mean()
        ax.bar(left, kept, width, align="edge", facecolor=fill, edgecolor=BLUE, linewidth=1, zorder=2)
        ax.bar(left, promised - kept, width, bottom=kept, align="edge", facecolor="none", edgecolor=VERMILLION,
               hatch="////", linewidth=0, zorder=2)  # fmt: skip
        below.bar(left, inside.mean(), width, align="edge", facecolor=fill, edgecolor=BLUE, linewidth=1)
        if len(right) > 1:
            shares = [hits[mine].mean() for hits, mine in zip(right, inside, strict=True) if mine.any()]
            ax.plot(np.full(len(shares), left + width / 2), shares, "o", color=BLACK, markersize=4,
                    markeredgecolor=PAPER, markeredgewidth=0.7, zorder=4)  # fmt: skip
