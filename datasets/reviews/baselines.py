"""The models behind the baselines of reviews."""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from course_utils.data.baselines import accuracy, majority
from course_utils.data.dataset import Dataset

__all__ = ["everything", "majority", "movies", "movies_on_tweets", "products", "tweets"]


def bag_of_words():
    words = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=r"\b\w+\b")
    return make_pipeline(words, LogisticRegression(C=4, max_iter=500))


def within(reviews, learnt, judged):
    """Return the accuracy on the test texts of one source after training on those of another."""
    parts = {"train": (reviews.train, learnt), "test": (reviews.test, judged)}
    chosen = {name: part.select(part.about.source == source) for name, (part, source) in parts.items()}
    return accuracy(Dataset(reviews.card, chosen), bag_of_words())


def everything(reviews):
    return accuracy(reviews, bag_of_words())


def movies(reviews):
    return within(reviews, "movie", "movie")


def movies_on_tweets(reviews):
    return within(reviews, "movie", "tweet")


def products(reviews):
    return within(reviews, "product", "product")


def tweets(reviews):
    return within(reviews, "tweet", "tweet")
