"""The next character guessed by counting which ones followed the same few characters before: an n-gram model.

Long contexts say more but are seldom met. Witten and Bell's interpolation blends them with shorter ones: where a
context h was met c(h) times and t(h) different characters followed it, the shorter context h' has the weight of t(h)
meetings,

    p(w | h) = (c(hw) + t(h) p(w | h')) / (c(h) + t(h)),

down to no context at all and then to every character being equally likely.

T. Bell, J. Cleary, I. Witten (1990). Text Compression; method C, named Witten-Bell later.
"""

import numpy as np


def nats_per_character(train: str, text: str, order: int) -> float:
    """Return the mean of -log p over the characters of ``text``; divide by log 2 for bits.

    >>> nats_per_character("abababab", "abab", order=2) < nats_per_character("abababab", "abab", order=1)
    True
    """
    return float(-np.log(probabilities(train, text, order)).mean())


def frequencies(book) -> float:
    """Return the baseline of a corpus that knows only how often each character comes."""
    return nats_per_character(book.train, book.test, order=1)


def trigrams(book) -> float:
    """Return the baseline of a corpus that looks at the two characters before."""
    return nats_per_character(book.train, book.test, order=3)


def five_grams(book) -> float:
    """Return the baseline of a corpus that looks at the four characters before."""
    return nats_per_character(book.train, book.test, order=5)


def six_grams(book) -> float:
    """Return the baseline of a corpus that looks at the five characters before."""
    return nats_per_character(book.train, book.test, order=6)


def probabilities(train: str, text: str, order: int) -> np.ndarray:
    """Return how likely each character of ``text`` was, given the ``order - 1`` characters before it.

    Args:
        train: what is counted.
        text: what is predicted; nothing is learnt from it.
        order: 1 for plain frequencies, 3 for trigrams.

    Returns:
        Probabilities (len(text),), each above zero: the alphabet is that of both texts.

    Raises:
        ValueError: for an empty text, or an order below 1 or too high for 64-bit numbers.
    """
    alphabet = {character: i for i, character in enumerate(sorted(set(train) | set(text)), start=1)}
    base = len(alphabet) + 1  # 0 stands for "before the text begins"
    if not (train and text) or order < 1 or base**order >= 2**63:
        raise ValueError(f"order {order} of texts of {len(train)} and {len(text)} characters, {base - 1} different")
    old = np.array([alphabet[c] for c in train])
    new = np.array([alphabet[c] for c in text])
    p = np.full(len(text), 1 / len(alphabet))
    for length in range(order):
        grams, counts = np.unique(_contexts(old, length, base) * base + old, return_counts=True)
        # A gram is its context times the base plus its last character, so grams of one context stand side by side.
        contexts, first = np.unique(grams // base, return_index=True)
        met, followers = np.add.reduceat(counts, first), np.diff(first, append=len(grams))
        here = _contexts(new, length, base)
        c, t = _look_up(here, contexts, met), _look_up(here, contexts, followers)
        together = _look_up(here * base + new, grams, counts)
        p = np.where(c > 0, (together + t * p) / np.maximum(c + t, 1), p)
    return p


def _contexts(ids, length, base):
    """Return the ``length`` numbers before each position, read as the digits of one number."""
    padded = np.concatenate([np.zeros(length, np.int64), ids])
    codes = np.zeros(len(ids), np.int64)
    for k in range(length):
        codes = codes * base + padded[k : k + len(ids)]
    return codes


def _look_up(wanted, keys, values):
    """Return the value of each wanted key, 0 where ``keys`` (sorted) lacks it."""
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, values[at], 0)
