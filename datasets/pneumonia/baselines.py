"""The models behind the baselines of pneumonia: areas under the ROC curve, and what one threshold finds."""

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from course_utils.data.baselines import flat

__all__ = ["brightness", "forest", "logistic", "sensitivity"]

PASSED = 0.9  # of the normal X-rays of val


def brightness(xrays):
    return roc_auc_score(xrays.test.y, flat(xrays.test).mean(axis=1))


def logistic(xrays):
    return area(xrays, make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=300)))


def forest(xrays):
    return area(xrays, trees())


def sensitivity(xrays):
    model = trees().fit(flat(xrays.train), xrays.train.y)
    val, test = (risks(model, part) for part in (xrays.val, xrays.test))
    threshold = np.quantile(val[xrays.val.y == 0], PASSED, method="higher")
    return np.mean(test[xrays.test.y == 1] > threshold)


def trees():
    return RandomForestClassifier(200, min_samples_leaf=2, random_state=0, n_jobs=2)


def area(xrays, model):
    model.fit(flat(xrays.train), xrays.train.y)
    return roc_auc_score(xrays.test.y, risks(model, xrays.test))


def risks(model, part):
    """Return the probability of pneumonia, rounded: two processors may differ in its last digits."""
    return model.predict_proba(flat(part))[:, 1].round(6)
