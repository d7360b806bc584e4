"""Exercise 16.3: two sentences that a count of words and pairs cannot tell apart."""

from collections import Counter
from itertools import pairwise

import numpy as np

from .. import exercise


@exercise(
    "16.3",
    title="Fool the classic",
    kind="break it",
    minutes=8,
    needs="import numpy as np",
    hints=(
        "Which pairs of neighbours has `a b a c a`? Write them down.",
        "It goes from `a` to `b` and back, then from `a` to `c` and back. Does it matter which trip comes first?",
        "Two trips from the first word: `[a, b, a, c, a]` and `[a, c, a, b, a]`. All other words follow in both alike.",
    ),
    why="Counts of pairs know a little order, and no more. Longer runs can be fooled by longer trips.",
)
def twins(words):
    """Return two different sentences that a classic method cannot tell apart.

    It counts single words and pairs of neighbours, and nothing else. `words` is a list of three or more different
    words. Both sentences are lists of these words; every word must occur in them, and may do so more than once, but a
    sentence has at most 20 words. They must differ, and yet have the same words and the same pairs, equally often.
    For example "dog bites man" and "man bites dog" have the same words, but not the same pairs.
    """
    a, b, c, *rest = words
    return [a, b, a, c, a, *rest], [a, c, a, b, a, *rest]


@twins.cases
def _(rng):
    yield (["dog", "bites", "man"],)
    yield (["on", "off", "the", "light"],)
    pool = ["turn", "the", "lamp", "up", "down", "in", "kitchen", "please", "now", "all"]
    for _ in range(6):
        yield ([str(word) for word in rng.permutation(pool)[: int(rng.integers(3, 8))]],)


@twins.accepts
def _(got, words):
    if isinstance(got, str) or len(got) != 2:
        return "two sentences are asked for"
    if any(isinstance(sentence, str) for sentence in got):
        return "a sentence is a list of words, not one string"
    first, second = ([str(word) for word in sentence] for sentence in got)
    for name, sentence in (("first", first), ("second", second)):
        if not set(sentence) <= set(words):
            return f"the {name} sentence has words that are not in the list"
        if set(words) - set(sentence):
            return f"the {name} sentence lacks {sorted(set(words) - set(sentence))[0]!r}"
        if len(sentence) > 20:
            return f"the {name} sentence has {len(sentence)} words; at most 20 are allowed"
    if first == second:
        return "both sentences are the same"
    if Counter(first) != Counter(second):
        return "the words are not equally frequent in both"
    pairs = [Counter(pairwise(sentence)) for sentence in (first, second)]
    if pairs[0] != pairs[1]:
        left, right = next(iter((pairs[0] - pairs[1]) + (pairs[1] - pairs[0])))
        return f"the pair '{left} {right}' is not equally frequent in both"
    return None


@twins.mistake("backwards, the words are the same, but each pair is turned round")
def reads_backwards(words):
    return list(words), list(words)[::-1]


@twins.mistake("these are the same sentence twice")
def says_it_twice(words):
    return list(words), list(words)


@twins.mistake("two words have changed places, and so have the pairs round them")
def swaps_two_words(words):
    a, b, *rest = words
    return [a, b, *rest], [b, a, *rest]


@twins.mistake("moving the first word to the end makes one pair new and loses another")
def turns_round(words):
    return list(words), [*words[1:], words[0]]


@twins.mistake("the pairs are the same, but not equally often")
def repeats_a_trip(words):
    a, b, c, *rest = words
    return [a, b, a, c, a, *rest], [a, b, a, b, a, c, a, *rest]


@twins.mistake("every word of the list must occur")
def leaves_words_out(words):
    a, b = words[:2]
    return [a, a, b, a], [a, b, a, a]


@twins.mistake("a sentence is a list of words, not one string")
def joins_the_words(words):
    a, b, c, *rest = words
    return " ".join([a, b, a, c, a, *rest]), " ".join([a, c, a, b, a, *rest])


@twins.also_right
def doubles_a_word(words):
    a, b, *rest = words
    return [a, a, b, a, *rest], [a, b, a, a, *rest]


@twins.also_right
def two_trips_at_the_end(words):
    *rest, a, b, c = words
    return np.array([*rest, c, a, c, b, c]), np.array([*rest, c, b, c, a, c])
