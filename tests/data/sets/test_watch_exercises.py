"""The movements of the watch: windows of recordings, split by person."""

import runpy
from dataclasses import replace

import numpy as np
import pytest

from course_utils import data, places
from course_utils.data import packing
from course_utils.data.kinds import sequences


@pytest.fixture(scope="module")
def exercises():
    return data.load("watch_exercises")


def test_recording_is_cut_into_windows_that_overlap_by_half():
    windows = runpy.run_path(str(places.datasets() / "watch_exercises" / "prepare.py"))["windows"]
    recording = np.arange(260 * 6).reshape(260, 6)
    cut = windows(recording)
    assert cut.shape == (4, 100, 6)
    assert all(np.array_equal(window, recording[50 * i : 50 * i + 100]) for i, window in enumerate(cut))


def test_every_person_is_in_one_part_and_does_every_exercise_with_both_arms(exercises):
    people = {part: set(rows.about.person) for part, rows in exercises.parts.items()}
    assert people == {"train": {1, 2, 3, 4, 5}, "val": {6, 7}, "test": {8, 9, 10}}
    recordings = []
    for rows in exercises.parts.values():
        assert rows.x.dtype == np.float32 and rows.y.dtype == np.int32
        kinds = rows.about.assign(y=rows.y).groupby("recording")[["person", "y", "side"]].agg(["first", "nunique"])
        assert (kinds.xs("nunique", axis=1, level=1) == 1).all(axis=None)
        recordings += kinds.xs("first", axis=1, level=1).itertuples(index=False, name=None)
    assert len(set(recordings)) == len(recordings) == 10 * 7 * 2


def test_windows_of_a_recording_stand_in_the_order_of_time(exercises):
    for x, about in ((rows.x, rows.about) for rows in exercises.parts.values()):
        same = about.recording.to_numpy()[1:] == about.recording.to_numpy()[:-1]
        assert np.array_equal(x[1:][same][:, :50], x[:-1][same][:, 50:])


def test_no_half_window_stands_in_two_recordings(exercises):
    owner = {}
    for rows in exercises.parts.values():
        for window, recording in zip(rows.x, rows.about.recording, strict=True):
            assert owner.setdefault(window[:50].tobytes(), recording) == recording


def test_lifting_an_arm_turns_the_watch_over_and_rotating_it_keeps_it_level(exercises):
    x, y = exercises.train
    swing = [x[y == label][..., 0].std(axis=1).mean() for label in range(7)]
    level = [x[y == label][..., 1].mean() for label in range(7)]
    assert {exercises.classes[i] for i in np.argsort(swing)[-2:]} == {"abduction", "forward elevation"}
    assert {exercises.classes[i] for i in np.argsort(level)[-2:]} == {"internal rotation", "external rotation"}
    assert 0.9 < np.linalg.norm(x[..., :3], axis=-1).mean() < 1.5  # gravity is 1: acceleration is in g


def test_items_of_different_length_stay_so_and_can_be_shown():
    items = [np.full((n, 2), n, np.float16) for n in (3, 250, 7, 40)]
    arrays = packing.pack("x_train", items) | {"y_train": np.array([0, 1, 1, 0], np.uint8)}
    card = replace(data.card("watch_exercises"), counts={"train": 4}, classes=("<short>", "other"))
    loaded = sequences.decode(card, arrays)
    assert [item.shape for item in loaded.train.x] == [(3, 2), (250, 2), (7, 2), (40, 2)]
    assert {item.dtype for item in loaded.train.x} == {np.dtype(np.float32)}
    assert sequences.shape(loaded) == (0, 2)
    page = sequences.preview(loaded)
    assert page.count("<table>") == 1 and page.count("<img alt=") == 2 and "&lt;short&gt;" in page
