"""The two cells that open every lesson: the header with its facts, and the install cell for Colab."""

import math
from collections.abc import Sequence

from .. import data
from .lesson import Lesson
from .repository import Repository

BACKEND_NAMES = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}


def header(
    lesson: Lesson,
    repository: Repository,
    *,
    needs: dict[str, Lesson | None],
    exercises: Sequence = (),
    seconds: float | None = None,
    peak_mb: float | None = None,
) -> str:
    """Return the Markdown of the header cell.

    Args:
        lesson: the lesson.
        repository: for the badges.
        needs: the lessons to do before, by number; None for one that is not written yet.
        exercises: the lesson's exercises; their number and minutes are shown.
        seconds: the run time as the build measured it; None before the first build.
        peak_mb: likewise the peak memory.
    """
    lines = [
        f"# {lesson.number} · {lesson.title}",
        "",
        f"**{lesson.question}**",
        "",
        " ".join(repository.badges(lesson)),
        "",
    ]
    if seconds is not None:
        lines.append(f"- Runs in {duration(seconds)} on two processor cores, with {memory(peak_mb)} of memory.")
    if exercises:
        minutes = sum(e.minutes for e in exercises)
        lines.append(f"- Has {counted(len(exercises), 'exercise')}: {counted(minutes, 'minute')} of your own work.")
    if needs:
        links = [
            f"[{known}]({known.notebook.name})" if known else f"lesson {number}" for number, known in needs.items()
        ]
        lines.append(f"- Builds on {_listed(links)}.")
    else:
        lines.append("- Builds on no other lesson.")
    lines += [f"- {_tools(lesson)}", f"- {_data(lesson.data)}"]
    return "\n".join(lines)


def install(repository: Repository) -> str:
    """Return the code of the install cell: on Colab it fetches the course's tools, elsewhere it does nothing."""
    return (
        "# On Google Colab this line fetches the course's tools; anywhere else it does nothing.\n"
        "import sys\n\n"
        'if "google.colab" in sys.modules:\n'
        f"    %pip install -q --no-deps {repository.pip}"
    )


def duration(seconds: float) -> str:
    """Return a run time as a reader wants it.

    >>> duration(35), duration(60), duration(130)
    ('about 35 seconds', 'about 1 minute', 'about 2 minutes')
    """
    return f"about {seconds:.0f} seconds" if seconds < 60 else f"about {counted(round(seconds / 60), 'minute')}"


def memory(megabytes: float) -> str:
    """Return a peak memory in the unit in which people buy it.

    >>> memory(150), memory(1250)
    ('150 MB', '1.3 GB')
    """
    return f"{megabytes:.0f} MB" if megabytes < 1000 else f"{math.ceil(megabytes / 100) / 10:.1f} GB"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "exercise"), counted(4, "exercise")
    ('1 exercise', '4 exercises')
    """
    return f"{number} {noun}" + "s" * (number != 1)


def _tools(lesson):
    if not lesson.keras:
        return "Uses NumPy alone: neither Keras nor TensorFlow is loaded."
    names = [BACKEND_NAMES[b] for b in lesson.backends]
    return f"Uses Keras on {_listed(names, 'or')}."


def _data(names):
    if not names:
        return "Needs no data set and no network."
    for name in names:
        data.card(name)  # an unknown name is an error here, not a promise to the reader
    return f"Data: {_listed(names)}, which {'come' if len(names) > 1 else 'comes'} with the course: no network needed."


def _listed(words, last="and"):
    words = list(words)
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}"
