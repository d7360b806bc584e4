"""The sets of texts: reviews, sms_spam, names, home_intents; how they were read, grouped, split, and are shown."""

import re
import runpy
from collections import Counter
from dataclasses import replace
from itertools import combinations
from unicodedata import normalize

import numpy as np
import pytest

from course_utils import data, places
from course_utils.data.dataset import Split
from course_utils.data.kinds import texts
from course_utils.data.packing import pack

NAMES = ("reviews", "sms_spam", "names", "home_intents")
PARTS = ("train", "val", "test")


@pytest.fixture(scope="module")
def loaded():
    return {name: data.load(name) for name in NAMES}


def script(name):
    return runpy.run_path(str(places.datasets() / name / "prepare.py"))


def joined(dataset):
    """Return all texts and classes of a set, and the part of each."""
    parts = [getattr(dataset, part) for part in PARTS]
    return (
        np.concatenate([p.x for p in parts]),
        np.concatenate([p.y for p in parts]),
        np.repeat(PARTS, [len(p.y) for p in parts]),
    )


# The kind.


def made(card, **rest):
    arrays = {}
    for part in card.counts:
        arrays |= pack(f"x_{part}", ["a <b> & c", "d" * 400]) | {f"y_{part}": np.array([1, 0], np.uint8)}
    return arrays | {key: array for name, content in rest.items() for key, array in pack(name, content).items()}


def test_texts_stay_texts_and_parts_that_are_not_counted_are_extra():
    card = data.card("sms_spam")
    decoded = texts.decode(card, made(card, x_rare=["new"], y_rare=["Greet"], about_rare={"tags": ["O"]}))
    assert list(decoded.parts) == ["train", "val", "test"] and list(decoded.extra) == ["rare"]
    assert decoded.train.x[0] == "a <b> & c" and decoded.train.x.dtype == object
    assert decoded.train.y.dtype == np.int32 and texts.shape(decoded) == ()
    rare = decoded.extra["rare"]
    assert isinstance(rare, Split) and (rare.x[0], rare.y[0], rare.about.tags[0]) == ("new", "Greet", "O")


def test_preview_escapes_cuts_and_names_the_class():
    card = data.card("sms_spam")
    page = texts.preview(texts.decode(card, made(card)))
    assert page.count("<table") == page.count("<caption") == 1 and "<b>" not in page
    assert re.search(r'<th scope="row"[^>]*>spam</th><td[^>]*><ul[^>]*><li>a &lt;b&gt; &amp; c</li></ul></td>', page)
    assert "d" * 239 + "…" in page and "d" * 240 not in page


def test_preview_of_values_goes_from_low_to_high():
    card = replace(data.card("sms_spam"), classes=())
    arrays = {}
    for part in card.counts:
        arrays |= pack(f"x_{part}", [f"text {i}" for i in range(30)]) | {f"y_{part}": np.arange(30)[::-1] / 10}
    page = texts.preview(texts.decode(card, arrays))
    heads = re.findall(r'<th scope="row"[^>]*>([^<]*)</th>', page)
    assert heads[0] == "0.00 to 0.50" and heads[-1] == "2.40 to 2.90" and len(heads) == 5
    assert page.index("text 29") < page.index("text 0<")


@pytest.mark.parametrize("name", NAMES)
def test_preview_shows_every_class_and_stays_small(loaded, name):
    page = loaded[name].card.preview()
    assert len(page) < 45_000
    for word in loaded[name].classes:
        assert f">{word}</th>" in page


# sms_spam.

SMS = 'spam,text\n0,Hi there\n1,"Win"" now\nham\tOk\nspam\tCall 1, please\nham\tBye"\n0,"a, b"\n'


def test_messages_that_the_csv_file_swallowed_are_found_with_their_labels():
    found = list(script("sms_spam")["messages"](SMS.encode()))
    assert found == [(0, "Hi there"), (1, 'Win" now'), (0, "Ok"), (1, "Call 1, please"), (0, "Bye"), (0, "a, b")]


def test_swallowed_message_without_a_known_label_is_refused():
    with pytest.raises(KeyError):
        list(script("sms_spam")["messages"](b'spam,text\n0,"Hi\nhum\tOk"\n'))


def test_messages_are_mended():
    mended = script("sms_spam")["mended"]
    assert mended("I\x92m  at &lt;#&gt; &amp;amp; home ") == "I\N{RIGHT SINGLE QUOTATION MARK}m at <#> & home"


def test_no_spam_campaign_stands_in_two_parts(loaded):
    x, y, part = joined(loaded["sms_spam"])
    homes = {}
    for text, where in zip(x[y == 1], part[y == 1], strict=True):
        homes.setdefault(re.sub(r"[^a-z]+", "", text.lower())[:40], set()).add(where)
    assert len(homes) < (y == 1).sum() - 50  # there are campaigns to be split
    assert sum(len(where) > 1 for where in homes.values()) == 0


def test_sms_spam_is_clean_and_its_classes_mean_what_they_say(loaded):
    x, y, _ = joined(loaded["sms_spam"])
    assert loaded["sms_spam"].classes == ("ham", "spam") and y.mean() == pytest.approx(0.123, abs=0.005)
    assert not any(re.search(r"[\x80-\x9f\n\t\ufffd]|&(lt|gt|amp);", text) for text in x)
    prize = np.array(["prize" in text.lower() for text in x])
    assert y[prize].mean() > 0.95 and y[["<#>" in text for text in x]].max() == 0


# reviews.


def test_ratings_are_read_with_their_quotation_marks():
    raw = b'1_2\t-0.5\t"so so\r\n3\t2.25\tgood" & "new\r\n'
    assert list(script("reviews")["ratings"](raw)) == [("1_2", -0.5, '"so so'), ("3", 2.25, 'good" & "new')]
    with pytest.raises(ValueError, match="unpack"):
        list(script("reviews")["ratings"](b"1\t0.5 no text\r\n"))


def test_reviews_are_mended():
    mended = script("reviews")["mended"]
    assert mended("Cube?s  ''Friday'' &amp; more? so", "movie") == 'Cube\'s "Friday" & more? so'
    assert mended("what?s &lt;3", "tweet") == "what?s <3"


def test_variants_of_a_tweet_and_sentences_of_a_review_stay_together(loaded):
    x, _, part = joined(loaded["reviews"])
    homes = {}
    for text, where in zip(x, part, strict=True):
        homes.setdefault(re.sub(r"[^a-z]+", "", text.lower().replace("@anonymous", "")), set()).add(where)
    homes.pop("", None)
    assert len(homes) < len(x) - 50 and max(map(len, homes.values())) == 1
    train = loaded["reviews"].train
    sizes = Counter(train.about.group[train.about.source == "product"])
    assert len(sizes) < 250 and max(sizes.values()) > 20  # reviews of many sentences


def test_class_of_reviews_is_the_sign_of_a_clear_rating(loaded):
    for part in PARTS:
        split = getattr(loaded["reviews"], part)
        assert ((split.about.score > 0) == split.y).all() and split.about.score.abs().between(0.5, 4).all()
        shares = split.about.source.value_counts(normalize=True)
        assert shares.to_dict() == pytest.approx({"movie": 0.617, "tweet": 0.203, "product": 0.18}, abs=0.005)
    x, y, _ = joined(loaded["reviews"])
    for word, positive in (("awesome", True), ("terrible", False), ("love", True), ("dull", False)):
        found = [bool(re.search(rf"\b{word}\b", text.lower())) for text in x]
        assert (y[found].mean() > 0.8) if positive else (y[found].mean() < 0.2)
    assert not any(re.search(r"&(lt|gt|amp);|\ufffd|  ", text) for text in x)


# names.


def test_people_have_one_nationality_and_a_name_of_their_own():
    wiki = {
        "Ada Example (poet)": ["English"],
        "Jan_Novák": ["Czech"],
        "Both Sides": ["English", "French"],
        "Single": ["English"],
        "Prince Paul of Somewhere": ["Greek"],
        "Emperor Kōnin": ["Japanese"],
        "A B&nbsp;C": ["Irish"],
        "Some One": ["Martian"],
    }
    found = {label: names for label, names in script("names")["people"](wiki).items() if names}
    assert found == {"English": ["Ada Example"], "Czech": ["Jan Novák"], "Irish": ["A B C"]}


def test_family_name_is_found_at_either_end():
    prepare = script("names")
    firsts = {"Korean": Counter({"Kim": 9, "Park": 5, "Kyubyong": 1}), "Dutch": Counter({"Jan": 9})}
    family = prepare["family_name"]
    assert [family(n, "Korean", firsts) for n in ("Kim Min-ji", "Kyubyong Park")] == ["Kim", "Park"]
    assert family("Jan van Gogh", "Dutch", firsts) == "Gogh"
    stem = prepare["stem"]
    assert stem("Nguyễn") == stem("Nguyen") and stem("Novák") == stem("NOVÁKOVÁ") != stem("Nová Ves")
    assert stem("Tolstaya") != stem("Tolstoy") and stem("Kovalevskaya") == stem("Kovalevsky")


def test_no_family_name_stands_in_two_parts_whatever_its_accents(loaded):
    def letters(names):
        return {"".join(c for c in normalize("NFKD", n.casefold()) if c.isalpha()) for n in names}

    homes = [letters(getattr(loaded["names"], part).about.family_name) for part in PARTS]
    for one, other in combinations(homes, 2):
        assert not one & other
    for part in PARTS:
        split = getattr(loaded["names"], part)
        assert all(f in name.split() for f, name in zip(split.about.family_name, split.x, strict=True))


def test_nationalities_mean_what_they_say(loaded):
    x, y, _ = joined(loaded["names"])
    classes = loaded["names"].classes
    for ending, label in (("ová", "Czech"), ("opoulos", "Greek"), ("ovich", "Russian"), ("sen", "Norwegian")):
        found = Counter(classes[k] for text, k in zip(x, y, strict=True) if text.endswith(ending))
        assert not found or found.most_common(1)[0][0] == label, (ending, found)
    assert not any(re.search(r"[\d_,&;:()]", text) for text in x)
