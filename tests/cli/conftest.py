"""What the tests of the command line share: a course of tiny lessons in a folder of its own, and ways to call it."""

import shutil

import pytest
from tiny_course import ASSEMBLE, EXERCISE, EXERCISES, LESSON, ROOT, WORK, Desk, python


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return a checkout of the course whose lessons are tiny, assembled but not executed."""
    site = tmp_path_factory.mktemp("site")
    # The lessons' own exercises stay behind: those of lesson 00 are replaced.
    ignore = shutil.ignore_patterns("lesson_*.py", "__pycache__", "_datasets", "_notebooks")
    shutil.copytree(ROOT / "course_utils", site / "course_utils", ignore=ignore)
    (site / "course_utils" / "practice" / "exercises" / "lesson_00.py").write_text(EXERCISE)
    (site / "datasets").symlink_to(ROOT / "datasets", target_is_directory=True)
    shutil.copy(ROOT / "pyproject.toml", site)
    marked = [f"<!-- {table}:start -->\n<!-- {table}:end -->\n" for table in ("lessons", "findings")]
    (site / "README.md").write_text("\n".join(marked))
    source = site / "notebooks" / "source"
    source.mkdir(parents=True)
    for name, work in WORK.items():
        text = LESSON.format(title=name[3:].title(), work=work)
        (source / f"{name}.py").write_text(text + (EXERCISES if name == "00_tiny" else ""))
    made = python("-c", ASSEMBLE, site=site, cwd=site)
    assert made.returncode == 0, made.stderr
    return site


@pytest.fixture(scope="session")
def desk(site):
    """Return a process that answers calls of the command."""
    desk = Desk(site)
    yield desk
    desk.close()


@pytest.fixture
def course(desk, site, tmp_path):
    """Return a function that calls the command in an empty folder: ``course("run", "00")``."""

    def call(*args, site=site):
        return desk.call(*args, site=site, cwd=tmp_path)

    return call


@pytest.fixture
def process(site, tmp_path):
    """Return a function that does the same in a process of its own, with environment variables."""

    def call(*args, **env):
        return python("-m", "course_utils", *args, site=site, cwd=tmp_path, **env)

    return call


@pytest.fixture
def workshop(site, tmp_path_factory):
    """Return a checkout that a test may change, with lesson 00 alone."""
    copy = tmp_path_factory.mktemp("workshop")
    ignore = shutil.ignore_patterns("course_utils", "01_*", "02_*")
    shutil.copytree(site, copy, dirs_exist_ok=True, symlinks=True, ignore=ignore)
    return copy


@pytest.fixture
def wheel(site, tmp_path_factory):
    """Return the tiny course as an installed wheel has it: no checkout, the lessons inside the package."""
    wheel = tmp_path_factory.mktemp("wheel")
    shutil.copytree(site / "course_utils", wheel / "course_utils")
    shutil.copytree(site / "notebooks", wheel / "course_utils" / "_notebooks")
    return wheel
