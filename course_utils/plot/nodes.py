"""What a computation graph says: its nodes, read from Tensors or from a plain description."""

import re
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ..errors import CourseError

MOST = 24
_SIGNS = {
    "add": "+", "sub": "−", "subtract": "−", "neg": "−", "negative": "−", "negate": "−", "mul": "×", "multiply": "×",
    "div": "÷", "divide": "÷", "truediv": "÷", "matmul": "@", "pow": "power", "*": "×", "-": "−", "/": "÷",
}  # fmt: skip


class Node(NamedTuple):
    """One node to draw: what it is called, the operation that made it, its numbers as text, and where it comes from."""

    id: object
    name: str
    op: str
    value: str
    grad: str
    size: float  # of the gradient: the largest absolute entry
    parents: list


def nodes_of(output, digits) -> list[Node]:
    """Return the nodes of a Tensor's history or of a list of dicts; a CourseError says what is missing."""
    nodes = _described(output, digits) if isinstance(output, (list, tuple)) else _traced(output, digits)
    if not 0 < len(nodes) <= MOST:
        more = "more than " if len(nodes) > MOST else ""
        raise CourseError(f"the graph has {more}{min(len(nodes), MOST)} nodes", remedy=f"a picture holds {MOST}")
    return nodes


def _described(items, digits):
    ids = [item.get("id") if isinstance(item, Mapping) else None for item in items]
    if None in ids or len(set(ids)) < len(ids):
        raise CourseError("each node needs an id of its own", remedy='for example {"id": "x", "value": 3}')
    for item in items:
        if unknown := [p for p in item.get("parents", ()) if p not in ids]:
            raise CourseError(f"node '{item['id']}' has the unknown parent '{unknown[0]}'", remedy="list that node too")
    return [
        _node(i["id"], str(i.get("label", i["id"])), i.get("op"), i.get("value"), i.get("grad"), i.get("parents", ()),
              digits)
        for i in items
    ]  # fmt: skip


def _traced(output, digits):
    if not all(hasattr(output, a) for a in ("data", "grad", "parents")):
        raise CourseError(f"graph() cannot draw {type(output).__name__}", remedy="give a Tensor or a list of dicts")
    found, stack = {}, [output]
    while stack and len(found) <= MOST:
        tensor = stack.pop()
        if id(tensor) not in found:
            found[id(tensor)] = tensor
            stack.extend(tensor.parents)  # the last parent is visited first; reversing below restores the order
    return [
        _node(key, _name(t), getattr(t, "op", ""), t.data, t.grad, [id(p) for p in t.parents], digits)
        for key, t in reversed(found.items())
    ]


def _name(tensor):
    return getattr(tensor, "name", "") or ("" if tensor.parents else "constant")


def _node(id, name, op, value, grad, parents, digits):
    size = float(np.abs(np.asarray(grad, dtype=float)).max()) if grad is not None else 0.0
    op = str(op or "")
    return Node(id, name, _SIGNS.get(op, op), _number(value, digits), _number(grad, digits), size, list(parents))


def _number(value, digits):
    if value is None:
        return ""
    array = np.asarray(value, dtype=float)
    if array.size == 1:
        return re.sub(r"e([+-])0*", r"e\1", f"{array.item():.{digits}g}").replace("-", "−").replace("e+", "e")
    return "(" + ", ".join(map(str, array.shape)) + ")"
