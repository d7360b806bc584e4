"""Sentences from templates and the set made of them, home_intents; copies of texts and splits by group."""

import re
import runpy
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from course_utils import data, places
from course_utils.data.preparation import copies, templates

PARTS = ("train", "val", "test")


@pytest.fixture(scope="module")
def home():
    return data.load("home_intents")


def script(file):
    return runpy.run_path(str(places.datasets() / "home_intents" / f"{file}.py"))


# Copies and groups.


def test_masked_text_keeps_words_and_forgets_numbers():
    assert copies.masked("WIN £100 now, call 0800-123!") == "win # now call # #"
    assert copies.masked("Ça va?") == "ça va" and copies.masked(":-)") == ""


def test_copies_of_copies_are_one_group_and_others_are_not():
    chain = [
        "one two three four five six seven",
        "two three four five six seven eight",  # shares 4 of 6 runs with the first and with the last
        "three four five six seven eight nine",
        "one quite other sentence about cats",
        ":-)",
        ":-(",
    ]
    assert copies.groups(chain, share=0.6).tolist() == [0, 0, 0, 1, 2, 3]
    assert copies.groups(chain, share=0.7).tolist() == [0, 1, 2, 3, 4, 5]
    assert copies.groups(["a b c d", "a b c"], share=0.5).tolist() == [0, 0]  # one run of two
    assert copies.groups(["Call 123", "call 9!", "call me"]).tolist() == [0, 0, 1]
    assert copies.groups(["a b", "c d", "e f"], together=["k", None, "k"]).tolist() == [0, 1, 0]
    assert copies.groups(["a b", "c d"], together=[None, None]).tolist() == [0, 1]


def test_grouped_parts_keep_groups_whole_and_strata_in_proportion():
    random = np.random.RandomState(0)
    group, strata = random.randint(400, size=2_000), random.randint(3, size=2_000)
    group[:500] = 1_000  # too large for test and val
    shares = {"test": 0.2, "val": 0.1, "train": 0.7}
    parts = copies.grouped_parts(group, strata, shares, seed=1)
    assert sorted(np.concatenate(list(parts.values()))) == list(range(2_000))
    for one, other in combinations(parts.values(), 2):
        assert not set(group[one]) & set(group[other])
    assert 1_000 in group[parts["train"]]
    for part, share in shares.items():
        got = np.bincount(strata[parts[part]]) / np.bincount(strata)
        assert got == pytest.approx(share, abs=0.03)
    again = copies.grouped_parts(group, strata, shares, seed=1)
    assert all((again[part] == rows).all() for part, rows in parts.items())
    assert (copies.grouped_parts(group, strata, shares, seed=2)["test"][:50] != parts["test"][:50]).any()


# Templates.

RULES = {"the": "(the|my)", "set": "(set|make) [it]"}


def all_of(template, n=200, **values):
    random = np.random.RandomState(0)
    return {templates.say(template, RULES, lambda name: values[name], random) for _ in range(n)}


@pytest.mark.parametrize(
    ("template", "sentences"),
    [
        ("(a|b) c", {"a c", "b c"}),
        ("a [b|c]", {"a", "a b", "a c"}),
        ("light[s] on", {"light on", "lights on"}),
        ("<set> <the> tea", {f"{s} {t} tea" for s in ("set", "make", "set it", "make it") for t in ("the", "my")}),
        ("turn (on;up)", {"turn on up", "turn up on"}),
        ("x [(a;[b])]", {"x", "x a", "x a b", "x b a"}),
        ("a|b c", {"a", "b c"}),
    ],
)
def test_templates_say_what_their_brackets_mean(template, sentences):
    assert {text for text, _ in all_of(template)} == sentences


def test_values_are_tagged_word_by_word_and_stand_apart():
    said = templates.say("dim {area} to {n:level}%", {}, {"area": "living room", "n": "50"}.get, np.random)
    assert said == ("dim living room to 50 %", "O B-area I-area O B-level O")
    said = templates.say("a {n:m}-minute[s] {area}-timer", {}, {"area": "tea", "n": "5"}.get, np.random.RandomState(1))
    assert said[1] == "O B-m O B-area O" and said[0].startswith("a 5 minute") and said[0].endswith(" tea timer")
    said = templates.say("{a}{b}", {}, {"a": "x", "b": "y"}.get, np.random)
    assert said == ("x y", "B-a B-b")


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("for {n} hours", "for 1 hour"),
        ("for {n} degree", "for 1 degree"),
        ("for {m} hour", "for 5 hours"),
        ("a {m} minutes timer", "a 5 minute timer"),
        ("half an hours", "half an hour"),
        ("all hours", "all hours"),
    ],
)
def test_units_agree_with_their_number(template, text):
    assert templates.say(template, {}, {"n": "1", "m": "5"}.get, np.random)[0] == text


@pytest.mark.parametrize("template", ["(a|b", "[a", "a)", "a]", "<rule", "{slot", "(a]", "[a)"])
def test_brackets_that_do_not_match_are_refused(template):
    with pytest.raises(ValueError, match=r"closed|missing|closes nothing"):
        templates.parse(template)


# home_intents.


def slots_of(part):
    """Yield (slot, value) for every slot of a part, found anew from the tags."""
    for text, tags in zip(part.x, part.about.tags, strict=True):
        words, marks = text.split(), tags.split()
        assert len(words) == len(marks) and " ".join(words) == text, text
        for i, mark in enumerate(marks):
            if mark.startswith("I-"):
                assert marks[i - 1][2:] == mark[2:], (text, tags)
            if mark.startswith("B-"):
                end = next((k for k in range(i + 1, len(marks)) if marks[k] != f"I-{mark[2:]}"), len(marks))
                yield mark[2:], " ".join(words[i:end])


def test_tags_of_home_intents_mark_the_values_exactly(home):
    values = script("prepare")["VALUES"]
    rooms = set(values["area"].split("|"))
    seen = Counter()
    for part in (home.train, home.val, home.test, home.extra["rare"]):
        for slot, value in slots_of(part):
            seen[slot] += 1
            assert slot != "area" or value in rooms
            number = slot in {"hours", "seconds", "start_minutes", "percentage", "position", "volume_level"}
            assert not number or value.isdigit() or value in {"half", "1/2"}, (slot, value)
    assert len(seen) > 20 and min(seen[s] for s in ("area", "name", "minutes", "color", "item")) > 30


def test_every_template_of_home_intents_stands_in_one_part(home):
    homes = [set(p.about.template) for p in (home.train, home.val, home.test, home.extra["rare"])]
    assert sum(map(len, homes)) == len(set.union(*homes))
    for part in PARTS:
        assert set(getattr(home, part).y) == set(range(len(home.classes)))
    assert not set(home.extra["rare"].y) & set(home.classes) and len(set(home.extra["rare"].y)) == 12
    assert len(home.extra["rare"].y) == 205  # as its card says


def test_sentences_of_home_intents_come_from_their_template(home):
    for text, template in zip(home.test.x, home.test.about.template, strict=True):
        must = template  # what is in no bracket is said, whatever is drawn
        while (shorter := re.sub(r"\[[^][]*\]|\([^()]*\)|<\w+>|\{[^{}]*\}", " ", must)) != must:
            must = shorter
        units = {"hour", "minute", "second", "degree"}
        assert all(word in text for word in must.split() if word.isalpha() and word not in units), (text, template)


def test_ambiguous_and_repeated_sentences_are_left_out():
    unambiguous = script("prepare")["unambiguous"]
    rows = [{"text": t, "intent": i} for t, i in (("go", "A"), ("Go", "A"), ("stop", "A"), ("Stop", "B"), ("on", "B"))]
    assert unambiguous(rows) == [rows[0], rows[4]]


def test_parts_of_few_templates_have_one_each():
    template_parts = script("prepare")["template_parts"]
    for n, sizes in ((3, [1, 1, 1]), (5, [1, 1, 3]), (20, [4, 2, 14])):
        parts = template_parts([f"t{i}" for i in range(n)], np.random.RandomState(0))
        assert [len(parts[p]) for p in ("test", "val", "train")] == sizes
        assert len({t for part in parts.values() for t in part}) == n


def test_f1_of_slots_counts_whole_slots():
    slots = script("baselines")["slots"]
    assert slots(["O", "B-a", "I-a", "B-a", "B-b", "I-a", "O", "B-c"]) == {
        (1, 3, "a"),
        (3, 4, "a"),
        (4, 5, "b"),
        (7, 8, "c"),
    }
