import itertools

import numpy as np
import pytest

from course_utils.plot.labels import separated
from course_utils.plot.palette import reduced
from course_utils.plot.style import SERIES, text_width, wrapped

# Machado, Oliveira & Fernandes (2009), severity 1, on linear RGB.
EYES = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
}


def linear(color):
    value = np.array([int(color[i : i + 2], 16) for i in (1, 3, 5)]) / 255
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb):
    xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]]) @ np.clip(rgb, 0, 1)
    f = np.cbrt(np.maximum(xyz / [0.9505, 1.0, 1.089], 0.008856))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("look", SERIES, ids=lambda look: look.color)
def test_lines_stand_out_on_white(look):
    luminance = linear(look.color) @ [0.2126, 0.7152, 0.0722]
    assert 1.05 / (luminance + 0.05) >= 2.9


@pytest.mark.parametrize("eye", EYES)
def test_no_two_lines_have_one_colour_for_any_eye(eye):
    for a, b in itertools.combinations(SERIES, 2):
        apart = np.linalg.norm(lab(EYES[eye] @ linear(a.color)) - lab(EYES[eye] @ linear(b.color)))
        assert apart > 15, (a.color, b.color)


def test_each_line_has_a_second_cue():
    assert len({look.marker for look in SERIES}) == len({str(look.dash) for look in SERIES}) == len(SERIES)


def test_wrapped_lines_fit_and_keep_every_word():
    text = "Validation loss stops falling long before training loss does, and that is when to stop"
    broken = wrapped(text, 200)
    assert broken.split() == text.split()
    assert all(text_width(line) <= 200 for line in broken.split("\n"))
    assert len(broken.split("\n")) <= np.ceil(text_width(text) / 200) + 2
    assert wrapped("unbreakable", 10) == "unbreakable"


def test_labels_are_pushed_apart_by_no_more_than_needed():
    rng = np.random.default_rng(0)
    for _ in range(50):
        centres, heights = rng.uniform(0, 50, 5), rng.uniform(5, 15, 5)
        placed = separated(centres, heights)
        order = np.argsort(centres)
        gaps = np.diff(placed[order]) - (heights[order][1:] + heights[order][:-1]) / 2
        assert (gaps > -1e-9).all()
        # Least squares: boxes that touch move as a group, so no group's mean displacement is left over.
        groups = np.split(order, np.flatnonzero(gaps > 1e-9) + 1)
        for group in groups:
            assert abs((placed - centres)[group].mean()) < 1e-9
    np.testing.assert_allclose(separated(np.array([0.0, 100.0]), np.array([10.0, 10.0])), [0, 100])


def test_the_palette_keeps_line_colours_and_the_ends_of_a_scale():
    from PIL import Image

    ramp = np.zeros((60, 256, 3), np.uint8)
    ramp[..., 0], ramp[..., 2] = np.arange(256), 255 - np.arange(256)
    small = reduced(Image.fromarray(ramp))
    assert len(small.getcolors()) <= 64
    assert np.abs(np.asarray(small.convert("RGB")).astype(int) - ramp).max() < 12
    colourful = np.random.default_rng(0).integers(0, 256, (60, 60, 3)).astype(np.uint8)
    colourful[30, 40] = (0xD5, 0x5E, 0x00)  # one pixel of a thin line
    assert reduced(Image.fromarray(colourful)).convert("RGB").getpixel((40, 30)) == (0xD5, 0x5E, 0x00)
