"""The Keras backends that lessons run on, as an option of the commands that execute them."""

import sys
from importlib.util import find_spec
from typing import Annotated

import typer

from ..errors import CourseError
from .calls import one_of

BACKENDS = ("tensorflow", "jax", "torch")

BackendOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        callback=one_of(*BACKENDS),
        help="Keras backend: tensorflow, jax or torch, where the lesson knows it.",
    ),
]


def require_backend(backend: str) -> None:
    """Raise a `CourseError` where a backend is not installed."""
    if find_spec(backend) is None:
        raise CourseError(
            f"the backend {backend} is not installed", remedy=f'run "{sys.executable}" -m pip install {backend}'
        )


def reason_against(lesson, backend: str | None) -> str | None:
    """Return why a lesson cannot be run on a backend, or None where it can."""
    if backend is None or backend in lesson.backends:
        return None
    return f"needs {' or '.join(lesson.backends)}" if lesson.keras else "uses no Keras"
