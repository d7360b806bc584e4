"""The models behind the baselines of home_intents."""

from collections import Counter, defaultdict

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from course_utils.data.baselines import accuracy, majority

__all__ = ["letters", "majority", "usual_tags", "words"]


def words(home):
    return accuracy(home, make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LinearSVC(C=0.3)))


def letters(home):
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)
    return accuracy(home, make_pipeline(runs, LinearSVC()))


def usual_tags(home):
    """Tag each word as it was tagged most often, and return the F1 of whole slots."""
    seen = defaultdict(Counter)
    for word, tag in tagged_words(home.train):
        seen[word][tag] += 1
    usual = {word: tags.most_common(1)[0][0] for word, tags in seen.items()}
    right = said = true = 0
    for text, tags in zip(home.test.x, home.test.about.tags, strict=True):
        guessed, given = slots(usual.get(word, "O") for word in text.split()), slots(tags.split())
        right, said, true = right + len(guessed & given), said + len(guessed), true + len(given)
    return 2 * right / (said + true)


def tagged_words(part):
    for text, tags in zip(part.x, part.about.tags, strict=True):
        yield from zip(text.split(), tags.split(), strict=True)


def slots(tags):
    """Return the spans (first word, end, slot) that tags B-slot, I-slot, O mark."""
    found, start = set(), None
    tags = [*tags, "O"]
    for i, tag in enumerate(tags):
        if start is not None and tag != f"I-{tags[start][2:]}":
            found.add((start, i, tags[start][2:]))
            start = None
        if tag.startswith("B-"):
            start = i
    return found
