"""A checkpoint comes back as it was saved, and whatever is wrong with it is said in one line."""

import numpy as np
import pytest

from course_utils import data, places
from course_utils.data import checkpoints
from course_utils.errors import CourseError


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(places, "datasets", lambda: tmp_path)
    path = tmp_path / "checkpoints" / "writer"
    path.mkdir(parents=True)
    arrays = {"late": np.linspace(-2, 2, 60, dtype="float32").reshape(3, 20), "early": np.arange(5)}
    checkpoints.save(path, arrays, what='A "small" one', seed=7, minutes=1.5, curve=[2.5, 1.25])
    return path


def complaint(name="writer"):
    with pytest.raises(CourseError) as caught:
        data.checkpoint(name)
    assert "\n" not in str(caught.value) and caught.value.remedy
    return str(caught.value)


def test_arrays_come_back_in_order_rounded_to_half_precision(folder):
    arrays = data.checkpoint("writer")
    assert list(arrays) == ["late", "early"]
    assert arrays["late"].dtype == np.float32 and arrays["early"].dtype.kind == "i"
    np.testing.assert_allclose(arrays["late"], np.linspace(-2, 2, 60).reshape(3, 20), rtol=1e-3, atol=1e-4)
    np.testing.assert_array_equal(arrays["early"], np.arange(5))


def test_measurements_keep_their_digits(folder):
    checkpoints.save(folder, {"loss": np.array([1.68301, 1.68302])}, half=False, what="losses", seed=7, minutes=1)
    assert data.checkpoint("writer")["loss"].tolist() == [1.68301, 1.68302]


def test_card_tells_how_it_was_made(folder):
    card = data.checkpoint_card("writer")
    assert (card["what"], card["seed"], card["minutes"], card["curve"]) == ('A "small" one', 7, 1.5, [2.5, 1.25])


def test_saving_again_gives_the_same_bytes(folder):
    before = (folder / "weights.npz").read_bytes(), (folder / "card.toml").read_bytes()
    checkpoints.save(folder, data.checkpoint("writer"), what='A "small" one', seed=7, minutes=1.5, curve=[2.5, 1.25])
    assert before == ((folder / "weights.npz").read_bytes(), (folder / "card.toml").read_bytes())


def test_a_script_goes_on_from_what_it_has_saved(folder):
    arrays, story = checkpoints.so_far(folder)
    assert list(arrays) == ["late", "early"] and story["minutes"] == 1.5 and "sha256" not in story
    before = (folder / "card.toml").read_bytes()
    checkpoints.save(folder, arrays, **story)
    assert (folder / "card.toml").read_bytes() == before
    assert checkpoints.so_far(folder.parent / "not_begun") == ({}, {})


def test_unknown_name_gets_the_nearest_one(folder):
    assert "did you mean 'writer'?" in complaint("wirter")
    assert "choose one of these (writer)" in complaint("zzzz")


def test_no_flipped_bit_changes_what_is_loaded(folder):
    path = folder / "weights.npz"
    whole, kept = path.read_bytes(), data.checkpoint("writer")
    found = 0
    for place in range(0, len(whole), 7):
        raw = bytearray(whole)
        raw[place] ^= 0x40
        path.write_bytes(raw)
        try:
            arrays = data.checkpoint("writer")  # a bit that means nothing, such as of a date
        except CourseError as error:
            message = str(error)
            assert "checkpoints/writer" in message and ("damaged" in message or "not those" in message)
            found += 1
        else:
            assert all(np.array_equal(arrays[key], kept[key]) for key in kept)
    assert found > len(whole) / 7 / 2


def test_cut_missing_and_exchanged_files_are_found(folder):
    path = folder / "weights.npz"
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "weights.npz is damaged" in complaint()
    path.unlink()
    assert "weights.npz is missing" in complaint()
    np.savez_compressed(path, late=np.zeros(3))
    assert "not those that its card describes" in complaint()
    (folder / "card.toml").write_text("seed = [7")
    assert "card.toml is damaged" in complaint()


def test_the_courses_own_checkpoints_are_whole_small_and_have_a_script():
    for card in sorted((places.datasets() / "checkpoints").glob("*/card.toml")):
        if "sha256" not in data.checkpoint_card(card.parent.name):
            continue  # measurements, not weights
        arrays = data.checkpoint(card.parent.name)
        assert all(np.isfinite(array).all() for array in arrays.values() if array.dtype.kind == "f")
        assert (card.parent / "weights.npz").stat().st_size < 3e6
        assert (card.parent / "train.py").is_file()
        story = data.checkpoint_card(card.parent.name)
        assert {"what", "minutes"} <= set(story) and {"seed", "seeds"} & set(story)
