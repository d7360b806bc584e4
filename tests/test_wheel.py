"""An installed course works without the checkout: the wheel carries data sets and lessons."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build the wheel with the installed back end (no download) and unpack it as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    build = f"import os; os.chdir({str(ROOT)!r}); from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    name = subprocess.run([sys.executable, "-c", build], capture_output=True, text=True, check=True).stdout.split()[-1]
    site = folder / "site"
    zipfile.ZipFile(folder / name).extractall(site)
    return site


def python(site, code, cwd):
    # -S and an explicit path would lose the dependencies; putting the unpacked wheel first shadows the checkout.
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_data_sets_load_from_the_wheel(site, tmp_path):
    out = python(
        site,
        "import course_utils; from course_utils import data, places; print(course_utils.__file__);"
        "print(places.checkout(), len(data.load('digits28').train.x), data.load('fashion').x_shape)",
        tmp_path,
    )
    assert str(site) in out and "None 3500 (28, 28, 1)" in out


def test_lessons_are_found_in_the_wheel(site, tmp_path):
    out = python(site, "from course_utils import authoring; print(*[x.number for x in authoring.lessons()])", tmp_path)
    assert {"00", "05", "09"} <= set(out.split())


def test_wheel_carries_licences_and_no_tests(site):
    names = {str(p.relative_to(site)) for p in site.rglob("*")}
    assert any(n.endswith("licenses/LICENSE") for n in names)
    assert any("_datasets/fashion/LICENSE" in n for n in names)
    assert not any(n.startswith("tests") for n in names)
