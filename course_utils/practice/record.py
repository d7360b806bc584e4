"""The learner's record on disk: one JSON line for each event, only ever added to."""

import contextlib
import datetime
import json
import os
import shutil
import time
from pathlib import Path

from .. import __version__, places
from ..errors import CourseError

try:
    import fcntl
except ImportError:  # Windows: a short append is written in one piece there too
    fcntl = None

_PATIENCE = 2.0  # seconds to wait for another kernel that is writing


def append(id: str, verdict: str, hints: int) -> Path | None:
    """Add one event; it is on the disk when this returns.

    A line that a crash left half written is completed or taken away first. A damaged record is kept under another name,
    which is returned, and its good lines are copied into a new one.

    Raises:
        CourseError: the record lies inside the course's repository, or another kernel keeps it locked.
        OSError: the folder cannot be written, the disk is full.
    """
    path = _outside_repository(places.progress_file())
    path.parent.mkdir(parents=True, exist_ok=True)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    event = {"time": now, "id": id, "verdict": verdict, "hints": hints, "version": __version__}
    with _locked(path):
        aside = _repair(path)
        _write(path, json.dumps(event, ensure_ascii=False).encode() + b"\n")
    return aside


def events(path: Path | None = None) -> list[dict]:
    """Return all events in order; lines that cannot be read are passed over, a record that does not exist is empty."""
    try:
        return [event for line in (path or places.progress_file()).read_bytes().split(b"\n") if (event := _event(line))]
    except FileNotFoundError:
        return []


def _event(line):
    try:
        event = json.loads(line)
    except ValueError:
        return None
    wanted = {"id": str, "verdict": str, "hints": int}
    good = isinstance(event, dict) and all(isinstance(event.get(key), kind) for key, kind in wanted.items())
    return event if good else None


def _outside_repository(path):
    root = places.checkout()
    if root and path.resolve().is_relative_to(root.resolve()):
        raise CourseError(
            f"{path} lies inside the course's repository", remedy="set COURSE_PROGRESS to a file elsewhere"
        )
    return path


@contextlib.contextmanager
def _locked(path):
    """Hold a lock file beside the record: the record itself may be replaced while others wait."""
    with open(path.with_name(path.name + ".lock"), "ab") as lock:
        if fcntl:
            _lock(lock, path)
        yield


def _lock(file, path):
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > end:
                raise CourseError(f"another kernel keeps {path} locked", remedy="shut that kernel down") from None
            time.sleep(0.01)
        except OSError:  # some network folders have no locks: a short append goes without
            return None


def _repair(path):
    """Bring the record into a state to which a line can be added, without losing anything but a half-written line."""
    data = path.read_bytes() if path.exists() else b""
    whole, _, tail = data.rpartition(b"\n")
    lines = [line for line in whole.split(b"\n") if line.strip()]
    good = [line for line in lines if _event(line)]
    if len(good) < len(lines) or (tail and not good and not _starts_like_an_event(tail)):
        return _keep_aside(path, good + ([tail] if _event(tail) else []))
    if _event(tail):
        _write(path, b"\n")
    elif tail:
        os.truncate(path, len(data) - len(tail))
    return None


def _starts_like_an_event(tail):
    return b'{"time"'.startswith(tail[:7]) or tail.startswith(b'{"time"')


def _keep_aside(path, good):
    """Copy a damaged record to the first free name beside it, then put its good lines in its place."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    shutil.copy2(path, aside)
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    _write(fresh, b"".join(line + b"\n" for line in good))
    os.replace(fresh, path)
    return aside


def _write(path, data):
    """Append bytes and wait until they are on the disk; if they do not fit, take back what was written."""
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o644)
    try:
        before = os.fstat(file).st_size
        try:
            while data:
                data = data[os.write(file, data) :]
            os.fsync(file)
        except OSError:
            os.ftruncate(file, before)
            raise
    finally:
        os.close(file)
