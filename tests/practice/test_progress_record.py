"""The progress record survives crashes, rivals and full disks, and never costs a learner the verdict."""

import datetime
import json
import os
import signal
import subprocess
import sys

import pytest

from course_utils import __version__, places, practice
from course_utils.errors import CourseError
from course_utils.practice import Progress, record

GOOD = b'{"time": "2026-11-22T10:00:00+00:00", "id": "00.1", "verdict": "pass", "hints": 0, "version": "0.1.0"}\n'
pytestmark = pytest.mark.filterwarnings("error")


def wrong_prediction(capsys):
    practice.check("00.1", "a")
    verdict, *more = capsys.readouterr().out.splitlines()
    assert verdict.startswith("✗ 00.1 a: ")
    return more


def python(code, path, *arguments):
    start = f"from course_utils import practice\nfrom course_utils.practice import record\nimport os, signal\n{code}"
    environment = {**os.environ, "COURSE_PROGRESS": str(path)}
    command = [sys.executable, "-c", start, *arguments]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)


def finished(process):
    with process:
        return process.communicate(timeout=60)[0], process.returncode


def test_an_event_is_one_line(progress_file, capsys):
    practice.hint("00.1")
    practice.check("00.1", "b")
    practice.check("00.2", lambda shares, classes, threshold: 1 / 0)
    practice.solution("00.2")
    lines = [json.loads(line) for line in progress_file.read_text(encoding="utf-8").splitlines()]
    assert [(e["id"], e["verdict"], e["hints"]) for e in lines] == [
        ("00.1", "hint", 1),
        ("00.1", "pass", 1),
        ("00.2", "error", 0),
        ("00.2", "solution", 0),
    ]
    assert all(e.keys() == {"time", "id", "verdict", "hints", "version"} and e["version"] == __version__ for e in lines)
    assert all(datetime.datetime.fromisoformat(e["time"]).tzinfo for e in lines)
    assert record.events() == lines


def test_a_demonstration_leaves_no_record(progress_file, capsys):
    practice.check("00.0", len)
    practice.hint("00.0")
    assert "hint 1" in capsys.readouterr().out and not progress_file.exists()


def test_progress_of_one_lesson(progress_file):
    assert [part.lesson for part in practice.progress("00").lessons] == ["00"]
    assert practice.progress(5).total == len(practice.of_lesson("05"))


@pytest.mark.parametrize(
    ("damage", "kept"),
    [
        (b'{"time": "2026-1', 1),
        (GOOD[:-1], 2),
        (GOOD[:40], 1),
        (b"\0" * 50, 1),
        (b"{", 1),
        (b"\n\n", 1),
    ],
)
def test_a_torn_end_is_ignored_and_mended(progress_file, capsys, damage, kept):
    progress_file.parent.mkdir()
    progress_file.write_bytes(GOOD + damage)
    assert len(record.events()) == kept
    assert wrong_prediction(capsys) == []
    assert [e["verdict"] for e in record.events()] == ["pass"] * kept + ["wrong"]
    assert all(json.loads(line) for line in progress_file.read_bytes().split(b"\n") if line)
    assert list(progress_file.parent.glob("*damaged*")) == []


@pytest.mark.parametrize(
    ("content", "good"),
    [
        (GOOD + b"\xff\xfe nonsense\n" + GOOD, 2),
        (b"Dear diary,\n", 0),
        (b"My thesis", 0),
        (b"[1, 2]\n", 0),
        (GOOD + b'{"id": 3}\n' + GOOD[:-1], 2),
        (GOOD + b'{"time": "20' + GOOD, 1),
    ],
)
def test_a_damaged_record_is_kept_aside(progress_file, capsys, content, good):
    progress_file.parent.mkdir()
    progress_file.write_bytes(content)
    aside = progress_file.with_name("progress.jsonl.damaged-1")
    assert wrong_prediction(capsys) == [
        f"  (the progress record was damaged: what could be read goes on, the old file is kept as {aside})"
    ]
    assert aside.read_bytes() == content
    assert [e["verdict"] for e in record.events()] == ["pass"] * good + ["wrong"]
    progress_file.write_bytes(b"again\n")
    assert "damaged-2" in wrong_prediction(capsys)[0]
    assert aside.read_bytes() == content and wrong_prediction(capsys) == []


KILLED = """
real = os.write
def torn(file, data):
    if data.startswith(b'{') and len(record.events()) == 3:
        real(file, data[:30])
        os.kill(os.getpid(), signal.SIGKILL)
    return real(file, data)
os.write = torn
while True:
    record.append("00.2", "wrong", 0)
"""


@pytest.mark.skipif(os.name != "posix", reason="sends SIGKILL")
def test_killed_while_writing(progress_file, capsys):
    assert finished(python(KILLED, progress_file)) == ("", -signal.SIGKILL)
    assert len(progress_file.read_bytes().split(b"\n")[-1]) == 30  # it was killed in the middle of a line
    assert len(record.events()) == 3
    assert wrong_prediction(capsys) == []
    assert [e["id"] for e in record.events()] == ["00.2"] * 3 + ["00.1"]


def test_two_kernels_write_at_once(progress_file):
    code = "import sys\nfor i in range(60): record.append(sys.argv[1], 'wrong', i)"
    writers = [python(code, progress_file, id) for id in ("00.1", "00.2")]
    assert [finished(writer) for writer in writers] == [("", 0), ("", 0)]
    for id in ("00.1", "00.2"):
        assert [e["hints"] for e in record.events() if e["id"] == id] == list(range(60))
    assert progress_file.read_bytes().count(b"\n") == 120


@pytest.mark.skipif(record.fcntl is None, reason="no file locks here")
def test_a_kernel_that_keeps_the_lock(progress_file, capsys, monkeypatch):
    monkeypatch.setattr(record, "_PATIENCE", 0.05)
    progress_file.parent.mkdir()
    with record._locked(progress_file):
        assert wrong_prediction(capsys) == [
            f"  (progress not saved: another kernel keeps {progress_file} locked: shut that kernel down)"
        ]
    assert wrong_prediction(capsys) == [] and len(record.events()) == 1


@pytest.mark.skipif(record.fcntl is None, reason="no file locks here")
def test_a_folder_without_locks(progress_file, capsys, monkeypatch):
    def no_locks(file, operation):
        raise OSError(37, "No locks available")

    monkeypatch.setattr(record.fcntl, "flock", no_locks)
    assert wrong_prediction(capsys) == [] and len(record.events()) == 1


FULL = """
import resource
record.append("00.2", "wrong", 0)
size = os.path.getsize(os.environ["COURSE_PROGRESS"])
resource.setrlimit(resource.RLIMIT_FSIZE, (size + 20, size + 20))
practice.check("00.1", "a")
"""


@pytest.mark.skipif(os.name != "posix", reason="limits the size of files")
def test_a_full_disk_leaves_no_half_line(progress_file):
    out, code = finished(python(FULL, progress_file))
    verdict, excuse = out.splitlines()
    assert verdict.startswith("✗ 00.1 a: ") and code == 0
    assert excuse == f"  (progress not saved: File too large: {progress_file})"
    assert progress_file.read_bytes().endswith(b"}\n") and len(record.events()) == 1


def test_a_place_that_cannot_be_written(progress_file, capsys):
    progress_file.mkdir(parents=True)
    assert wrong_prediction(capsys) == [f"  (progress not saved: Is a directory: {progress_file})"]
    with pytest.raises(CourseError, match="the progress record cannot be read: Is a directory"):
        practice.progress()


def test_a_folder_that_cannot_be_made(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("COURSE_PROGRESS", str(tmp_path / "file" / "progress.jsonl"))
    more = wrong_prediction(capsys)
    assert len(more) == 1 and more[0].startswith("  (progress not saved: ")


@pytest.mark.parametrize("detour", ["", "link"])
def test_never_inside_the_repository(tmp_path, monkeypatch, capsys, detour):
    checkout, path = tmp_path / "course", tmp_path / "course" / "progress.jsonl"
    checkout.mkdir()
    monkeypatch.setattr(places, "checkout", lambda: checkout)
    if detour:
        (tmp_path / detour).symlink_to(checkout, target_is_directory=True)
        path = tmp_path / detour / "progress.jsonl"
    monkeypatch.setenv("COURSE_PROGRESS", str(path))
    assert wrong_prediction(capsys) == [
        f"  (progress not saved: {path} lies inside the course's repository: set COURSE_PROGRESS to a file elsewhere)"
    ]
    assert list(checkout.iterdir()) == []


def test_progress_as_text_and_table(progress_file, capsys):
    for id, answer in [("00.1", "a"), ("00.1", "b"), ("00.2", len), ("00.2", None), ("00.4", "?")]:
        practice.check(id, answer)
    practice.hint("00.1")
    practice.hint("00.1")
    practice.solution("00.3")
    record.append("77.7", "pass", 0)  # an exercise that no longer exists
    progress = practice.progress()
    lesson = progress.lessons[0]
    assert (lesson.lesson, lesson.solved, lesson.attempted, lesson.total, lesson.hints) == ("00", 1, 2, 4, 2)
    assert [e.state for e in lesson.exercises] == ["solved", "attempted", "open", "open"]
    assert [e.solution_read for e in lesson.exercises] == [False, False, True, False]
    lines = str(progress).splitlines()
    assert lines[0].split("  ")[:2] == ["lesson 00", "✓ ✗ ○ ○"] and lines[0].endswith("1 of 4 solved, 1 tried, 2 hints")
    assert lines[-1] == f"1 of {progress.total} exercises solved"
    html = progress._repr_html_()
    assert '<th scope="col">solved</th>' in html and '<th scope="row">00</th>' in html
    assert "<td>1 of 4</td><td>2</td><td>2</td>" in html
    assert 'title="00.1 What does guessing get?: solved"' in html
    assert "20" + "26" not in str(progress) + html  # no time stamps: the output is the same on every day


def test_progress_of_nobody_and_of_somebody_else(tmp_path):
    assert Progress.read(tmp_path / "none.jsonl").solved == practice.progress().solved == 0
    (tmp_path / "other.jsonl").write_bytes(GOOD)
    assert Progress.read(tmp_path / "other.jsonl").solved == 1
