"""The models behind the baselines of sms_spam."""

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

from course_utils.data.baselines import accuracy, majority

__all__ = ["digits", "letters", "majority", "words"]


def digits(messages):
    spam = [sum(c.isdigit() for c in text) >= 8 for text in messages.test.x]
    return float(np.mean(spam == messages.test.y))


def letters(messages):
    runs = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), min_df=2, sublinear_tf=True)
    return accuracy(messages, make_pipeline(runs, LinearSVC(C=3)))


def words(messages):
    pairs = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True)
    return accuracy(messages, make_pipeline(pairs, LinearSVC(C=3)))
