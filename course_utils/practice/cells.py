"""The source text of an exercise's code cell: the starter, and the same cell with the reference solution in place."""

import ast
import inspect
import re
import textwrap

PLACE = "...  # your code here"
_LINE = 100  # characters of the starter's docstring at most


def function_cell(exercise, *, solved) -> str:
    """Return the code cell of a function exercise: its imports, the function, the line that checks it."""
    header, solution = _parts(exercise.function)
    body = solution if solved else _given(exercise.given)
    docstring = _docstring(exercise)
    function = "\n".join([header, textwrap.indent(f"{docstring}\n{body}", "    ")])
    return "\n\n".join([*filter(None, [exercise.needs]), f"{function}\n", check_line(exercise.id, exercise.name)])


def check_line(id: str, name: str) -> str:
    """Return the line that checks an answer, with the way to the hints beside it."""
    return f'practice.check("{id}", {name})   # stuck? practice.hint("{id}")'


def solution_text(exercise) -> str:
    """Return the reference solution alone: imports and function."""
    return function_cell(exercise, solved=True).rpartition("\n\npractice.check(")[0].rstrip()


def _parts(function):
    """Return the ``def`` line as its author wrote the parameters, and the body without decorators and docstring."""
    source = textwrap.dedent(inspect.getsource(function))
    node = ast.parse(source).body[0]
    returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    body = "\n".join(source.splitlines()[node.body[0].end_lineno : node.end_lineno])
    return f"def {node.name}({ast.unparse(node.args)}){returns}:", textwrap.dedent(body).strip("\n")


def _given(lines):
    """Return the starter's body: the given lines, with the place for the learner's code in or after them."""
    lines = textwrap.dedent(lines).strip("\n")
    return lines if "..." in lines else f"{lines}\n{PLACE}".lstrip("\n")


def _docstring(exercise):
    """Return the first sentence of the task as a docstring of one line; the title where that is too long."""
    paragraph = " ".join(exercise.task.split("\n\n")[0].split())
    sentence = re.match(r".+?[.?!:](?=\s|$)|.+", paragraph)[0].rstrip(":").strip()
    text = sentence if len(sentence) <= _LINE else exercise.title
    text = text if text.endswith((".", "?", "!")) else f"{text}."
    return f'{"r" if chr(92) in text else ""}"""{text}"""'
