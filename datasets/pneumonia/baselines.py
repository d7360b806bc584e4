"""The models behind the baselines of pneumonia; the score is the area under the ROC curve on the test part."""

from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.data.baselines import flat

__all__ = ["brightness", "forest", "logistic"]


def brightness(xrays):
    return roc_auc_score(xrays.test.y, flat(xrays.test).mean(axis=1))


def logistic(xrays):
    return area(xrays, make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=300)))


def forest(xrays):
    return area(xrays, RandomForestClassifier(200, min_samples_leaf=2, random_state=0, n_jobs=2))


def area(xrays, model):
    model.fit(flat(xrays.train), xrays.train.y)
    return roc_auc_score(xrays.test.y, model.predict_proba(flat(xrays.test))[:, 1])
