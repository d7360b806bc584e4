"""The models behind the baselines of road_signs: each sign is judged by a model that learned from all others."""

import numpy as np
from sklearn.dummy import DummyClassifier
from sklearn.model_selection import LeaveOneOut, cross_val_score
from sklearn.neighbors import KNeighborsClassifier

__all__ = ["majority", "neighbour"]


def majority(signs):
    return left_out(signs, DummyClassifier(strategy="most_frequent"))


def neighbour(signs):
    return left_out(signs, KNeighborsClassifier(1))


def left_out(signs, model):
    color, alpha = signs.all.x[..., :3], signs.all.x[..., 3:]
    on_white = color * alpha + (1 - alpha)
    small = on_white.reshape(-1, 12, 4, 12, 4, 3).mean(axis=(2, 4)).reshape(len(on_white), -1)
    return np.mean(cross_val_score(model, small, signs.all.y, cv=LeaveOneOut()))
