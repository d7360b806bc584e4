import subprocess
import sys

import pytest

from course_utils import train
from course_utils.errors import CourseError
from course_utils.train import bar


class Clock:
    """Time that passes only when a test says so."""

    def __init__(self):
        self.now = 100.0

    def perf_counter(self):
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(bar, "time", clock)
    monkeypatch.setattr(bar, "interactive", lambda: True)
    return clock


def on_screen(written):
    """Return what a terminal shows after text with carriage returns, line by line, trailing blanks included."""
    lines = []
    for line in written.split("\n"):
        cells = []
        for part in line.split("\r"):
            cells[: len(part)] = part
        lines.append("".join(cells))
    return lines


def loop(clock, seconds, n=50):
    for _ in train.progress(range(n), "training"):
        clock.now += seconds / n


def test_a_short_loop_writes_only_the_final_line(clock, capsys):
    loop(clock, 1.9)
    assert capsys.readouterr().out == "training: 50 steps done\n"


def test_a_long_loop_shows_a_bar_and_ends_in_the_same_line(clock, capsys):
    loop(clock, 60)
    out = capsys.readouterr().out
    frames = out.split("\r")
    assert "training ████████████░░░░░░░░░░░░  50 %  0:30 left" in [f.rstrip() for f in frames]
    assert 40 <= len(frames) <= 52
    assert on_screen(out)[0].rstrip() == "training: 50 steps done"
    assert out.endswith("\rtraining: 50 steps done\n")


def test_the_bar_is_drawn_about_five_times_a_second(clock, capsys):
    loop(clock, 10, n=10_000)
    assert 35 <= capsys.readouterr().out.count("left") <= 42


def test_the_stored_notebook_holds_only_the_final_line(clock, capsys):
    from nbclient.client import _RGX_CARRIAGERETURN

    loop(clock, 60)
    stored = _RGX_CARRIAGERETURN.sub("", capsys.readouterr().out)
    assert stored.strip("\r") == "training: 50 steps done\n"


def test_a_file_gets_no_bar(monkeypatch, capsys):
    clock = Clock()
    monkeypatch.setattr(bar, "time", clock)
    loop(clock, 60)
    assert capsys.readouterr().out == "training: 50 steps done\n"


def test_a_loop_inside_a_loop_moves_the_outer_bar(clock, capsys):
    for _ in train.progress(range(2), "seeds"):
        for _ in train.progress(range(10), "epochs"):
            clock.now += 1
    out = capsys.readouterr().out
    assert "epochs" not in out and out.endswith("\rseeds: 2 steps done\n")
    assert " 75 %" in out and " 25 %" in out


@pytest.mark.parametrize(("stop", "line"), [
    (KeyboardInterrupt, "training: interrupted"),
    (ZeroDivisionError, None),
])  # fmt: skip
def test_a_failing_source_leaves_a_clean_line(clock, capsys, stop, line):
    def source():
        for i in range(10):
            clock.now += 1
            if i == 5:
                raise stop
            yield i

    with pytest.raises(stop):
        for _ in train.progress(source(), "training", total=10):
            pass
    out = capsys.readouterr().out
    assert "left" in out
    assert [s.rstrip() for s in on_screen(out)] == ([line, ""] if line else [""])
    loop(clock, 1)  # and the next bar is an outermost one again
    assert capsys.readouterr().out == "training: 50 steps done\n"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError, None])
def test_leaving_the_loop_leaves_a_clean_line(clock, capsys, stop):
    def run():
        for i in train.progress(range(10), "training"):
            clock.now += 1
            if i == 5:
                if stop:
                    raise stop
                break

    if stop:
        with pytest.raises(stop):
            run()
    else:
        run()
    assert [s.rstrip() for s in on_screen(capsys.readouterr().out)] == ["training: stopped early", ""]


@pytest.mark.parametrize(("call", "words"), [
    (lambda: train.progress(iter([1]), "training"), "give total="),
    (lambda: train.progress([1], " "), "needs a label"),
    (lambda: train.seed(-1), "-1 is no seed"),
    (lambda: train.seed(True), "True is no seed"),
    (lambda: train.seed("7"), "'7' is no seed"),
])  # fmt: skip
def test_wrong_arguments_are_one_line(call, words):
    with pytest.raises(CourseError) as caught:
        call()
    assert words in str(caught.value) and "\n" not in str(caught.value)


def test_one_step_is_one_step(capsys):
    assert list(train.progress("a", "reading")) == ["a"]
    assert capsys.readouterr().out == "reading: 1 step done\n"


def test_the_room_loads_no_keras_until_it_is_needed():
    code = """
import random, sys
import numpy as np
from course_utils import train

def draw(seed):
    train.seed(seed)
    return random.random(), np.random.rand()

assert draw(7) == draw(7)
assert all(a != b for a, b in zip(draw(7), draw(8)))
list(train.progress([1], "a loop"))
dir(train)
print(*sorted({"keras", "tensorflow", "pandas", "IPython"} & set(sys.modules)))
from course_utils.train import bar, seeds
print(seeds.seeded_too_early())
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "a loop: 1 step done\n\nTrue\n"
