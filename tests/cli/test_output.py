"""What arrives at the other end: a pipe, a file, an old code page, a terminal."""

import os
import subprocess
import sys

import pytest
from tiny_course import ROOT, environment

CONTROL = {chr(c) for c in range(32)} - {"\n"} | {"\x7f", "\x9b"}


@pytest.mark.parametrize("call", ["--help", "data list", "data show spirals", "progress", "run --help"])
def test_a_pipe_gets_plain_text(process, call):
    # CI services set GITHUB_ACTIONS, at which some libraries colour what they write to a pipe.
    done = process(*call.split(), GITHUB_ACTIONS="true")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout and not CONTROL & set(done.stdout)


def test_a_code_page_without_our_marks_gets_them_spelled(process):
    done = process("data", "verify", "digits8", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("+ digits8") and "..." in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="the shell is POSIX")
def test_a_reader_that_goes_away_is_no_error(site, tmp_path):
    # The reader closes at once; the writer has more than a pipe holds.
    code = (
        "import sys; from course_utils.cli import commands, main;"
        "commands.invoke = lambda argv: [print('x' * 999) for _ in range(9999)] and 0; sys.exit(main([]))"
    )
    done = subprocess.run(
        ["sh", "-c", f"'{sys.executable}' -c \"$CODE\" | head -1"],
        cwd=tmp_path,
        env=environment(site, CODE=code),
        capture_output=True,
        text=True,
    )
    assert done.stderr == "" and done.stdout == "x" * 999 + "\n"


def test_works_from_any_folder_by_either_name(tmp_path):
    script = next(
        (
            p
            for p in [os.path.join(os.path.dirname(sys.executable), n) for n in ("course", "course.exe")]
            if os.path.exists(p)
        ),
        None,
    )
    if script is None:
        pytest.skip("the course is not installed in this environment")
    for start in ([script], [sys.executable, "-m", "course_utils"]):
        done = subprocess.run(
            [*start, "data", "list"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
        )
        assert done.returncode == 0 and "fashion" in done.stdout
    assert list(tmp_path.iterdir()) == []


def on_terminal(*args, site, cwd, env, columns=80):
    """Run the command on a terminal of its own and return its exit code and what the terminal got."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "course_utils", *args],
        cwd=cwd,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(site, TERM="xterm-256color", **env),
    )
    os.close(theirs)
    got = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux says EIO when the last writer has gone
            break
        if not piece:
            break
        got += piece
    os.close(ours)
    return process.wait(20), got.decode()


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals are POSIX")
class TestTerminal:
    def test_marks_are_coloured_and_text_is_wrapped(self, site, tmp_path):
        code, got = on_terminal("data", "verify", site=site, cwd=tmp_path, env={})
        assert code == 0 and "\x1b[32m✓" in got
        code, got = on_terminal("data", "show", "fashion", site=site, cwd=tmp_path, env={}, columns=60)
        assert code == 0 and 50 < max(len(line) for line in got.splitlines()) <= 60

    def test_no_color_is_respected(self, site, tmp_path):
        code, got = on_terminal("data", "verify", site=site, cwd=tmp_path, env={"NO_COLOR": "1"})
        assert code == 0 and "✓" in got and "\x1b[3" not in got

    def test_a_run_moves_a_bar_and_leaves_the_claims(self, site, tmp_path):
        code, got = on_terminal("run", "00", site=site, cwd=tmp_path, env={})
        assert code == 0
        assert "\x1b[2K" in got and "The seed ends small: 7" in got
        assert "\x1b[?25h" in got.rpartition("\x1b[?25l")[2], "the cursor comes back"
