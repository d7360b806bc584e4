"""What ``course doctor`` asks of the installation: Python, packages, Keras and its backend, the notebooks' kernel."""

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from .. import places
from ..errors import CourseError
from . import environment
from .findings import Finding
from .terminal import duration

# Seconds; some 5 to 10 are usual, twice that on the first start.
SLOW_START = 40


def python() -> Iterator[Finding]:
    """Look whether the course supports this Python."""
    here = f"{sys.version.split()[0]} at {sys.executable}"
    wanted = _requires_python()
    if not wanted.contains(".".join(map(str, sys.version_info[:3]))):
        yield Finding(
            "✗",
            "Python",
            here,
            f"the course needs Python {wanted}: make a new environment with it and install the course there",
        )
    elif environment.in_virtual_environment() or environment.service():
        yield Finding("✓", "Python", here)
    else:
        yield Finding("✓", "Python", f"{here} (shared by all your projects; a virtual environment would be safer)")


def packages() -> Iterator[Finding]:
    """Look whether everything that the course depends on is installed, and recent enough."""
    try:
        needed = list(_requirements())
    except metadata.PackageNotFoundError:
        yield Finding("✗", "Packages", "the course is not installed in this Python", environment.install_command())
        return
    wrong = [problem for requirement in needed if (problem := _unmet(requirement))]
    if wrong:
        yield Finding("✗", "Packages", "; ".join(wrong), environment.install_command())
    else:
        yield Finding("✓", "Packages", f"all {len(needed)} that the course needs")
    if _installed("tensorflow") and _installed("tensorflow-cpu"):
        pip = f'"{sys.executable}" -m pip'
        yield Finding(
            "!",
            "Packages",
            "tensorflow and tensorflow-cpu are both installed and overwrite each other",
            f"{pip} uninstall -y tensorflow tensorflow-cpu, then {environment.install_command()}",
        )


def backend() -> Iterator[Finding]:
    """Look whether Keras starts, on which backend, and in how many seconds."""
    try:
        found = _start_keras()
    except CourseError as error:
        yield Finding("✗", "Keras", error.problem, error.remedy)
        return
    keras_version, name, version, seconds = found
    text = f"{keras_version} on {name} {version}, starts in {duration(float(seconds))}"
    if float(seconds) < SLOW_START:
        yield Finding("✓", "Keras", text)
    else:
        yield Finding("!", "Keras", text, "close other programs; a virus scanner that reads each file can do this too")


def kernel() -> Iterator[Finding]:
    """Look whether a notebook's kernel is this Python, not that of another environment."""
    try:
        from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    except ModuleNotFoundError:
        yield Finding("✗", "Kernel", "jupyter_client is not installed", environment.install_command())
        return
    install = f'"{sys.executable}" -m ipykernel install --name python3 ' + (
        "--sys-prefix" if environment.in_virtual_environment() else "--user"
    )
    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        yield Finding("✗", "Kernel", "Jupyter finds no kernel named python3", install)
        return
    program = spec.argv[0]
    # Not the link's target: two virtual environments may link to one and the same program.
    same = os.path.normcase(Path(program).parent) == os.path.normcase(Path(sys.executable).parent)
    # Jupyter starts a bare "python" with its own Python.
    if same or Path(program).name == program:
        yield Finding("✓", "Kernel", "notebooks run with this Python")
    else:
        yield Finding("✗", "Kernel", f"notebooks would run with {program}, by {spec.resource_dir}", install)


def jupyter() -> Iterator[Finding]:
    """Look whether JupyterLab is here."""
    version = _installed("jupyterlab")
    if version:
        yield Finding("✓", "JupyterLab", version)
    else:
        yield Finding("✗", "JupyterLab", "not installed in this Python", environment.install_command())


def _requires_python():
    from packaging.specifiers import SpecifierSet

    try:
        return SpecifierSet(metadata.metadata(places.APP)["Requires-Python"])
    except metadata.PackageNotFoundError:
        return SpecifierSet(">=3.11")


def _requirements():
    from packaging.requirements import Requirement

    for line in metadata.requires(places.APP) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement


def _unmet(requirement) -> str | None:
    version = _installed(requirement.name)
    if version is None and requirement.name == "tensorflow-cpu":
        version = _installed("tensorflow")  # the full build does as well
    if version is None:
        return f"{requirement.name} is missing"
    if not requirement.specifier.contains(version, prereleases=True):
        return f"{requirement.name} {version} is not {requirement.specifier}"
    return None


def _installed(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


_PROBE = """
import time; start = time.perf_counter()
import keras, importlib
name = keras.backend.backend()
version = getattr(importlib.import_module(name), "__version__", "")
print("keras:", keras.__version__, name, version, time.perf_counter() - start)
"""


def _start_keras() -> list[str]:
    """Import Keras in a process of its own, which may crash, and return its version, backend, version, seconds."""
    elsewhere = "until then, open the lessons on Colab or Binder"
    try:
        # -P: a file named keras.py in the current folder is not the Keras that we ask about.
        done = subprocess.run([sys.executable, "-P", "-c", _PROBE], capture_output=True, text=True, timeout=180)
    except subprocess.TimeoutExpired as late:
        raise CourseError("does not start within three minutes", remedy="restart the computer and try again") from late
    for line in done.stdout.splitlines():
        if line.startswith("keras:"):
            return line.split()[1:]
    if done.returncode in (-4, 0xC000001D):  # killed for an illegal instruction: POSIX, Windows
        raise CourseError(
            "TensorFlow stops: this processor lacks instructions (AVX) that it is built with", remedy=elsewhere
        )
    last = (done.stderr.strip().splitlines() or [f"the process ended with code {done.returncode}"])[-1]
    raise CourseError(f"cannot start: {last}", remedy=f"{environment.install_command()}; {elsewhere}")
