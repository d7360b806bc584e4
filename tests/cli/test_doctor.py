"""`course doctor`: what it finds, and the remedy that it gives."""

import os
import sys
from collections import namedtuple
from importlib import metadata

import pytest

from course_utils import data, places
from course_utils.cli import environment, installation, machine, main
from course_utils.errors import CourseError

HEALTHY = ["3.15.1", "tensorflow", "2.21.0", "7.4"]


@pytest.fixture
def healthy(monkeypatch, tmp_path):
    """Make this machine one on which the lessons run, whatever it is, and spare it the start of Keras."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    (notebooks / "00_start.ipynb").touch()
    monkeypatch.setattr(installation, "_start_keras", lambda: HEALTHY)
    monkeypatch.setattr(places, "notebooks", lambda: notebooks)
    monkeypatch.setattr(places, "progress_file", lambda: tmp_path / "new" / "progress.jsonl")
    monkeypatch.setattr(machine, "_container_limit", lambda: None)
    for variable in environment._SERVICES:
        monkeypatch.delenv(variable, raising=False)


def report(capsys):
    code = main(["doctor"])
    out, err = capsys.readouterr()
    assert err == ""
    return code, out


def only(check):
    """Return the single finding of a check."""
    [finding] = check()
    return finding


def test_a_healthy_machine_is_ready(healthy, capsys, tmp_path):
    code, out = report(capsys)
    assert code == 0 and "✗" not in out
    assert "\n✓ Keras       3.15.1 on tensorflow 2.21.0, starts in 7.4 s\n" in out
    names = [line.split()[1] for line in out.splitlines() if line[:2] in ("✓ ", "! ")]
    assert names == [
        "Python",
        "Packages",
        "Keras",
        "Kernel",
        "JupyterLab",
        "Memory",
        "Disk",
        "Data",
        "Lessons",
        "Progress",
    ]
    assert out.endswith("\nReady: 'course lab' opens the lessons.\n")
    assert not (tmp_path / "new").exists(), "looking creates no folder"


def test_one_failure_is_exit_code_1_with_its_remedy(healthy, capsys, monkeypatch):
    def broken():
        raise CourseError("cannot start: no module named keras", remedy="install it")

    monkeypatch.setattr(installation, "_start_keras", broken)
    code, out = report(capsys)
    assert code == 1
    assert "✗ Keras       cannot start: no module named keras\n              → install it\n" in out
    assert out.endswith("\n1 thing to mend before the lessons run: see the arrows above.\n")


def test_an_unsupported_python(monkeypatch):
    Version = namedtuple("Version", "major minor micro")
    monkeypatch.setattr(sys, "version_info", Version(3, 10, 4))
    finding = only(installation.python)
    assert finding.mark == "✗" and "needs Python" in finding.remedy and ">=3.11" in finding.remedy


def test_missing_and_outdated_packages(monkeypatch):
    real = metadata.version

    def version(name):
        if name == "rich":
            raise metadata.PackageNotFoundError(name)
        return "0.1" if name == "papermill" else real(name)

    monkeypatch.setattr(metadata, "version", version)
    finding = only(installation.packages)
    assert finding.mark == "✗" and "rich is missing" in finding.text and "papermill 0.1 is not >=" in finding.text
    assert finding.remedy == environment.install_command()


def test_two_tensorflows_are_a_warning(monkeypatch):
    real = metadata.version
    monkeypatch.setattr(metadata, "version", lambda name: "2.21.0" if name.startswith("tensorflow") else real(name))
    good, warning = installation.packages()
    assert (good.mark, warning.mark) == ("✓", "!") and "uninstall -y tensorflow tensorflow-cpu" in warning.remedy


def test_a_course_that_is_not_installed(monkeypatch):
    def requires(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "requires", requires)
    assert only(installation.packages)[0] == "✗"


posix = pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
KERAS = """
class backend:
    @staticmethod
    def backend(): return "numpy"
__version__ = "3.99"
{then}
"""


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ("", None),
        ("raise ImportError('libcudart is missing')", "cannot start: ImportError: libcudart is missing"),
        pytest.param("import os; os.kill(os.getpid(), 6)", "cannot start: the process ended with code -6", marks=posix),
        pytest.param(
            "import os; os.kill(os.getpid(), 4)",
            "TensorFlow stops: this processor lacks instructions (AVX) that it is built with",
            marks=posix,
        ),
    ],
)
def test_keras_starts_or_says_why_not(monkeypatch, tmp_path, then, said):
    (tmp_path / "keras.py").write_text(KERAS.format(then=then))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    finding = only(installation.backend)
    if said is None:
        import numpy

        assert finding.mark == "✓" and finding.text.startswith(f"3.99 on numpy {numpy.__version__}, starts in ")
    else:
        assert (finding.mark, finding.text) == ("✗", said) and "Colab or Binder" in finding.remedy


def test_a_learners_own_keras_py_in_the_current_folder_is_not_asked(monkeypatch, tmp_path):
    (tmp_path / "here").mkdir()
    (tmp_path / "here" / "keras.py").write_text("raise SystemExit('wrong file')")
    (tmp_path / "keras.py").write_text(KERAS.format(then=""))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.chdir(tmp_path / "here")
    assert only(installation.backend).mark == "✓"


@pytest.mark.parametrize(("program", "mark"), [("python", "✓"), (sys.executable, "✓"), ("/elsewhere/bin/python3", "✗")])
def test_the_kernel_of_another_environment_is_found_out(monkeypatch, tmp_path, program, mark):
    from jupyter_client import kernelspec

    spec = kernelspec.KernelSpec(argv=[program, "-m", "ipykernel_launcher"], resource_dir=str(tmp_path))
    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", lambda self, name: spec)
    finding = only(installation.kernel)
    assert finding.mark == mark
    if mark == "✗":
        assert program in finding.text and str(tmp_path) in finding.text and "ipykernel install" in finding.remedy


def test_no_kernel_at_all(monkeypatch):
    from jupyter_client import kernelspec

    def nothing(self, name):
        raise kernelspec.NoSuchKernel(name)

    monkeypatch.setattr(kernelspec.KernelSpecManager, "get_kernel_spec", nothing)
    assert only(installation.kernel).mark == "✗"


def test_a_small_container_on_a_big_machine_is_little_memory(monkeypatch):
    monkeypatch.setattr(machine, "_container_limit", lambda: (2_000_000_000, 900_000_000))
    finding = only(machine.memory)
    assert (finding.mark, finding.text) == ("!", "1.1 GB free of 2.0 GB") and "1.4 GB" in finding.remedy


def test_a_full_disk(monkeypatch):
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda place: Usage(9, 9, 1_000_000))
    assert only(machine.disk).mark == "!"


def test_damaged_data_names_the_set_and_the_remedy(monkeypatch):
    def verify(name):
        if name == "fashion":
            raise CourseError("fashion is damaged", remedy="bring it back")

    monkeypatch.setattr(data, "verify", verify)
    finding = next(iter(machine.data_sets()))
    assert finding == ("✗", "Data", "fashion is damaged", "bring it back")


def test_data_that_are_not_here_are_no_fault(monkeypatch):
    monkeypatch.setattr(data, "is_here", lambda name: name not in {"faces", "minilm"})
    whole, away = machine.data_sets()
    assert whole.mark == "✓" and f"{len(data.names()) - 2} data sets, whole" in whole.text
    assert away.mark == "·" and "not here yet: faces, minilm" in away.text


def test_no_lessons(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "notebooks", lambda: tmp_path)
    assert only(machine.lessons).mark == "✗"


def test_a_record_that_cannot_be_written(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "progress_file", lambda: tmp_path)  # a folder: opening it fails for root too
    finding = only(machine.progress_record)
    assert finding.mark == "!" and "COURSE_PROGRESS" in finding.remedy


@pytest.mark.parametrize(
    ("variable", "name"),
    [("COLAB_RELEASE_TAG", "Google Colab"), ("BINDER_SERVICE_HOST", "Binder"), ("CODESPACES", "GitHub Codespaces")],
)
def test_hosted_services_are_recognised(healthy, monkeypatch, variable, name):
    assert list(machine.service()) == []
    monkeypatch.setenv(variable, "1")
    assert only(machine.service).mark == "·" and only(machine.service).text.startswith(name)
