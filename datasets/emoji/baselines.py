"""The models behind the baselines of emoji."""

from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier

from course_utils.data.baselines import accuracy, coarse, majority

__all__ = ["logistic", "majority", "neighbour"]


def logistic(emoji):
    return accuracy(emoji, LogisticRegression(C=0.1, max_iter=500), coarse)


def neighbour(emoji):
    return accuracy(emoji, KNeighborsClassifier(1, metric="cosine"), coarse)
