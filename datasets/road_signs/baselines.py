"""The models behind the baselines of road_signs: each sign is judged by a model that learned from all others."""

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

from course_utils.data.baselines import coarse

__all__ = ["majority", "neighbour"]


def majority(signs):
    return left_out(signs, DummyClassifier(strategy="most_frequent"))


def neighbour(signs):
    return left_out(signs, KNeighborsClassifier(1))


def left_out(signs, model):
    return np.mean(cross_val_score(model, coarse(signs.all, 12), signs.all.y, cv=LeaveOneOut()))
