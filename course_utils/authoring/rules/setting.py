"""Rules on what a lesson sets up: parameters, imports in the right order, agreement with its header."""

import ast
import sys

from .draft import argument, literal

PARAMETERS = {"SEED", "EFFORT"}
DEEP = {"keras", "tensorflow", "jax", "torch"}
PLOTTING = {"matplotlib", "pylab", "seaborn", "plotly", "bokeh"}
ON_COLAB = DEEP | {"course_utils", "numpy", "scipy", "sklearn", "pandas", "PIL", "ipywidgets", "IPython"}
TAGS = {"parameters", "nbval-skip"}
HIDING = {"hide-input", "hide_input", "hide-cell", "hide-output", "remove-input", "remove-cell", "remove-output"}


def parameters(draft):
    """One cell tagged "parameters" holds SEED and EFFORT = "standard" as literals."""
    tagged = [c for c in draft.code if "parameters" in c.tags]
    if len(tagged) != 1:
        yield draft.error("parameters", f'{len(tagged)} cells are tagged "parameters"; have one, with SEED and EFFORT')
        return
    (cell,) = tagged
    body = cell.tree.body if cell.tree else []
    values = {
        t.id: literal(s.value) for s in body if isinstance(s, ast.Assign) for t in s.targets if isinstance(t, ast.Name)
    }
    for name in sorted(PARAMETERS - values.keys()):
        yield cell.error("parameters", f"the parameters lack {name}")
    if values.get("EFFORT", "standard") != "standard":
        yield cell.error("parameters", f'EFFORT is {values["EFFORT"]!r}; what is committed is "standard"')
    if any(v is None for v in values.values()) or not all(isinstance(s, ast.Assign) for s in body):
        yield cell.error("parameters", "holds more than names with literal values")


def imports(draft):
    """course_utils comes before Keras, figures go through plot, and nothing is needed that Colab lacks."""
    loaded = [(top, cell, node.lineno) for cell in draft.code for node, top in _imports(cell)]
    names = [top for top, _, _ in loaded]
    first = next((i for i, top in enumerate(names) if top in DEEP), None)
    if first is not None and "course_utils" not in names[:first]:
        yield loaded[first][1].error(
            "import-order",
            f"imports {names[first]} before course_utils, which quiets TensorFlow's log",
            below=loaded[first][2],
        )
    for top, cell, line in loaded:
        if top in PLOTTING:
            yield cell.error("plotting", f"imports {top}; use plot and show", below=line)
        elif top not in ON_COLAB and top not in sys.stdlib_module_names:
            yield cell.advice("import", f"imports {top}, which Colab and Binder may not have", below=line)
    if draft.lesson.keras != bool(DEEP & set(names)):
        yield draft.error(
            "header",
            f"the header says keras: {str(draft.lesson.keras).lower()}, the code imports "
            f"{', '.join(sorted(DEEP & set(names))) or 'none of Keras and its backends'}",
        )
    if any(c.exercise for c in draft.cells) and not _binds(draft, "practice"):
        yield draft.error("practice", "has exercises but does not import practice from course_utils")


def data_sets(draft):
    """The header names the data sets that the code loads."""
    calls = [
        call
        for cell in draft.code
        for call in cell.calls("load")
        if getattr(getattr(call.func, "value", None), "id", "") == "data"
    ]
    loaded = {literal(call.args[0] if call.args else argument(call, "name") or call.func) for call in calls} - {None}
    for name in sorted(loaded - set(draft.lesson.data)):
        yield draft.error("header", f"the code loads '{name}', which the header's 'data' does not name")
    for name in sorted(set(draft.lesson.data) - loaded):
        yield draft.error("header", f"the header's 'data' names '{name}', which the code does not load")


def needs(draft):
    """The lessons to do before exist and come before."""
    numbers = {p.name[:2] for p in draft.lesson.source.parent.glob("[0-9][0-9]_*.py")}
    for number in draft.lesson.needs:
        if number not in numbers:
            yield draft.advice("header", f"needs lesson {number}, which is not written yet")
        if number >= draft.lesson.number:
            yield draft.error("header", f"needs lesson {number}, which does not come before it")


def metadata(draft):
    """Nothing is collapsed, and only a live control escapes the tests."""
    for cell in draft.cells:
        for key in cell.other:
            yield cell.error("metadata", f"carries the metadata '{key}'; a cell has tags alone")
        for tag in cell.tags:
            if tag in HIDING:
                yield cell.error("collapsed", f'the tag "{tag}" hides the cell; the reader sees everything')
            elif tag not in TAGS:
                yield cell.advice("metadata", f'the tag "{tag}" is not one that the course knows')
        if "nbval-skip" in cell.tags and not any(word in cell.text for word in ("interact", "widgets", "Widget")):
            yield cell.error("metadata", 'only a live control may be tagged "nbval-skip"')


def _imports(cell):
    for node in ast.walk(cell.tree) if cell.tree else ():
        if isinstance(node, ast.Import):
            yield from ((node, alias.name.split(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node, node.module.split(".")[0]


def _binds(draft, name):
    nodes = [node for cell in draft.code for node, top in _imports(cell) if top == "course_utils"]
    return any((alias.asname or alias.name) == name for node in nodes for alias in node.names)


RULES = (parameters, imports, data_sets, needs, metadata)
