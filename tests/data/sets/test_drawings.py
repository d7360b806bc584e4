"""clipart and road_signs: what is left out stays out, variants stay together, signs are transparent around."""

import io
import runpy

import numpy as np
import pytest
from PIL import Image

from course_utils import data
from course_utils.data.preparation import drawings

CLIPART = runpy.run_path(str(data.card("clipart").folder / "prepare.py"))


@pytest.fixture(scope="module")
def clipart():
    return data.load("clipart")


@pytest.fixture(scope="module")
def signs():
    return data.load("road_signs")


def png(array):
    stream = io.BytesIO()
    Image.fromarray(array).save(stream, "PNG")
    return stream.getvalue()


def test_names_that_begin_alike_stand_in_one_part(clipart):
    homes = {}
    for part, split in clipart.parts.items():
        for name, label in zip(split.column("name"), split.y, strict=True):
            homes.setdefault((label, name.split()[0].rstrip("0123456789")), set()).add(part)
    shared = [key for key, parts in homes.items() if len(parts) > 1]
    # "magnifying" and "mag1" differ, so the test's own words need not be the script's to the letter
    assert len(shared) < 0.02 * len(homes), shared


@pytest.mark.parametrize("word", ["crossroads", "cannabis", "gallows", "smoke", "abrams", "ampel", "beethove"])
def test_what_does_not_belong_is_left_out(clipart, word):
    assert not any(word in name for split in clipart.parts.values() for name in split.column("name"))


def test_drawings_stand_on_white_and_are_not_blank(clipart):
    x = np.concatenate([split.x for split in clipart.parts.values()])
    corners = x[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean(axis=-1)  # (n, 4)
    assert np.mean(corners > 0.9) > 0.8
    assert x.std(axis=(1, 2, 3)).min() > 0.01


def test_mixture_of_classes_is_nearly_the_same_in_every_part(clipart):
    shares = [np.bincount(split.y, minlength=6) / len(split.y) for split in clipart.parts.values()]
    assert np.ptp(shares, axis=0).max() < 0.05


def test_signs_are_opaque_in_the_middle_and_transparent_at_the_corners(signs):
    alpha = signs.all.x[..., 3]
    assert np.mean(alpha[:, 20:28, 20:28].mean(axis=(1, 2)) > 0.95) > 0.95
    assert np.mean(alpha[:, [0, 0, -1, -1], [0, -1, 0, -1]].mean(axis=1) < 0.2) > 0.8


@pytest.mark.parametrize(
    ("name", "kind"),
    [("no entry", "prohibition"), ("give way", "priority"), ("cattle", "warning"), ("turn left", "direction")],
)
def test_class_is_what_the_sign_says(signs, name, kind):
    (label,) = signs.all.y[signs.all.column("name") == name]
    assert signs.classes[label] == kind


def test_preview_lays_signs_on_white(signs):
    from course_utils.data.thumbnails import strip

    shown = np.asarray(strip(signs.all.x[:1]))
    assert shown.shape == (48, 48, 3) and shown[0, 0].tolist() == [255, 255, 255]


def test_square_cuts_the_margin_and_centres():
    picture = np.zeros((40, 60, 4), np.uint8)
    picture[10:20, 5:45] = (255, 0, 0, 255)  # a red bar, 10 high and 40 wide
    small = drawings.square(png(picture), 8)
    assert small.shape == (8, 8, 4)
    assert (small[3:5, :, 3] == 255).all() and (small[3:5, :, 0] == 255).all()
    assert not small[:3, :, 3].any() and not small[5:, :, 3].any()


def test_on_white_mixes_by_opacity():
    half = np.array([[[0, 0, 0, 255], [0, 0, 0, 0], [100, 100, 100, 128]]], np.uint8)
    assert drawings.on_white(half)[0, :, 0].tolist() == [0, 255, 177]


def rgba(value):
    drawing = np.full((4, 4, 4), 255, np.uint8)
    drawing[:2, :2, :3] = value
    return drawing


def test_copies_and_drawings_of_two_classes_go():
    rows = [(0, 10), (0, 10), (1, 10), (0, 90), (0, 90), (1, 200), (2, 255)]
    kept = CLIPART["distinct"]([{"label": label, "rgba": rgba(value)} for label, value in rows])
    assert [(row["label"], int(row["rgba"][0, 0, 0])) for row in kept] == [(0, 90), (1, 200)]  # 255 on white is blank


def test_families_are_of_one_class_and_one_first_word():
    rows = [{"label": label, "name": name} for label, name in [(0, "cake 01"), (0, "cake2 b"), (1, "cake"), (0, "pie")]]
    one, two, other, pie = CLIPART["families"](rows)
    assert one == two and len({one, other, pie}) == 3
