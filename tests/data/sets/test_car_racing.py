"""car_racing: the driver steers as its docstring says, the frames do not give the steering away."""

import runpy
from types import SimpleNamespace

import numpy as np
import pytest

from course_utils import data
from course_utils.errors import CourseError

PREPARE = runpy.run_path(str(data.card("car_racing").folder / "prepare.py"))


@pytest.fixture(scope="module")
def drives():
    return data.load("car_racing")


def test_both_drives_of_every_track_are_in_the_part_that_the_script_says(drives):
    for part, split in drives.parts.items():
        pairs = split.about.groupby(["track", "disturbed"]).size()
        assert set(pairs.index) == {(seed, d) for seed in PREPARE["TRACKS"][part] for d in (0, 1)}
        assert set(pairs) == {150}


def test_the_car_stays_on_the_track_and_is_pushed_off_the_middle_when_disturbed(drives):
    about = drives.train.about
    off = about.offset.abs().astype(float)
    assert off.max() < 40 / 6  # half the width of the track
    assert off[about.disturbed == 1].mean() > 1.1 * off[about.disturbed == 0].mean()
    assert (
        np.abs(drives.train.y)[about.disturbed == 1].mean() > 1.5 * np.abs(drives.train.y)[about.disturbed == 0].mean()
    )


def test_who_was_pushed_to_the_left_steers_more_to_the_right(drives):
    """Compare the two drives of a track moment by moment; in a bend alone, left of the middle is where one cuts it."""
    steering, offset = [], []
    for part in drives.parts.values():
        for values, pairs in ((part.y, steering), (part.about.offset.to_numpy().astype(float), offset)):
            clean, disturbed = values.reshape(-1, 2, 150).swapaxes(0, 1)
            pairs.extend((disturbed - clean).ravel())
    steering, offset = np.array(steering), np.array(offset)
    assert steering[offset > 1.5].mean() > 0.1 and steering[offset < -1.5].mean() < -0.1


def test_the_car_is_in_the_same_place_in_every_frame_and_the_instruments_are_gone(drives):
    frames = drives.test.x  # (n, 42, 48, 3)
    red = (frames[..., 0] > 0.5) & (frames[..., 1] < 0.2) & (frames[..., 2] < 0.2)
    assert red[:, 34:37, 23:25].any(axis=(1, 2)).mean() > 0.95
    assert frames[:, -1].mean(axis=-1).min() > 0.1  # the instruments stand on black


def test_frames_are_averaged_two_by_two():
    frame = np.arange(96 * 96 * 3, dtype=np.uint32).reshape(96, 96, 3).astype(np.uint8)
    small = PREPARE["small"](frame)
    assert small.shape == (42, 48, 3)
    assert small[3, 5, 1] == np.round(frame[6:8, 10:12, 1].mean() + 1e-9)


def car(x, y, angle=0.0, speed=10.0):
    """A car at (x, y) whose nose points up, turned left by ``angle``."""
    velocity = (-speed * np.sin(angle), speed * np.cos(angle))
    return SimpleNamespace(hull=SimpleNamespace(position=(x, y), angle=angle, linearVelocity=velocity))


STRAIGHT = [(0, 0.0, 0.0, 3.5 * i) for i in range(80)]  # up the page, as the simulator lists it: angle, direction, x, y


@pytest.mark.parametrize(("x", "side"), [(-4.0, 1), (0.0, 0), (4.0, -1)])
def test_driver_steers_back_to_the_middle(x, side):
    (steering, gas, brake), offset = PREPARE["Driver"](STRAIGHT).command(car(x, 70))
    assert np.sign(np.round(steering, 6)) == side and offset == pytest.approx(-x)
    assert gas > 0 == brake


@pytest.mark.parametrize(("angle", "side"), [(0.3, 1), (-0.3, -1)])
def test_driver_turns_the_nose_back(angle, side):
    (steering, *_), _ = PREPARE["Driver"](STRAIGHT).command(car(0, 70, angle))
    assert np.sign(steering) == side and abs(steering) <= 1


def test_driver_brakes_for_a_bend():
    circle = [(0, phi, 30 * np.cos(phi), 30 * np.sin(phi)) for phi in np.linspace(0, 6, 60)]
    (_, gas, brake), _ = PREPARE["Driver"](circle).command(car(30, 0, speed=30.0))
    assert gas == 0 < brake


def test_missing_simulator_is_one_line(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "gymnasium", None)
    with pytest.raises(CourseError, match="the simulator is not installed: pip install"):
        PREPARE["start"]()
