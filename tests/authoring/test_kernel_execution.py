"""Notebooks run in a real kernel; every bad end is one clear line and leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from nbformat import v4

from course_utils.authoring import execute
from course_utils.errors import CourseError


def code(text, **metadata):
    return v4.new_code_cell(text, metadata=metadata)


def told(cell):
    return "".join(o.get("text", "") for o in cell.outputs)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Execute one notebook that tries most of what execution promises."""
    folder = tmp_path_factory.mktemp("run")
    cells = [
        code("SEED = 7\nEFFORT = 'standard'", tags=["parameters"]),
        code(
            "import os\nprint(SEED, EFFORT)\n"
            "print(os.environ['COURSE_PROGRESS'], os.environ.get('MINE'), os.getcwd())\n"
            "print('PYTEST_CURRENT_TEST' in os.environ)"
        ),
        code("print('stub')", course={"role": "exercise-starter", "exercise": "05.1"}),
        code("for i in range(3):\n    print(f'\\rstep {i}', end='', flush=True)\nprint('\\rdone')\nprint('next')"),
        code("big = bytearray(200_000_000)\nfor i in range(0, len(big), 4096):\n    big[i] = 1"),
        code("del big\nfrom course_utils import claim\nclaim('It is so', 1.0, at_least=0.5)"),
        v4.new_markdown_cell("words"),
        code("\x1b = 3"),
        code("print('never reached')"),
    ]
    given, steps = v4.new_notebook(cells=cells), []
    before = os.environ.get("COURSE_PROGRESS")
    with pytest.MonkeyPatch.context() as patch:
        from small_course import Exercises

        from course_utils import practice

        patch.setattr(practice, "get", Exercises().get)
        result = execute(
            given,
            parameters={"SEED": 11},
            solutions=True,
            cwd=folder,
            env={"MINE": "yes"},
            timeout=60,
            on_cell=steps.append,
            store=folder / "done.ipynb",
        )
    assert os.environ.get("COURSE_PROGRESS") == before
    return given, result, steps, folder


def test_parameters_go_in_the_papermill_way_and_the_argument_stays_as_it_was(run):
    given, result, _, _ = run
    assert [c.metadata.get("tags") for c in result.notebook.cells[:3]] == [
        ["parameters"],
        ["injected-parameters"],
        None,
    ]
    assert told(result.notebook.cells[2]).startswith("11 standard\n")
    assert "papermill" not in result.notebook.metadata
    assert not any("execution" in c.metadata for c in result.notebook.cells), "time stamps are in every diff"
    assert [c.id for c in result.notebook.cells] == [
        given.cells[0].id,
        "injected-parameters",
        *(c.id for c in given.cells[1:]),
    ]
    assert [c.metadata.get("tags") for c in result.notebook.cells[2:]] == [None] * 8
    assert len(given.cells) == 9 and given.cells[1].outputs == []


def test_the_learners_record_is_safe_and_the_environment_is_as_asked(run):
    record, mine, folder = told(run[1].notebook.cells[2]).splitlines()[1].split()
    assert "course-" in record and not Path(record).exists()
    assert mine == "yes" and Path(folder) == run[3]
    assert told(run[1].notebook.cells[2]).splitlines()[2] == "False"


def test_solutions_take_the_place_of_starters(run):
    assert told(run[1].notebook.cells[3]) == "✓ 6\n"


def test_of_a_progress_line_only_the_end_is_stored(run):
    assert told(run[1].notebook.cells[4]) == "done\nnext\n"


def test_time_and_peak_memory_are_measured(run):
    _, result, steps, _ = run
    done = [s for s in steps if s.seconds is not None]
    assert [s.number for s in done] == list(range(1, 9)) and {s.total for s in done} == {9}
    assert 0 < sum(s.seconds for s in done) < result.seconds - 0.1, "the start of the kernel counts"
    assert done[4].peak_mb < done[5].peak_mb - 150, "the peak is not seen"
    assert result.peak_mb == done[-1].peak_mb >= done[5].peak_mb, "freed memory still counts"


def test_sleep_is_not_counted_as_work(tmp_path):
    lazy, hard = "import time\ntime.sleep(2)", "import time\nwhile time.process_time() < 2.5:\n    pass"
    slept, worked = (execute(v4.new_notebook(cells=[code(text)]), cwd=tmp_path) for text in (lazy, hard))
    assert slept.seconds > 2 and slept.cpu_seconds < slept.seconds - 1
    assert 2.4 < worked.cpu_seconds < worked.seconds + 2


def test_claims_are_read_and_the_first_error_ends_the_run_in_one_line(run):
    _, result, _, _ = run
    assert result.claims["it-is-so"]["holds"] is True
    assert result.failed == 8 and "\n" not in result.error and "\x1b" not in result.error
    assert result.error.startswith("cell 9 (") and "SyntaxError: invalid non-printable character" in result.error
    assert result.notebook.cells[9].outputs == []


def test_the_executed_notebook_is_stored_where_asked(run):
    assert "It is so" in (run[3] / "done.ipynb").read_text() and os.listdir(run[3]) == ["done.ipynb"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import time\ntime.sleep(60)", "took longer than 1 s"),
        ("import os\nos.kill(os.getpid(), 9)", r"the kernel died \(SIGKILL: most likely the memory ran out\)"),
        ("import os\nos._exit(3)", r"the kernel died \(it ended by itself with exit code 3\)"),
        (
            "from course_utils.errors import CourseError\nraise CourseError('no data', remedy='fetch it')",
            "CourseError: no data: fetch it",
        ),
    ],
)
def test_a_bad_end_is_one_clear_line(text, says, capfd, tmp_path):
    result = execute(v4.new_notebook(cells=[code(text)]), timeout=1, cwd=tmp_path)
    assert result.failed == 0
    assert re.fullmatch(rf"cell 1 \(.+, '{re.escape(text.splitlines()[0])}'\): {says}", result.error)
    assert capfd.readouterr() == ("", ""), "the libraries below talk to the terminal"


def test_a_kernel_that_cannot_start_is_one_clear_line(tmp_path):
    with pytest.raises(CourseError, match="the kernel did not start") as caught:
        execute(v4.new_notebook(cells=[code("1")]), env={"PYTHONHOME": str(tmp_path)}, cwd=tmp_path)
    assert "\n" not in str(caught.value)


def test_parameters_need_a_cell():
    with pytest.raises(CourseError, match="no cell for SEED"):
        execute(v4.new_notebook(cells=[code("1")]), parameters={"SEED": 1})


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C is sent with POSIX signals")
def test_an_interrupt_stops_the_kernel_and_writes_nothing(tmp_path):
    script = f"""
from nbformat import v4
from course_utils.authoring import execute
cell = v4.new_code_cell("import os, time; open('pid', 'w').write(str(os.getpid())); time.sleep(60)")
try:
    execute(v4.new_notebook(cells=[cell]), cwd={str(tmp_path)!r}, store={str(tmp_path / "half.ipynb")!r})
except KeyboardInterrupt:
    print("stopped")
"""
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    pid = tmp_path / "pid"
    deadline = time.monotonic() + 60
    while not (pid.exists() and pid.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert (out, err) == ("stopped\n", "")
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid.read_text()), 0)
    assert os.listdir(tmp_path) == ["pid"]
