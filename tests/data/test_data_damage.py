"""Whatever is wrong with the shelf, the reader sees one line that says what and what to do."""

import gzip
import importlib.util
import io
import pickle
import zipfile

import numpy as np
import pytest

from course_utils import data, places
from course_utils.errors import CourseError


def complaint(action, *args):
    """Return the one-line message of the CourseError that ``action`` raises."""
    with pytest.raises(CourseError) as caught:
        action(*args)
    message = str(caught.value)
    assert "\n" not in message and caught.value.remedy
    return message


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("fashoin", "fashion"),
        ("Digits28", "digits28"),
        ("FASHION", "fashion"),
        ("digit8", "digits8"),
        ("spiral", "spirals"),
    ],
)
def test_unknown_name_gets_the_nearest_one(typed, meant):
    message = complaint(data.load, typed)
    assert f"no data set '{typed}': did you mean '{meant}'?" in message


@pytest.mark.parametrize("name", ["zzzzzz", "", "../tests", "fashion/", None, 7])
def test_name_like_no_other_gets_the_whole_shelf(name):
    assert f"(the shelf holds {', '.join(data.names())})" in complaint(data.load, name)


def test_shelf_that_is_not_there_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "datasets", lambda: tmp_path / "nowhere")
    assert data.names() == []
    assert str(tmp_path / "nowhere") in complaint(data.load, "fashion")


@pytest.mark.parametrize("place", [0, 1, 0.01, 0.2, 0.5, 0.7, 0.9, 0.99, 0.9999])
@pytest.mark.parametrize("bit", [0x01, 0x80])
def test_flipped_bit_is_found(shelf, place, bit):
    path = shelf / "digits28" / "digits28.npz"
    raw = bytearray(path.read_bytes())
    raw[place if isinstance(place, int) else int(place * len(raw))] ^= bit
    path.write_bytes(raw)
    message = complaint(data.load, "digits28")
    assert "digits28" in message and ("damaged" in message or "not those" in message)
    assert "checkout -- datasets/digits28" in message


def test_flipped_bit_in_the_table_of_contents_is_found_or_harmless(shelf):
    path = shelf / "digits28" / "digits28.npz"
    raw = path.read_bytes()
    right = data.load("digits28")
    for i in range(len(raw) - 400, len(raw), 7):  # the zip's directory stands at the end
        path.write_bytes(raw[:i] + bytes([raw[i] ^ 0x10]) + raw[i + 1 :])
        try:
            d = data.load("digits28")
        except CourseError as error:
            assert "digits28" in str(error)
        else:  # a time stamp or an attribute: the arrays are the right ones
            assert all(np.array_equal(getattr(d, p).x, getattr(right, p).x) for p in ("train", "val", "test"))


@pytest.mark.parametrize("keep", [0, 1, 100, 500_000, -1])
def test_truncated_file_is_found(shelf, keep):
    path = shelf / "digits28" / "digits28.npz"
    path.write_bytes(path.read_bytes()[:keep])
    assert "datasets/digits28/digits28.npz is damaged: bring it back with" in complaint(data.load, "digits28")


def test_missing_file_is_named(shelf):
    (shelf / "fashion" / "fashion.npz").unlink()
    assert "datasets/fashion/fashion.npz is missing: bring it back with" in complaint(data.load, "fashion")


def test_unreadable_file_is_named(shelf):
    # A folder in its place: root, who runs CI, may read any file whatever its mode.
    (shelf / "fashion" / "fashion.npz").unlink()
    (shelf / "fashion" / "fashion.npz").mkdir()
    assert "datasets/fashion/fashion.npz cannot be read (Is a directory)" in complaint(data.load, "fashion")


def test_installed_package_names_another_remedy(shelf, monkeypatch):
    (shelf / "fashion" / "fashion.npz").unlink()
    monkeypatch.setattr("course_utils.data.repair.checkout", lambda: None)
    assert complaint(data.load, "fashion").endswith("install the course again")


def test_pickle_in_the_file_is_never_run(shelf, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (open, (str(tmp_path / "exploded"), "w"))

    for payload in (pickle.dumps(Bomb()), _npz_of_objects(Bomb())):
        (shelf / "digits28" / "digits28.npz").write_bytes(payload)
        assert "damaged" in complaint(data.load, "digits28")
    assert not (tmp_path / "exploded").exists()


def _npz_of_objects(thing):
    stream = io.BytesIO()
    np.savez(stream, x_train=np.array([thing], dtype=object))
    return stream.getvalue()


def test_sound_file_with_other_arrays_is_found(shelf):
    path = shelf / "digits28" / "digits28.npz"
    arrays = dict(np.load(path))
    arrays["y_test"] = arrays["y_test"][::-1]
    np.savez_compressed(path, **arrays)
    assert zipfile.ZipFile(path).testzip() is None
    assert "the arrays of digits28 are not those that its card describes" in complaint(data.load, "digits28")


def test_spirals_with_other_parameters_are_found(edit):
    edit("spirals", "noise = 0.05", "noise = 0.06")
    assert "the arrays of spirals are not those" in complaint(data.load, "spirals")


def test_missing_scikit_learn_is_named(monkeypatch):
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: None if name == "sklearn" else real(name, *a))
    message = complaint(data.load, "digits8")
    assert "scikit-learn, which is not installed: pip install" in message and "scikit-learn==" in message


BAD_GZIP = gzip.compress(b"1,2,3", mtime=0)[:10] + b"\xff" * 20  # a right header, then what no packer writes


@pytest.mark.parametrize("content", [None, b"not gzip", b"\x1f\x8b\x08\x00broken", BAD_GZIP, "1,2,3\n", "a,b\n"])
def test_other_scikit_learn_is_named(monkeypatch, tmp_path, content):
    package = tmp_path / "sklearn"
    (package / "datasets" / "data").mkdir(parents=True)
    (package / "__init__.py").touch()
    if content is not None:
        packed = gzip.compress(content.encode()) if isinstance(content, str) else content
        (package / "datasets" / "data" / "digits.csv.gz").write_bytes(packed)
    spec = importlib.util.spec_from_file_location("sklearn", package / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, *a: spec)
    message = complaint(data.load, "digits8")
    assert "digits8 cannot be read from the installed scikit-learn" in message and "pip install" in message


def test_scikit_learn_with_other_digits_is_found(monkeypatch):
    from course_utils.data.sources import scikit_learn

    real = scikit_learn.split
    monkeypatch.setattr(scikit_learn, "split", lambda raw, seed: real(raw, seed + 1))
    message = complaint(data.load, "digits8")
    assert "not those that its card describes: pip install" in message
