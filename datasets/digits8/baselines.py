"""The models behind the baselines of digits8."""

from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

from course_utils.data.baselines import accuracy, majority

__all__ = ["logistic", "majority", "support_vectors"]


def logistic(digits):
    return accuracy(digits, LogisticRegression(C=1, max_iter=500))


def support_vectors(digits):
    return accuracy(digits, SVC(C=10))
