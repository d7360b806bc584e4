"""Output that arrives whole wherever it goes: a terminal, a pipe, a file, a code page without the course's marks."""

import codecs
import errno
import os
import sys

_SPELLED = {
    "✓": "+",
    "✗": "x",
    "○": "o",
    "·": "-",
    "→": "->",
    "—": "-",
    "–": "-",
    "…": "...",
    "−": "-",
    "×": "x",
    "≤": "<=",
    "≥": ">=",
    "’": "'",
    "“": '"',
    "”": '"',
    "━": "=",
    "╸": "=",
    "╺": "=",
}


def prepare() -> None:
    """Make stdout and stderr spell out the characters that their encoding lacks instead of failing on them."""
    codecs.register_error("course", _spell)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="course")


def is_broken_pipe(error: OSError) -> bool:
    """Return whether the reader of our output has gone away; Windows says EINVAL."""
    return error.errno == errno.EPIPE or (error.errno == errno.EINVAL and error.filename is None)


def silence() -> None:
    """Send what is left of our output to nowhere (``course data list | head -1``)."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - lives until the process ends


def _spell(error: UnicodeError):
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_SPELLED.get(c, "?") for c in error.object[error.start : error.end]), error.end
