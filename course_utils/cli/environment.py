"""Where the command runs: which Python, which installation, whose machine."""

import os
import sys
from importlib.util import find_spec

from .. import places
from ..errors import CourseError

# Where a service runs us, by the variable that it sets; the second part is what a learner there should know.
_SERVICES = {
    "COLAB_RELEASE_TAG": ("Google Colab", "open lessons with their Colab badges; 'course lab' shows nothing here"),
    "BINDER_SERVICE_HOST": ("Binder", "the lessons are open beside this terminal; download what you want to keep"),
    "CODESPACES": ("GitHub Codespaces", "'course lab --no-browser' works: open the port that it prints"),
    "KAGGLE_KERNEL_RUN_TYPE": ("Kaggle", "upload the lessons one by one; 'course lab' shows nothing here"),
    "JUPYTERHUB_USER": ("a JupyterHub", "the lessons open in the Jupyter that you are in"),
}


def service() -> tuple[str, str] | None:
    """Return the hosted service that runs us and its advice, or None on a machine of one's own."""
    return next((about for variable, about in _SERVICES.items() if os.environ.get(variable)), None)


def install_command() -> str:
    """Return the command that installs the course's packages into this Python."""
    root = places.checkout()
    what = f'-e "{root}"' if root else places.APP
    return f'"{sys.executable}" -m pip install {what}'


def in_virtual_environment() -> bool:
    """Return whether this Python is a virtual or conda environment of its own."""
    return sys.prefix != sys.base_prefix or bool(os.environ.get("CONDA_PREFIX"))


def require_checkout() -> None:
    """Raise CourseError in an installed wheel, whose lessons are not there to be edited."""
    if places.checkout() is None:
        raise CourseError(
            "this command works on the course's repository",
            remedy="clone it and install from there; learners need 'course lab' and 'course run'",
        )


def is_root() -> bool:
    """Return whether we are the superuser, as in most containers; Windows has none."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def require(module: str) -> None:
    """Raise ModuleNotFoundError, which the command line answers with a remedy, unless ``module`` is installed."""
    if find_spec(module) is None:
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)
