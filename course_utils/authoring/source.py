"""Lesson sources in jupytext's py:percent form: read into cells, and written back without touching the rest."""

import re
from dataclasses import dataclass, field, replace

from ..errors import CourseError

FORMAT = {"extension": ".py", "format_name": "percent", "notebook_metadata_filter": "-all"}
# What jupytext takes for the first line of a cell.
MARKER = re.compile(r"\s*#\s*(%%+(\s|$)|(<codecell>|In\[[0-9 ]*\]:?)\s*$)")


@dataclass(frozen=True)
class SourceCell:
    """A cell as its author wrote it.

    Attributes:
        kind, text, tags: "markdown", "code" or "raw", the text without blank lines around it, and the tags.
        other: names of other metadata.
        line: first line in the file; 0 where it is not known.
        written: the lines of the file that hold it, "" for a cell that is not from a file.
        gap: blank lines after it.
    """

    kind: str
    text: str
    tags: tuple[str, ...] = ()
    other: tuple[str, ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)
    written: str = field(default="", compare=False)
    gap: int = field(default=1, compare=False)


def tidy(text: str) -> str:
    """Return a cell's text as the source can hold it: plain line ends, no blank lines before or after."""
    return "\n".join(text.splitlines()).strip("\n")


def split(text: str, name: str = "the source") -> tuple[str, list[SourceCell]]:
    """Split a source into what stands above the first cell (the header block) and its cells; ``name`` is for errors.

    Raises:
        CourseError: for code outside of cells, and for a line ``# %%`` inside one.
    """
    import jupytext

    lines = text.splitlines()
    starts = [i for i, line in enumerate(lines) if MARKER.match(line)]
    ends = [*starts[1:], len(lines)] if starts else []
    top, body = (lines[: starts[0]], lines[starts[0] :]) if starts else (lines, [])
    nodes = jupytext.reads("\n".join(body) + "\n", fmt=dict(FORMAT)).cells if starts else []
    if stray := next((i for i, line in enumerate(top, 1) if line.strip() and not line.startswith("#")), None):
        raise CourseError(f"{name}: line {stray} stands outside of a cell", remedy="begin the cell with a line '# %%'")
    if len(nodes) != len(starts):
        raise CourseError(
            f"{name}: a line inside a cell begins with '# %%'", remedy="write it differently: a new cell begins there"
        )
    pieces = [lines[a:b] for a, b in zip(starts, ends, strict=True)]
    cells = [_cell(node, start + 1, piece) for node, start, piece in zip(nodes, starts, pieces, strict=True)]
    cells[-1:] = [replace(cell, gap=1) for cell in cells[-1:]]  # it may not stay the last
    return "".join(f"{line}\n" for line in top), [c for c in cells if c.text]


def join(top: str, cells: list[SourceCell]) -> str:
    """Write a source; a cell that came from a file keeps its lines there.

    Raises:
        CourseError: for a cell that py:percent cannot hold, such as code with a line ``# %%``.
    """
    text = top + "".join(f"{cell.written or _render(cell)}\n" + "\n" * cell.gap for cell in cells).rstrip("\n") + "\n"
    wanted = [replace(cell, text=tidy(cell.text)) for cell in cells]
    if _back(text) != wanted:
        culprit = next((cell for cell in wanted if _back(_render(cell) + "\n") != [cell]), None)
        what = f"the {culprit.kind} cell {_first(culprit)!r}" if culprit else "a cell with an open string"
        raise CourseError(
            f"{what} cannot be written to the source", remedy="close its strings and avoid lines that begin with '# %%'"
        )
    return text


def keep(cells: list[SourceCell], known: list[SourceCell]) -> list[SourceCell]:
    """Return cells with the lines of those known ones that are the same, so that `join` leaves their lines alone."""
    pool = {}
    for cell in known:
        pool.setdefault(cell, []).append(cell)
    return [pool[cell].pop(0) if pool.get(cell) else cell for cell in cells]


def _back(text):
    try:
        return split(text)[1]
    except CourseError:
        return None


def _first(cell):
    return next(line for line in cell.text.splitlines() if line.strip())[:60]


def _render(cell):
    import jupytext
    from nbformat import v4

    makers = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell, "raw": v4.new_raw_cell}
    node = makers[cell.kind](tidy(cell.text), metadata={"tags": list(cell.tags)} if cell.tags else {})
    return jupytext.writes(v4.new_notebook(cells=[node]), fmt=dict(FORMAT)).rstrip("\n")


def _cell(node, line, lines):
    metadata = {k: v for k, v in node.metadata.items() if k != "lines_to_next_cell"}
    tags = tuple(metadata.pop("tags", ()))
    last = max(i for i, text in enumerate(lines) if text)
    written, gap = "\n".join(lines[: last + 1]), len(lines) - last - 1
    return SourceCell(node.cell_type, tidy(node.source), tags, tuple(sorted(metadata)), line, written, gap)
