"""The fetched sets of pictures: pneumonia, of either release, and faces, by whole people."""

import hashlib
import shutil
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from scipy.io import savemat

from course_utils import data, places
from course_utils.data.sources import faces as faces_reader
from course_utils.data.sources import medmnist
from course_utils.errors import CourseError

PARTS = ("train", "val", "test")


def loaded_or_skip(name):
    if not data.is_here(name):
        pytest.skip(data.absence(name))
    return data.load(name)


@pytest.fixture(scope="module")
def xrays():
    return loaded_or_skip("pneumonia")


@pytest.fixture(scope="module")
def faces():
    return loaded_or_skip("faces")


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty cache."""
    monkeypatch.setenv("COURSE_DATA", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


def card_of(name, path):
    """Return the set's card as it is when ``path`` is the file that its makers publish."""
    card = data.card(name)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    download = replace(card.source.downloads[0], file=path.name, hash=f"sha256:{digest}")
    return replace(card, source=replace(card.source, downloads=(download,)))


# pneumonia


def release(path, sizes, doubles=()):
    """Write a file as MedMNIST does; ``doubles`` are parts whose first picture stands in train, at the end, too."""
    pixels = np.random.RandomState(0).randint(0, 256, (sum(sizes), 28, 28)).astype(np.uint8)
    arrays = {}
    for part, images in zip(PARTS, np.split(pixels, np.cumsum(sizes)[:-1]), strict=True):
        arrays[f"{part}_images"] = images
        arrays[f"{part}_labels"] = np.arange(len(images), dtype=np.uint8)[:, None] % 2
    for part in doubles:
        for what in ("images", "labels"):
            again = arrays[f"{part}_{what}"][:1]
            arrays[f"train_{what}"] = np.concatenate([arrays[f"train_{what}"], again])
    np.savez_compressed(path, **arrays)
    return arrays


def test_training_xrays_that_stand_in_val_or_test_are_left_out(home):
    raw = release(home / "small.npz", (5, 3, 4), doubles=("val", "test"))
    arrays = medmnist.read(card_of("pneumonia", home / "small.npz"))
    assert {name: len(array) for name, array in arrays.items()} == {
        "x_train": 5, "y_train": 5, "x_val": 3, "y_val": 3, "x_test": 4, "y_test": 4,
    }  # fmt: skip
    assert np.array_equal(arrays["x_train"], raw["train_images"][:5])
    assert np.array_equal(arrays["y_train"], [0, 1, 0, 1, 0])
    assert np.array_equal(arrays["x_test"], raw["test_images"]) and arrays["y_test"].shape == (4,)


@pytest.fixture
def later(home, edit):
    """A cache with a file that the card knows as the current release, of other size than the one measured."""
    path = home / "pneumoniamnist.npz"
    release(path, (30, 6, 8), doubles=("val",))
    digest = hashlib.md5(path.read_bytes()).hexdigest()
    edit("pneumonia", data.card("pneumonia").source.downloads[0].hash, f"md5:{digest}")
    return digest


def test_current_release_is_accepted_and_its_card_says_what_it_holds(later):
    loaded = data.load("pneumonia")
    assert loaded.card.counts == {"train": 30, "val": 6, "test": 8} and "30 train" in repr(loaded)
    assert data.card("pneumonia").counts["train"] == 3_872
    assert data.verify("pneumonia") == f"md5:{later}"


def test_counts_of_the_release_that_was_measured_must_agree(later, edit):
    edit("pneumonia", "measured = false", "measured = true")
    with pytest.raises(CourseError, match="its card says .*'train': 3872"):
        data.verify("pneumonia")


def test_damaged_file_is_named_when_it_is_loaded(home, later):
    path = home / "pneumoniamnist.npz"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(CourseError) as caught:
        data.load("pneumonia")
    assert caught.value.problem.startswith(f"{path} is damaged") and caught.value.remedy.endswith("pneumonia --again")


def test_no_training_xray_is_in_val_or_test_and_ten_were(xrays):
    path = places.cache() / "pneumoniamnist-v1.npz"
    if not path.is_file():
        pytest.skip("the earlier release is not on this computer")
    raw = np.load(path)
    pictures = {part: [picture.tobytes() for picture in raw[f"{part}_images"]] for part in PARTS}
    elsewhere = set(pictures["val"]) | set(pictures["test"])
    assert len(xrays.train.x) == len(pictures["train"]) - sum(p in elsewhere for p in pictures["train"]) == 3_872
    assert len(pictures["train"]) == 3_882
    held = {part: {np.round(x * 255).astype(np.uint8).tobytes() for x in getattr(xrays, part).x} for part in PARTS}
    assert held["val"] == set(pictures["val"]) and held["test"] == set(pictures["test"])
    assert not any(held[one] & held[other] for one, other in combinations(PARTS, 2))


def test_classes_are_as_frequent_as_the_makers_say(xrays):
    assert np.bincount(xrays.val.y).tolist() == [135, 389]  # a tenth of 1,349 normal X-rays and 3,883 with pneumonia
    assert np.bincount(xrays.test.y).tolist() == [234, 390]
    assert (xrays.train.y == 1).sum() > 3_400


def test_xrays_stand_upright_with_the_spine_in_the_middle(xrays):
    mean = xrays.train.x.mean(axis=0)[..., 0]
    lungs = (mean[8:18, 5:10].mean() + mean[8:18, 18:23].mean()) / 2
    assert mean[8:18, 12:16].mean() > lungs + 0.1  # bone and heart are lighter than air
    assert mean[23:].mean() > mean[:5].mean() + 0.1  # the belly, below, is lighter than the shoulders


# faces


def test_parts_hold_whole_people_and_every_picture_once():
    numbers = np.arange(400, dtype=np.uint16)[:, None, None]
    arrays = faces_reader.split(numbers, seed=3)
    kept = [arrays[f"x_{part}"].ravel() for part in PARTS]
    assert [len(rows) for rows in kept] == [280, 40, 80]
    assert sorted(np.concatenate(kept)) == list(range(400))
    for part, rows in zip(PARTS, kept, strict=True):
        assert np.array_equal(arrays[f"y_{part}"], rows // 10)
        assert np.array_equal(arrays[f"about_{part}/person"], rows // 10)
        assert set(np.bincount(rows // 10)) <= {0, 10}
    assert not np.array_equal(faces_reader.split(numbers, seed=4)["x_test"], arrays["x_test"])


@pytest.mark.parametrize("dtype", [np.uint8, np.float64])
def test_pictures_of_the_file_are_set_upright(home, dtype):
    pictures = np.random.RandomState(0).randint(0, 243, (400, 64, 64))
    columns = pictures.transpose(0, 2, 1).reshape(400, -1).T  # MATLAB stores column after column
    savemat(home / "small.mat", {"faces": columns.astype(dtype)})
    arrays = faces_reader.read(card_of("faces", home / "small.mat"))
    seed = int(data.card("faces").source.parameters["seed"])
    assert np.array_equal(arrays["x_val"], faces_reader.split(pictures, seed)["x_val"])
    assert arrays["x_val"].dtype == np.uint8


def test_nobody_is_in_two_parts(faces):
    people = {part: set(getattr(faces, part).about.person) for part in PARTS}
    assert [len(people[part]) for part in PARTS] == [28, 4, 8]
    assert not any(people[one] & people[other] for one, other in combinations(PARTS, 2))
    for part in PARTS:
        split = getattr(faces, part)
        assert np.array_equal(split.y, split.about.person) and set(np.bincount(split.y)) == {0, 10}


def test_pictures_are_those_of_scikit_learn(faces):
    # What fetch_olivetti_faces gives for the first and the last pixels of person 0's first two pictures.
    printed = [
        ((0.30991736, 0.3677686, 0.41735536), (0.15289256, 0.16115703, 0.1570248)),
        ((0.45454547, 0.47107437, 0.5123967), (0.15289256, 0.15289256, 0.15289256)),
    ]
    home = next(part for part in PARTS if 0 in getattr(faces, part).y)
    part = getattr(faces, home)
    rows = np.round(part.x[part.y == 0].reshape(10, -1) * 255) / 242  # scikit-learn divides by the largest, 242
    for first, last in printed:
        assert any(np.allclose(r[:3], first, atol=1e-6) and np.allclose(r[-3:], last, atol=1e-6) for r in rows)


def test_faces_are_upright(faces):
    mean = faces.train.x.mean(axis=0)[..., 0]

    def alike(a, b):
        return np.corrcoef(a.ravel(), b.ravel())[0, 1]

    assert alike(mean, mean[:, ::-1]) > 0.9 > alike(mean, mean[::-1])
    forehead, eyes, cheeks = (mean[rows, 14:50].mean() for rows in (slice(0, 8), slice(14, 18), slice(24, 30)))
    assert eyes < min(forehead, cheeks) - 0.15  # eyes are darker


def test_ten_pictures_of_a_person_are_more_alike_than_those_of_two(faces):
    x = faces.test.x.reshape(80, -1)
    far = np.sqrt(((x[:, None] - x) ** 2).mean(axis=2))
    same = np.equal.outer(faces.test.y, faces.test.y) & ~np.eye(80, dtype=bool)
    assert far[same].mean() < 0.8 * far[~same & ~np.eye(80, dtype=bool)].mean()


@pytest.mark.parametrize("name", ["faces", "pneumonia"])
def test_without_file_and_network_one_line_says_what_to_do(home, monkeypatch, name):
    from course_utils.data.fetching import transfer

    def nobody(*_):
        raise OSError("no network")

    monkeypatch.setattr(transfer, "_PAUSE", 0)
    monkeypatch.setattr("socket.getaddrinfo", nobody)
    with pytest.raises(CourseError) as caught:
        data.load(name)
    file = data.card(name).source.downloads[0].file
    assert str(caught.value) == (
        f"{name} is not on this computer and cannot be fetched (no network): with a network, run: "
        f"course data fetch {name}; or set COURSE_DATA to a folder that has {file}"
    )
    shutil.rmtree(home)
    assert not data.is_here(name)
