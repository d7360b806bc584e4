"""How the command line looks: marks, aligned rows and tables; colours only where a terminal shows them."""

from functools import cache

STYLES = {"✓": "green", "✗": "bold red", "!": "yellow", "○": "yellow", "·": "dim", "→": "cyan"}


@cache
def console():
    """Return the rich console; text is printed as it is, so that a path in brackets is no markup."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False)


def say(text: str = "", style: str | None = None) -> None:
    """Print a line, never cut or wrapped: a reader in a pipe gets it whole."""
    console().print(text, style=style, soft_wrap=True)


def marked(line: str, indent: int = 0) -> None:
    """Print a line that begins with a mark, the mark in its colour and further lines aligned behind it."""
    mark, _, rest = line.partition(" ")
    _print_cells(" " * indent, (mark, 1), (rest, 0))


def row(mark: str, name: str, text: str, width: int = 11) -> None:
    """Print a mark, a name and what there is to say about it, aligned with the rows above."""
    _print_cells("", (mark, 1), (name, width), (text, 0))


def bullets(mark: str, lines: list[str], most: int = 8) -> None:
    """Print lines under the one above, each with a mark; of a long list the first ``most``."""
    for line in lines[:most]:
        marked(f"{mark} {line}", indent=2)
    if len(lines) > most:
        say(f"  … and {len(lines) - most} more")


def document(text: str) -> None:
    """Print text of indented lines and items; a terminal narrower than the text gets it wrapped anew."""
    lines = text.splitlines()
    if not console().is_terminal or max(map(len, lines), default=0) <= console().width:
        say(text)
        return
    import textwrap

    paragraphs: list[str] = []
    for line in lines:
        if paragraphs and paragraphs[-1] and line.startswith(" ") and not line.lstrip().startswith("- "):
            paragraphs[-1] += f" {line.strip()}"  # an indented line that is no item goes on with the line above
        else:
            paragraphs.append(line)
    for paragraph in paragraphs:
        indent = "    " if paragraph.startswith(" ") else "  "
        say(textwrap.fill(paragraph, console().width, subsequent_indent=indent))


def table(headings: list[str], rows: list[list[str]], right: tuple[int, ...] = ()) -> None:
    """Print rows under headings; the columns numbered in ``right`` hold numbers. In a pipe no cell is wrapped."""
    from rich.table import Table

    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for number, heading in enumerate(headings):
        grid.add_column(heading, justify="right" if number in right else "left", no_wrap=number == 0, overflow="fold")
    for cells in rows:
        grid.add_row(*cells)
    out = console()
    if out.is_terminal:
        out.print(grid)
        return
    from io import StringIO

    from rich.console import Console

    wide = Console(file=StringIO(), width=10_000, markup=False, emoji=False, highlight=False)
    wide.print(grid)
    for line in wide.file.getvalue().splitlines():
        say(line.rstrip())


def duration(seconds: float) -> str:
    """Return seconds as people say them.

    >>> duration(34.12), duration(185)
    ('34.1 s', '3 min 5 s')
    """
    return f"{seconds:.1f} s" if seconds < 120 else f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


def gigabytes(size: float) -> str:
    """Return bytes as gigabytes, the unit in which people buy memory.

    >>> gigabytes(1_400_000_000)
    '1.4 GB'
    """
    return f"{size / 1e9:.1f} GB"


def _print_cells(indent: str, *cells: tuple[str, int]) -> None:
    """Print (text, width) cells in one line; a terminal wraps the last cell under itself, a pipe gets it whole."""
    from rich.table import Table

    if not console().is_terminal:
        say(indent + " ".join(f"{text:<{width}}" for text, width in cells).rstrip())
        return
    grid = Table.grid(padding=(0, 1, 0, 0))
    for number, (text, width) in enumerate(cells):
        grid.add_column(
            width=width or None, style=STYLES.get(text, "bold" if width > 1 else ""), no_wrap=number < len(cells) - 1
        )
    grid.add_row(*(text for text, _ in cells))
    from rich.padding import Padding

    console().print(Padding(grid, (0, 0, 0, len(indent))))
