"""What arithmetic, reductions, products, indexing and operators must do: agree with Keras on these inputs."""

import numpy as np
from contract_case import RNG, case, distinct, normal, positive, tied

from course_utils import engine

SHAPE_PAIRS = [
    ((3, 4), (3, 4)),
    ((3, 4), (4,)),
    ((4,), (3, 4)),
    ((2, 1, 4), (3, 1)),
    ((), (2, 3)),
    ((1, 1), (5,)),
    ((0, 3), (3,)),
]
PAIRWISE = [
    case(name, positive(*a), positive(*b))
    for name in ("add", "subtract", "multiply", "divide", "power", "maximum", "minimum")
    for a, b in SHAPE_PAIRS
]
PAIRWISE += [
    case("maximum", tied(4, 5), tied(4, 5), kinks=True),
    case("minimum", tied(4, 5), tied(5), kinks=True),
    case("power", tied(5), np.array([2.0, 3.0, 2.0, 1.0, 2.0]), kinks=True),
    case("power", normal(3, 4), ours=lambda x: engine.power(x, 2), theirs=lambda ops, x: ops.power(x, 2.0)),
]

ENTRYWISE = [case(name, normal(3, 5)) for name in ("negative", "exp", "square", "abs")]
ENTRYWISE += [case(name, positive(3, 5)) for name in ("log", "sqrt")]
ENTRYWISE += [
    case("abs", tied(3, 5), kinks=True),
    case("clip", normal(4, 5), ours=lambda x: engine.clip(x, -0.5, 1.0), theirs=lambda ops, x: ops.clip(x, -0.5, 1.0)),
    case(
        "clip", tied(4, 5), ours=lambda x: engine.clip(x, 0, 1), theirs=lambda ops, x: ops.clip(x, 0.0, 1.0), kinks=True
    ),
    *(
        case(
            "where",
            normal(*a),
            normal(*b),
            ours=lambda a, b: engine.where(CONDITION, a, b),
            theirs=lambda ops, a, b: ops.where(CONDITION, a, b),
        )
        for a, b in [((3, 4), (3, 4)), ((4,), (3, 1)), ((), (1, 4))]
    ),
]
CONDITION = RNG.random((3, 4)) > 0.5

WAYS_TO_REDUCE = [{}, {"axis": 0}, {"axis": -1, "keepdims": True}, {"axis": (0, 2)}, {"keepdims": True}]
WAYS_TO_REDUCE += [{"axis": (0, -1), "keepdims": True}]
REDUCTIONS = [
    case(name, distinct(3, 4, 5), **way) for name in ("sum", "mean", "max", "min", "var") for way in WAYS_TO_REDUCE
]
REDUCTIONS += [case(name, tied(3, 4, 5), kinks=True, **way) for name in ("max", "min") for way in WAYS_TO_REDUCE]
REDUCTIONS += [case(name, np.array(2.5)) for name in ("sum", "mean", "max", "min", "var")]

MATMUL_SHAPES = [
    ((3, 4), (4, 2)),
    ((4,), (4,)),
    ((4,), (4, 2)),
    ((3, 4), (4,)),
    ((5, 3, 4), (4, 2)),
    ((5, 3, 4), (5, 4, 2)),
    ((2, 1, 3, 4), (5, 4, 2)),
    ((4,), (5, 4, 2)),
    ((5, 3, 4), (4,)),
    ((3, 4), (5, 4, 1)),
]
PRODUCTS = [case("matmul", normal(*a), normal(*b)) for a, b in MATMUL_SHAPES]


def _moved(name, x, options, theirs):
    return case(
        name, x, ours=lambda x: getattr(engine, name)(x, *options), theirs=lambda ops, x: theirs(ops, x, *options)
    )


SHAPING = [
    *(
        _moved("reshape", normal(2, 3, 4), (s,), lambda ops, x, s: ops.reshape(x, s))
        for s in [(6, 4), (-1,), (2, -1, 2)]
    ),
    *(
        case("transpose", normal(2, 3, 4), **way)
        for way in [{}, {"axes": (0, 2, 1)}, {"axes": (2, 0, 1)}, {"axes": (0, -1, 1)}]
    ),
    *(
        case(
            "concatenate",
            normal(*a),
            normal(*b),
            normal(*a),
            ours=lambda *t, axis: engine.concatenate(t, axis),
            theirs=lambda ops, *t, axis: ops.concatenate(t, axis),
            axis=axis,
        )
        for a, b, axis in [((2, 3), (4, 3), 0), ((2, 3), (2, 1), -1)]
    ),
    *(
        case(
            "stack",
            normal(2, 3),
            normal(2, 3),
            ours=lambda *t, axis: engine.stack(t, axis),
            theirs=lambda ops, *t, axis: ops.stack(t, axis),
            axis=axis,
        )
        for axis in (0, 1, -1)
    ),
    *(
        case("pad", normal(2, 3), pad_width=width, constant_values=1.5)
        for width in [((1, 0), (2, 3)), ((0, 0), (0, 0))]
    ),
]

# NumPy reads these keys; TensorFlow gathers the same entries by their numbers in the flat array.
KEYS = [
    1,
    -1,
    slice(1, None),
    (slice(None), 2),
    (Ellipsis, None, 0),
    (slice(None, None, -2), slice(0, 3)),
    [2, 0, 2, 2],
    np.array([[0, 1], [1, 1]]),
    (np.array([0, 3, 0]), np.array([1, 1, 1])),
    (slice(None), [1, 1, 0]),
    (np.array([0, 3, 0]), slice(1, 3)),
    np.arange(20).reshape(4, 5) % 3 == 0,
    np.array([True, False, True, True]),
]


def _gather(ops, x, key):
    return ops.take(ops.reshape(x, (-1,)), np.arange(20).reshape(4, 5)[key])


INDEXING = [_moved("index", normal(4, 5), (key,), _gather) for key in KEYS]


def _operator(symbol, ours, *inputs, theirs=None):
    return case(symbol, *inputs, ours=ours, theirs=theirs or (lambda ops, *t: ours(*t)))


A, B = positive(3, 4), positive(3, 4)
OPERATORS = [
    _operator("a+b", lambda a, b: a + b, A, B),
    _operator("2+a", lambda a: 2 + a, A),
    _operator("a-b", lambda a, b: a - b, A, B),
    _operator("2-a", lambda a: 2 - a, A),
    _operator("a*b", lambda a, b: a * b, A, B),
    _operator("2*a", lambda a: 2 * a, A),
    _operator("a/b", lambda a, b: a / b, A, B),
    _operator("2/a", lambda a: 2 / a, A),
    _operator("a**b", lambda a, b: a**b, A, B),
    _operator("a**3", lambda a: a**3, A),
    _operator("2**a", lambda a: 2**a, A),
    _operator("-a", lambda a: -a, A),
    _operator("abs(a)", abs, A),
    _operator("a@b", lambda a, b: a @ b, A, positive(4, 2)),
    _operator("array-a", lambda a: np.ones(4) - a, A),
    _operator("array@a", lambda a: np.ones((2, 3)) @ a, A),
    _operator("a[1]", lambda a: a[1], A),
    _operator("a.T", lambda a: a.T, A, theirs=lambda ops, a: ops.transpose(a)),
    _operator("a.transpose", lambda a: a.transpose((1, 0)), A, theirs=lambda ops, a: ops.transpose(a)),
    _operator("a.reshape", lambda a: a.reshape(2, -1), A, theirs=lambda ops, a: ops.reshape(a, (2, -1))),
    _operator("a.reshape()", lambda a: a.reshape((2, 6)), A, theirs=lambda ops, a: ops.reshape(a, (2, -1))),
    *(
        _operator(
            f"a.{name}",
            lambda a, name=name: getattr(a, name)(axis=1),
            distinct(3, 4),
            theirs=lambda ops, a, name=name: getattr(ops, name)(a, axis=1),
        )
        for name in ("sum", "mean", "var", "max", "min")
    ),
    # the same tensor on several ways through the graph
    _operator("diamond", lambda a: (a * a + a) / (a + 1), A),
    _operator("a*a", lambda a: a * a, A),
]

OP_CASES = [*PAIRWISE, *ENTRYWISE, *REDUCTIONS, *PRODUCTS, *SHAPING, *INDEXING, *OPERATORS]
