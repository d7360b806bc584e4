"""The models behind the baselines of ui_translations: from English to Spanish without a network."""

import re
from collections import Counter

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

__all__ = ["neighbour", "neighbour_exact", "neighbour_words", "untouched", "word_by_word"]


def spanish(part):
    """Return the English and the Spanish texts of a part."""
    pairs = part.select(part.column("language") == "es")
    return list(pairs.x), list(pairs.y)


def untouched(texts):
    english, true = spanish(texts.test)
    return chrf(english, true)


def neighbour(texts):
    english, true = spanish(texts.test)
    return chrf(nearest(spanish(texts.train), english), true)


def neighbour_words(texts):
    english, true = spanish(texts.test)
    return np.mean([word_f1(*pair) for pair in zip(nearest(spanish(texts.train), english), true, strict=True)])


def neighbour_exact(texts):
    english, true = spanish(texts.test)
    return np.mean([guess == y for guess, y in zip(nearest(spanish(texts.train), english), true, strict=True)])


def word_by_word(texts):
    english, true = spanish(texts.test)
    words = dictionary(*spanish(texts.train))
    return chrf([dictionary_translation(text, words) for text in english], true)


def nearest(train, english):
    """Return for each text the translation of the training text most like it, by TF-IDF of letters."""
    weigh = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4))
    known = weigh.fit_transform(train[0])
    likeness = weigh.transform(english) @ known.T  # (n, n_train), sparse
    return [train[1][i] for i in np.asarray(likeness.argmax(axis=1)).ravel()]


def tokens(text):
    return re.findall(r"\w+(?:[-'.]\w+)*|[^\w\s]", text.lower())


def dictionary(english, other, rounds=5):
    """Learn which word each English word becomes: the first model of Brown et al. (1993), IBM model 1.

    Each word of a translation came from one of the words of the English text; which one is not known, so each gets a
    share, in proportion to how probable the pair of words is; pairs are as probable as their shares were large.
    """
    ours, theirs = ([tokens(text) for text in side] for side in (english, other))
    s_ids, t_ids = ({word: i for i, word in enumerate(sorted({w for t in side for w in t}))} for side in (ours, theirs))
    cells, slots, slot = [], [], 0  # every pair of words of every pair of texts; the place of its translated word
    for a, b in zip(ours, theirs, strict=True):
        for word in b:
            cells += [s_ids[w] * len(t_ids) + t_ids[word] for w in a]
            slots += [slot] * len(a)
            slot += 1
    pairs, cell = np.unique(cells, return_inverse=True)
    source = pairs // len(t_ids)
    p = np.ones(len(pairs))
    for _ in range(rounds):
        share = p[cell] / np.bincount(slots, p[cell])[slots]
        p = np.bincount(cell, share)
        p /= np.bincount(source, p)[source]
    best = np.lexsort((-p, source))  # the most probable translation of each word comes first
    firsts = best[np.unique(source[best], return_index=True)[1]]
    names = list(t_ids)
    return {word: names[pairs[firsts[i]] % len(t_ids)] for word, i in s_ids.items()}


def dictionary_translation(text, words):
    """Replace word by word; unknown words stay."""
    spoken = " ".join(words.get(token, token) for token in tokens(text))
    spoken = re.sub(r" ([.,;:!?)])", r"\1", spoken).replace("( ", "(")
    return spoken[:1].upper() + spoken[1:] if text[:1].isupper() else spoken


def word_f1(guess, true):
    """Return how many words two texts share: the harmonic mean of precision and recall."""
    ours, theirs = Counter(tokens(guess)), Counter(tokens(true))
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def chrf(guesses, truths, longest=6, beta=2):
    """Return the chrF score, 0 to 100, as sacrebleu computes it: shared character n-grams, blanks left out."""
    found, guessed, wanted = np.zeros((3, longest))
    for guess, truth in zip(guesses, truths, strict=True):
        for n in range(longest):
            ours, theirs = (
                Counter(text[i : i + n + 1] for i in range(len(text) - n))
                for text in ("".join(guess.split()), "".join(truth.split()))
            )
            found[n] += (ours & theirs).total()
            guessed[n] += ours.total()
            wanted[n] += theirs.total()
    precision, recall = np.mean(found / guessed), np.mean(found / wanted)
    return 100 * (1 + beta**2) * precision * recall / max(beta**2 * precision + recall, 1e-16)
