"""Where the nodes of a computation graph go: columns by depth, rows that keep edges short, straight and uncrossed."""

import itertools
from typing import NamedTuple

import numpy as np

from ..errors import CourseError

_SWEEPS = 16
# How hard an edge pulls its ends into one row: long edges most, inputs least, so that the main path runs straight.
_LONG, _INNER, _FROM_INPUT = 24.0, 16.0, 1.0


class Layout(NamedTuple):
    """``place``: node id -> (column, row); ``routes``: (parent, child) -> the (column, row) that their edge passes."""

    place: dict
    routes: dict
    columns: int
    rows: float


def layered(parents) -> Layout:
    """Lay out a directed acyclic graph.

    Args:
        parents: dict of node id -> list of the ids that it is computed from.

    Returns:
        A Layout. Every edge runs from a lower to a higher column; rows are at least 1 apart within a column.

    Raises:
        CourseError: when the graph has a cycle.

    Method: longest-path layers, dummy nodes where an edge crosses a column, and sweeps of barycentre ordering, after
    Sugiyama, Tagawa & Toda (1981); then rows by weighted least squares under that order.

    >>> layered({"x": [], "w": [], "xw": ["x", "w"]}).place
    {'x': (0, 0.0), 'w': (0, 1.0), 'xw': (1, 0.5)}
    """
    column = _columns(parents)
    ordered, chains = _with_dummies(parents, column)
    pull = {}
    for (parent, _), chain in chains.items():
        for link in itertools.pairwise(chain):
            pull[link] = _LONG if len(chain) > 2 else _INNER if parents[parent] else _FROM_INPUT
    near = {"above": {}, "below": {}}
    for (a, b), weight in pull.items():
        near["above"].setdefault(b, {})[a] = weight
        near["below"].setdefault(a, {})[b] = weight
    best = _untangled(ordered, list(pull), near)
    row = _rows(best, near)
    lowest = min(row.values())
    at = {node: (c, row[node] - lowest) for c, names in enumerate(best) for node in names}
    routes = {edge: [at[n] for n in chain] for edge, chain in chains.items()}
    return Layout({n: at[n] for n in parents}, routes, len(best), max(r for _, r in at.values()) + 1)


def _columns(parents):
    depth, waiting = {}, dict(parents)
    while waiting:
        ready = [n for n, above in waiting.items() if all(p in depth for p in above)]
        if not ready:
            raise CourseError("the graph has a cycle", remedy="a value cannot be computed from itself")
        for n in ready:
            depth[n] = max((depth[p] + 1 for p in waiting.pop(n)), default=0)
    # An input stands right before its first use, so that it enters where it is needed.
    for n, above in parents.items():
        uses = [depth[child] for child, ps in parents.items() if n in ps]
        if not above and uses:
            depth[n] = min(uses) - 1
    return depth


def _with_dummies(parents, column):
    ordered = [[] for _ in range(max(column.values()) + 1)]
    for n in parents:
        ordered[column[n]].append(n)
    chains = {}
    for child, above in parents.items():
        for parent in dict.fromkeys(above):
            dummies = [("dummy", parent, child, c) for c in range(column[parent] + 1, column[child])]
            for dummy in dummies:
                ordered[dummy[-1]].append(dummy)
            chains[parent, child] = [parent, *dummies, child]
    return ordered, chains


def _untangled(ordered, links, near):
    best, fewest = ordered, _crossings(ordered, links)
    for begin, turned in itertools.product((0, 1), (False, True)):
        current = [list(reversed(names)) if turned else list(names) for names in ordered]
        for sweep in range(begin, begin + _SWEEPS):
            _sort(current, near["below" if sweep % 2 else "above"], sweep % 2)
            if (crossings := _crossings(current, links)) < fewest:
                best, fewest = [list(names) for names in current], crossings
    return best


def _sort(ordered, neighbours, backwards):
    for names in reversed(ordered) if backwards else ordered:
        position = {n: i for column in ordered for i, n in enumerate(column)}
        centre = {n: np.mean([position[m] for m in neighbours.get(n, [n])]) for n in names}
        names.sort(key=centre.get)


def _crossings(ordered, links):
    position = {n: (c, i) for c, names in enumerate(ordered) for i, n in enumerate(names)}
    spans = sorted((*position[a], position[b][1]) for a, b in links)
    return sum(p[0] == q[0] and (p[1] - q[1]) * (p[2] - q[2]) < 0 for p, q in itertools.combinations(spans, 2))


def _rows(ordered, near):
    row = {n: i - (len(names) - 1) / 2 for names in ordered for i, n in enumerate(names)}
    pulls = {n: {**near["above"].get(n, {}), **near["below"].get(n, {})} for n in row}
    for sweep in range(2 * _SWEEPS):
        for names in ordered if sweep % 2 else reversed(ordered):
            weight = [sum(pulls[n].values()) or 1.0 for n in names]
            wanted = [sum(w * row[m] for m, w in pulls[n].items()) / sum(pulls[n].values()) if pulls[n] else row[n]
                      for n in names]  # fmt: skip
            row.update(zip(names, _apart(wanted, weight), strict=True))
    # Half steps take out the last crooked pixels and keep a distance of 1.
    return {n: float(np.round(2 * r) / 2) for n, r in row.items()}


def _apart(wanted, weight):
    # Keep the order and a distance of 1: pool neighbours that would come closer (isotonic regression).
    pools = []  # [centre, weight, count]
    for i, (r, w) in enumerate(zip(wanted, weight, strict=True)):
        pools.append([r - i, w, 1])
        while len(pools) > 1 and pools[-1][0] < pools[-2][0]:
            r1, w1, n1 = pools.pop()
            r0, w0, n0 = pools[-1]
            pools[-1] = [(r0 * w0 + r1 * w1) / (w0 + w1), w0 + w1, n0 + n1]
    return np.repeat([p[0] for p in pools], [p[2] for p in pools]) + np.arange(len(wanted))
