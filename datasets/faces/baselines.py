"""The models behind the baselines of faces: are two pictures of one person? The score is the area under the ROC curve.

All pairs of test pictures are judged, people whom no model has seen.
"""

import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score

from course_utils.data.baselines import flat

__all__ = ["brightness", "eigenfaces", "pixels"]


def brightness(faces):
    return area(faces, -np.abs(np.subtract.outer(*2 * [flat(faces.test).mean(axis=1)])))


def pixels(faces):
    return area(faces, cosine(flat(faces.test) - flat(faces.train).mean(axis=0)))


def eigenfaces(faces):
    model = PCA(20, whiten=True, random_state=0).fit(flat(faces.train))
    return area(faces, cosine(model.transform(flat(faces.test))))


def cosine(vectors):
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors @ vectors.T


def area(faces, likeness):
    """Return the area for the likeness (n, n) of all pairs of test pictures."""
    same = np.equal.outer(faces.test.y, faces.test.y)
    pairs = np.triu_indices(len(same), k=1)
    return roc_auc_score(same[pairs], likeness[pairs])
