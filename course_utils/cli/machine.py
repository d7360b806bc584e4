"""What ``course doctor`` asks of the machine: memory, disk, the course's own files, somebody else's computer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from .. import places
from ..errors import CourseError
from . import environment
from .findings import Finding
from .terminal import gigabytes

# A lesson may take this much (on a machine of 2 GB, server included); fetched data sets and checkpoints, this much.
MEMORY_FOR_A_LESSON = 1.4e9
DISK_FOR_THE_COURSE = 0.5e9


def memory() -> Iterator[Finding]:
    """Look whether there is room for a lesson beside what runs already."""
    import psutil

    system = psutil.virtual_memory()
    total, free = system.total, system.available
    if limit := _container_limit():
        total, free = min(total, limit[0]), min(free, limit[0] - limit[1])
    text = f"{gigabytes(free)} free of {gigabytes(total)}"
    if free >= MEMORY_FOR_A_LESSON:
        yield Finding("✓", "Memory", text)
    else:
        yield Finding(
            "!",
            "Memory",
            text,
            f"a lesson may take {gigabytes(MEMORY_FOR_A_LESSON)}: close other programs "
            "and notebooks, or use Colab or Binder",
        )


def disk() -> Iterator[Finding]:
    """Look whether there is room for fetched data."""
    place = _nearest(places.cache())
    free = shutil.disk_usage(place).free
    text = f"{gigabytes(free)} free at {place}"
    if free >= DISK_FOR_THE_COURSE:
        yield Finding("✓", "Disk", text)
    else:
        yield Finding(
            "!",
            "Disk",
            text,
            f"make {gigabytes(DISK_FOR_THE_COURSE)} of room, or set COURSE_DATA to a folder elsewhere",
        )


def data_sets() -> Iterator[Finding]:
    """Look whether every bundled data set is whole."""
    from .. import data

    here = [name for name in data.names() if data.is_here(name)]
    broken = 0
    for name in here:
        try:
            data.verify(name)
        except CourseError as error:
            broken += 1
            yield Finding("✗", "Data", error.problem, error.remedy)
    if not broken:
        yield Finding("✓", "Data", f"{len(here)} data sets, whole ('course data list' shows them)")
    if away := [name for name in data.names() if name not in here]:
        yield Finding("·", "Data", f"not here yet: {', '.join(away)} ('course data verify' says how to get them)")


def lessons() -> Iterator[Finding]:
    """Look whether the lessons are here."""
    found = sorted(places.notebooks().glob("[0-9][0-9]_*.ipynb"))
    if found:
        yield Finding("✓", "Lessons", f"{len(found)} in {places.notebooks()}")
    else:
        remedy = "run 'course build'" if places.checkout() else environment.install_command()
        yield Finding("✗", "Lessons", f"none in {places.notebooks()}", remedy)


def progress_record() -> Iterator[Finding]:
    """Look whether the learner's progress can be written."""
    file = places.progress_file()
    try:
        _try_to_write(file)
    except OSError as error:
        yield Finding(
            "!",
            "Progress",
            f"{file} cannot be written ({(error.strerror or str(error)).lower()})",
            "set COURSE_PROGRESS to a file in a folder of yours; lessons run, but forget what you solved",
        )
    else:
        yield Finding("✓", "Progress", f"kept in {file}")


def service() -> Iterator[Finding]:
    """Say whose machine this is, where it is a hosted service."""
    if about := environment.service():
        yield Finding("·", "Place", f"{about[0]}: {about[1]}")


def _container_limit() -> tuple[int, int] | None:
    """Return the memory limit of the container that we are in and what it uses, in bytes, where there is one."""
    group = Path("/sys/fs/cgroup")
    try:
        limit, used = (int((group / name).read_text()) for name in ("memory.max", "memory.current"))
        stat = dict(line.split() for line in (group / "memory.stat").read_text().splitlines())
    except (OSError, ValueError):
        return None  # no such file on this system, or "max": no limit
    # Cached files are given back when somebody needs the memory.
    return limit, used - int(stat.get("inactive_file", 0))


def _nearest(path: Path) -> Path:
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _try_to_write(file: Path) -> None:
    import tempfile

    if file.exists():
        file.open("ab").close()
    else:
        with tempfile.TemporaryFile(dir=_nearest(file.parent)):
            pass
