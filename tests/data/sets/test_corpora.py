"""The corpora shakespeare and austen, and their kind: whole plays and chapters, nothing in two parts, clean text."""

import re
from itertools import combinations

import numpy as np
import pytest

from course_utils import data
from course_utils.data.dataset import Dataset
from course_utils.data.kinds import corpus
from course_utils.errors import CourseError

PASSAGE = "it is a truth universally acknowledged that a single man in possession of a good fortune"


def test_corpus_keys_find_a_shared_passage_whatever_its_line_breaks_and_case():
    other = "So: " + PASSAGE.title().replace(" ", "\n", 5) + "!"
    assert corpus.keys(PASSAGE) & corpus.keys(other)


def test_corpus_keys_let_short_formulas_stand_in_two_parts():
    formula = "[Exeunt all but the King and his attendants.] My good lord, "
    one, other = (formula + " ".join(f"{side}{i}" for i in range(40)) for side in "ab")
    assert not corpus.keys(one) & corpus.keys(other)


def test_verify_finds_a_passage_of_the_test_part_in_training(shelf):
    from course_utils.data.fingerprint import fingerprint
    from course_utils.data.packing import pack

    folder = shelf / "austen"
    novel = data.load("austen")
    test = novel.train[1000:1400] + novel.test[400:]
    arrays = {**pack("train", [novel.train]), **pack("val", [novel.val]), **pack("test", [test])}
    np.savez_compressed(folder / "austen.npz", **arrays)
    card = (folder / "card.toml").read_text(encoding="utf-8")
    sha256 = fingerprint({name: arrays[name] for name in arrays})
    (folder / "card.toml").write_text(card.replace(novel.card.source.sha256, sha256), encoding="utf-8")
    with pytest.raises(CourseError, match="rows that stand in two of its parts, train and test"):
        data.verify("austen")


def test_corpus_preview_shows_the_beginning_of_each_part_as_text():
    card = data.card("austen")
    shown = corpus.preview(Dataset(card, {"train": "<b>Tom & I</b> " * 200, "test": "Short end"}))
    assert "&lt;b&gt;Tom &amp; I&lt;/b&gt;" in shown and "<b>" not in shown and "Short" in shown
    assert len(shown) < 3_000


def test_corpus_has_no_columns():
    assert corpus.names("text") == set()
    with pytest.raises(CourseError, match="no column 'speaker'"):
        corpus.column("text", "speaker")


@pytest.fixture(scope="module")
def shakespeare():
    return data.load("shakespeare")


@pytest.fixture(scope="module")
def austen():
    return data.load("austen")


@pytest.mark.parametrize("name", ["shakespeare", "austen"])
def test_nothing_of_the_distributors_remains_in_a_text(name):
    words = r"gutenberg|e-?text|electronic|copyright|public domain|donations|internet|www|http|@|open shakespeare"
    for part in data.load(name).parts.values():
        assert re.findall(words, part, re.IGNORECASE) == []


def test_a_part_holds_whole_plays(shakespeare):
    titles = {
        part: re.findall(r"^([A-Z][A-Z ;,']+)\n\nACT I\.$", text, re.M) for part, text in shakespeare.parts.items()
    }
    assert titles["val"] == ["TWELFTH NIGHT; OR, WHAT YOU WILL"] and titles["test"] == ["MACBETH"]
    assert len(titles["train"]) == 7 and "MACBETH" not in titles["train"]
    for part, text in shakespeare.parts.items():
        assert text.count("\nACT V.\n") == len(titles[part])


def test_people_of_the_test_play_do_not_speak_in_training(shakespeare):
    speakers = {part: set(re.findall(r"\n\n([A-Z][a-z]+):\n", text)) for part, text in shakespeare.parts.items()}
    assert {"Macbeth", "Banquo", "Macduff"} <= speakers["test"] - speakers["train"]
    assert {"Viola", "Malvolio"} <= speakers["val"] - speakers["train"]
    assert {"Brutus", "Othello", "Rosalind", "Shylock", "Prospero", "Puck", "Gloster"} <= speakers["train"]


def test_plays_have_one_layout(shakespeare):
    for text in shakespeare.parts.values():
        blocks = text.rstrip("\n").split("\n\n")
        assert all(block == block.strip() and "\n\n" not in block and "  " not in block for block in blocks)
        assert all(block.count("[") == block.count("]") for block in blocks)
        # Speeches outnumber all else, and no name in capitals was left as the typist wrote it.
        assert sum(block.partition("\n")[0].endswith(":") for block in blocks) > 0.6 * len(blocks)
        assert not re.search(r"\n\n[A-Z]{3,}[A-Z ]*\.?\n[^\n]", text)


@pytest.mark.parametrize("name", ["shakespeare", "austen"])
def test_val_and_test_use_no_character_that_train_has_not(name):
    parts = data.load(name).parts
    assert set(parts["val"]) | set(parts["test"]) <= set(parts["train"])
    assert all(ord(c) < 127 for c in parts["train"])


@pytest.mark.parametrize("name", ["shakespeare", "austen"])
def test_no_long_line_stands_in_two_parts(name):
    lines = {
        part: {line for line in text.splitlines() if len(line) > 40 and line[0] not in "[S"}
        for part, text in data.load(name).parts.items()
    }
    for one, other in combinations(lines, 2):
        assert not lines[one] & lines[other]


def test_chapters_go_on_from_part_to_part(austen):
    chapters = {part: list(map(int, re.findall(r"^Chapter (\d+)$", text, re.M))) for part, text in austen.parts.items()}
    assert chapters == {"train": [*range(1, 51)], "val": [*range(51, 56)], "test": [*range(56, 62)]}
    assert austen.val.startswith("Chapter 51\n") and austen.test.startswith("Chapter 56\n")


def test_novel_has_a_line_a_paragraph_from_its_first_sentence_to_its_last(austen):
    first = "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of a wife."
    assert f"\n\nChapter 1\n\n{first}\n\n" in austen.train
    assert austen.test.endswith("by bringing her into Derbyshire, had been the means of uniting them.\n")
    for text in austen.parts.values():
        assert "_" not in text and "*" not in text and not re.search(r"[^\n]\n[^\n]", text)
