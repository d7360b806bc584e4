"""The models behind the baselines of card_fraud."""

import numpy as np
from sklearn.ensemble import IsolationForest, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

__all__ = ["forest", "isolation", "logistic", "prevalence"]


def precision(payments, suspicion):
    return average_precision_score(payments.test.y, suspicion)


def prevalence(payments):
    return precision(payments, np.zeros(len(payments.test.y)))


def isolation(payments):
    model = IsolationForest(random_state=0).fit(payments.train.x)
    return precision(payments, -model.score_samples(payments.test.x))


def logistic(payments):
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=1000)).fit(*payments.train)
    return precision(payments, model.predict_proba(payments.test.x)[:, 1])


def forest(payments):
    model = RandomForestClassifier(60, min_samples_leaf=2, random_state=0, n_jobs=2).fit(*payments.train)
    return precision(payments, model.predict_proba(payments.test.x)[:, 1])
