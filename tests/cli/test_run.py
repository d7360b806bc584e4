"""`course run` and `course progress` on tiny lessons."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.util import find_spec

import psutil
import pytest
from tiny_course import environment, snapshot

from course_utils import places
from course_utils.cli import main


def test_shows_cells_claims_seconds_and_memory_and_writes_nothing(course, site, tmp_path):
    before = snapshot(site)
    done = course("run", "tiny")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^00 Tiny$", done.stdout, re.M)
    assert re.search(r"^ +1/5 +[\d.]+ s  00 · Tiny$", done.stdout, re.M)
    assert re.search(r"^ +4/5 +[\d.]+ s  The work$", done.stdout, re.M)
    assert "\n✓ The seed ends small: 7 (claimed: at most 50)\n· Nothing at all: 0 ms\n" in done.stdout
    assert re.search(r"^[\d.]+ s, peak memory \d+ MB$", done.stdout, re.M)
    assert snapshot(site) == before
    assert list(tmp_path.iterdir()) == []


def test_broken_claims_and_cells_are_told_apart(course):
    done = course("run", "00", "02", "--seed", "99")
    assert (done.returncode, done.stderr) == (1, "")
    assert "✗ The seed ends small: 99 (claimed: at most 50)" in done.stdout
    assert "✗ 02 Broken stopped in cell 8 (02-007, 'def half(x):'): ZeroDivisionError: division by zero" in done.stdout
    assert re.search(r"2 +return x / 0", done.stdout), "the traceback tells the line"
    table = done.stdout.partition("lesson     result")[2]
    assert re.search(r"^00 Tiny    ✗ 1 claim failed +[\d.]+ s +\d+ MB$", table, re.M)
    assert re.search(r"^02 Broken  ✗ stopped ", table, re.M)


def test_smoke_judges_nothing_solutions_solve_and_the_result_can_be_kept(course, tmp_path):
    mine = tmp_path / "00_tiny.ipynb"
    done = course("run", "00", "--seed", "99", "--effort", "smoke", "--solutions", "--save", str(mine))
    assert (done.returncode, done.stderr) == (0, "")
    assert "· The seed ends small: 99" in done.stdout and "✓ 00.1" in done.stdout
    kept = mine.read_text(encoding="utf-8")
    assert '"prediction = \\"a\\"' in kept
    # A notebook of the learner's own runs as it is: with the wrong answer that stands in it.
    mine.write_text(kept.replace('prediction = \\"a\\"', 'prediction = \\"b\\"'), encoding="utf-8")
    done = course("run", str(mine))
    assert (done.returncode, done.stderr) == (0, "")
    assert "✗ 00.1 b: It is the second." in done.stdout


@pytest.mark.parametrize(
    ("call", "code", "said"),
    [
        ("run tny", 1, "there is no lesson 'tny': did you mean 00_tiny?"),
        (
            "run 00 --save {site}/notebooks/x.ipynb",
            1,
            "{site}/notebooks/x.ipynb would stand among the lessons: save it in another folder",
        ),
        (
            "run 00 --save {site}/README.md",
            1,
            "{site}/README.md is there already: name another file, or remove it first",
        ),
        ("run 00 01 --save x.ipynb", 2, "--save takes one lesson, not 2: run them one by one"),
    ],
)
def test_what_cannot_be_run_is_said_in_one_line(course, site, call, code, said):
    done = course(*call.format(site=site).split())
    assert (done.returncode, done.stdout, done.stderr) == (code, "", f"course: {said.format(site=site)}\n")


def test_a_backend_that_a_lesson_does_not_know_is_refused(workshop, course):
    source = workshop / "notebooks" / "source" / "00_tiny.py"
    header = "#     keras: true\n#     backends: [tensorflow, torch]\n# ---\n"
    source.write_text(source.read_text().replace("# ---\n# %%", f"{header}# %%", 1))
    done = course("run", "00", "--backend", "jax", site=workshop)
    said = "lesson 00 Tiny does not run on jax: it runs on tensorflow, torch"
    assert (done.returncode, done.stderr) == (1, f"course: {said}\n")
    if not find_spec("torch"):
        done = course("run", "00", "--backend", "torch", site=workshop)
        assert done.returncode == 1 and done.stderr.startswith("course: the backend torch is not installed: run ")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_an_interrupted_run_leaves_no_kernel(site, tmp_path):
    note = tmp_path / "pid"
    env = environment(site, KERNEL_PID=str(note), TMPDIR=str(tmp_path))
    before = snapshot(site)
    # A shell lets what it runs in the background ignore Ctrl-C, and children inherit that: start from the default.
    run = subprocess.Popen(
        [sys.executable, "-m", "course_utils", "run", "01"],
        cwd=tmp_path,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    end = time.monotonic() + 20
    while not (note.exists() and note.read_text()) and time.monotonic() < end:
        time.sleep(0.05)
    kernel = psutil.Process(int(note.read_text()))
    run.send_signal(signal.SIGINT)
    _, err = run.communicate(timeout=20)
    assert (run.returncode, err) == (130, "course: stopped\n")
    assert not kernel.is_running()
    assert [path.name for path in tmp_path.iterdir()] == ["pid"], "no scratch folder is left"
    assert snapshot(site) == before


def test_progress_shows_marks_and_is_set_aside_only_when_confirmed(course, tmp_path):
    record = tmp_path / "progress.jsonl"
    event = {"time": "2026-01-01T00:00:00+00:00", "id": "00.1", "verdict": "pass", "hints": 1, "version": "0"}
    record.write_text(json.dumps(event) + "\n")
    done = course("progress")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^00 Tiny  ✓ +1 of 1 +1$", done.stdout, re.M) and "1 of 1 exercises solved" in done.stdout
    assert "✓ 00.1  A letter (1 hint)" in course("progress", "tiny").stdout
    assert course("progress", "--reset").returncode == 2 and record.exists()
    again = course("progress", "--reset", "--yes")
    backup = next(tmp_path.glob("progress-*.jsonl"))
    assert again.returncode == 0 and str(backup) in again.stdout
    assert not record.exists() and json.loads(backup.read_text())["id"] == "00.1"
    assert "0 of 1 exercises solved" in course("progress").stdout
    record.write_text("newer\n")
    assert course("progress", "--reset", "--yes").returncode == 0
    assert json.loads(backup.read_text())["id"] == "00.1", "an older backup of the same day stays"


def test_progress_of_a_lesson_without_exercises(course):
    assert course("progress", "broken").stdout == "Lesson 02 Broken has no exercises.\n"


def test_nothing_of_this_was_written_into_the_repository(capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "p.jsonl"))
    before = snapshot(places.notebooks())
    assert main(["progress"]) == 0
    assert snapshot(places.notebooks()) == before
