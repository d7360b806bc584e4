"""The models behind the baselines of breast_cancer."""

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.data.baselines import accuracy, majority

__all__ = ["logistic", "majority", "one_column"]


def one_column(masses):
    model = make_pipeline(StandardScaler(), LogisticRegression())
    return accuracy(masses, model, lambda part: part.x[["worst_radius"]])


def logistic(masses):
    return accuracy(masses, make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=1000)))
