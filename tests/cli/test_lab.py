"""`course lab`: the server, the learner's copy of the lessons, the port."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from urllib.request import Request, urlopen

import psutil
import pytest
from tiny_course import environment, snapshot

from course_utils.cli import main
from course_utils.cli.lab import copy_missing
from course_utils.errors import CourseError


def answer(address, patience=10):
    end = time.monotonic() + patience
    while True:
        try:
            return urlopen(address, timeout=5).read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_serves_the_learners_copy_offline_and_stops_with_its_kernels(wheel, tmp_path):
    mine = tmp_path / "deep-learning-explained"
    mine.mkdir()
    (mine / "02_broken.ipynb").write_text("my own edit")
    before = snapshot(wheel)
    env = environment(wheel, JUPYTER_RUNTIME_DIR=str(tmp_path / "runtime"))
    lab = subprocess.Popen(
        [sys.executable, "-m", "course_utils", "lab", "--no-browser"],
        cwd=tmp_path,
        env=env,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    try:
        said = ""
        while "Ctrl-C stops it" not in said:
            line = lab.stdout.readline()
            assert line, lab.stderr.read()
            said += line
        assert f"2 lessons copied to {mine}" in said
        pattern = r"((http://localhost:\d+/)lab/tree/00_tiny\.ipynb\?token=(\w+))"
        address, server, token = re.search(pattern, said).groups()
        page = answer(address)
        config = json.loads(re.search(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[1])
        assert config["news"] == {"disabled": True}
        assert config["extensionManager"]["can_install"] is False
        listing = json.loads(answer(f"{server}api/contents?token={token}"))
        assert {entry["name"] for entry in listing["content"]} == {"00_tiny.ipynb", "01_slow.ipynb", "02_broken.ipynb"}
        urlopen(Request(f"{server}api/kernels?token={token}", data=b"{}", method="POST"), timeout=10)
        kernels = psutil.Process(lab.pid).children(recursive=True)
        assert kernels
        lab.send_signal(signal.SIGINT)
        out, err = lab.communicate(timeout=15)
    finally:
        lab.kill()
    assert lab.returncode == 0 and out.endswith("JupyterLab has stopped.\n")
    assert "course_utils" not in err, "what the kernel says when it is stopped is its own affair"
    assert not any(kernel.is_running() for kernel in kernels)
    assert (mine / "02_broken.ipynb").read_text() == "my own edit"
    assert snapshot(wheel) == before


def test_only_missing_lessons_are_copied(tmp_path):
    source, mine = tmp_path / "source", tmp_path / "a" / "mine"
    source.mkdir()
    for name in ("00_a.ipynb", "01_b.ipynb", "notes.md"):
        (source / name).write_text(f"the course's {name}")
    assert copy_missing(source, mine) == ["00_a.ipynb", "01_b.ipynb"]
    (mine / "00_a.ipynb").write_text("edited")
    (mine / "01_b.ipynb").unlink()
    assert copy_missing(source, mine) == ["01_b.ipynb"]
    assert (mine / "00_a.ipynb").read_text() == "edited"
    with pytest.raises(CourseError, match=r"is a file: name a folder"):
        copy_missing(source, mine / "00_a.ipynb")


def test_a_port_in_use_is_one_line(process):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = process("lab", "--port", str(port), "--no-browser")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"course: port {port} is in use: leave --port out, and a free one is found\n"


def test_an_unknown_lesson_is_one_line(process):
    done = process("lab", "tiny2", "--no-browser")
    assert (done.returncode, done.stderr) == (1, "course: there is no lesson 'tiny2': did you mean 00_tiny?\n")


def test_without_jupyterlab_it_says_what_to_install(monkeypatch, capsys):
    from course_utils.cli import environment, lab

    monkeypatch.setattr(lab, "_serve", lambda *args, **options: None)
    real = environment.find_spec
    monkeypatch.setattr(environment, "find_spec", lambda name: None if name == "jupyterlab" else real(name))
    assert main(["lab"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("course: the package 'jupyterlab' is missing") and err.count("\n") == 1
    assert "-m pip install" in err
