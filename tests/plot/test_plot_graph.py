import itertools

import numpy as np
import pytest
from figures import NEURON, texts
from matplotlib.patches import FancyBboxPatch
from test_plot_kinds import drawn

from course_utils import plot
from course_utils.plot.layout import layered

WORDS = ["x", "w1", "loss", "hidden layer", "b"]
OPS = ["mul", "add", "tanh", "softmax_cross_entropy", "matmul"]


def random_graph(seed, n):
    rng = np.random.default_rng(seed)
    nodes = []
    for i in range(n):
        computed = i > 2 and rng.random() < 0.7
        parents = rng.choice(i, size=rng.integers(1, 3), replace=False).tolist() if computed else []
        value, grad = rng.normal(size=2) * 10.0 ** rng.integers(-6, 6, 2)
        nodes.append({"id": i, "label": WORDS[rng.integers(5)], "op": OPS[rng.integers(5)] if parents else "",
                      "value": value, "grad": grad, "parents": parents})  # fmt: skip
    return nodes


GRAPHS = [NEURON, *(random_graph(seed, n) for seed, n in enumerate([1, 5, 12, 20, 24]))]


def boxes(fig):
    patches = [p for p in fig.axes[0].patches if isinstance(p, FancyBboxPatch) and p.get_zorder() == 3]
    return [p.get_window_extent() for p in patches]


@pytest.fixture(scope="module", params=itertools.product(range(len(GRAPHS)), ["right", "down"]), ids=str)
def picture(request):
    number, direction = request.param
    return GRAPHS[number], plot.graph(GRAPHS[number], title="Who is to blame?", direction=direction)


def test_nothing_lies_on_anything_else(picture):
    nodes, fig = picture
    found, page = texts(fig)
    cards = boxes(fig)
    assert len(cards) == len(nodes)
    for a, b in itertools.combinations(cards, 2):
        assert not a.overlaps(b)
    for (a, box), (b, other) in itertools.combinations(found, 2):
        deep = min(box.y1, other.y1) - max(box.y0, other.y0)
        assert not box.overlaps(other) or deep <= 3, (a.get_text(), b.get_text())
    for text, box in found:
        assert box.x0 >= 0 and box.x1 <= page.x1 and box.y0 >= 0 and box.y1 <= page.y1
        inside = [c for c in cards if c.overlaps(box)]
        assert len(inside) <= 1
        if inside:
            assert inside[0].x0 <= box.x0 and box.x1 <= inside[0].x1, f"{text.get_text()} leaves its node"


def test_no_arrow_runs_under_a_node(picture):
    _, fig = picture
    cards = boxes(fig)
    for line in fig.axes[0].lines:
        points = fig.axes[0].transData.transform(line.get_xydata())
        for card in cards:
            inner = card.padded(-4)
            under = (points > inner.min).all(axis=1) & (points < inner.max).all(axis=1)
            assert not under.any()


def test_numbers_and_names_are_written():
    words = {t.get_text() for t, _ in texts(plot.graph(NEURON, title="Blame"))[0]}
    assert {"x", "w", "b", "z", "a", "×", "+", "tanh", "−6", "0.88", "0.706", "−0.5", "1"} <= words


def test_a_forward_pass_has_no_red():
    forward = [{**n, "grad": None} for n in NEURON]
    assert drawn(plot.graph(NEURON), "#D55E00") > 500
    assert drawn(plot.graph(forward), "#D55E00") == 0
    assert drawn(plot.graph(forward), "#0072B2") > 500


class Leaf:
    def __init__(self, data, grad, name="", op="", parents=()):
        self.data, self.grad, self.name, self.op, self.parents = np.asarray(data), grad, name, op, parents


def test_tensors_draw_their_history():
    w, x = Leaf(3.0, np.array(2.0), "w"), Leaf(np.ones((4, 2)), None, "x")
    y = Leaf(np.ones((4, 2)), np.ones((4, 2)), "y", "multiply", (w, x))
    square = Leaf(8.0, np.array(1.0), "", "multiply", (y, y))
    words = [t.get_text() for t, _ in texts(plot.graph(square))[0]]
    assert words.count("×") == 2 and {"w", "x", "y", "3", "2", "(4, 2)"} <= set(words)
    assert len(boxes(plot.graph(square))) == 4


def test_the_bar_at_a_nodes_foot_is_its_share_of_the_largest_gradient():
    fig = plot.graph([{"id": "a", "value": 1, "grad": -2.0}, {"id": "b", "value": 1, "grad": 4.0, "parents": ["a"]}])
    bars = [p.get_width() for p in fig.axes[0].patches if not isinstance(p, FancyBboxPatch) and p.get_zorder() == 5]
    assert bars[0] / bars[1] == pytest.approx(0.5)


def test_a_long_chain_turns_downwards():
    chain = [{"id": i, "label": "tanh", "value": 0.5, "parents": [i - 1] if i else []} for i in range(14)]
    tall = plot.graph(chain)
    assert tall.get_figheight() > tall.get_figwidth() <= 10


@pytest.mark.parametrize("seed", range(8))
def test_layouts_keep_their_promises(seed):
    parents = {n["id"]: n["parents"] for n in random_graph(seed, 18)}
    plan = layered(parents)
    for (parent, child), route in plan.routes.items():
        assert plan.place[parent] == route[0] and plan.place[child] == route[-1]
        assert [c for c, _ in route] == list(range(route[0][0], route[-1][0] + 1))
    for column in range(plan.columns):
        rows = sorted({r for c, r in plan.place.values() if c == column})
        assert all(b - a >= 1 for a, b in itertools.pairwise(rows))
        assert len(rows) == sum(c == column for c, _ in plan.place.values())


def test_a_tree_has_no_crossing_and_a_straight_trunk():
    parents = {n["id"]: n.get("parents", []) for n in NEURON}
    plan = layered({**parents, "target": [], "e": ["a", "target"], "half": [], "loss": ["e", "half"]})
    assert plan.place["z"][1] == plan.place["a"][1] == plan.place["e"][1] == plan.place["loss"][1]
    tree = {i: [2 * i + 1, 2 * i + 2] if 2 * i + 2 < 15 else [] for i in range(15)}
    plan = layered(tree)
    ends = [(*plan.place[p], plan.place[c][1]) for p, c in plan.routes]
    assert not any(a[0] == b[0] and (a[1] - b[1]) * (a[2] - b[2]) < 0 for a, b in itertools.combinations(ends, 2))
