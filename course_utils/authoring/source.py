"""Lesson sources in jupytext's py:percent form: read into cells, and written back in one normal form."""

import re
from dataclasses import dataclass

from ..errors import CourseError

FORMAT = {"extension": ".py", "format_name": "percent", "notebook_metadata_filter": "-all"}
MARKER = re.compile(r"# %%( |$)")


@dataclass(frozen=True)
class SourceCell:
    """A cell as its author wrote it: kind ("markdown", "code", "raw"), text, tags, other metadata, and first line in the file."""

    kind: str
    text: str
    tags: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    line: int = 0

    @property
    def content(self):
        """What two cells must share to be the same cell: all but the place in the file."""
        return self.kind, self.text, self.tags


def tidy(text: str) -> str:
    """Return a cell's text as the source can hold it: plain line ends, no blank lines before or after."""
    return "\n".join(text.splitlines()).strip("\n")


def split(text: str) -> tuple[str, list[SourceCell]]:
    """Split a source into its header block, with the line end, and its cells."""
    import jupytext

    lines = text.splitlines()
    end = lines.index("# ---", 1) + 1 if lines[:1] == ["# ---"] and "# ---" in lines[1:] else 0
    header, body = "".join(f"{line}\n" for line in lines[:end]), lines[end:]
    places = [number for number, line in enumerate(body, end + 1) if MARKER.match(line)]
    nodes = jupytext.reads("\n".join(body) + "\n", fmt=dict(FORMAT)).cells
    if len(places) != len(nodes):  # a marker inside a string, or code before the first marker: lines are then unknown
        places = [0] * len(nodes)
    cells = [_cell(node, place) for node, place in zip(nodes, places, strict=True)]
    return header, [c for c in cells if c.text]


def join(header: str, cells: list[SourceCell]) -> str:
    """Write header and cells in normal form.

    Raises:
        CourseError: for a cell that py:percent cannot hold, such as code with a line ``# %%``.
    """
    import jupytext
    from nbformat import v4

    makers = {"markdown": v4.new_markdown_cell, "code": v4.new_code_cell, "raw": v4.new_raw_cell}
    nodes = [makers[c.kind](tidy(c.text), metadata={"tags": list(c.tags)} if c.tags else {}) for c in cells]
    text = header + "\n" + jupytext.writes(v4.new_notebook(cells=nodes), fmt=dict(FORMAT))
    back = split(text)[1]
    wanted = [(c.kind, tidy(c.text), c.tags) for c in cells]
    if [c.content for c in back] != wanted:
        lost = next((w for w, c in zip(wanted, back, strict=False) if c.content != w), wanted[-1])
        raise CourseError(f"a cell cannot be written to the source: {_first_line(lost[1])!r}",
                          remedy="remove the line that begins with '# %%', or the many blank lines")
    return text


def _cell(cell, line):
    metadata = {k: v for k, v in cell.metadata.items() if k != "lines_to_next_cell"}
    tags = tuple(metadata.pop("tags", ()))
    return SourceCell(cell.cell_type, tidy(cell.source), tags, tuple(sorted(metadata)), line)


def _first_line(text):
    return next((line for line in text.splitlines() if line.strip()), "")
