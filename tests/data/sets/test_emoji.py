"""emoji: neither an emoji nor a designer of the test part is among what one learns from."""

import runpy

import numpy as np
import pytest

from course_utils import data
from course_utils.data.preparation.families import joined
from course_utils.errors import CourseError

PREPARE = runpy.run_path(str(data.card("emoji").folder / "prepare.py"))
SEEN = {"noto", "noto-v1", "fluent"}


@pytest.fixture(scope="module")
def emoji():
    return data.load("emoji")


def test_every_emoji_stands_in_every_design_once(emoji):
    splits = {**emoji.parts, **emoji.extra}
    pairs = [
        pair for split in splits.values() for pair in zip(split.column("emoji"), split.column("designer"), strict=True)
    ]
    numbers = {number for number, _ in pairs}
    assert len(pairs) == len(set(pairs)) == 4 * len(numbers) == 4 * (max(numbers) + 1)


def test_parts_and_extras_hold_the_designers_that_their_names_say(emoji):
    designers = {name: set(split.column("designer")) for name, split in {**emoji.parts, **emoji.extra}.items()}
    assert designers == {
        "train": SEEN,
        "val": SEEN,
        "test": {"twemoji"},
        "twemoji_of_train": {"twemoji"},
        "twemoji_of_val": {"twemoji"},
        "others_of_test": SEEN,
    }


@pytest.mark.parametrize("column", ["emoji", "family"])
def test_extras_hold_the_emoji_of_their_part(emoji, column):
    homes = {name: set(split.column(column)) for name, split in {**emoji.parts, **emoji.extra}.items()}
    assert homes["twemoji_of_train"] == homes["train"]
    assert homes["twemoji_of_val"] == homes["val"]
    assert homes["others_of_test"] == homes["test"]
    assert not homes["train"] & homes["test"] and not homes["train"] & homes["val"] and not homes["val"] & homes["test"]


def test_names_without_sex_and_age_do_not_cross_the_split(emoji):
    def plain(name):
        return " ".join(w for w in name.replace(":", "").split() if w not in {"man", "woman", "person", "boy", "girl"})

    names = {part: {plain(n) for n in split.column("name")} - {""} for part, split in emoji.parts.items()}
    assert not names["train"] & names["test"] and not names["train"] & names["val"]


def test_the_same_emoji_looks_alike_and_two_emoji_do_not(emoji):
    train = emoji.train
    noto, fluent = (train.select(train.column("designer") == name) for name in ("noto", "fluent"))
    assert np.array_equal(noto.column("emoji"), fluent.column("emoji"))
    one, other = (1 - split.x.reshape(len(split.y), -1) for split in (noto, fluent))
    one, other = (v / np.linalg.norm(v, axis=1, keepdims=True) for v in (one, other))
    likeness = one @ other.T
    assert np.mean(likeness.argmax(axis=1) == np.arange(len(likeness))) > 0.25  # of 800; chance is 0.001


def test_names_and_groups_belong_to_the_pictures(emoji):
    train = emoji.train
    table = dict(zip(train.column("name"), train.y, strict=True))
    table |= dict(zip(emoji.test.column("name"), emoji.test.y, strict=True))
    table |= dict(zip(emoji.val.column("name"), emoji.val.y, strict=True))
    said = {
        name: emoji.classes[table[name]] for name in ("red apple", "soccer ball", "grinning face", "scorpion", "locked")
    }
    assert said == {
        "red apple": "food & drink",
        "soccer ball": "activities",
        "grinning face": "smileys & emotion",
        "scorpion": "animals & nature",
        "locked": "objects",
    }
    for split in (*emoji.parts.values(), *emoji.extra.values()):
        red = split.x[split.column("name") == "red apple"]
        if len(red):
            middle = red[:, 12:22, 10:22].mean(axis=(1, 2))  # (n, 3)
            assert (middle[:, 0] > middle[:, 1:].max(axis=1) + 0.2).all()


def test_no_skin_tone_and_no_flag_is_left(emoji):
    for split in emoji.parts.values():
        assert not any("skin tone" in name or name.startswith("flag:") for name in split.column("name"))


def test_icons_are_drawn_in_the_middle_of_a_square(monkeypatch):
    icons = {
        "icons.json": b'{"icons": {"bar": {"body": "BODY", "width": 36}, "dot": {"body": "DOT"}}, "width": 18, "height": 18,'
        b' "aliases": {"line": {"parent": "bar"}, "turned": {"parent": "bar", "rotate": 1}}}',
        "chars.json": b'{"25cf": "dot"}',
    }
    asked = []

    def draw(svg):
        asked.append(svg)
        raise CourseError("stop")

    icon_set = PREPARE["IconSet"](icons)
    monkeypatch.setitem(icon_set.picture.__globals__, "png", draw)
    for name, box in (("bar", "0.0 -9.0 36 36"), ("dot", "0.0 0.0 18 18"), ("line", "0.0 -9.0 36 36")):
        assert name in icon_set
        with pytest.raises(CourseError, match="stop"):
            icon_set.picture(name)
        assert f'viewBox="{box}"' in asked[-1]
    assert "turned" not in icon_set and "nothing" not in icon_set


def test_families_join_people_and_equal_drawings():
    def row(name, *values):
        return {"name": name, "pictures": {i: np.full((2, 2, 3), v, np.uint8) for i, v in enumerate(values)}}

    rows = [
        row("man rowing boat", 1, 2),
        row("woman rowing boat", 3, 4),
        row("red circle", 5, 6),
        row("ball", 7, 6),
        row("cat", 8, 9),
    ]
    one, two, circle, ball, cat = joined(map(PREPARE["signs"], rows))
    assert one == two and circle == ball and len({one, circle, cat}) == 3


def test_missing_renderer_is_one_line(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "resvg_py", None)
    with pytest.raises(CourseError, match="resvg_py is not installed: pip install resvg_py=="):
        PREPARE["png"]("<svg/>")
