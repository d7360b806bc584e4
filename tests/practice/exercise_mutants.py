"""An automatic mutator: every small change to a function that a tired programmer might make."""

import ast
import copy
import inspect
import textwrap
from dataclasses import dataclass

_OPERATORS = {
    ast.Add: [ast.Sub, ast.Mult],
    ast.Sub: [ast.Add],
    ast.Mult: [ast.Div, ast.Add],
    ast.Div: [ast.Mult, ast.FloorDiv],
    ast.FloorDiv: [ast.Div, ast.Mult],
    ast.Mod: [ast.FloorDiv],
    ast.Pow: [ast.Mult],
    ast.MatMult: [ast.Mult],
    ast.BitAnd: [ast.BitOr],
    ast.BitOr: [ast.BitAnd],
}
_COMPARISONS = {
    ast.Eq: [ast.NotEq],
    ast.NotEq: [ast.Eq],
    ast.Lt: [ast.LtE, ast.GtE],
    ast.LtE: [ast.Lt, ast.Gt],
    ast.Gt: [ast.GtE, ast.LtE],
    ast.GtE: [ast.Gt, ast.Lt],
    ast.In: [ast.NotIn],
    ast.NotIn: [ast.In],
    ast.Is: [ast.IsNot],
    ast.IsNot: [ast.Is],
}
_TWINS = [
    ("min", "max"),
    ("sum", "mean"),
    ("argmin", "argmax"),
    ("minimum", "maximum"),
    ("any", "all"),
    ("zeros", "ones"),
    ("zeros_like", "ones_like"),
    ("floor", "ceil"),
    ("sin", "cos"),
    ("append", "extend"),
    ("std", "var"),
    ("cumsum", "cumprod"),
    ("vstack", "hstack"),
    ("triu", "tril"),
]
_SWAPS = {a: b for pair in _TWINS for a, b in (pair, pair[::-1])}
_SYMMETRIC = {"max", "min", "maximum", "minimum"}  # their arguments have no order
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)


@dataclass(frozen=True)
class Mutant:
    """A changed function: its source and, as its name, the line that changed."""

    name: str
    source: str

    def function(self, original):
        """Compile it where the original lives."""
        names = dict(original.__globals__)
        exec(compile(self.source, f"<mutant {self.name}>", "exec"), names)
        return names[original.__name__]


def mutants(function) -> list[Mutant]:
    """Return every mutant of a function once, without decorators, docstring and annotations."""
    tree = bare_tree(function)
    original = ast.unparse(tree)
    found, names = {original: None}, {}
    parameters = [argument.arg for argument in ast.walk(tree.body[0].args) if isinstance(argument, ast.arg)]
    for path, node in _places(tree, ()):
        for change in (*_expressions(node), *_statements(node), *_other_parameters(node, parameters)):
            mutant = copy.deepcopy(tree)
            _put(mutant, path, change)
            text = ast.unparse(ast.fix_missing_locations(mutant))
            if text not in found:
                name = _changed_line(original, text)
                names[name] = names.get(name, 0) + 1
                found[text] = Mutant(name if names[name] == 1 else f"{name}  ({names[name]})", text)
    del found[original]
    return list(found.values())


def bare_tree(function):
    """Parse a function and leave out what has no behaviour."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    node = tree.body[0]
    node.decorator_list, node.returns = [], None
    for argument in ast.walk(node.args):
        if isinstance(argument, ast.arg):
            argument.annotation = None
    if ast.get_docstring(node) is not None:
        node.body = node.body[1:] or [ast.Pass()]
    return tree


def _places(node, path):
    for field, value in ast.iter_fields(node):
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, child in items:
            if isinstance(child, ast.expr | ast.stmt | ast.arguments | ast.keyword | ast.comprehension):
                place = (*path, (field, index))
                yield place, child
                yield from _places(child, place)


def _put(tree, path, change):
    *way, (field, index) = path
    for step, position in way:
        tree = getattr(tree, step) if position is None else getattr(tree, step)[position]
    if index is None:
        setattr(tree, field, change)
    else:
        getattr(tree, field)[index] = change


def _with(node, **fields):
    changed = copy.deepcopy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _swapped(items, at):
    items = list(items)
    items[at], items[at + 1] = items[at + 1], items[at]
    return items


def _without(items, at):
    return [item for i, item in enumerate(items) if i != at]


def _negated(test):
    is_negation = isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not)
    return test.operand if is_negation else ast.UnaryOp(ast.Not(), test)


def _shifted(node):
    return [ast.BinOp(node, operator, ast.Constant(1)) for operator in (ast.Add(), ast.Sub())]


def _expressions(node):
    if isinstance(node, ast.BinOp):
        yield from (_with(node, op=new()) for new in _OPERATORS.get(type(node.op), []))
        yield from (node.left, node.right)
        if isinstance(node.op, _ORDERED):
            yield _with(node, left=node.right, right=node.left)
    elif isinstance(node, ast.Compare):
        for i, operator in enumerate(node.ops):
            for new in _COMPARISONS[type(operator)]:
                yield _with(node, ops=[*node.ops[:i], new(), *node.ops[i + 1 :]])
    elif isinstance(node, ast.BoolOp):
        yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        for i in range(len(node.values)):
            rest = _without(node.values, i)
            yield rest[0] if len(rest) == 1 else _with(node, values=rest)
    elif isinstance(node, ast.UnaryOp):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from map(ast.Constant, _constants(node.value))
    elif isinstance(node, ast.IfExp):
        yield from (node.body, node.orelse, _with(node, body=node.orelse, orelse=node.body))
    elif isinstance(node, ast.Slice):
        yield from _slices(node)
    elif isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant | ast.Slice | ast.Tuple):
        yield from (_with(node, slice=new) for new in _shifted(node.slice))
    elif isinstance(node, ast.Tuple | ast.List):
        yield from (_with(node, elts=_swapped(node.elts, i)) for i in range(len(node.elts) - 1))
    elif isinstance(node, ast.Attribute):
        if node.attr == "T":
            yield node.value
        if node.attr in _SWAPS:
            yield _with(node, attr=_SWAPS[node.attr])
    elif isinstance(node, ast.Name) and node.id in _SWAPS and isinstance(node.ctx, ast.Load):
        yield _with(node, id=_SWAPS[node.id])
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.comprehension):
        for i, test in enumerate(node.ifs):
            yield _with(node, ifs=_without(node.ifs, i))
            yield _with(node, ifs=[*node.ifs[:i], _negated(test), *node.ifs[i + 1 :]])


def _other_parameters(node, parameters):
    if isinstance(node, ast.Name) and node.id in parameters and isinstance(node.ctx, ast.Load):
        yield from (_with(node, id=name) for name in parameters if name != node.id)


def _constants(value):
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int | float):
        return [new for new in (value + 1, value - 1, 0) if new != value]
    return [""] if isinstance(value, str) and value else []


def _slices(node):
    for part in ("lower", "upper", "step"):
        bound = getattr(node, part)
        if bound is not None:
            yield _with(node, **{part: None})
            if part != "step" and not isinstance(bound, ast.Constant):
                yield from (_with(node, **{part: new}) for new in _shifted(bound))


def _calls(node):
    if ast.unparse(node.func).rpartition(".")[2] not in _SYMMETRIC:
        yield from (_with(node, args=_swapped(node.args, i)) for i in range(len(node.args) - 1))
    if len(node.args) > 1:
        yield from (_with(node, args=_without(node.args, i)) for i in range(len(node.args)))
    yield from (_with(node, keywords=_without(node.keywords, i)) for i in range(len(node.keywords)))
    # Leave the call out: f(x) becomes x, and x.f(…) becomes x, but np.f() does not become np.
    if node.args and not isinstance(node.args[0], ast.Starred):
        yield node.args[0]
    if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) != "np":
        yield node.func.value


def _statements(node):
    if isinstance(node, ast.stmt) and not isinstance(node, ast.Pass | ast.FunctionDef):
        yield ast.Pass()
    if isinstance(node, ast.If | ast.While):
        yield _with(node, test=_negated(node.test))
    if isinstance(node, ast.If):
        yield _with(node, test=ast.Constant(True))
    if isinstance(node, ast.AugAssign):
        yield from (_with(node, op=new()) for new in _OPERATORS.get(type(node.op), []))
        yield ast.Assign([node.target], node.value)
    if isinstance(node, ast.Break | ast.Continue):
        yield ast.Continue() if isinstance(node, ast.Break) else ast.Break()


def _changed_line(before, after):
    old, new = before.splitlines(), after.splitlines()
    start = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)) - 1)
    return f"{old[start].strip()}  →  {new[start].strip()}"
