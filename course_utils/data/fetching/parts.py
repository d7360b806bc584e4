"""The file in which another one grows: it takes the name when all is there, and one process at a time may write."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ... import places
from ...errors import CourseError
from ..cards import Download
from .progress import PATIENCE

_FULL = {errno.ENOSPC, errno.EDQUOT}  # the disk, or one's share of it


@contextmanager
def part(download: Download, path: Path) -> Iterator[Path]:
    """Give the name under which ``path`` grows, and hold it against other processes.

    Raises:
        CourseError: when the folder cannot be written, or the disk is full: then nothing is left.
    """
    from filelock import FileLock

    growing = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"))
        _acquire(lock, path.name)
        try:
            yield growing
        finally:
            lock.release()
    except OSError as error:
        another = "set COURSE_DATA to a folder" if path.parent == places.cache() else "choose a folder"
        if error.errno in _FULL:
            growing.unlink(missing_ok=True)
            remedy = f"free {download.size / 1e6:.0f} MB, or {another} on another disk"
        else:
            remedy = f"{another} that you may write to"
        raise CourseError(f"{path.parent} cannot be written ({error.strerror or error})", remedy=remedy) from error


def copy(download: Download, source: Path, path: Path) -> None:
    """Copy ``source``, the whole file of ``download``, to ``path``.

    Raises:
        CourseError: when ``path`` cannot be written.
    """
    with part(download, path) as growing:
        shutil.copyfile(source, growing)
        os.replace(growing, path)


def _acquire(lock, name):
    from filelock import Timeout

    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        print(f"another process is fetching {name}: waiting for it", flush=True)
        lock.acquire()
