"""A course of tiny lessons for the tests of the command line, and two ways to call the command on it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parents[2]
EXERCISE = """
from .. import quiz

quiz("00.1", "A letter", "Which letter?", answer="a", hints=("the first",),
     options={"a": ("this one", "It is the first."), "b": ("that one", "It is the second.")})
"""
LESSON = """# ---
# jupyter:
#   course:
#     title: {title}
#     question: Does it run?
# ---
# %% [markdown]
# ## The question
# Does it run?
# %% tags=["parameters"]
SEED = 7
EFFORT = "standard"
# %%
import os
import time

from course_utils import claim, practice, record

claim("The seed ends small", SEED % 100, at_most=50, tolerance=50)
record("Nothing at all", 0, unit="ms")
# %% [markdown]
# ## The work
# Here it is.
# %%
{work}
"""
EXERCISES = "# %% [markdown]\n# ## Exercises\n# %% [markdown]\n# {{exercise 00.1}}\n"
# Lesson 01 runs until it is stopped; it tells the process to look for through a file.
WORK = {
    "00_tiny": "print('done')",
    "01_slow": "open(os.environ['KERNEL_PID'], 'w').write(str(os.getpid()))\ntime.sleep(60)",
    "02_broken": "def half(x):\n    return x / 0\n\n\nhalf(1)",
}
ASSEMBLE = """
from course_utils import authoring
from course_utils.authoring.storage import write_notebook
for lesson in authoring.lessons():
    write_notebook(lesson.notebook, authoring.assemble(lesson))
"""
DESK = """
import contextlib, io, json, os, sys
from pathlib import Path
from course_utils import places
from course_utils.cli import main

for line in sys.stdin:
    call = json.loads(line)
    places.PACKAGE = Path(call["site"]) / "course_utils"
    os.chdir(call["cwd"])
    os.environ["COURSE_PROGRESS"] = str(Path(call["cwd"]) / "progress.jsonl")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(call["args"])
    print(json.dumps([code, out.getvalue(), err.getvalue()]), flush=True)
"""


def environment(site, **more):
    """Return the environment in which the course of ``site`` runs; nothing of the developer's own shell leaks in."""
    foreign = {"NO_COLOR", "FORCE_COLOR", "COURSE_DEBUG", "KERAS_BACKEND", "COLUMNS", "PYTHONIOENCODING"}
    kept = {key: value for key, value in os.environ.items() if key not in foreign}
    return kept | {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1"} | more


def python(*args, site, cwd, **env):
    """Run this Python to its end with the course of ``site`` in ``cwd``."""
    env = environment(site, COURSE_PROGRESS=str(Path(cwd) / "progress.jsonl")) | env
    return subprocess.run(
        [sys.executable, *args], cwd=cwd, env=env, capture_output=True, text=True, encoding="utf-8", timeout=30
    )


class Desk:
    """One process that answers many calls of the command: the imports are paid for once."""

    def __init__(self, site):
        self.process = subprocess.Popen(
            [sys.executable, "-c", DESK],
            cwd=site,
            env=environment(site),
            text=True,
            encoding="utf-8",
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def call(self, *args, site, cwd):
        """Call the command with its lessons in ``site`` and return returncode, stdout and stderr."""
        self.process.stdin.write(json.dumps({"args": args, "site": str(site), "cwd": str(cwd)}) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        assert answer, "the command raised an error that nobody caught: see stderr"
        return SimpleNamespace(**dict(zip(("returncode", "stdout", "stderr"), json.loads(answer), strict=True)))

    def close(self):
        """End the process."""
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def snapshot(folder):
    """Return every file of a folder with its content's hash, to prove that nothing was written."""
    return {path: hash(path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()}
