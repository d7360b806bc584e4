"""How the command is called: help, wrong calls, exit codes, errors in one line."""

import os
import signal
import subprocess
import sys
import time

import pytest
from typer.testing import CliRunner

from course_utils.cli import commands, main
from course_utils.errors import CourseError

COMMANDS = ["doctor", "lab", "run", "progress", "data", "build", "adopt", "lint", "check"]
PAGES = [*COMMANDS, "data list", "data verify", "data show", "data fetch", "data prepare", "data baselines"]


def called(capsys, *argv):
    code = main(list(argv))
    out, err = capsys.readouterr()
    return code, out, err


def test_help_lists_every_command_and_where_to_start(capsys):
    code, out, err = called(capsys, "--help")
    assert (code, err) == (0, "")
    listed = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert [name for name in listed if name in COMMANDS] == COMMANDS
    assert "course doctor     is everything ready?" in out


def test_no_arguments_are_a_call_for_help(capsys):
    assert called(capsys) == called(capsys, "--help")


@pytest.mark.parametrize("page", ["", *PAGES])
def test_every_help_page_has_examples_and_fits_a_terminal(capsys, page):
    code, out, _ = called(capsys, *page.split(), "--help")
    assert code == 0
    assert out.startswith(f"Usage: course {page}".rstrip())
    assert f"\n  course {page}".rstrip() in out.partition("Show this message and exit.")[2]
    assert max(map(len, out.splitlines())) <= 80


def test_typers_own_runner_shows_the_same_page(capsys):
    result = CliRunner().invoke(commands.app, ["run", "--help"], prog_name="course")
    assert result.exit_code == 0
    assert result.output == called(capsys, "run", "--help")[1]


def test_version(capsys):
    from course_utils import __version__

    assert called(capsys, "--version") == (0, f"course {__version__}\n", "")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("docter", "there is no command 'course docter': did you mean 'doctor'?"),
        ("09", "there is no command 'course 09': did you mean 'course run 09'?"),
        ("xyzzy", "there is no command 'course xyzzy': 'course --help' lists them"),
        ("data shwo", "there is no command 'course data shwo': did you mean 'show'?"),
        ("run 00 --sed 3", "'course run' has no option '--sed': did you mean '--seed'?"),
        ("run 00 --zap", "'course run' has no option '--zap': 'course run --help' shows how it is called"),
        ("run 00 --effort smke", "--effort cannot be 'smke': did you mean 'smoke'?"),
        ("run 00 --effort 9", "--effort cannot be '9': choose smoke, standard, full"),
        ("run 00 --backend jacks", "--backend cannot be 'jacks': choose tensorflow, jax, torch"),
        ("run", "missing argument 'LESSON...': 'course run --help' shows how it is called"),
        ("doctor me", "got unexpected extra argument (me): 'course doctor --help' shows how it is called"),
        ("progress --reset", "--reset sets your record aside: add --yes if that is what you want"),
    ],
)
def test_wrong_calls_exit_with_2_and_one_line_that_helps(capsys, call, said):
    assert called(capsys, *call.split()) == (2, "", f"course: {said}\n")


def test_a_value_of_the_wrong_kind_is_named(capsys):
    code, out, err = called(capsys, "lab", "--port", "high")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("course: invalid value for '--port': ") and "valid integer" in err


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("data show fashoin", "there is no data set 'fashoin': did you mean 'fashion'?"),
        ("data verify digits82", "there is no data set 'digits82': did you mean 'digits8'?"),
    ],
)
def test_mendable_problems_exit_with_1_and_one_line(capsys, call, said):
    code, out, err = called(capsys, *call.split())
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"course: {said}")


@pytest.fixture
def failing(monkeypatch):
    """Return a function that makes every command raise an error."""

    def make(error):
        def fail(argv):
            raise error

        monkeypatch.setattr(commands, "invoke", fail)

    return make


def test_errors_show_their_traceback_only_when_asked(capsys, failing, monkeypatch):
    failing(CourseError("the moon is full", remedy="wait"))
    monkeypatch.delenv("COURSE_DEBUG", raising=False)
    assert called(capsys) == (1, "", "course: the moon is full: wait\n")
    monkeypatch.setenv("COURSE_DEBUG", "1")
    code, _, err = called(capsys)
    assert code == 1 and "Traceback" in err and err.endswith("course: the moon is full: wait\n")


def test_a_missing_package_is_one_line_with_the_command_that_installs_it(capsys, failing):
    failing(ModuleNotFoundError("No module named 'jupyterlab'", name="jupyterlab"))
    code, out, err = called(capsys)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"the package 'jupyterlab' is missing in {sys.executable}" in err and "-m pip install" in err


def test_a_refusal_of_the_system_names_the_file(capsys, failing):
    failing(PermissionError(13, "Permission denied", "/somewhere"))
    assert called(capsys) == (1, "", "course: the system refused '/somewhere': permission denied\n")


def test_a_defect_of_ours_keeps_its_traceback(failing):
    failing(KeyError("oops"))
    with pytest.raises(KeyError):
        main([])


def test_ctrl_c_exits_with_130_and_one_line(capsys, failing):
    failing(KeyboardInterrupt())
    assert called(capsys) == (130, "", "course: stopped\n")


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_a_polite_kill_unwinds_like_ctrl_c(capsys, monkeypatch):
    tidied = []

    def work(argv):
        try:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)
        finally:
            tidied.append(True)

    monkeypatch.setattr(commands, "invoke", work)
    before = signal.getsignal(signal.SIGTERM)
    assert called(capsys) == (143, "", "course: stopped\n")
    assert tidied and signal.getsignal(signal.SIGTERM) is before


def test_help_is_quick_and_loads_nothing_heavy():
    heavy = {"tensorflow", "keras", "numpy", "pandas", "IPython", "jupyterlab", "nbformat", "jupytext", "matplotlib"}
    code = (
        "import sys, time; start = time.perf_counter(); from course_utils.cli import main; main(['--help']);"
        "print(time.perf_counter() - start, *sys.modules, file=sys.stderr)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.split()
        for _ in range(2)
    ]
    assert not heavy & set(runs[0])
    assert min(float(run[0]) for run in runs) < 0.7
