"""The computation graph: values forward in blue, gradients back in vermillion."""

import numpy as np
from matplotlib.patches import FancyBboxPatch, Rectangle

from .inputs import choice
from .layout import layered
from .nodes import nodes_of
from .style import (
    BLACK,
    BLUE,
    DPI,
    PAPER,
    SMALL_POINTS,
    TEXT_POINTS,
    VERMILLION,
    header,
    sheet,
    styled,
    text_width,
)

# Pixels: between nodes along and across the flow, inside a node, a line of text, from a blue arrow to its red one.
_ALONG, _ACROSS, _PAD, _LINE, _LANE, _EDGE = 62, 26, 10, 19, 9, 14
_NARROWEST, _WIDEST = 70, 1000
_TAG, _INPUT, _FAINT = "#3A3A3A", "#F2F2F2", "#F7E3D6"
_DASH = (0, (4, 2))


@styled
def graph(output, *, title="", digits=3, direction=None):
    """Draw a computation graph: each node with its value (blue, forward) and its gradient (vermillion, back).

    Args:
        output: a Tensor of `engine` (anything with .data, .grad, .parents, .op, .name), whose whole history is drawn;
            or a list of dicts with the keys "id", "label", "op", "value", "grad" and "parents" (a list of ids). A node
            without a gradient (None) gets no arrow back, so that a forward pass can be drawn on its own.
        title: the finding, as a sentence.
        digits: significant digits of the numbers; arrays show their shape.
        direction: "right" or "down"; default: right, and down for graphs too long for one screen.

    Returns:
        A Figure for `show`. Grey nodes are inputs; the bar at a node's foot is its gradient's size beside the largest.

    Raises:
        CourseError: for more than 24 nodes, unknown parents or a cycle.

    >>> graph([{"id": "x", "label": "x", "value": 3.0, "grad": 2.0},
    ...        {"id": "w", "label": "w", "value": 2.0, "grad": 3.0},
    ...        {"id": "y", "label": "y", "op": "mul", "value": 6.0, "grad": 1.0, "parents": ["x", "w"]}])
    """
    choice("direction", direction, ("right", "down", None))
    nodes = nodes_of(output, digits)
    plan = _Plan(nodes, direction)
    top = header(title, plan.width / DPI)
    height = top + plan.height + 36
    fig = sheet(title, width=plan.width / DPI, height=height / DPI, layout="none")
    ax = fig.add_axes((0, 0, 1, 1), xlim=(0, plan.width), ylim=(height - top, -top))
    ax.set_axis_off()
    known = {n.id: n for n in nodes}
    for parent, child in plan.routes:
        _edge(ax, plan.curve(parent, child), bool(known[child].grad and known[parent].grad))
    largest = max(n.size for n in nodes)
    for n in nodes:
        _node(ax, n, plan.centre[n.id], (plan.wide[n.id], plan.high), largest)
    _key(ax, plan.height + 16, largest > 0)
    return fig


class _Plan:
    """Pixels for a layout: where each node's centre is and how each edge runs."""

    def __init__(self, nodes, direction):
        layout = layered({n.id: n.parents for n in nodes})
        self.routes = layout.routes
        self.wide = {n.id: _node_width(n) for n in nodes}
        lines = 1 + any(n.value for n in nodes) + any(n.grad for n in nodes)
        self.high = _LINE * lines + 2 * _PAD + (4 if any(n.grad for n in nodes) else -4)
        columns = [max(self.wide[i] for i, p in layout.place.items() if p[0] == c) for c in range(layout.columns)]
        across = sum(columns) + _ALONG * (len(columns) - 1) + 2 * _EDGE
        self.right = direction == "right" if direction else across <= _WIDEST
        self.thick = np.array(columns) if self.right else np.full(len(columns), self.high)
        self.flow = _EDGE + np.cumsum(self.thick + _ALONG) - _ALONG - self.thick / 2
        self.pitch = (self.high if self.right else max(self.wide.values())) + _ACROSS
        length, breadth = self.flow[-1] + self.thick[-1] / 2 + _EDGE, layout.rows * self.pitch - _ACROSS + 2 * _EDGE
        drawn, self.height = (length, breadth) if self.right else (breadth, length)
        self.width = max(drawn, 620)
        self.shift = np.array([(self.width - drawn) / 2, 0.0])
        self.centre = {i: self._at(p) for i, p in layout.place.items()}

    def _at(self, place, side=0.0):
        """Return the pixel of a place; ``side`` -1 and 1 are the ends of its column along the flow."""
        column, row = place
        along = self.flow[column] + side * self.thick[column] / 2
        across = _EDGE + row * self.pitch + (self.pitch - _ACROSS) / 2
        return self.shift + ((along, across) if self.right else (across, along))

    def curve(self, parent, child):
        """Return the points of an edge's middle line, shape (n, 2)."""
        route = self.routes[parent, child]
        stops = [self._port(parent, (parent, child), 1)]
        for dummy in route[1:-1]:
            stops += [self._at(dummy, -1), self._at(dummy, 1)]
        stops.append(self._port(child, (parent, child), -1))
        return np.concatenate([_bend(stops[i], stops[i + 1], self.right) for i in range(0, len(stops) - 1)])

    def _port(self, node, edge, side):
        # Edges leave and enter side by side, in the order of where they go to.
        end, nearest = (0, 1) if side == 1 else (1, -2)
        here = sorted((e for e in self.routes if e[end] == node), key=lambda e: self.routes[e][nearest][1])
        half = (self.wide[node], self.high) if self.right else (self.high, self.wide[node])
        spacing = min(2.6 * _LANE, (half[1] - 2 * _LANE) / len(here))
        along, across = side * half[0] / 2, spacing * (here.index(edge) - (len(here) - 1) / 2)
        return self.centre[node] + ((along, across) if self.right else (across, along))


def _bend(a, b, right):
    t = np.linspace(0, 1, 24)[:, None]
    pull = (np.array([1, 0]) if right else np.array([0, 1])) * (b - a) * 0.55
    return (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * (a + pull) + 3 * (1 - t) * t**2 * (b - pull) + t**3 * b


def _edge(ax, middle, back):
    step = np.gradient(middle, axis=0)
    normal = step[:, ::-1] * [1, -1] / np.maximum(np.hypot(*step.T), 1e-9)[:, None]
    lane = normal * _LANE / 2 * back
    _arrow(ax, middle + lane, BLUE, "-")
    if back:
        _arrow(ax, (middle - lane)[::-1], VERMILLION, _DASH)


def _arrow(ax, points, color, dash):
    # The head is a patch of its own, so that the dashes stop where it begins.
    ahead = points[-1] - points[-4]
    ahead = ahead / np.hypot(*ahead)
    ax.plot(*points[:-2].T, color=color, linewidth=1.9, linestyle=dash, solid_capstyle="butt", snap=False,
            zorder=2)  # fmt: skip
    side = ahead[::-1] * [1, -1]
    tip = np.array([points[-1], points[-1] - 9 * ahead + 4.5 * side, points[-1] - 9 * ahead - 4.5 * side])
    ax.fill(*tip.T, color=color, linewidth=0, zorder=2.5)


def _node_width(node):
    tag = text_width(node.op, SMALL_POINTS, "bold") + 12 if node.op else 0
    header = tag + (text_width(node.name, TEXT_POINTS, "bold") + 8 * bool(tag) if node.name else 0)
    figures = max(text_width(t, TEXT_POINTS, "bold") for t in (node.value or "0", node.grad or "0"))
    return max(_NARROWEST, header + 2 * _PAD, figures + 2 * _PAD)


def _node(ax, node, centre, size, largest):
    x, y = centre - np.array(size) / 2
    ax.add_patch(FancyBboxPatch((x, y), *size, boxstyle="round,pad=0,rounding_size=8", zorder=3, linewidth=1.4,
                                facecolor=PAPER if node.parents else _INPUT, edgecolor=BLACK))  # fmt: skip
    _header(ax, node, centre[0], y + _PAD + 7)
    line = y + _PAD + 7
    for number, color in ((node.value, BLUE), (node.grad, VERMILLION)):
        if number:
            line += _LINE + 1
            ax.text(centre[0], line, number, ha="center", va="center", color=color, weight="bold", zorder=5)
    if node.grad:
        room = size[0] - 2 * _PAD
        ax.add_patch(Rectangle((x + _PAD, y + size[1] - 10), room, 4, color=_FAINT, linewidth=0, zorder=4))
        ax.add_patch(Rectangle((x + _PAD, y + size[1] - 10), room * node.size / (largest or 1), 4, color=VERMILLION,
                               linewidth=0, zorder=5))  # fmt: skip


def _header(ax, node, x, y):
    tag = text_width(node.op, SMALL_POINTS, "bold") + 12 if node.op else 0
    name = text_width(node.name, TEXT_POINTS, "bold") if node.name else 0
    left = x - (tag + name + (8 if tag and name else 0)) / 2
    if tag:
        ax.add_patch(FancyBboxPatch((left, y - 9), tag, 18, boxstyle="round,pad=0,rounding_size=4", color=_TAG,
                                    zorder=4))  # fmt: skip
        ax.text(left + tag / 2, y, node.op, ha="center", va="center", color=PAPER, fontsize=SMALL_POINTS, weight="bold",
                zorder=5)  # fmt: skip
    if name:
        ax.text(left + (tag + 8 if tag else 0), y, node.name, ha="left", va="center", weight="bold", zorder=5)


def _key(ax, y, back):
    x = _EDGE
    entries = [("forward: values", BLUE, "-"), ("back: gradients, their size as a bar", VERMILLION, _DASH)]
    for text, color, dash in entries[: 1 + back]:
        ends = (x, x + 40) if color == BLUE else (x + 40, x)
        _arrow(ax, np.stack([np.linspace(*ends, 12), np.full(12, y)], axis=1), color, dash)
        ax.text(x + 48, y, text, color=color, fontsize=SMALL_POINTS, va="center", weight="bold")
        x += 48 + text_width(text, SMALL_POINTS, "bold") + 28
