"""The models behind the baselines of names."""

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import MultinomialNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from course_utils.data.baselines import accuracy, majority

__all__ = ["bayes", "logistic", "majority", "support_vectors"]


def on_letters(model):
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), min_df=2, sublinear_tf=True, lowercase=False)
    return make_pipeline(runs, model)


def bayes(names):
    return accuracy(names, on_letters(MultinomialNB(alpha=0.1)))


def logistic(names):
    return accuracy(names, on_letters(LogisticRegression(C=2, max_iter=200)))


def support_vectors(names):
    return accuracy(names, on_letters(LinearSVC(C=0.3)))
