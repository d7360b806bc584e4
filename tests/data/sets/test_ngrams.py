"""n-grams of characters, the models behind the baselines of the corpora."""

import math
from collections import Counter

import numpy as np
import pytest

from course_utils import data
from course_utils.data.ngrams import nats_per_character, probabilities


def test_witten_bell_agrees_with_its_formula_worked_by_hand():
    # Train "aab" predicts "ab" over the alphabet a, b. Without context: c = 3, t = 2, so p(a) = (2 + 2/2) / 5.
    # After the beginning: c = 1 (an a), t = 1. After an a: c = 2 (a, b), t = 2.
    p_a, p_b = 3 / 5, 2 / 5
    expected = [(1 + p_a) / 2, (1 + 2 * p_b) / 4]
    assert probabilities("aab", "ab", order=2) == pytest.approx(expected)
    assert nats_per_character("aab", "ab", order=2) == pytest.approx(-np.mean(np.log(expected)))


@pytest.mark.parametrize("order", [1, 2, 4])
def test_probabilities_of_all_next_characters_add_up_to_one(order):
    train, alphabet = (
        "to be, or not to be: that is the question",
        sorted(set("to be, or not to be: that is the question")),
    )
    for beginning in ("to b", "qqqq"):
        last = [probabilities(train, beginning + c, order)[-1] for c in alphabet]
        assert sum(last) == pytest.approx(1) and min(last) > 0


def slowly(train, text, order):
    """The same by counting strings, one character at a time."""
    alphabet, total = sorted(set(train) | set(text)), 0.0
    train, text = "\0" * order + train, "\0" * order + text
    followers = [{} for _ in range(order)]
    for i in range(order, len(train)):
        for n in range(order):
            followers[n].setdefault(train[i - n : i], Counter())[train[i]] += 1
    for i in range(order, len(text)):
        p = 1 / len(alphabet)
        for n in range(order):
            if seen := followers[n].get(text[i - n : i]):
                p = (seen[text[i]] + len(seen) * p) / (seen.total() + len(seen))
        total -= math.log(p)
    return total / (len(text) - order)


@pytest.mark.parametrize("order", [1, 3, 5])
def test_ngrams_agree_with_a_slow_count(order):
    train, text = data.load("shakespeare").train[:20_000], data.load("shakespeare").test[:2_000]
    assert nats_per_character(train, text, order) == pytest.approx(slowly(train, text, order), abs=1e-9)


@pytest.mark.parametrize(("train", "text", "order"), [("", "a", 1), ("a", "", 1), ("ab", "ab", 0), ("ab", "ab", 60)])
def test_ngrams_refuse_what_they_cannot_count(train, text, order):
    with pytest.raises(ValueError, match=f"order {order} of texts"):
        nats_per_character(train, text, order)
