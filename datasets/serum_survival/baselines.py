"""The models behind the baselines of serum_survival: who dies within ten years, of those of whom it is known."""

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

__all__ = ["age", "logistic", "no_knowledge"]


def known(part):
    return part.select(part.about.ten_years >= 0)


def no_knowledge(patients):
    outcome = known(patients.test).about.ten_years
    return roc_auc_score(outcome, np.zeros(len(outcome)))


def age(patients):
    test = known(patients.test)
    return roc_auc_score(test.about.ten_years, test.x.age)


def logistic(patients):
    train, test = known(patients.train), known(patients.test)
    model = make_pipeline(SimpleImputer(), StandardScaler(), LogisticRegression()).fit(train.x, train.about.ten_years)
    return roc_auc_score(test.about.ten_years, model.predict_proba(test.x)[:, 1])
