"""Lines: one quantity against another, several runs as a band, and the curves of a training."""

from collections.abc import Mapping

import numpy as np
from matplotlib.ticker import MaxNLocator

from ..errors import CourseError
from .inputs import choice, numbers, same_length
from .labels import end_labels, spread
from .style import BLACK, GREY, PAPER, SMALL_POINTS, frame, haloed, series, sheet, styled

_BANDS = {"range": "band: lowest to highest", "sd": "band: ± one standard deviation"}


@styled
def lines(x, ys, *, xlabel, ylabel, title="", band="range", logx=False, logy=False, ylim=None, marks=(),
          references=None, height=4.5):  # fmt: skip
    """Draw up to five series against ``x``, each named at its end.

    Args:
        x: shape (n,).
        ys: dict of label -> values, shape (n,), or several runs, shape (runs, n).
        xlabel: name and unit of ``x``.
        ylabel: name and unit of the series.
        title: the finding, as a sentence.
        band: what the band round the mean of several runs is: "range" (lowest to highest), "sd", or None.
        logx: logarithmic horizontal axis.
        logy: logarithmic vertical axis; several runs then have their geometric mean drawn.
        ylim: (low, high) of the vertical axis.
        marks: points worth a word: (x, y, text) triples.
        references: dict of label -> y: grey horizontal lines, such as chance.
        height: inches; the width is 8.

    Returns:
        A Figure for `show`.

    >>> lines([0, 1, 2], {"CNN": [0.9, 0.85, 0.8], "MLP": [0.88, 0.6, 0.3]}, xlabel="shift (pixels)",
    ...       ylabel="accuracy", title="A CNN keeps its accuracy when the garment moves", references={"chance": 0.1})
    """
    x = numbers(x, "x", ndim=1)
    if not isinstance(ys, Mapping) or not ys:
        raise CourseError("lines() needs a dict of label -> values", remedy='for example {"CNN": accuracies}')
    choice("band", band, [*_BANDS, None])
    runs = {label: np.atleast_2d(numbers(y, f"'{label}'", ndim=(1, 2))) for label, y in ys.items()}
    fig = sheet(title, height=height, note=band_note(runs, band))
    ax = fig.add_subplot()
    if logx:
        ax.set_xscale("log")
    if logy:
        ax.set_yscale("log")
    order = np.argsort(x, kind="stable")
    ends = []
    for i, (label, y) in enumerate(runs.items()):
        same_length(f"'{label}'", y.shape[1], "x", len(x))
        ends.append(draw_line(ax, x[order], y[:, order], label, series(i), band, logy))
    ax.margins(x=0.02)
    if ylim:
        ax.set_ylim(*ylim)
    if not logx and (x == x.astype(int)).all():  # no tick between two layers
        ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    frame(ax, xlabel=xlabel, ylabel=ylabel, grid="both" if logx or logy else "y")
    for label, y in (references or {}).items():
        draw_reference(ax, label, y)
    for at in marks:
        _mark(ax, *at)
    settle(fig, [end_labels(ax, ends)])
    return fig


@styled
def learning_curves(history, *, title="", metrics=None, best=True):
    """Draw training and validation curves by epoch, a panel for each metric.

    Args:
        history: what ``fit`` returned, its dict, a list of those (several runs of one model: mean and range),
            or a dict of label -> those (several models: validation curves only, one colour each).
        title: the finding, as a sentence.
        metrics: the panels; default loss and, where it was recorded, accuracy.
        best: mark the epoch of the lowest validation loss (one model only).

    Returns:
        A Figure for `show`.

    >>> learning_curves(model.fit(*d.train, validation_data=d.val), title="Validation loss stops falling first")
    """
    models = _models(history)
    recorded = next(iter(models.values()))[0]
    metrics = list(metrics or [m for m in ("loss", "accuracy") if m in recorded] or list(recorded)[:1])
    for metric in metrics:
        if any(metric not in run for runs in models.values() for run in runs):
            raise CourseError(f"the history has no '{metric}'", remedy="it has " + ", ".join(map(repr, recorded)))
    fig = sheet(title, height=4.0, note=band_note(models, "range"))
    axes = fig.subplots(1, len(metrics), squeeze=False)[0]
    texts = []
    for ax, metric in zip(axes, metrics, strict=True):
        ends = []
        for i, (label, runs, key) in enumerate(_curves(models, metric)):
            y = _stacked(runs, key)
            ends.append(draw_line(ax, np.arange(1, y.shape[1] + 1), y, label, series(i), "range", False))
        frame(ax, xlabel="epoch", ylabel=metric.replace("_", " "))
        ax.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        ax.margins(x=0.03)
        if best and metric == "loss" and len(models) == 1 and "val_loss" in recorded:
            _lowest(ax, _stacked(next(iter(models.values())), "val_loss").mean(axis=0))
        texts.append(end_labels(ax, ends))
    settle(fig, texts)
    return fig


def _models(history):
    # One model's dict holds a list of numbers for each metric; a dict of models holds histories.
    if isinstance(history, Mapping) and not all(map(_are_numbers, history.values())):
        return {str(label): runs_of(h) for label, h in history.items()}
    return {"": runs_of(history)}


def _are_numbers(values):
    return isinstance(values, (list, tuple, np.ndarray)) and not any(hasattr(v, "history") or isinstance(v, Mapping)
                                                                      for v in values)  # fmt: skip


def runs_of(history):
    """Return what ``fit`` returned, or a list of that, as a list of dicts of metric -> numbers by epoch."""
    several = history if isinstance(history, (list, tuple)) else [history]
    runs = [getattr(h, "history", h) for h in several]
    if not runs or any(not isinstance(r, Mapping) or not r for r in runs):
        raise CourseError("learning_curves() needs what model.fit returned", remedy="a History, its dict, or several")
    if any(not _are_numbers(v) or not len(v) for r in runs for v in r.values()):
        raise CourseError("the history holds no epoch", remedy="train for at least one epoch")
    return runs


def _curves(models, metric):
    one = len(models) == 1
    for label, runs in models.items():
        validated = f"val_{metric}" in runs[0]
        if one:
            yield "training", runs, metric
        if validated or not one:
            yield (label if not one else "validation"), runs, f"val_{metric}" if validated else metric


def _stacked(runs, key):
    # Runs that stopped early are shorter; the mean is drawn as far as all of them go.
    shortest = min(len(run[key]) for run in runs)
    return numbers([run[key][:shortest] for run in runs], key, ndim=2)


def draw_line(ax, x, y, label, look, band, logy):
    """Draw the mean of the runs ``y`` (runs, n) with its band; return what `end_labels` wants."""
    mean = np.exp(np.log(y).mean(axis=0)) if logy and (y > 0).all() else y.mean(axis=0)
    if band and len(y) > 1:
        spread_ = y.std(axis=0, ddof=1)
        low, high = (y.min(axis=0), y.max(axis=0)) if band == "range" else (mean - spread_, mean + spread_)
        ax.fill_between(x, low, high, color=look.color, alpha=0.18, linewidth=0)
    every = max(1, len(x) // 12)
    ax.plot(x, mean, color=look.color, marker=look.marker, linestyle=look.dash, markevery=every, label=label,
            markeredgecolor=PAPER, markeredgewidth=0.8)  # fmt: skip
    last = np.flatnonzero(np.isfinite(mean))[-1]
    return label, x[last], mean[last], look.color


def band_note(runs, band):
    """Return the words that say what the bands are, "" where there are none."""
    most = max(len(r) for r in runs.values())
    return f"Line: mean of {most} runs; {_BANDS[band]}." if band and most > 1 else ""


def draw_reference(ax, label, y):
    """Draw a grey horizontal line with its name."""
    ax.axhline(y, color=GREY, linewidth=1.2, linestyle=(0, (2, 2)), zorder=1)
    ax.annotate(label, (0, y), xycoords=("axes fraction", "data"), xytext=(4, 3), textcoords="offset points",
                color=GREY, fontsize=SMALL_POINTS)  # fmt: skip


def _mark(ax, x, y, text):
    ax.plot([x], [y], marker="o", markersize=11, markerfacecolor="none", markeredgecolor=BLACK, markeredgewidth=1.4)
    haloed(ax.annotate(text, (x, y), xytext=(0, 14), textcoords="offset points", ha="center", fontsize=SMALL_POINTS))


def _lowest(ax, losses):
    epoch = int(np.argmin(losses)) + 1
    if epoch < len(losses):
        ax.axvline(epoch, color=GREY, linewidth=1, linestyle=(0, (2, 2)), zorder=1)
        ax.annotate("lowest validation loss", (epoch, 1), xycoords=("data", "axes fraction"), xytext=(5, -2),
                    textcoords="offset points", va="top", color=GREY, fontsize=SMALL_POINTS)  # fmt: skip


def settle(fig, label_groups):
    """Lay the figure out, once and for all, and move the labels of each group apart."""
    """Lay the figure out for good, then move labels of one axes apart."""
    fig.draw_without_rendering()
    for texts in label_groups:
        spread(texts)
    fig.set_layout_engine("none")  # it is laid out; doing it again would cost a second
