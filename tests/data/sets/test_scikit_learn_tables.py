"""The tables that scikit-learn ships: rows, columns, classes, and what is said when they are not there."""

import gzip
import importlib.util
import re
import runpy
from pathlib import Path

import numpy as np
import pytest

from course_utils import data
from course_utils.data import preparation
from course_utils.data.fingerprint import fingerprint
from course_utils.data.sources import scikit_learn_tables
from course_utils.errors import CourseError

PARTS = ("train", "val", "test")
NAMES = ["breast_cancer", "diabetes", "wine"]


@pytest.fixture(scope="module")
def sets():
    return {name: data.load(name) for name in NAMES}


def complaint(call, *args):
    with pytest.raises(CourseError) as caught:
        call(*args)
    return str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_those_that_scikit_learn_loads(sets, name):
    from sklearn import datasets

    x, y = getattr(datasets, f"load_{name}")(return_X_y=True, **({"scaled": False} if name == "diabetes" else {}))
    theirs = np.column_stack([x, y]).astype(np.float32)
    ours = np.concatenate([np.column_stack([part.x, part.y]) for part in sets[name].parts.values()])
    assert np.array_equal(theirs[np.lexsort(theirs.T)], ours.astype(np.float32)[np.lexsort(ours.T)])


@pytest.mark.parametrize("name", NAMES)
def test_columns_are_named_as_scikit_learn_names_them(sets, name):
    from sklearn import datasets

    theirs = getattr(datasets, f"load_{name}")().feature_names
    ours = list(sets[name].train.x)
    if name == "diabetes":  # s1 … s6 have the short names of its description here
        theirs, ours = theirs[:4], ours[:4]
    plain = [re.sub(r"[ /]", "_", name.replace("_of_diluted_wines", "")) for name in theirs]
    assert ours == plain


@pytest.mark.parametrize("name", NAMES)
def test_scripts_make_the_arrays_of_their_cards(monkeypatch, name):
    root = Path(importlib.util.find_spec("sklearn").origin).parents[1]

    def files(package):
        folder = root / package.path.rpartition("/")[0]
        found = {f"{package.path.rpartition('/')[0]}/{path.name}": path for path in sorted(folder.iterdir())}
        return {key: path.read_bytes() for key, path in found.items() if key.startswith(package.path)}

    monkeypatch.setattr(preparation, "files", files)
    card = data.card(name)
    assert fingerprint(runpy.run_path(str(card.folder / "prepare.py"))["arrays"](card.source)) == card.source.sha256


def test_table_with_other_columns_is_refused():
    wrong = {"data/wine_data.csv": b"2,2,a,b\n1,2,0\n3,4,1\n"}
    with pytest.raises(ValueError, match="2 rows of 13 numbers expected"):
        scikit_learn_tables.split(wrong, 1)


def test_targets_are_read_from_their_own_file():
    x = "\n".join(f"{i} 1 20.5 90 150 100 50 3 4.5 80" for i in range(50)).encode()
    y = gzip.compress("\n".join(f"{10 * i}.0" for i in range(50)).encode())
    made = scikit_learn_tables.split({"diabetes_data_raw.csv.gz": gzip.compress(x), "diabetes_target.csv.gz": y}, 1)
    for part, n in zip(PARTS, (30, 10, 10), strict=True):
        assert np.array_equal(made[f"y_{part}"], 10 * made[f"x_{part}/age"]) and len(made[f"y_{part}"]) == n


@pytest.mark.parametrize("name", NAMES)
def test_missing_or_other_scikit_learn_is_named(monkeypatch, tmp_path, name):
    (tmp_path / "sklearn/datasets/data").mkdir(parents=True)
    spec = importlib.util.spec_from_file_location("sklearn", tmp_path / "sklearn/__init__.py")
    real = importlib.util.find_spec
    monkeypatch.setattr(importlib.util, "find_spec", lambda module, *a: spec if module == "sklearn" else real(module))
    message = complaint(data.load, name)
    assert f"{name} cannot be read from the installed scikit-learn (there is no sklearn/datasets/data/" in message
    assert "pip install" in message
    monkeypatch.setattr(importlib.util, "find_spec", lambda module, *a: None)
    assert "scikit-learn, which is not installed: pip install" in complaint(data.load, name)


def test_classes_mean_what_they_say(sets):
    masses, wines = sets["breast_cancer"].train, sets["wine"].train
    size = [masses.x.worst_radius[masses.y == label].median() for label in (0, 1)]
    assert sets["breast_cancer"].classes == ("malignant", "benign") and size[0] > 1.3 * size[1]
    assert np.bincount(masses.y).argmax() == 1  # most masses are benign
    assert [round(float(wines.x.flavanoids[wines.y == k].mean())) for k in range(3)] == [3, 2, 1]
