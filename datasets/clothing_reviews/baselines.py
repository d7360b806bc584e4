"""The models behind the baselines of clothing_reviews."""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from course_utils.data.baselines import accuracy, majority

__all__ = ["majority", "word_pairs", "words"]


def text(part):
    return part.x.title + " " + part.x.review


def words(reviews):
    vectors = TfidfVectorizer(min_df=2, sublinear_tf=True)
    return accuracy(reviews, make_pipeline(vectors, LogisticRegression(C=3, max_iter=300)), text)


def word_pairs(reviews):
    vectors = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    return accuracy(reviews, make_pipeline(vectors, LogisticRegression(C=10, max_iter=300)), text)
