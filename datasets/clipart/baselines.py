"""The models behind the baselines of clipart."""

from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression

from course_utils.data.baselines import accuracy, coarse, majority

__all__ = ["forest", "logistic", "majority"]


def logistic(drawings):
    return accuracy(drawings, LogisticRegression(C=0.3, max_iter=1000), coarse)


def forest(drawings):
    return accuracy(drawings, RandomForestClassifier(300, random_state=0, n_jobs=2), coarse)
