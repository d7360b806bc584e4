"""One example of every kind of figure, with labels as long as lessons will ever make them."""

import numpy as np
from matplotlib.text import Text

from course_utils import plot

LONG = (
    "A convolutional network keeps its accuracy when the garment moves by three pixels, while a plain one falls to "
    "what a guess would reach"
)
CLASSES = ["t-shirt", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]
NEURON = [
    {"id": "x", "label": "x", "value": 2.0, "grad": -0.5},
    {"id": "w", "label": "w", "value": -3.0, "grad": 1.0},
    {"id": "xw", "label": "", "op": "mul", "value": -6.0, "grad": 0.5, "parents": ["x", "w"]},
    {"id": "b", "label": "b", "value": 6.88, "grad": 0.5},
    {"id": "z", "label": "z", "op": "add", "value": 0.88, "grad": 0.5, "parents": ["xw", "b"]},
    {"id": "a", "label": "a", "op": "tanh", "value": 0.7064, "grad": 1.0, "parents": ["z"]},
]


def _rng():
    return np.random.default_rng(0)


def _history(shift=0.0):
    e = np.arange(1, 13)
    return {"loss": 1 / e, "val_loss": 0.3 + 1 / e + 0.02 * e + shift, "accuracy": 1 - 0.5 / e,
            "val_accuracy": 0.9 - 0.4 / e - shift}  # fmt: skip


def _pictures(n=9, channels=1):
    return _rng().random((n, 12, 12, channels))


def _probabilities(n=9):
    return _rng().dirichlet(np.full(10, 0.3), n)


def _lines(title):
    x = np.arange(-3, 4)
    runs = 0.9 - 0.02 * x**2 + 0.05 * _rng().random((3, 7))
    ys = {"convolutional network": runs, "CNN with augmentation": runs + 0.01, "MLP": 0.8 - 0.05 * x**2}
    return plot.lines(x, ys, xlabel="shift (pixels)", ylabel="accuracy", title=title,
                      references={"chance": 0.1}, marks=[(0, 0.8, "no shift")])  # fmt: skip


def _u_curve(title):
    h = 10.0 ** -np.arange(1, 12)
    return plot.lines(h, {"central": h**2 + 1e-16 / h, "forward": h + 1e-16 / h}, logx=True, logy=True, title=title,
                      xlabel="step", ylabel="relative error")  # fmt: skip


def _bars(title, **options):
    rows = {"CNN": [0.91, 0.90, 0.93], "MLP": [0.61, 0.58, 0.66], "the most similar garment of the training set": 0.5}
    return plot.bars(rows, xlabel="accuracy", title=title, highlight="MLP", references={"chance": 0.1}, **options)


def _confusion(title):
    true = np.repeat(np.arange(10), 100)
    return plot.confusion(true, np.where(_rng().random(1000) < 0.8, true, 6), CLASSES, title=title)


def _panels(title, **options):
    conditions = {name: {label: 0.5 + 0.4 * _rng().random((3, 5)) for label in ("plain", "residual", "with norm")}
                  for name in ("tanh", "relu", "gelu", "a fourth activation")}  # fmt: skip
    return plot.panels([1, 2, 4, 8, 16], conditions, xlabel="layers", ylabel="accuracy", title=title,
                       references={"chance": 0.33}, **options)  # fmt: skip


def _spirals():
    radius = np.tile(np.linspace(0.1, 1, 60), 3)
    labels = np.repeat(np.arange(3), 60)
    angle = 6 * radius + 2 * np.pi * labels / 3
    return np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1), labels


ARMS = ["first arm", "second arm", "third arm"]


def _dashboard(title):
    true = np.repeat(np.arange(10), 30)
    p = _rng().dirichlet(np.full(10, 0.1), 300) * 0.7 + np.eye(10)[true] * 0.3
    return plot.dashboard(_history(), _rng().random((300, 12, 12, 1)), true, p, CLASSES, title=title)


def _fronts(title):
    rows = {"a classic method": (0.5, 0.86), "CNN": ([3, 4, 3.5], [0.83, 0.86, 0.85]), "RNN": ([2, 2.2], [0.7, 0.75]),
            "LSTM": (9, [0.81, 0.83]), "Transformer": ([12, 14], [0.75, 0.76])}  # fmt: skip
    panels = {name: rows for name in ("recall across ten", "recall across a hundred", "spoken commands", "garments")}
    return plot.fronts(panels, xlabel="training (seconds of one core)", ylabel="accuracy", title=title,
                       references={"garments": 0.1, "spoken commands": 0.3})  # fmt: skip


def _maps(title):
    labels = np.repeat(np.arange(10), 12)
    views = {f"view {i}": _rng().normal(size=(120, 2)) + i * labels[:, None] ** 0.5 for i in range(5)}
    return plot.maps(views, labels, classes="0123456789", title=title)


def _regions(title):
    models = {"no hidden layer": lambda p: (p[:, 0] > 0).astype(int), "eight units": lambda p: p @ np.eye(2, 3)}
    return plot.regions(models, *_spirals(), title=title, classes=ARMS)


def _bent_grid(title):
    maps = {"the input": lambda p: p, "after layer 1": lambda p: np.tanh(p @ np.array([[1.0, 2.0], [-1.0, 1.0]]))}
    return plot.bent_grid(maps, *_spirals(), title=title, classes=ARMS)


def _pieces(title):
    cuts = {"one crease": lambda p: p[:, 0] > 0, "two": lambda p: (p[:, 0] > 0) + 2 * (p[:, 1] > p[:, 0])}
    models = {"one crease": lambda p: p @ np.eye(2, 3), "two": lambda p: (np.abs(p).sum(axis=1) > 1).astype(int)}
    return plot.pieces(models, cuts, title=title)


def _landscape(title):
    path = np.array([[-3.0, 1.0], [-2.0, -0.6], [-1.0, 0.3], [-0.2, -0.1]])
    return plot.landscape(lambda a, b: 0.1 * a**2 + 4 * b**2 + 0.01, {"descent": path, "momentum": 0.9 * path},
                          xlim=(-4, 2), ylim=(-1.5, 1.5), title=title, end=(0, 0))  # fmt: skip


def _stacked(title):
    x = np.array([5, 10, 20, 50, 100])
    runs = 1 / (1 + np.exp((x - 40) / 8)) + 0.1 * _rng().random((3, 5))
    return plot.stacked(x, {"accuracy": {"distractors": runs, "constant filler": runs / 2 + 0.5},
                            "blame, relative": {"distractors": 0.87**x}}, logx=True, logy=["blame, relative"],
                        xlabel="distance (steps)", references={"accuracy": {"chance": 0.125}}, ticks=x, title=title)  # fmt: skip


def _journeys(title):
    path = np.array([[-3.0, 1.0], [-2.0, -0.6], [-1.0, 0.3], [-0.2, -0.1]])
    rates = np.logspace(-4, 1, 11)
    valleys = {"descent": 0.5 + 0.4 * _rng().random((3, 11)), "momentum": 0.6 + 0.3 * _rng().random((3, 11))}
    return plot.landscape_and_lines(
        lambda a, b: 0.1 * a**2 + 4 * b**2 + 0.01, {"descent": path, "momentum": 0.9 * path}, rates, valleys,
        xlim=(-4, 2), ylim=(-1.5, 1.5), end=(0, 0), xlabel="learning rate", ylabel="accuracy", title=title, logx=True,
        panels=("a ravine", "a network that reads digits"), yrange=(0, 1), references={"chance": 0.1},
        spans={"descent": (0.01, 1), "momentum": (0.001, 0.3)},
    )  # fmt: skip


def _heats(title):
    names = ["no remedy", "initialisation", "batch normalisation", "residual", "residual and norm"]
    tables = {name: 10.0 ** (_rng().normal(size=(32, 20)) - i) for i, name in enumerate(names)}
    bars = {name: 0.1 + 0.18 * i + 0.02 * _rng().random(5) for i, name in enumerate(names)}
    return plot.heats(tables, xlabel="step of training", ylabel="layer", unit="length of the gradient", log=True,
                      span=(0, 200), floor=1e-6, bars=bars, barlabel="accuracy", references={"4 layers": 0.84}, title=title)  # fmt: skip


def _strips(title):
    words = [*CLASSES, "wishy-washy", *CLASSES]
    kept = _rng().random(len(words))
    return plot.strips(words, {"keep gate": kept, "memory": 4 * kept - 2, "verdict so far": kept - 0.5}, title=title)


def _excerpts(title):
    steps = np.arange(0, 1001, 50)
    texts = {0: "q;Jx\n\nUw$z k" * 20, 100: "the the and $ ther", 1000: "Lady Macbeth:\nI have done the deed."}
    return plot.excerpts(steps, {"unseen play": 1.9 + 2.3 * np.exp(-steps / 150)}, texts, xlabel="step of training",
                         ylabel="nats a letter", references={"trigram": 2.13}, title=title)  # fmt: skip


def _reliability(title):
    sure = _rng().beta(6, 1, (3, 900))
    forecasts = {name: (sure, _rng().random((3, 900)) < sure**power) for name, power in
                 {"a network trained for far too long": 3, "with its temperature": 1}.items()}  # fmt: skip
    return plot.reliability(forecasts, title=title)


KINDS = {
    "reliability": _reliability,
    "excerpts": _excerpts,
    "strips": _strips,
    "panels": _panels,
    "logarithmic panels": lambda t: _panels(t, logx=True, logy=True, cols=2),
    "dashboard": _dashboard,
    "fronts": _fronts,
    "maps": _maps,
    "regions": _regions,
    "bent grid": _bent_grid,
    "pieces": _pieces,
    "landscape": _landscape,
    "landscape and lines": _journeys,
    "stacked": _stacked,
    "lines": _lines,
    "logarithmic lines": _u_curve,
    "learning curves": lambda t: plot.learning_curves(_history(), title=t),
    "learning curves of models": lambda t: plot.learning_curves({"Adam": _history(), "SGD": [_history(0.1)]}, title=t),
    "bars": _bars,
    "dots": lambda t: _bars(t, kind="dots", interval="sd"),
    "images": lambda t: plot.images(_pictures(10), titles=CLASSES, marks=[True, False] * 5, title=t),
    "colour images": lambda t: plot.images(_pictures(3, 3), title=t),
    "signed images": lambda t: plot.images(_rng().normal(size=(4, 8, 8)), titles=list("abcd"), title=t),
    "images with heat": lambda t: plot.images(_pictures(4), heat=_rng().random((4, 3, 3)), title=t),
    "kernels": lambda t: plot.kernels(_rng().normal(size=(3, 3, 1, 16)), title=t),
    "feature maps": lambda t: plot.feature_maps(_rng().random((13, 13, 12)), title=t),
    "predictions": lambda t: plot.predictions(_pictures(), _probabilities(), CLASSES, true=np.arange(9), title=t),
    "confusion": _confusion,
    "heat": lambda t: plot.heat(_rng().random((4, 8)), xlabel="layer", ylabel="remedy", unit="norm", title=t,
                                rows=["plain", "normalised", "residual", "both"]),
    "signed heat": lambda t: plot.heat(_rng().normal(size=(6, 6)), xlabel="j", ylabel="i", unit="weight", title=t),
    "logarithmic heat": lambda t: plot.heat(10.0 ** (3 * _rng().normal(size=(4, 14))), xlabel="j", ylabel="i", log=True,
                                            title=t),
    "tables side by side": _heats,
    "two tables": lambda t: plot.heats({"one": _rng().random((6, 9)), "two": _rng().random((3, 9))}, xlabel="j",
                                       ylabel="i", unit="weight", title=t),
    "scatter": lambda t: plot.scatter(_rng().normal(size=(60, 2)), np.arange(60) % 3, classes=["one", "two", "three"],
                                      xlabel="first", ylabel="second", title=t),
    "graph": lambda t: plot.graph(NEURON, title=t),
}  # fmt: skip


def _beyond(ax):
    # matplotlib keeps labels for ticks beyond the ends of an axis, and does not draw them.
    for axis in (ax.xaxis, ax.yaxis):
        low, high = sorted(axis.get_view_interval())
        for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
            if not low <= tick.get_loc() <= high:
                yield from (tick.label1, tick.label2)


def texts(fig):
    """Return (text, box in pixels) of every text that is seen in a drawn figure, and the figure's own box."""
    renderer = fig.canvas.get_renderer()
    artists = [t for t in fig.findobj(Text) if t.get_visible() and t.get_text().strip()]
    beyond = {label for ax in fig.axes for label in _beyond(ax)}
    artists = [t for t in artists if t not in beyond and (t.axes is None or t.axes.get_visible())]
    return [(t, t.get_window_extent(renderer)) for t in artists], fig.bbox
