"""`course build`, `adopt`, `lint` and `check` on a course of one tiny lesson."""

import re

import pytest
from tiny_course import snapshot


def edit(path, before, after):
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_round_of_a_lesson(workshop, course):
    """Stale, built, proved, edited in Jupyter, refused, adopted, rebuilt without execution."""

    def call(*args):
        return course(*args, site=workshop)

    source, notebook = workshop / "notebooks" / "source" / "00_tiny.py", workshop / "notebooks" / "00_tiny.ipynb"
    before = snapshot(workshop)
    done = call("build", "--check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗ 00 Tiny\n  → " in done.stdout and "was not executed" in done.stdout
    assert done.stdout.endswith("'course build' renews what is stale.\n")
    assert snapshot(workshop) == before

    done = call("build")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^ +5/5 +[\d.]+ s ", done.stdout, re.M)
    assert re.search(r"^✓ 00_tiny.ipynb stored: [\d.]+ s, \d+ MB, 2 claims and records$", done.stdout, re.M)
    assert "README's tables renewed" in done.stdout and "00 Tiny" in (workshop / "README.md").read_text()
    done = call("build", "--check")
    assert (done.returncode, done.stdout) == (0, "✓ 00 Tiny\n")
    assert call("build").stdout == "Every notebook is current.\n"

    before = snapshot(workshop)
    done = call("check", "00", "--seed", "99")
    assert (done.returncode, done.stderr) == (1, "")
    assert "  ✗ 'The seed ends small' no longer holds: 99" in done.stdout and "✓ 00.1" in done.stdout
    assert re.search(r"^00 Tiny  ✗     ✓      ✗    0 of 1  1 of 1 +[\d.]+ s +\d+ MB$", done.stdout, re.M)
    assert snapshot(workshop) == before

    edit(notebook, "print('done')", "print('finished')")
    done = call("build", "00")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗ 00 Tiny: 00_tiny.ipynb was edited by hand\n" in done.stdout and "'course adopt 00'" in done.stdout
    done = call("adopt", "tiny")
    assert (done.returncode, done.stderr) == (0, "")
    assert "✓ changed: code cell" in done.stdout and "'course build 00' executes it" in done.stdout
    assert "print('finished')" in source.read_text()
    assert call("adopt", "00").stdout == "00_tiny.ipynb holds no edit to bring back.\n"

    edit(source, "Here it is.", "There it was.")
    done = call("build", "00", "--keep-outputs")
    assert (done.returncode, done.stderr) == (0, "")
    assert "There it was." in notebook.read_text()


def test_an_edit_of_a_generated_cell_is_refused_with_the_place_to_edit(workshop, course):
    notebook = workshop / "notebooks" / "00_tiny.ipynb"
    edit(notebook, "# 00 · Tiny", "# 00 · Huge")
    done = course("adopt", "00", site=workshop)
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗ 00-001: the header cell is generated; edit the header of 00_tiny.py" in done.stdout


def test_lint_tells_what_to_mend_from_what_to_weigh(workshop, course):
    source = workshop / "notebooks" / "source" / "00_tiny.py"
    edit(source, "Here it is.", "Obviously, here it is.")
    done = course("lint", "00", site=workshop)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("✗ 00 Tiny\n")
    assert re.search(r"^  [✗!] .*00-\d+ line \d+: .*bviously", done.stdout, re.M)
    assert re.search(r"^\d+ to mend, \d+ to weigh$", done.stdout.splitlines()[-1])


@pytest.mark.parametrize("command", ["build", "adopt", "lint", "check"])
def test_an_installed_wheel_sends_contributors_to_the_repository(wheel, course, command):
    done = course(command, "00", site=wheel)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("course: this command works on the course's repository: clone it")
