"""Cards: a wrong one is refused by the name of its field; a right one is a readable, accessible page."""

import base64
import io
import re
import subprocess
import sys
import tomllib
from html.parser import HTMLParser

import numpy as np
import pytest
from PIL import Image
from shelf_sets import NAMES, loaded_or_skip

from course_utils import data, places
from course_utils.data.cards import read_card
from course_utils.errors import CourseError

OPTIONAL = {"source.parameters", "source.packages", "classes", "items", "source.sha256"}
TABLE = tomllib.loads((places.datasets() / "fashion" / "card.toml").read_text(encoding="utf-8"))
FIELDS = [
    *TABLE,
    *(f"{t}.{f}" for t in ("licence", "split", "source") for f in TABLE[t]),
    *(f"baselines[0].{f}" for f in TABLE["baselines"][0]),
]


def write(path, table):
    """Write a card; enough of TOML for what cards hold."""

    def value(v):
        if isinstance(v, bool):
            return str(v).lower()
        if isinstance(v, str):
            return '"' + v.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
        if isinstance(v, list):
            return "[" + ", ".join(map(value, v)) + "]"
        if isinstance(v, dict):
            return "{ " + ", ".join(f"{k} = {value(x)}" for k, x in v.items()) + " }"
        return repr(v)

    path.write_text("".join(f"{k} = {value(v)}\n" for k, v in table.items()), encoding="utf-8")


def owner(table, field):
    """Return the table that holds ``field``, and the field's own name in it."""
    *path, last = field.replace("[0]", ".0").split(".")
    for step in path:
        table = table[int(step)] if step.isdigit() else table[step]
    return table, last


@pytest.fixture
def card_with(tmp_path):
    """Return a function that reads fashion's card after a change of its table."""

    def read(change):
        table = tomllib.loads((places.datasets() / "fashion" / "card.toml").read_text(encoding="utf-8"))
        change(table)
        folder = tmp_path / "fashion"
        folder.mkdir(exist_ok=True)
        write(folder / "card.toml", table)
        return read_card(folder)

    return read


def refused(card_with, change):
    with pytest.raises(CourseError) as caught:
        card_with(change)
    message = str(caught.value)
    assert "\n" not in message and message.startswith("datasets/fashion/card.toml ") and caught.value.remedy
    return message


def set_to(field, value):
    def change(table):
        holder, last = owner(table, field)
        holder[last] = value

    return change


def test_unchanged_card_is_accepted(card_with):
    assert card_with(lambda table: None) == data.card("fashion")


@pytest.mark.parametrize("field", [f for f in FIELDS if f not in OPTIONAL])
def test_missing_field_is_named(card_with, field):
    def drop(table):
        holder, last = owner(table, field)
        del holder[last]

    assert f"has no field '{field}': add it" in refused(card_with, drop)


@pytest.mark.parametrize("field", FIELDS)
def test_ill_typed_field_is_named(card_with, field):
    holder, last = owner(TABLE, field)
    for wrong in (7.5, True, "text", ["text", 3], {"a": "b"}):
        if type(wrong) is not type(holder[last]) or isinstance(wrong, list | dict):
            said = refused(card_with, set_to(field, wrong))
            assert re.search(rf"'{re.escape(field)}(\[\d\]|\.\w+)?'", said)


@pytest.mark.parametrize("field", [f for f in FIELDS if isinstance(owner(TABLE, f)[0][owner(TABLE, f)[1]], str)])
def test_empty_text_is_refused(card_with, field):
    assert f"leaves '{field}' empty" in refused(card_with, set_to(field, "  \n"))


def test_unknown_field_gets_the_nearest_one(card_with):
    assert "unknown field 'licence.flie': did you mean 'file'?" in refused(card_with, set_to("licence.flie", "LICENSE"))
    assert "unknown field 'zzzz': remove it" in refused(card_with, set_to("zzzz", 1))


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "clothes", "calls itself 'clothes'"),
        ("counts", {}, "counts no items"),
        ("baselines", [], "has no baseline"),
        ("source.sha256", "59e2", "not 64 hexadecimal digits"),
    ],
)
def test_card_that_contradicts_itself_is_refused(card_with, field, value, words):
    assert words in refused(card_with, set_to(field, value))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "points"', 'kind = "point"', "unknown kind 'point': known kinds: "),
        ('reader = "spirals"', 'reader = "spiral"', "unknown source.reader 'spiral': known readers:"),
        ('name = "spirals"', "name = spirals", "cannot be read (Invalid value"),
    ],
)
def test_load_refuses_the_card(edit, old, new, words):
    edit("spirals", old, new)
    with pytest.raises(CourseError, match=re.escape(words)):
        data.load("spirals")


def test_card_that_is_no_text_is_refused(shelf):
    (shelf / "spirals" / "card.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CourseError, match=r"datasets/spirals/card\.toml cannot be read"):
        data.load("spirals")


def test_card_is_frozen():
    with pytest.raises(AttributeError):
        data.card("fashion").title = "other"


class Page(HTMLParser):
    """Collects what a screen reader needs: headers with scope, pictures with alt, captions, open tags."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.open, self.words = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, words):
        self.words.append(words)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.mark.parametrize("name", NAMES)
def test_card_page_is_accessible_and_small(name):
    html = loaded_or_skip(name).card._repr_html_()
    page = Page(html)
    assert len(html.encode()) < 60_000
    assert page.open == []
    assert len(page.all("caption")) == len(page.all("table")) == 2
    assert page.all("th") and all(th.get("scope") in {"row", "col"} for th in page.all("th"))
    assert all(img["alt"].strip() for img in page.all("img"))
    assert all(audio["aria-label"].strip() for audio in page.all("audio"))
    # Colours come from the page, so that the text can be read in a light and in a dark theme.
    assert not re.search(r"(color|background)\s*:", html)


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_pictures_that_differ_and_are_not_blank(name):
    page = Page(loaded_or_skip(name).card._repr_html_())
    seen = set()
    for img in page.all("img"):
        raw = base64.b64decode(img["src"].removeprefix("data:image/png;base64,"))
        picture = Image.open(io.BytesIO(raw)).convert("L")
        assert (int(img["width"]) % picture.width, int(img["height"]) % picture.height) == (0, 0)
        assert np.asarray(picture).std() > 5  # not blank
        seen.add(raw)
    assert len(seen) == len(page.all("img"))


@pytest.mark.parametrize("name", ["digits28", "digits8", "fashion", "spirals"])
def test_contact_sheet_has_a_row_for_each_class(name):
    d = data.load(name)
    page = Page(d.card._repr_html_())
    assert len(page.all("img")) == len(d.classes)
    assert all(c in img["alt"] for c, img in zip(d.classes, page.all("img"), strict=True))


def test_strip_shows_the_pictures_in_order():
    from course_utils.data.thumbnails import strip

    grey = np.asarray(strip(np.stack([np.zeros((4, 4, 1)), np.ones((4, 4, 1))]).astype(np.float32)))
    assert grey.shape == (4, 9) and grey[:, :4].max() == 0 and grey[:, 5:].min() == 255
    colour = np.zeros((3, 4, 4, 3), np.float32)
    colour[1, ..., 0] = 1
    assert np.asarray(strip(colour))[0, 5].tolist() == [255, 0, 0]


def test_page_of_a_card_without_its_data_has_no_pictures():
    page = Page(data.card("fashion")._repr_html_())
    assert page.all("img") == [] and len(page.all("table")) == 1


def test_page_escapes_what_the_card_says(card_with):
    html = card_with(set_to("what", "a <script>alert(1)</script> & more"))._repr_html_()
    assert "<script>" not in html and "&lt;script&gt;alert(1)&lt;/script&gt; &amp; more" in html


@pytest.mark.parametrize("name", NAMES)
def test_text_and_page_say_everything_that_the_card_holds(name):
    card = data.card(name)
    text = " ".join(str(card).split())
    page = " ".join(" ".join(Page(card._repr_html_()).words).split())
    facts = [
        card.title,
        card.what,
        card.made_by,
        card.chosen_and_cleaned,
        card.units,
        card.citation,
        *card.biases_and_limits,
        *card.not_for,
        card.licence.name,
        card.licence.stated,
        card.licence.file,
        card.split.recommended,
        card.split.leaks,
        *(word for p in card.source.packages for word in (p.name, p.version, p.path)),
        *(download.url for download in card.source.downloads[:1]),
        *(f"{column}: {meaning}" for column, meaning in card.columns.items()),
        card.counted(),
        *card.classes,
        *(f"{b.model}: " for b in card.baselines),
        *(b.metric for b in card.baselines),
    ]
    for fact in facts:
        assert " ".join(fact.split()).replace(" - ", " ") in text.replace(" - ", " ")
        assert " ".join(fact.split()) in page


def test_text_is_the_same_in_another_process_and_with_the_data():
    code = "from course_utils import data; print(data.load('spirals').card)"
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
            env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8", "COLUMNS": seed},
        ).stdout
        for seed in ("1", "70")
    ]
    assert said[0] == said[1] == f"{data.card('spirals')}\n"
    assert repr(data.card("spirals")) == str(data.card("spirals"))
    assert max(map(len, said[0].splitlines())) <= 100
