"""What the package does at import: nothing loud, nothing that hides a real message."""

import os
import subprocess
import sys


def run(code, **env):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | env)


def test_only_the_known_notes_are_dropped():
    code = (
        "import os; from course_utils.startup import without_notes\n"
        "with without_notes():\n"
        "    os.write(2, b'I0000 port.cc:153] oneDNN custom operations are on. You may see\\n')\n"
        "    os.write(2, b'E0000 a real problem\\n')\n"
        "os.write(2, b'afterwards oneDNN custom operations are on\\n')"
    )
    assert run(code).stderr.splitlines() == ["E0000 a real problem", "afterwards oneDNN custom operations are on"]


def test_an_error_inside_is_passed_on_with_what_was_written():
    code = (
        "import os; from course_utils.startup import without_notes\n"
        "with without_notes():\n    os.write(2, b'last words\\n'); raise ImportError('no AVX')"
    )
    done = run(code)
    assert done.returncode == 1 and "last words" in done.stderr and "no AVX" in done.stderr


def test_tensorflow_is_imported_without_a_line_on_stderr():
    done = run(
        "import course_utils, keras, tensorflow; print(tensorflow.constant(1).numpy())", KERAS_BACKEND="tensorflow"
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "1\n", "")


def test_other_imports_are_left_alone():
    done = run("import course_utils, sys, json, tensorflow_that_is_not_there")
    assert "ModuleNotFoundError: No module named 'tensorflow_that_is_not_there'" in done.stderr
